# Every file of the corpus of make fuzz through its reader, without libFuzzer: the seeds, and all that was ever found.
set -e
d=$B/tests/gate_fuzz
rm -rf "$d"
mkdir -p "$d"
$MAKE --no-print-directory B="$B" "$B/fuzz-replay" >"$d/build.log" 2>&1 || { cat "$d/build.log"; exit 1; }

# Checkpoints are synced: not to a disk, where there is a file system in memory.
scratch=$d
[ -w /dev/shm ] && scratch=/dev/shm
set --
for folder in tests/fuzz/corpus/*; do
    set -- "$@" -- "${folder##*/}" "$folder"/*
done
TMPDIR=$scratch "$B/fuzz-replay" "$@" >"$d/log" 2>&1 || { tail -5 "$d/log"; exit 1; }
tail -1 "$d/log"

bytes=$(cat tests/fuzz/corpus/*/* | wc -c)
[ "$bytes" -lt 1000000 ] || { echo "the corpus has $bytes bytes; at most 1 MB"; exit 1; }
