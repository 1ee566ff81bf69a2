#!/bin/sh
# run.sh LAYERS GATES: runs the test program of every layer, then every gate script, and prints the closing count.
# Called by make check, which sets B, CC, CXX, FC, MAKE, MSBAT_DATA, VERSION, LIBS.
export B CC CXX FC MAKE MSBAT_DATA VERSION LIBS
counts=$B/tests/counts
: >"$counts"
for layer in $1; do
    log=$B/tests/$layer.skipped
    : >"$log"
    before=$(wc -l <"$counts")
    MSBAT_COUNT_LOG=$counts MSBAT_SKIP_LOG=$log OPENBLAS_NUM_THREADS=1 "$B/tests/check-$layer"
    [ "$(wc -l <"$counts")" -gt "$before" ] || { echo "$layer: the test program died"; echo "0 1 0" >>"$counts"; }
done
for gate in $2; do
    name=$(basename "$gate" .sh)
    if sh "$gate" >"$B/tests/$name.log" 2>&1; then
        echo "$name: ok"; echo "1 0 0" >>"$counts"
    else
        echo "$name: FAILED"; tail -40 "$B/tests/$name.log"; echo "0 1 0" >>"$counts"
    fi
done
if [ -n "$2" ]; then
    times >"$B/tests/check.cpu"
    sh tests/gates/cost.sh
fi
awk '{ p += $1; f += $2; s += $3 } END { printf "%d passed, %d failed, %d skipped\n", p, f, s; exit f > 0 || p == 0 }' "$counts"
