#!/bin/sh
# run.sh FOLDER LAYERS EXAMPLES: the programs of make oom, ours and then foreign allocations failing, and their table;
# with OOM_FOREIGN=1 foreign ones alone.
# Statistical tests run short; shorter still, and one of kmc would find the bias of few windows.
MSBAT_TEST_SCALE=${MSBAT_TEST_SCALE:-0.05}
export OPENBLAS_NUM_THREADS=1 MSBAT_TEST_SCALE OOM_LAYER OOM_ROWS
out=$1/tests/oom
mkdir -p "$out/out"
failed=0
run() { # run NAME PROGRAM ARGUMENT...: findings go to the screen
    OOM_LAYER=$1
    shift
    "$@"
}
run_all() {
    for layer in $2; do run "$layer" "$1/oom-$layer"; done
    for example in $3; do run "$example" "$1/example-$example" examples/lixcoo2/data "$1/out"; done
}
table() {
    echo "$1"
    awk 'function row(name, format, k) {
             printf "%-10s", name
             for (k = 2; k <= 15; k++) printf "%12s", (name == "") ? title[k] : cell[k]
             print ""
         }
         BEGIN {
             split("- tests allocations sites stride cases crashes leaks hangs silent status", title, " ")
             split("spoiled theirs broken CPU-s", rest, " ")
             for (k = 1; k <= 4; k++) title[11 + k] = rest[k]
             split("1 2 3 4 5 6 7 9 8 10 11 12 13 14 15", order, " ")
             row("")
         }
         {
             for (k = 2; k <= 15; k++) {
                 cell[k] = $(order[k])
                 sum[k] = k != 5 ? sum[k] + cell[k] : sum[k] > cell[k] ? sum[k] : cell[k]
             }
             row($1)
         }
         END {
             for (k = 2; k <= 15; k++) cell[k] = sum[k]
             for (k = 7; k <= 14; k++) if (k != 13) bad += sum[k]
             row("all")
             exit bad > 0
         }' "$2"
}
if [ -z "$OOM_FOREIGN" ]; then
    OOM_ROWS=$out/rows
    : >"$OOM_ROWS"
    run_all "$out" "$2" "$3"
    table "allocations of the library:" "$OOM_ROWS" || failed=1
fi
# Of the others' allocations each call path once in a program, and a few more of each test.
OOM_SCALE=$(awk "BEGIN { print 0.01 * ${OOM_SCALE:-1} }")
OOM_ROWS=$out/rows-foreign
: >"$OOM_ROWS"
OOM_FOREIGN=1
export OOM_FOREIGN OOM_SCALE
run_all "$out" "$2" "$3"
table "allocations of SUNDIALS, spglib, jansson, libtiff for themselves:" "$OOM_ROWS" || failed=1
exit $failed
