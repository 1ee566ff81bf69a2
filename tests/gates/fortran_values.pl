#!/usr/bin/perl
# fortran_values.pl HEADERS.i MACROS DIR: writes DIR/values.c and DIR/values.f90, two programs that print the value of
# every constant and the size and the offsets of every struct of the public headers, as each compiler sees them. The
# gate compares what they print. HEADERS.i comes from the preprocessor, MACROS from its option -dM.
use strict;
use warnings;

sub slurp { local $/; open my $f, '<', $_[0] or die "$_[0]: $!\n"; return scalar <$f> }

sub write_file {
    my ($path, @lines) = @_;
    open my $f, '>', $path or die "$path: $!\n";
    print $f map { "$_\n" } @lines;
    close $f or die "$path: $!\n";
}

my ($headers, $macros, $dir) = @ARGV;
my $text = slurp($headers) =~ s/^#.*\n//mgr;
my (@constants, @members, @structs);
while ($text =~ /typedef enum msbat_\w+\s*\{(.*?)\}/gs) {
    push @constants, grep { !/_INT_SIZED$/ } $1 =~ /\b(MSBAT_\w+)/g;
}
push @constants, slurp($macros) =~ /^#define (MSBAT_\w+) [-+(]*[0-9.]/mg;
while ($text =~ /typedef struct (msbat_\w+)\s*\{(.*?)\}\s*\w+;/gs) {
    my ($struct, $body) = ($1, $2);
    push @structs, $struct;
    $body =~ s/\(\s*\*\s*(\w+)\s*\)\s*\(.*?\)/$1/gs; # function pointers
    push @members, map { [$struct, $_] } $body =~ /(\w+)\s*(?:\[\d+\])?\s*(?=[;,])/g;
}

write_file("$dir/values.c",
    '#include <msbat.h>', '#include <inttypes.h>', '#include <stdio.h>', '#include <string.h>',
    'static void show_integer(const char *name, int64_t value)',
    '{', '    printf("%s = %" PRId64 "\n", name, value);', '}',
    'static void show_real(const char *name, double value)',
    '{', '    uint64_t bits;', '    memcpy(&bits, &value, sizeof bits);',
    '    printf("%s = %016" PRIX64 "\n", name, bits);', '}',
    '#define SHOW(x) _Generic((x), double: show_real, default: show_integer)(#x, x)',
    'int main(void)', '{',
    (map { "    SHOW($_);" } @constants),
    (map { "    show_integer(\"sizeof $_\", sizeof($_));" } @structs),
    (map { my ($s, $m) = @$_; "    show_integer(\"offset $s $m\", offsetof($s, $m));",
           "    show_integer(\"sizeof $s $m\", sizeof((($s *)0)->$m));" } @members),
    '    return 0;', '}');

write_file("$dir/values.f90",
    'program values', '  use msbat', '  implicit none',
    '  interface show', '    procedure show_integer, show_int64, show_real', '  end interface',
    (map { "  type($_), target :: a_$_" } @structs),
    (map { "  call show('$_', $_)" } @constants),
    (map { "  call show('sizeof $_', c_sizeof(a_$_) + 0_c_int64_t)" } @structs),
    (map { my ($s, $m) = @$_; "  call show('offset $s $m', &", "      from(c_loc(a_$s), c_loc(a_$s%$m)))",
           "  call show('sizeof $s $m', &", "      c_sizeof(a_$s%$m) + 0_c_int64_t)" } @members),
    'contains',
    '  subroutine show_integer(name, value)', '    character(len=*), intent(in) :: name',
    '    integer(c_int), intent(in) :: value', "    print '(a, \" = \", i0)', name, value", '  end subroutine',
    '  subroutine show_int64(name, value)', '    character(len=*), intent(in) :: name',
    '    integer(c_int64_t), intent(in) :: value', "    print '(a, \" = \", i0)', name, value", '  end subroutine',
    '  subroutine show_real(name, value)', '    character(len=*), intent(in) :: name',
    '    real(c_double), intent(in) :: value',
    "    print '(a, \" = \", z16.16)', name, transfer(value, 0_c_int64_t)", '  end subroutine',
    '  integer(c_int64_t) function from(start, at)', '    type(c_ptr), intent(in) :: start, at',
    '    from = transfer(at, 0_c_intptr_t) - transfer(start, 0_c_intptr_t)', '  end function', 'end program');
print "$_\n" for sort @constants;
