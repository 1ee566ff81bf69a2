# cost.sh: what the build of the libraries and the check cost, and the size of libmsbat.so. Called by run.sh.
# The files it reads hold what times prints: user and system time of the shell, then those of its children.
seconds() { # of the children
    cat "$@" | tr , . | LC_ALL=C awk 'NR % 2 == 0 { for (i = 1; i <= 2; i++) { split($i, t, "[ms]"); sum += 60 * t[1] + t[2] } }
        END { printf "%.1f", sum }'
}
objects=$(find "$B/libmsbat" -name '*.o' | wc -l)
built=$(seconds $(find "$B/libmsbat" -name '*.o.cpu'))
strip -o "$B/tests/stripped.so" "$B/libmsbat.so"
size() { LC_ALL=C awk -v bytes="$(wc -c <"$1")" 'BEGIN { printf "%.2f MB", bytes / 1e6 }'; }
echo "cost: compiling the $objects files of the libraries $built CPU s ($CC; aim 20)," \
    "tests and gates $(seconds "$B/tests/check.cpu") CPU s (aim 180)"
echo "cost: libmsbat.so $(size "$B/tests/stripped.so") stripped (limit 1.5), $(size "$B/libmsbat.so") with debugging information"
