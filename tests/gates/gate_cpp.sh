# include/msbat.hpp is what tests/gates/cpp.pl makes of the headers; its test passes as C++11 and as C++20.
# To renew it: perl tests/gates/cpp.pl tests/gates/cpp_head.hpp include/msbat/*.h >include/msbat.hpp
set -e
d=$B/tests/gate_cpp
mkdir -p "$d"
perl -w tests/gates/cpp.pl tests/gates/cpp_head.hpp include/msbat/*.h >"$d/msbat.hpp"
diff -u include/msbat.hpp "$d/msbat.hpp"
for std in c++11 c++20; do
    $CXX -std=$std -Iinclude -Wall -Wextra -Wshadow -Wundef -Wconversion -pedantic -Werror -c tests/cpp/wrapper.cc \
        -o "$d/wrapper.o"
    $CXX -o "$d/wrapper" "$d/wrapper.o" "$B/libmsbat-io.a" "$B/libmsbat.a" $LIBS
    "$d/wrapper"
done
