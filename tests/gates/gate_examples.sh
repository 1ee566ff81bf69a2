# The main job on the shipped input: every stage runs, the sanity value holds, no law fails, every picture is made.
# The recipes, in full and reduced: every figure is what it must be; README and doc/ list each.
set -e
d=$B/tests/gate_examples
rm -rf "$d"
mkdir -p "$d"
$MAKE --no-print-directory B="$B" examples >"$d/build.log" 2>&1
# reduced first: what other gates run must work, and say what it is
mkdir "$d/quick"
for program in saddle lixcoo2; do
    OPENBLAS_NUM_THREADS=1 "$B/examples/lixcoo2/$program" --quick examples/lixcoo2/data "$d/quick" >"$d/quick/$program.log"
    grep -q 'not those of the report' "$d/quick/$program.log"
done
grep -q 'laws evaluated, 0 fail' "$d/quick/lixcoo2.log"
OPENBLAS_NUM_THREADS=1 "$B/examples/lixcoo2/saddle" examples/lixcoo2/data "$d"
OPENBLAS_NUM_THREADS=1 "$B/examples/lixcoo2/lixcoo2" examples/lixcoo2/data "$d" >"$d/log"
cat "$d/log"
LC_ALL=C awk -F, 'NR == 2 { good = $1 >= 39 && $6 > 3.585 && $6 < 3.6 } END { exit !good }' "$d/fit.csv" # mean voltage 3.59 V, data/SOURCE.md
grep -q 'laws evaluated, 0 fail' "$d/log"
sh examples/lixcoo2/report.sh "$d"
for picture in $(grep -o '<img src="[a-z]*.svg"' "$d/index.html" | cut -d'"' -f2); do
    grep -q '</svg>' "$d/$picture"
done
export OPENBLAS_NUM_THREADS=1
for recipe in $(ls examples/recipes/*.c | sed 's|.*/||; s|\.c$||'); do
    grep -q "^| .$recipe. |" README.md || { echo "README.md does not list $recipe"; exit 1; }
    grep -qF "\`$recipe\`" doc/*.md || { echo "no page of doc/ names $recipe"; exit 1; }
done
sh tests/gates/recipes.sh "$B" "$d/recipes-quick" --quick
sh tests/gates/recipes.sh "$B" "$d/recipes"
