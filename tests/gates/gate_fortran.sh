# include/msbat.f90 is what tests/gates/fortran.pl makes of the headers, and it compiles.
# To renew it: perl tests/gates/fortran.pl include/msbat/*.h >include/msbat.f90
# A second reader compares it with the prototypes as the C preprocessor leaves them: every function, argument and type;
# two programs compare the values of all constants and the layouts of all structs; and a Fortran program calls every
# function, with and without its optional arguments, where C stubs print what arrived.
set -e
d=$B/tests/gate_fortran
rm -rf "$d"
mkdir -p "$d"
perl tests/gates/fortran.pl include/msbat/*.h >"$d/made.f90"
diff -u include/msbat.f90 "$d/made.f90"
for h in include/msbat/*.h; do echo "#include \"${h#include/}\""; done >"$d/all.c"
$CC -std=c11 -Iinclude -E "$d/all.c" >"$d/all.i"
$CC -std=c11 -Iinclude -E -dM "$d/all.c" >"$d/macros"
perl tests/gates/fortran_check.pl "$d/all.i" include/msbat.f90

perl tests/gates/fortran_values.pl "$d/all.i" "$d/macros" "$d" >"$d/constants"
sed -n 's/.*, parameter :: \(MSBAT_[A-Z0-9_]*\) =.*/\1/p' include/msbat.f90 | LC_ALL=C sort | diff "$d/constants" -
$CC -std=c11 -Wall -Wextra -Werror -Iinclude "$d/values.c" -o "$d/values-c"
$FC -std=f2018 -Wall -Werror -J"$d" include/msbat.f90 "$d/values.f90" -o "$d/values-f"
"$d/values-c" >"$d/values-c.txt"
"$d/values-f" >"$d/values-f.txt"
diff "$d/values-c.txt" "$d/values-f.txt"
echo "the same in C and Fortran: $(wc -l <"$d/values-c.txt") values, sizes and offsets"

perl tests/gates/fortran_calls.pl "$d/all.i" "$d"
$CC -std=c11 -Wall -Wextra -Werror -Iinclude -c "$d/stubs.c" -o "$d/stubs.o"
$FC -std=f2018 -Wall -Werror -J"$d" include/msbat.f90 "$d/calls.f90" "$d/stubs.o" -o "$d/calls"
"$d/calls" >"$d/called"
diff "$d/expected" "$d/called"
echo "called: $(cut -d' ' -f1 "$d/called" | sort -u | wc -l) functions, $(wc -l <"$d/called") values arrived"

# The second reader sees what a slip of the first would look like.
slip() { # name of the slip, commands of sed that make it
    sed "$2" include/msbat.f90 >"$d/slip.f90"
    if cmp -s include/msbat.f90 "$d/slip.f90"; then echo "slip not made: $1"; exit 1; fi
    if perl tests/gates/fortran_check.pl "$d/all.i" "$d/slip.f90" >"$d/slip.log"; then echo "not seen: $1"; exit 1; fi
    echo "seen: $1: $(head -n 1 "$d/slip.log")"
}
slip 'two arguments swapped' '/function msbat_neb_create(/s/n_atoms, dimension/dimension, n_atoms/'
slip 'value dropped' '/function msbat_neb_create(/,/end function/s/value :: n_images/intent(in) :: n_images/'
slip 'wrong kind' '/function msbat_kmc_run(/,/end function/s/c_int64_t), value/c_int), value/'
slip 'wrong intent' '/function msbat_mc_get_site_count(/,/end function/s/intent(inout)/intent(in)/'
slip 'optional dropped' '/function msbat_mc_get_average(/,/end function/s/, optional :: error/ :: error/'
slip 'scalar for an array' '/function msbat_homog_get_relative(/,/end function/s/, dimension(\*)//'
slip 'wrong result' '/function msbat_status_text(/,/end function/s/type(c_ptr)  *:: outcome/integer(c_int) :: outcome/'
slip 'missing function' '/function msbat_neb_run(/,/end function/d'
slip 'function that C does not have' 's/function msbat_neb_run(/function msbat_neb_ran(/'
slip 'callback by reference' '/function msbat_neb_run(/,/end function/s/funptr), value/funptr), intent(in)/'
slip 'constant of another kind' '/parameter :: MSBAT_VACANCY/s/c_int64_t/c_int/'
slip 'members swapped' '/type, bind(c) :: msbat_electrode_geometry/,/end type/{s/ porosity/ other/
s/active_fraction/porosity/
s/ other/ active_fraction/
}'
