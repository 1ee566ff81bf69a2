#!/usr/bin/perl
# fortran.pl HEADER...: prints include/msbat.f90 from the public C headers: constants, closed structs, and one interface per
# function. Pointers to numbers are optional arguments: absent is NULL. An array is a parameter with [] or one that
# follows a count (an int64_t or size_t by value named n, n_*, size or capacity); other pointers are scalars.
use strict;
use warnings;

my (%opaque, %enum, %callback, %struct, @constants, @structs, @functions);

sub slurp { local $/; open my $f, '<', $_[0] or die "$_[0]: $!"; my $t = <$f>; return $t }

for my $path (@ARGV) {
    my $text = slurp($path);
    push @constants, [$1, $2] while $text =~ /\bX\((MSBAT_\w+), (\d+), "/g;
    while ($text =~ /^#define (MSBAT_\w+)[ ]+([-+0-9.eE]+)(?=\s|$)/mg) { push @constants, [$1, $2] }
    $text =~ s{/\*.*?\*/}{ }gs;
    $text =~ s{^\s*#.*?(?<!\\)\n}{}mgs;
    $opaque{$2} = 1 while $text =~ /typedef struct (\w+) (\w+);/g;
    $callback{$1} = 1 while $text =~ /typedef \w[\w ]*\**\s*\(\*(\w+)\)/g;
    while ($text =~ /typedef enum (\w+)\s*\{(.*?)\}\s*\w+;/gs) {
        $enum{$1} = 1;
        next if $1 eq 'msbat_status'; # from its list, above
        my ($next, $body) = (0, $2);
        for (split /,/, $body) {
            next unless /(MSBAT_\w+)(?:\s*=\s*(\w+))?/;
            $next = $2 if defined $2;
            next if $1 =~ /_INT_SIZED$/;
            push @constants, [$1, $next] unless grep { $_->[0] eq $1 } @constants;
            $next = hex($next) if $next =~ /^0x/;
            $next++;
        }
    }
    while ($text =~ /typedef struct (\w+)\s*\{(.*?)\n\}\s*\w+;/gs) { $struct{$1} = 1; push @structs, [$1, $2] }
    while ($text =~ /MSBAT_API\s+(.*?)(\w+)\s*\(([^;]*?)\)\s*;/gs) { push @functions, [$1, $2, $3] }
}

my %kind = (double => 'real(c_double)', int64_t => 'integer(c_int64_t)', int => 'integer(c_int)', size_t => 'integer(c_size_t)',
    int8_t => 'integer(c_int8_t)', uint8_t => 'integer(c_int8_t)', uint16_t => 'integer(c_int16_t)',
    int32_t => 'integer(c_int32_t)', uint64_t => 'integer(c_int64_t)', char => 'character(kind=c_char)');
sub kind_of { my $t = shift; return $enum{$t} || $t eq 'msbat_status' ? 'integer(c_int)' : $kind{$t} }

# One C parameter: (type text, name, is a count).
sub parameter {
    my ($c, $after_count) = @_;
    $c =~ s/\s+/ /g; $c =~ s/^ | $//g;
    $c =~ /^(.*?)(\w+)((?:\[[^\]]*\])*)$/ or die "cannot read parameter '$c'";
    my ($type, $name, $brackets) = ($1, $2, $3);
    my $const = $type =~ s/\bconst\b//g;
    my $stars = ($type =~ s/\*//g) || 0;
    $type =~ s/\s+//g;
    return ("type(c_funptr), value", $name, 0) if $callback{$type};
    if ($type eq 'void' || $opaque{$type} || $struct{$type}) {
        return ("type(c_ptr), dimension(*), intent(in)", $name, 0) if $stars == 2 && $const > 1;
        return ("type(c_ptr), value", $name, 0) if $stars == 1 && !$struct{$type};
        return ("type($type), intent(" . ($const ? 'in' : 'inout') . "), optional", $name, 0) if $stars == 1;
        return ("type(c_ptr), intent(" . ($const ? 'out' : 'inout') . ")", $name, 0);
    }
    return ("type(c_ptr), intent(out), optional", $name, 0) if $type eq 'char' && $stars == 2;
    my $k = kind_of($type) or die "no Fortran kind for '$type' in '$c'";
    return ("$k, value", $name, $name =~ /^(n|n_.*|size|capacity)$/) unless $stars || $brackets;
    my $intent = $const ? 'in' : 'inout';
    my $array = $type eq 'char' || $brackets || $after_count;
    return ("$k, dimension(*), intent($intent), optional", $name, 0) if $array;
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

print "! msbat.f90 - Fortran interface of libmsbat, made from the C headers, which are the manual. Add this file to your\n",
    "! build. Texts given to the library end with c_null_char; callbacks are bind(c) procedures passed by c_funloc; handles\n",
    "! are type(c_ptr), c_null_ptr before they are made; an absent optional argument is NULL.\n",
    "module msbat\n  use, intrinsic :: iso_c_binding\n  implicit none\n  public\n\n";
for (@constants) {
    my ($name, $value) = @$_;
    my $real = $value =~ /[.eE]/ && $value !~ /^0x/;
    my $double = $value =~ /[eE]/ ? $value =~ s/[eE]/d/r : "${value}d0";
    print $real ? "  real(c_double), parameter :: $name = $double\n" : "  integer(c_int), parameter :: $name = $value\n";
}
for (@structs) {
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
for (@functions) {
    my ($return, $name, $list) = @$_;
    $return =~ s/\bextern\b|\s+$//g; $return =~ s/\s+/ /g; $return =~ s/^ | $//g;
    my (@names, @lines, $count, %kinds);
    unless ($list =~ /^\s*(void)?\s*$/) {
        for (split /,/, $list) {
            my ($declaration, $argument, $is_count) = parameter($_, $count);
            $count ||= $is_count;
            push @names, $argument;
            push @lines, "      $declaration :: $argument\n";
            $kinds{$1} = 1 while $declaration =~ /\b(c_(?:double|int64_t|int32_t|int16_t|int8_t|int|size_t|char|ptr|funptr))\b/g;
            $kinds{$1} = 1 if $declaration =~ /type\((msbat_\w+)\)/;
        }
    }
    my $sub = $return eq 'void';
    my $result = $sub ? '' : $return =~ /\*/ ? 'type(c_ptr)' : kind_of($return) || die "no kind for result '$return' of $name";
    $kinds{$1} = 1 while $result =~ /\b(c_\w+)\b/g;
    print wrapped(4, ($sub ? 'subroutine ' : 'function ') . $name . '(' . join(', ', @names) . ') bind(c)' . ($sub ? '' : ' result(outcome)'));
    print "      import :: ", join(', ', sort keys %kinds), "\n" if %kinds;
    print @lines;
    print "      $result   :: outcome\n" unless $sub;
    print '    end ', ($sub ? 'subroutine' : 'function'), "\n";
}
print "  end interface\nend module msbat\n";
