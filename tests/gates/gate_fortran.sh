# include/msbat.f90 is what tests/gates/fortran.pl makes of the headers, and it compiles.
# To renew it: perl tests/gates/fortran.pl include/msbat/*.h >include/msbat.f90
set -e
d=$B/tests/gate_fortran
mkdir -p "$d"
perl tests/gates/fortran.pl include/msbat/*.h >"$d/msbat.f90"
diff -u include/msbat.f90 "$d/msbat.f90"
$FC -std=f2018 -Wall -Werror -c -J"$d" -o "$d/msbat.o" include/msbat.f90
