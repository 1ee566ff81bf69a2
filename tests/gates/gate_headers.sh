# Each public header compiles alone with gcc and clang, as C and C++ of every supported standard, without a warning.
set -e
d=$B/tests/gate_headers
rm -rf "$d"
mkdir -p "$d"
warnings="-Wall -Wextra -Wshadow -Wundef -Wconversion -pedantic -Werror"
for path in include/*.h include/*.hpp include/msbat/*.h; do
    name=${path#include/}
    alone=$d/$(echo "${name%.*}" | tr / _)
    case $name in
    *.hpp) printf '#include "%s"\n' "$name" >"${alone}_hpp.cc" ;;
    *) printf '#include "%s"\n' "$name" | tee "$alone.c" >"$alone.cc" ;;
    esac
done
c_compiler() { # compiler
    for std in c11 c17; do
        echo "$1 $std"
        $1 -std=$std -Iinclude $warnings -Wstrict-prototypes -fsyntax-only "$d"/*.c || return 1
    done
}
cxx_compiler() {
    for std in c++11 c++17 c++20; do
        echo "$1 $std"
        $1 -std=$std -Iinclude $warnings -fsyntax-only "$d"/*.cc || return 1
    done
}
c_compiler gcc
c_compiler clang
cxx_compiler g++ & gnu=$!
cxx_compiler clang++
wait $gnu
