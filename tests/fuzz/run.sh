#!/bin/sh
# run.sh TARGET...: called by make fuzz, which sets B, FUZZ_SECONDS and FUZZ_JOBS. Fuzzes each target from a copy of its
# corpus, then replays what there is in a build that counts lines, and prints the table. Logs, corpora and findings stay
# in $B/run.
set -e
LC_ALL=C
export LC_ALL
: "${LLVM_COV:=llvm-cov}" "${LLVM_PROFDATA:=llvm-profdata}"
run=$B/run
corpus=tests/fuzz/corpus
rm -rf "$run"
mkdir -p "$run"

# Scratch files are written and synced at every input: not to a disk, where there is a file system in memory.
TMPDIR=$(mktemp -d -p "$(if [ -w /dev/shm ]; then echo /dev/shm; else echo "${TMPDIR:-/tmp}"; fi)")
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
trap 'exit 1' INT TERM

# The lines of a reader.
sources() {
    case $1 in
    extxyz) echo "io/extxyz.c io/extxyz_write.c" ;;
    csv) echo "io/table_read.c" ;;
    npy) echo "io/npy.c io/array.c io/voxels.c" ;;
    mc_checkpoint) echo "ce/ce_mc_checkpoint.c base/checkpoint.c" ;;
    kmc_checkpoint) echo "kmc/kmc_checkpoint.c base/checkpoint.c" ;;
    *) echo "io/$1.c" ;;
    esac
}

fuzz() {
    dir=$run/$1
    mkdir -p "$dir/corpus" "$dir/findings"
    cp "$corpus/$1"/* "$dir/corpus"
    start=$(date +%s)
    FUZZ_VERBOSE=1 "$B/asan/fuzz-$1" -max_total_time="$FUZZ_SECONDS" -timeout=60 -report_slow_units=60 \
        -rss_limit_mb=1500 -malloc_limit_mb=400 -max_len=12000 -print_final_stats=1 \
        -artifact_prefix="$dir/findings/" "$dir/corpus" \
        >"$dir/log" 2>&1 || echo failed >"$dir/failed"
    echo $(($(date +%s) - start)) >"$dir/seconds"
}

cover() {
    dir=$run/$1
    find "$corpus/$1" "$dir/corpus" -type f | LLVM_PROFILE_FILE="$dir/%p.profraw" \
        xargs "$B/cover/fuzz-replay" "$1" >"$dir/replay" 2>&1 || echo failed >"$dir/failed"
    "$LLVM_PROFDATA" merge -o "$dir/profile" "$dir"/*.profraw
    "$LLVM_COV" report "$B/cover/fuzz-replay" -instr-profile="$dir/profile" >"$dir/coverage"
    rm -f "$dir"/*.profraw
}

# Per cent of the lines of the sources that were reached; columns 8 and 9 of the report are lines and missed lines.
lines_reached() {
    awk -v sources="$(sources "$1")" '
        BEGIN { n = split(sources, name, " ") }
        { for (k = 1; k <= n; k++) if (index($1, name[k]) && $1 ~ name[k] "$") { all += $8; missed += $9 } }
        END { printf "%.1f", all ? 100 * (all - missed) / all : 0 }' "$run/$1/coverage"
}

# One row: target, seconds, runs, inputs kept, lines reached [%], share of the bound of memory [%], findings.
row() {
    dir=$run/$1
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$dir/log")
    memory=$(sed -n 's/^[a-z_]*: \([0-9]*\) % of the bound of memory/\1/p' "$dir/log")
    lines=$(lines_reached "$1")
    found=$(find "$dir/findings" -type f | wc -l)
    [ -e "$dir/failed" ] && [ "$found" = 0 ] && found=1
    kept=$(find "$dir/corpus" -type f | wc -l)
    printf '%-15s %7s %10s %6s %8s %8s %9s\n' "$1" "$(cat "$dir/seconds")" "${runs:--}" "$kept" "$lines" \
        "${memory:--}" "$found"
    awk -v lines="$lines" -v found="$found" 'BEGIN { exit !(lines >= 80 && found == 0) }'
}

running=0
for target in "$@"; do
    fuzz "$target" &
    running=$((running + 1))
    if [ "$running" -ge "$FUZZ_JOBS" ]; then
        wait
        running=0
    fi
done
wait

status=0
printf '%-15s %7s %10s %6s %8s %8s %9s\n' target seconds runs kept "lines %" "memory %" findings
for target in "$@"; do
    cover "$target"
    row "$target" || status=1
done
[ $status = 0 ] || echo "fuzz: findings, or fewer than 80 % of a reader's lines: see $run"
exit $status
