# Every public function with hostile arguments, the fast subset: nothing dies, hangs, prints, succeeds without its
# handle, writes outputs when it fails or leaves no message of its own then. All of it: make hostile.
set -e
$MAKE --no-print-directory B="$B" hostile-program
sh tests/hostile/run.sh "$B/tests/hostile/hostile" fast
