#!/bin/sh
# sanitize.sh TOOL...: the tests of every layer under each tool (asan: with ubsan and leaks; tsan; valgrind), on programs
# that make sanitize has built, and a table of CPU seconds and findings. Called with B, LAYERS, MSBAT_DATA, RECIPES: the
# word recipes where these run too, reduced. Statistical tests take MSBAT_TEST_SCALE times their length.
export OPENBLAS_NUM_THREADS=1 MSBAT_DATA MSBAT_TEST_SCALE=${MSBAT_TEST_SCALE:-0.1}
export CK_DEFAULT_TIMEOUT=90 CK_TIMEOUT_MULTIPLIER=10 # of limits that tests set themselves, too
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1 TSAN_OPTIONS=halt_on_error=0:exitcode=66
VALGRIND="valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite"
failed=0

program() { # of a tool, for a layer; threads: all functions on const objects from eight threads
    case $1-$2 in
    valgrind-recipes) echo "sh tests/gates/recipes.sh $B $B/sanitize/recipes-valgrind --quick $VALGRIND" ;;
    *-recipes) echo "sh tests/gates/recipes.sh $B/$1 $B/sanitize/recipes-$1 --quick" ;;
    tsan-threads) echo "cd $B/sanitize && ../tsan/tests/hostile/sharing" ;;
    valgrind-*) echo "$VALGRIND $B/tests/check-$2" ;;
    *) echo "$B/$1/tests/check-$2" ;;
    esac
}

cpu() { awk '/^user|^sys/ { s += $2 } END { printf "%.0f", s }' "$1"; }

mkdir -p "$B/sanitize"
B=$(cd "$B" && pwd)
printf '%-10s %-10s %8s  %s\n' tool layer 'CPU s' result
for tool in "$@"; do
    case $tool in tsan) threads=threads ;; *) threads= ;; esac
    for layer in $LAYERS $threads $RECIPES; do
        log=$B/sanitize/$tool-$layer.log
        # a finding ends the child that Check made for the test, or is printed: both count
        if { time -p sh -c "{ $(program "$tool" "$layer"); } >$log 2>&1"; } 2>"$log.time" &&
            ! grep -qE 'Sanitizer|runtime error:|^==[0-9]+== (Invalid|Conditional|Use of|Syscall|definitely)' "$log"; then
            result=$(tail -1 "$log" | sed 's/^[a-z]*: //')
        else
            result="FAILED: see $log"
            failed=1
        fi
        printf '%-10s %-10s %8s  %s\n' "$tool" "$layer" "$(cpu "$log.time")" "$result"
    done
done
exit $failed
