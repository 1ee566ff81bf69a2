# cross.sh: kernels.c linked in three ways prints the same bits: with the library as it is, whose hot loops are built for
# several processors; with these loops for the baseline alone; and for another machine, run by its emulator.
# Called by make cross, which has compiled everything for that machine, and sets B, CC, CROSS, CROSS_RUN, FLAGS, LIBS.
set -e
d=$B/tests/cross
rm -rf "$d"
mkdir -p "$d"
fail() { echo "$*"; exit 1; }
kernels="libmsbat/kmc/kmc_engine.c libmsbat/homog/kernel.c"

# every source that asks the compiler for versions of a function is among those compared
for source in $(grep -rl target_clones libmsbat); do
    case " $kernels " in *" $source "*) ;; *) fail "$source has versions of its functions, which nothing compares" ;; esac
done

$CC $FLAGS -O2 -o "$d/fast" tests/gates/kernels.c "$B/libmsbat.a" $LIBS
for source in $kernels; do
    object=$d/$(basename "$source" .c).o
    $CC $FLAGS -DMSBAT_PORTABLE -O2 -c -o "$object" "$source"
    if nm "$object" | grep -qi 'resolver\|avx'; then fail "$source is not portable with MSBAT_PORTABLE"; fi
done
$CC $FLAGS -O2 -o "$d/portable" tests/gates/kernels.c "$d"/*.o "$B/libmsbat.a" $LIBS
"$d/fast" >"$d/fast.txt"
"$d/portable" >"$d/portable.txt"
cat "$d/fast.txt"
diff "$d/fast.txt" "$d/portable.txt" || fail "the portable kernels give other bits"

# The libraries below ours are not there for the other machine, and the program calls nothing that needs them.
${CROSS}gcc -static -Wl,--unresolved-symbols=ignore-all -o "$d/other" "$B/aarch64/tests/gates/kernels.o" \
    $(find "$B/aarch64/libmsbat" -name '*.o' ! -path '*/io/*') -lm
$CROSS_RUN "$d/other" >"$d/other.txt"
diff "$d/fast.txt" "$d/other.txt" || fail "${CROSS}gcc gives other bits"
echo "kernels: the same bits from every version here, from the portable ones, and from ${CROSS}gcc"
