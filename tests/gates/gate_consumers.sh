# C, C++ and Fortran programs outside the tree, against an installed copy: by pkg-config alone and by find_package of CMake,
# with the shared libraries and with the static ones. For the static ones the shared libraries of the installation are taken
# away, so that nothing but the flags of pkg-config decides what is linked; CMake finds it after it was moved as a whole.
set -e
case $B in /*) d=$B/tests/gate_consumers ;; *) d=$PWD/$B/tests/gate_consumers ;; esac
rm -rf "$d"
mkdir -p "$d"
for kind in shared static; do
    $MAKE --no-print-directory B="$B" install DESTDIR= PREFIX="$d/$kind" LIBDIR="$d/$kind/lib" \
        INCLUDEDIR="$d/$kind/include" >"$d/install.log" 2>&1
done
rm "$d"/static/lib/*.so*
cp tests/gates/consumer/* "$d"
awk '/^```c$/ { f = 1; next } /^```$/ { f = 0 } f' README.md >"$d/readme.c"
cd "$d"
cp consumer.c consumer_c.cc

run() { # kind, program
    echo "$1: $2"
    env LD_LIBRARY_PATH="$d/$1/lib" "$2"
    if [ "$1" != shared ] && readelf -d "$2" | grep 'NEEDED.*libmsbat'; then return 1; fi
}

by_pkg_config() { # kind, options of pkg-config
    kind=$1
    shift
    export PKG_CONFIG_PATH="$d/$kind/lib/pkgconfig"
    cflags=$(pkg-config "$@" --cflags msbat-io)
    libs=$(pkg-config "$@" --libs msbat-io)
    module=$(pkg-config "$@" --variable=includedir msbat)/msbat.f90
    $CC -std=c11 -Wall -Wextra -Werror $cflags consumer.c -o "c-$kind" $libs
    $CXX -std=c++11 -Wall -Wextra -Werror $cflags consumer_c.cc -o "c-as-cxx-$kind" $libs
    $CXX -std=c++11 -Wall -Wextra -Werror $cflags consumer.cc -o "cxx-$kind" $libs
    $FC -Wall "$module" consumer.f90 -o "fortran-$kind" $libs
    for program in c c-as-cxx cxx fortran; do run "$kind" "./$program-$kind"; done
}

by_cmake() { # kind, suffix of the targets
    CC=$CC CXX=$CXX FC=$FC cmake -S . -B "cmake-$1" -DCMAKE_PREFIX_PATH="$d/$1" -DKIND="$2" >"cmake-$1.log" 2>&1 ||
        { cat "cmake-$1.log"; return 1; }
    cmake --build "cmake-$1" >>"cmake-$1.log" 2>&1 || { cat "cmake-$1.log"; return 1; }
    for program in c c-as-cxx cxx fortran; do run "$1" "cmake-$1/program-$program"; done
}

by_pkg_config shared
by_pkg_config static --static
mv static moved
by_cmake shared ''
by_cmake moved _static

# the program of the README, as the README says
export PKG_CONFIG_PATH="$d/shared/lib/pkgconfig"
$CC readme.c -o readme $(pkg-config --cflags --libs msbat)
LD_LIBRARY_PATH=$d/shared/lib ./readme | grep 'laws, 0 fail'
