# plots.gp: every picture of the example from its CSV files, in the current folder; here = folder of this script.
set datafile separator ','
set terminal svg size 640,440 font 'sans-serif,14' background rgb 'white' linewidth 1.4
set border 3 lw 0.8; set tics nomirror; set key samplen 2 spacing 1.2
blue = '#0b5394'; green = '#38761d'; orange = '#d35400'; grey = '#777777'; red = '#b00020'; violet = '#6a3d9a'

set output 'hull.svg'
set xlabel 'x in Li_xCoO_2'; set ylabel 'formation energy (eV per Li site)'; set xrange [-0.02:1.02]; set key top center
plot '< awk -F, "NR > 1 && \$3 == 0" hull.csv | sort -t, -k1,1g' using 1:2 with lines lc rgb grey title 'hull (DFT)', \
     'hull.csv' using 1:2 skip 1 with points pt 6 ps 1.0 lc rgb blue title 'DFT (LDA)', \
     'hull.csv' using 1:4 skip 1 with points pt 2 ps 0.7 lc rgb orange title 'cluster expansion'

set output 'eci.svg'
set xlabel 'largest distance in the cluster (Å)'; set ylabel 'ECI (meV)'; set autoscale x; set xrange [2:*]; set key top right
set xzeroaxis lc rgb grey
plot 'eci.csv' using 3:($2 == 2 ? $5 : 1/0):6 skip 1 with yerrorbars pt 7 ps 0.7 lc rgb blue title 'pairs', \
     'eci.csv' using ($3 + 0.05):($2 == 3 ? $5 : 1/0):6 skip 1 with yerrorbars pt 9 ps 0.8 lc rgb orange title 'triplets'
unset xzeroaxis

# published: Marquis 2019 (after Dualfoil), and some points of the table of Ai 2020 (after Rieger 2016)
lco(x) = 2.16216 + 0.07645*tanh(30.834 - 54.4806*1.062*x) + 2.1581*tanh(52.294 - 50.294*1.062*x) \
    - 0.14169*tanh(11.0923 - 19.8543*1.062*x) + 0.2051*tanh(1.4684 - 5.4888*1.062*x) \
    + 0.2531*tanh((0.56478 - 1.062*x)/0.1316) - 0.02167*tanh((1.062*x - 0.525)/0.006)
set output 'voltage.svg'
set xlabel 'x in Li_xCoO_2'; set ylabel 'voltage against Li (V)'; set xrange [0:1]; set yrange [2.5:5.2]; set key top right
set samples 400
plot 'voltage.csv' using 1:2 skip 1 with lines lw 2 lc rgb blue title 'this work: LDA, Monte Carlo 298 K', \
     'plateaus.csv' using (0.5*($1 + $2)):3:(0.5*($2 - $1)) skip 1 with xerrorbars pt -1 lw 1 lc rgb grey title 'DFT hull, 0 K', \
     [0.42:0.985] lco(x) with lines dt 2 lc rgb green title 'published: Marquis 2019', \
     here.'/published_lico2.csv' using 1:2 with points pt 6 ps 0.6 lc rgb violet title 'published: Ai 2020'

set output 'gamma.svg'
set ylabel 'thermodynamic factor Γ = x g″/kT'; set yrange [0.1:*]; set logscale y; set format y '10^{%T}'; set key off
plot 'voltage.csv' using 1:($3 > 0.1 ? $3 : 1/0) skip 1 with lines lw 2 lc rgb blue
unset logscale; set format y '%g'

set output 'diffusivity.svg'
set ylabel 'in-plane diffusivity (m^2/s)'; set logscale y; set format y '10^{%T}'; set yrange [*:*]; set key bottom left
plot 'diffusivity.csv' using 1:2:3 skip 1 with yerrorlines pt 7 ps 0.6 lc rgb blue title 'D* (tracer)', \
     'diffusivity.csv' using 1:4:5 skip 1 with yerrorlines pt 5 ps 0.6 lc rgb orange title 'D_J (jump)', \
     'chemical.csv' using 1:($2 > 0 ? $2 : 1/0) skip 1 with lines lw 2 lc rgb green title 'D_{chem} = D_J Γ'
unset logscale; set format y '%g'

set output 'saddle.svg'
set xlabel 'path (Å)'; set ylabel 'energy (eV), illustrative rigid ions'; set autoscale x; set xrange [-0.05:3.1]; set yrange [0:*]; set key off
plot 'saddle.csv' using 1:2 skip 1 smooth mcsplines lw 2 lc rgb grey, '' using 1:2 skip 1 with points pt 7 lc rgb orange

set output 'slice.svg'
set xlabel 'axis 2 (voxels)'; set ylabel 'axis 1 (voxels)'; set size ratio -1; set autoscale xy; unset colorbox
set palette defined (0 '#1d3557', 1 '#e9c46a', 2 '#7f8c8d')
set autoscale xfix; set autoscale yfix; set autoscale cb
plot 'slice.csv' matrix with image pixels notitle
set size noratio; set autoscale xy

set output 'rev.svg'
set xlabel 'edge of the cube (voxels)'; set ylabel 'relative conductivity of the pore'; set key top right; set logscale x 2
set xrange [6:140]; set yrange [0:0.7]
plot 'rev.csv' using 1:3:4 skip 1 with yerrorlines pt 7 lc rgb red title 'uniform gradient', \
     'rev.csv' using ($1*1.03):5:6 skip 1 with yerrorlines pt 5 lc rgb blue title 'periodic', \
     'rev.csv' using ($1*1.06):7:8 skip 1 with yerrorlines pt 9 lc rgb green title 'mixed'
unset logscale; set autoscale xy

set output 'discharge.svg'
set xlabel 'capacity (Ah)'; set ylabel 'cell voltage (V)'; set key top right; set autoscale xy; set xrange [0:*]
set title 'cathode: convexified phase, flux as gradient of the enthalpy integral of D_{chem}' font ',12'
plot 'discharge_0.2.csv' using 3:4 skip 1 with lines dt 2 lc rgb grey title 'open circuit', \
     'discharge_0.2.csv' using 3:2 skip 1 with lines lw 2 lc rgb blue title 'C/5', \
     'discharge_1.csv' using 3:2 skip 1 with lines lw 2 lc rgb green title '1C', \
     'discharge_3.csv' using 3:2 skip 1 with lines lw 2 lc rgb orange title '3C'
set autoscale xy; unset title

set output 'stress.svg'
set xlabel 'radius (µm)'; set ylabel 'stress (MPa); solid: radial, dashed: tangential'; set key top left; set xzeroaxis lc rgb grey
moment(i) = system(sprintf("awk -v RS= -v i=%d 'NR == i + 1 { split($1, v, \",\"); print v[1] }' stress.csv", i))
colour(i) = word(grey.' '.blue.' '.green.' '.orange, i + 1)
plot for [i=1:3] 'stress.csv' index i using ($2*1e6):($4*1e-6) with lines lw 2 lc rgb colour(i) title 't = '.moment(i).' s', \
     for [i=1:3] 'stress.csv' index i using ($2*1e6):($5*1e-6) with lines dt 2 lw 2 lc rgb colour(i) notitle
unset xzeroaxis

set output 'timescales.svg'
set style fill solid 0.7; set logscale x; set format x '10^{%T}'; set xlabel 'time (s)'; unset ylabel; set key off
set lmargin 26; set yrange [-0.7:7.7]; set xrange [1e-6:1e7]; set bars small
named(c) = system("awk -F'\"' '/^1,/ { split($3, v, \",\"); if (v[" . c . "] == 1) print $2 }' timescales.csv")
set title 'at 1C: slowest '.named(6).'; limiting '.named(7) font ',12' offset -8,0
plot '< grep "^1," timescales.csv' using (sqrt($3*1e-6)):0:(1e-6):3:($0 - 0.35):($0 + 0.35):ytic(2) with boxxyerror lc rgb blue, \
     '' using ($3 > 0 ? $3*1.5 : 2e-6):0:(sprintf($3 > 0 ? 'loss %.2g %%' : 'not given', 100*$6)) with labels left font ',11'
