# C, C++ and Fortran programs outside the tree, built with pkg-config against an installed copy, shared and static.
set -e
top=$(pwd)
d=$top/$B/tests/gate_consumers
case $B in /*) d=$B/tests/gate_consumers ;; esac
rm -rf "$d"
mkdir -p "$d"
$MAKE --no-print-directory B="$B" install DESTDIR= PREFIX="$d/usr" >"$d/install.log" 2>&1
cp tests/gates/consumer.c tests/gates/consumer.f90 "$d"
awk '/^```c$/ { f = 1; next } /^```$/ { f = 0 } f' README.md >"$d/readme.c"
cd "$d"
cp consumer.c consumer.cc
export PKG_CONFIG_PATH=$d/usr/lib/pkgconfig
cflags=$(pkg-config --cflags msbat-io)
shared=$(pkg-config --libs msbat-io)
static="usr/lib/libmsbat-io.a usr/lib/libmsbat.a $(pkg-config --static --libs-only-l msbat-io | sed 's/-lmsbat-io//; s/-lmsbat//')"
build() { # program, shared or static
    case $2 in shared) libs=$shared ;; *) libs=$static ;; esac
    case $1 in
    c) $CC -std=c11 -Wall -Wextra -Werror $cflags consumer.c -o "c-$2" $libs ;;
    cc) $CXX -std=c++11 -Wall -Wextra -Werror $cflags consumer.cc -o "cc-$2" $libs ;;
    f) $FC -Wall usr/include/msbat.f90 consumer.f90 -o "f-$2" $libs ;;
    esac
    LD_LIBRARY_PATH=$d/usr/lib "./$1-$2"
}
for kind in shared static; do
    for program in c cc f; do build $program $kind; done
done
# the program of the README, as the README says
$CC readme.c -o readme $(pkg-config --cflags --libs msbat)
LD_LIBRARY_PATH=$d/usr/lib ./readme | grep 'laws, 0 fail'
