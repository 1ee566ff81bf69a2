# Every public function with hostile arguments, the fast subset: nothing dies, hangs, prints, succeeds without its handle
# or writes outputs when it fails; and functions on const objects give the same from eight threads. All of it: make
# hostile; threads under ThreadSanitizer: make tsan.
set -e
case $B in /*) d=$B/tests/hostile ;; *) d=$(pwd)/$B/tests/hostile ;; esac
$MAKE --no-print-directory B="$B" hostile-program
rm -rf "$d/fast"
mkdir -p "$d/fast"
cd "$d/fast"
OPENBLAS_NUM_THREADS=1 ../hostile fast
OPENBLAS_NUM_THREADS=1 ../sharing
