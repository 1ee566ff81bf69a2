# The chain in Fortran and the one in C, both reduced: the same numbers to the last digit in each table that both write.
set -e
d=$B/tests/gate_fortran_example
rm -rf "$d"
mkdir -p "$d/c" "$d/fortran"
$MAKE --no-print-directory B="$B" examples >"$d/build.log" 2>&1 || { cat "$d/build.log"; exit 1; }
export OPENBLAS_NUM_THREADS=1
"$B/examples/lixcoo2/lixcoo2" --quick examples/lixcoo2/data "$d/c" >"$d/c.log"
"$B/examples/lixcoo2/lixcoo2-fortran" --quick examples/lixcoo2/data "$d/fortran" >"$d/fortran.log"
grep -q 'laws evaluated, 0 fail' "$d/fortran.log"
for table in audit diffusivity discharge_1 discharge_3 eci fit hops hull pore solid stress timescales voltage; do
    cmp "$d/c/$table.csv" "$d/fortran/$table.csv"
done
echo "the same in C and Fortran: $(cat "$d"/fortran/*.csv | wc -l) lines in $(ls "$d/fortran" | wc -l) tables"
