# libmsbat.so stays below 1.5 MB (without debugging information), and each library needs exactly the libraries of the design:
# libmsbat LAPACK/BLAS, SUNDIALS, spglib; libmsbat-io libmsbat, jansson, libtiff; the C library apart.
set -e
d=$B/tests/gate_size
mkdir -p "$d"
strip -o "$d/libmsbat.so" "$B/libmsbat.so"
size=$(wc -c <"$d/libmsbat.so")
if [ "$size" -ge 1500000 ]; then echo "libmsbat.so has $size bytes"; exit 1; fi

# Names without versions; any LAPACK or BLAS by one name, and the parts of the C library.
needed() {
    readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\.so.*/\1/p' | sed -E '
        s/^lib(lapack|blas|openblas.*|blis.*|flexiblas|mkl_rt|atlas|f77blas)$/LAPACK/
        s/^lib(c|m|pthread)$/libc/; s/^ld-linux.*/libc/' | LC_ALL=C sort -u | tr '\n' ' '
}
expect() { # library, names
    found=$(needed "$B/$1.so")
    if [ "$found" != "$2 " ]; then echo "$1.so needs $found, by the design $2"; exit 1; fi
}
expect libmsbat "LAPACK libc libsundials_ida libsymspg"
expect libmsbat-io "libc libjansson libmsbat libtiff"
