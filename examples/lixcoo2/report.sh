#!/bin/sh
# report.sh OUT: pictures by gnuplot and one HTML page from the CSV files that lixcoo2 and saddle left in OUT.
set -e
LC_ALL=C; export LC_ALL # awk and gnuplot read and write numbers with a decimal point
here=$(cd "$(dirname "$0")" && pwd)
cd "$1"
command -v gnuplot >/dev/null || { echo "gnuplot is missing: the CSV files in $1 stand without pictures"; exit 0; }
gnuplot -e "here = '$here'" "$here/plots.gp"

# table FILE: a CSV file as an HTML table, the first row as its head; quoted fields may hold commas.
table() {
    awk 'BEGIN { print "<table>" }
    /^ *$/ { next }
    { tag = NR == 1 ? "th" : "td"; line = $0; row = ""
      while (length(line)) {
          if (substr(line, 1, 1) == "\"") { end = index(substr(line, 2), "\""); cell = substr(line, 2, end - 1); line = substr(line, end + 3) }
          else { end = index(line, ","); if (!end) { cell = line; line = "" } else { cell = substr(line, 1, end - 1); line = substr(line, end + 1) } }
          gsub(/&/, "\\&amp;", cell); gsub(/</, "\\&lt;", cell); gsub(/>/, "\\&gt;", cell)
          if (cell ~ /^-?[0-9.]+(e[-+]?[0-9]+)?$/) cell = sprintf("%.4g", cell)
          row = row "<" tag ">" cell "</" tag ">" }
      if (/FAILS/) print "<tr class=\"bad\">" row "</tr>"; else print "<tr>" row "</tr>" }
    END { print "</table>" }' "$1"
}
value() { awk -F, -v c="$2" 'NR == 2 { printf "%.4g", $c }' "$1"; }
picture() { printf '<figure><img src="%s.svg" alt="%s"><figcaption>%s</figcaption></figure>\n' "$1" "$1" "$2"; }
{
cat <<EOF
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>LixCoO2: from DFT energies to a cell</title>
<style>
body { font: 16px/1.5 sans-serif; max-width: 1080px; margin: 2em auto; padding: 0 1em; color: #222 }
figure { display: inline-block; width: 520px; margin: 0 6px 18px 0; vertical-align: top }
img { width: 100% } figcaption { font-size: 14px; color: #444 } h2 { margin-top: 1.6em; border-bottom: 1px solid #ccc }
table { border-collapse: collapse; font-size: 14px; margin: 8px 0 } td, th { border: 1px solid #ddd; padding: 2px 8px; text-align: left }
.bad td { background: #fdd } .dft { color: #0b5394 } .pub { color: #38761d } .ill { color: #a64d00 }
</style></head><body>
<h1>Li<sub>x</sub>CoO<sub>2</sub>: from DFT energies to the discharge of a cell</h1>
<p>No number passes from one layer to the next by hand. Kinds of input:
<b class="dft">DFT</b> (our own LDA calculations, shipped: energies, barriers, Li vibrations), <b class="pub">published</b>
(graphite, electrolyte, geometry, exchange currents: Marquis et al., J. Electrochem. Soc. 166 (2019) A3693; elastic constants and partial
molar volume of LiCoO<sub>2</sub>: Ai et al., J. Electrochem. Soc. 167 (2020) 013512), <b class="ill">illustrative</b> (the rigid-ion
forces that show the saddle search; the generated microstructure unless an image was given).</p>
<h2>Cluster expansion</h2>
<p>$(value fit.csv 1) orderings, $(value fit.csv 2) orbits; leave-one-out error $(value fit.csv 3) meV per site, of the fit
$(value fit.csv 4) meV, 10-fold $(value fit.csv 5) meV. Mean voltage between CoO<sub>2</sub> and LiCoO<sub>2</sub> $(value fit.csv 6) V
(<b class="dft">LDA</b>; experiment about 4.0 V: LDA is known to be low).</p>
EOF
picture hull "Formation energies per Li site: DFT, and the fit to them; the hull of the DFT energies."
picture eci "Effective cluster interactions with one standard error, energy of one cluster each."
echo '<h2>Phase</h2>'
picture voltage "Voltage at 298.15 K from semi-grand-canonical Monte Carlo, the plateaus at 0 K, and published LiCoO2 curves. Two-phase regions of the isotherm are tie lines of the phase (convex hull of the free energy); those found: $(cat gaps.txt)."
picture gamma "Thermodynamic factor of the same phase: high at ordered compositions, 0 (not drawn) inside two-phase regions, where the flux is taken in the enthalpy form."
echo '<h2>Hops and diffusion</h2>'
table hops.csv
echo '<p>Barriers and attempt frequencies: <b class="dft">DFT</b> (frequency from the vibrations of the hopping Li alone). With both common
neighbours vacant nothing was computed: <b class="ill">the value for one vacant is taken</b>.</p>'
picture diffusivity "Kinetic Monte Carlo at 298.15 K in the plane on <b class=dft>DFT</b> barriers: tracer, jump and chemical diffusivity, one standard error. Between runs ln D_J is linear in x, so that near an ordered composition the curve is only as fine as the runs. At x = 1/2 the mobility is that of a few defects, and ions do not leave their layer: the scatter between starting configurations (a factor of ten) is not in the error bar."
picture saddle "The method on rigid ions (illustrative): climbing-image nudged elastic band of one Li between CoO2 sheets."
echo '<h2>Electrode</h2>'
picture slice "Section through the middle of the image, one colour a label: $(cat image.txt)."
picture rev "Relative pore conductivity of cubes cut from the image, mean and standard deviation, by boundary condition; the whole image is one sample and has no deviation."
printf '<p>Representative volume: %s</p>\n' "$(cat rev.txt)"
table rev.csv
echo '<h3>Pore network</h3>'
table summary_pore.csv; table pore.csv
echo '<h3>Solid network</h3>'; table summary_solid.csv; table solid.csv
echo '<h2>Cell</h2>'
picture discharge "LixCoO2 (<b class=dft>DFT</b> phase and mobility) | graphite (<b class=pub>published</b>), porous-electrode model. The cell model runs on the convexified phase, with the flux as the gradient of the enthalpy integral of D_chem."
picture timescales "Time of each process, and the energy that it alone would cost at 1C: estimates, see echem.h; an electrolyte that uniform reaction would deplete in the steady state counts as lost altogether (3C in the table), which is pessimistic."
table timescales.csv
picture stress "Stress in an LiCoO2 particle of 10 µm that takes the mean flux of the 1C discharge; tension is positive. Elastic constants and partial molar volume: <b class=pub>published</b>."
echo '<h2>Audit</h2>'
table audit.csv
echo '</body></html>'
} >index.html
