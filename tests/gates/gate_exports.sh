# Each shared library exports exactly what its headers declare, in the version node MSBAT_0, and no writable data; our
# objects import nothing that prints, exits or keeps state of the process.
set -e
d=$B/tests/gate_exports
mkdir -p "$d"
declared() { cat "$@" | tr '\n' ' ' | grep -o 'MSBAT_API [^;(]*' | grep -o 'msbat_[a-z0-9_]*$' | sort -u; }
exported() { nm -D --defined-only "$1" | awk '$3 ~ /^msbat_/ { sub(/@.*/, "", $3); print $3 }' | sort -u; }
core=$(ls include/msbat/*.h | grep -v '/io\.h')
declared $core >"$d/declared"
exported "$B/libmsbat.so" >"$d/exported"
diff "$d/declared" "$d/exported"
declared include/msbat/io.h >"$d/declared-io"
exported "$B/libmsbat-io.so" >"$d/exported-io"
diff "$d/declared-io" "$d/exported-io"
for l in libmsbat libmsbat-io; do
    if nm -D --defined-only "$B/$l.so" | grep -v ' A MSBAT_0$' | grep -v '@@MSBAT_0$'; then echo "not in MSBAT_0"; exit 1; fi
    if nm -D --defined-only "$B/$l.so" | grep ' [BDGS] '; then echo "writable exported data"; exit 1; fi
done
objects=$(find "$B/libmsbat" -name '*.o')
# const tables of pointers lie in .data.rel.ro: written by the loader once, read-only afterwards
if objdump -t $objects | awk '$0 ~ / O / && $0 ~ /[ \t](\.data|\.bss|\.tdata|\.tbss|\*COM\*)/ && $0 !~ /\.data\.rel\.ro/' | grep .; then
    echo "writable static data"; exit 1
fi
banned='exit|_exit|abort|__assert_fail|stdout|stderr|stdin|printf|puts|putchar|setlocale|rand|srand|getenv|secure_getenv'
if nm $objects | grep -E " U ($banned)\$"; then echo "banned import"; exit 1; fi
