#!/bin/sh
# run.sh PROGRAM ARGUMENT...: runs PROGRAM in a folder of its own, in memory where that is possible, because many calls
# write files and wait until they are on disk. What the calls printed (reports of sanitizers) is kept beside PROGRAM.
case $1 in /*) program=$1 ;; *) program=$(pwd)/$1 ;; esac
shift
d=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
trap 'exit 2' INT TERM
cd "$d" || exit 2
OPENBLAS_NUM_THREADS=1 "$program" "$@"
status=$?
[ ! -f printed.txt ] || cp printed.txt "$program.printed"
cd /
exit $status
