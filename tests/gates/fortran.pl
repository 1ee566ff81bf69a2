#!/usr/bin/perl
# fortran.pl HEADER...: prints include/msbat.f90 from the public C headers: constants, closed structs, and one interface
# per function. Pointers to numbers are optional arguments: absent is NULL. An array is a parameter with [] or one that
# follows a count (an int64_t or size_t by value named n, n_*, size or capacity, or the shape n[3]) and is not itself
# called n or count; other pointers are scalars. Enumerators are of the kind c_int, as enums are in arguments; integers
# of #define are c_int64_t, as are species, labels and flags.
use strict;
use warnings;

use lib $0 =~ m{^(.*)/} ? $1 : q(.);
use Headers;

my $declared = Headers::declared(@ARGV);
my (%opaque, %enum, %callback, %struct);
%opaque = %{$declared->{opaque}}; %enum = %{$declared->{enum}};
%callback = %{$declared->{callback}}; %struct = %{$declared->{struct}};

my %kind = (double => 'real(c_double)', int64_t => 'integer(c_int64_t)', int => 'integer(c_int)',
    size_t => 'integer(c_size_t)', int8_t => 'integer(c_int8_t)', uint8_t => 'integer(c_int8_t)',
    uint16_t => 'integer(c_int16_t)', int32_t => 'integer(c_int32_t)', uint64_t => 'integer(c_int64_t)', char => 'character(kind=c_char)');
sub kind_of { my $t = shift; return $enum{$t} || $t eq 'msbat_status' ? 'integer(c_int)' : $kind{$t} }

sub is_count { return $_[0] =~ /^(n|n_.*|size|capacity)$/ }

# One parameter in Fortran: (type text, name, is a count).
sub parameter {
    my ($p, $after_count) = @_;
    my ($type, $name, $const, $stars, $brackets) = @$p{qw(type name const stars brackets)};
    return ("type(c_funptr), value", $name, 0) if $callback{$type};
    return ("type(c_ptr), dimension(*), intent(in)", $name, 0) if $stars == 2 && $const > 1;
    return ("type(c_ptr), intent(inout)" . ($const ? ", optional" : ""), $name, 0) if $stars == 2;
    return ("type(c_ptr), value", $name, 0) if $type eq 'void' || $opaque{$type};
    my $intent = $const ? 'in' : 'inout';
    return ("type($type), intent($intent), optional", $name, 0) if $struct{$type};
    my $k = kind_of($type) or die "no Fortran kind for '$type' for '$name'";
    return ("$k, value", $name, is_count($name)) unless $stars || $brackets;
    my $array = $type eq 'char' || $brackets || $after_count && $name !~ /^(n|count)$/;
    return ("$k, dimension(*), intent($intent), optional", $name, $brackets && is_count($name)) if $array;
    return ("$k, intent($intent), optional", $name, 0);
}

sub wrapped { # free form with continuation lines below 120 columns
    my ($indent, $text) = @_;
    my @words = split /(?<=, )/, $text;
    my ($line, $out) = (' ' x $indent, '');
    for (@words) {
        if (length($line) + length > 116) { $out .= "$line&\n"; $line = ' ' x ($indent + 8) }
        $line .= $_;
    }
    return "$out$line\n";
}

print <<'END';
! msbat.f90 - Fortran interface of libmsbat, made from the C headers, which are the manual. Add this file to your
! build. Texts given to the library end with c_null_char; callbacks are bind(c) procedures passed by c_funloc; handles
! are type(c_ptr), c_null_ptr before they are made; an absent optional argument is NULL. Counts and indices are of the
! kind c_int64_t, indices start at 0, matrices lie by rows.
END
print
    "module msbat\n  use, intrinsic :: iso_c_binding\n  implicit none\n  public\n\n";
for (@{$declared->{constants}}) {
    my ($name, $value, $macro) = @$_;
    my $integer = $macro ? 'integer(c_int64_t)' : 'integer(c_int)';
    my $real = $value =~ /[.eE]/ && $value !~ /^0x/;
    my $double = $value =~ /[eE]/ ? $value =~ s/[eE]/d/r : "${value}d0";
    print $real ? "  real(c_double), parameter :: $name = $double\n" : "  $integer, parameter :: $name = $value\n";
}
for (@{$declared->{structs}}) {
    my ($name, $body) = @$_;
    print "\n  type, bind(c) :: $name\n";
    for (split /;/, $body) {
        s/\s+/ /g; s/^ | $//g; next unless length;
        if (/\(\*(\w+)\)/) { print "    type(c_funptr) :: $1 = c_null_funptr\n"; next }
        if (/\*\s*(\w+)$/) { print "    type(c_ptr) :: $1 = c_null_ptr\n"; next }
        /^(?:const )?(\w+) (.*)$/ or die "cannot read member '$_'";
        my ($k, $list) = (kind_of($1), $2);
        die "no kind for member '$_'" unless $k;
        for (split /\s*,\s*/, $list) {
            my $zero = $k =~ /^real/ ? '0' : '0';
            if (/^(\w+)\[(\d+)\]$/) { print "    $k :: $1($2) = $zero\n" }
            else { print "    $k :: $_ = $zero\n" }
        }
    }
    print "  end type\n";
}
print "\n  interface\n";
for my $f (@{$declared->{functions}}) {
    my ($return, $name) = @$f{qw(returns name)};
    my (@names, @lines, $count, %kinds);
    for (@{$f->{parameters}}) {
        my ($declaration, $argument, $is_count) = parameter($_, $count);
        $count ||= $is_count;
        push @names, $argument;
        push @lines, "      $declaration :: $argument\n";
        $kinds{$1} = 1 while $declaration =~ /\((?:kind=)?(c_\w+)\)/g;
        $kinds{$1} = 1 if $declaration =~ /type\((msbat_\w+)\)/;
    }
    my $sub = $return eq 'void';
    my $result = $sub ? '' : $return =~ /\*/ ? 'type(c_ptr)' : kind_of($return);
    die "no kind for result '$return' of $name" unless defined $result;
    $kinds{$1} = 1 while $result =~ /\b(c_\w+)\b/g;
    my $head = ($sub ? 'subroutine ' : 'function ') . $name . '(' . join(', ', @names) . ') bind(c)';
    print wrapped(4, $head . ($sub ? '' : ' result(outcome)'));
    print "      import :: ", join(', ', sort keys %kinds), "\n" if %kinds;
    print @lines;
    print "      $result   :: outcome\n" unless $sub;
    print '    end ', ($sub ? 'subroutine' : 'function'), "\n";
}
print "  end interface\nend module msbat\n";
