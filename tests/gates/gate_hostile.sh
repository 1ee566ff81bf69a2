# Every public function with hostile arguments, the fast subset: nothing dies, hangs, prints, succeeds without its
# handle or writes outputs when it fails. All of it: make hostile.
set -e
$MAKE --no-print-directory B="$B" hostile-program
sh tests/hostile/run.sh "$B/tests/hostile/hostile" fast
