# What is made from the headers is what the headers say: the version scripts and include/symbols-in-versions.txt. The list
# is also held against every public identifier that occurs in the headers. To renew them: make renew
set -e
d=$B/tests/gate_symbols
mkdir -p "$d"
core=$(ls include/msbat/*.h | grep -v '/io\.h')
perl -w tests/gates/map.pl $core | diff -u pkgconfig/msbat.map -
perl -w tests/gates/map.pl include/msbat/io.h | diff -u pkgconfig/msbat-io.map -
list=include/symbols-in-versions.txt
perl -w tests/gates/symbols.pl "$VERSION" $list include/msbat/*.h | diff -u $list -
awk '!/^#/ && !$4 { print $1 }' $list | LC_ALL=C sort >"$d/listed"
perl -0pe 's{/\*.*?\*/}{}gs; s{"[^"\n]*"}{}g; for my $gone (/^#undef (\w+)/mg) { s/\b$gone\b//g }' include/msbat/*.h |
    grep -oE '\b(MSBAT|msbat)_\w+' | grep -v '^MSBAT_[A-Z]*_H$' | LC_ALL=C sort -u >"$d/used"
diff -u "$d/listed" "$d/used"
