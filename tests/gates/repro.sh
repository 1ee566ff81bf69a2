# repro.sh: builds and installs twice, in folders of another name and depth, with another umask, locale, time zone and number
# of jobs, and compares names, modes, link targets and bytes of what is installed. Then runs the shipped example and a
# program of its own under a locale with a decimal comma and compares what they write with what they write under C.
# Called by make repro, which sets B, CC, MAKE, LIBDIR.
set -e
case $B in /*) d=$B/tests/repro ;; *) d=$PWD/$B/tests/repro ;; esac
rm -rf "$d"
mkdir -p "$d/locale"
fail() { echo "$*"; exit 1; }

comma=de_DE.UTF-8
localedef -i de_DE -f UTF-8 "$d/locale/$comma" >"$d/localedef.log" 2>&1 || fail "no locale: $(cat "$d/localedef.log")"
export LOCPATH="$d/locale" CCACHE_DISABLE=1
[ "$(LC_ALL=$comma locale decimal_point)" = , ] || fail "$comma has no decimal comma"

build() { # folder, name of its build folder, locale, time zone, umask, jobs
    mkdir -p "$d/$1/source"
    cp -r Makefile LICENSE README.md CHANGELOG.md include libmsbat pkgconfig "$d/$1/source"
    mkdir -p "$d/$1/source/tests"
    cp -r tests/targets "$d/$1/source/tests"
    (
        cd "$d/$1/source"
        export LC_ALL="$3" TZ="$4"
        umask "$5"
        unset MAKEFLAGS MFLAGS MAKELEVEL
        $MAKE -s -j"$6" B="$2" CC="$CC" DESTDIR="$d/$1/installed" PREFIX=/usr LIBDIR=/usr/lib \
            INCLUDEDIR=/usr/include install >"$d/build.log" 2>&1
    ) || { tail "$d/build.log"; fail "no build in $1"; }
}

describe() { # folder: one line an entry
    (
        cd "$1"
        find . ! -type l -printf '%p %y %m\n' | LC_ALL=C sort
        find . -type l -printf '%p -> %l\n' | LC_ALL=C sort
        find . -type f -exec sha256sum {} + | LC_ALL=C sort -k 2
    )
}

build one build C UTC 022 1
build two/further/down objects $comma Asia/Tokyo 077 3
describe "$d/one/installed" >"$d/one.txt"
describe "$d/two/further/down/installed" >"$d/two.txt"
diff "$d/one.txt" "$d/two.txt" || fail "the two installations differ"
if grep -rlF "$d" "$d/one/installed"; then fail "an installed file names the folder of the build"; fi
echo "two builds: $(grep -c ' f ' "$d/one.txt") installed files, the same bytes"

# What the library writes: every file of comma.cc, and the tables of the example, which takes its numbers through all layers
# and is put into the locale from outside. Texts that the example itself prints follow the locale as they should, and so
# does a name that it makes of a number.
cat >"$d/host.c" <<'END'
#include <locale.h>
__attribute__((constructor)) static void host(void) { setlocale(LC_ALL, ""); }
END
$CC -shared -fPIC -o "$d/host.so" "$d/host.c"
under() { # locale, its decimal point
    mkdir -p "$d/$1/own" "$d/$1/example"
    LC_ALL=$1 "$B/tests/comma" "$d/$1/own" "$2" >"$d/$1/own/output" || fail "comma fails under $1"
    LC_ALL=$1 LD_PRELOAD=$d/host.so OPENBLAS_NUM_THREADS=1 "$B/examples/lixcoo2/lixcoo2" --quick examples/lixcoo2/data \
        "$d/$1/example" >"$d/$1/example.log" || fail "the example fails under $1"
    (
        cd "$d/$1/example"
        for table in *.csv; do
            name=$(echo "$table" | tr , .)
            [ "$name" = "$table" ] || mv "$table" "$name"
        done
    )
}
under C .
under $comma ,
grep -q '[0-9],[0-9]' "$d/$comma/example.log" || fail "the example did not run under $comma"
diff -r "$d/C/own" "$d/$comma/own" || fail "a decimal comma changes what the library writes"
for table in "$d"/C/example/*.csv; do
    cmp "$table" "$d/$comma/example/${table##*/}" || fail "a decimal comma changes a table of the example"
done
echo "decimal comma: $(ls "$d/C/own" | wc -l) files of every writer and $(ls "$d"/C/example/*.csv | wc -l) tables, the same bytes"
