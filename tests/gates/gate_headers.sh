# Each public header compiles alone as C and C++ of every supported standard, without a warning.
set -e
d=$B/tests/gate_headers
mkdir -p "$d"
for h in include/*.h include/msbat/*.h; do
    name=${h#include/}
    printf '#include "%s"\n' "$name" >"$d/one.c"
    cp "$d/one.c" "$d/one.cc"
    for std in c11 c17; do
        $CC -std=$std -Iinclude -Wall -Wextra -Wshadow -Wundef -Wstrict-prototypes -Wconversion -pedantic -Werror \
            -fsyntax-only "$d/one.c"
    done
    for std in c++11 c++17 c++20; do
        $CXX -std=$std -Iinclude -Wall -Wextra -Wshadow -Wundef -Wconversion -pedantic -Werror -fsyntax-only "$d/one.cc"
    done
done
