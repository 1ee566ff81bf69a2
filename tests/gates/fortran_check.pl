#!/usr/bin/perl
# fortran_check.pl HEADERS.i msbat.f90: compares the Fortran interface with the C prototypes, argument by argument.
# HEADERS.i is what the C preprocessor makes of all public headers, with its line markers. Nothing is shared with
# fortran.pl, which writes the interface: a slip there is meant to show here. Prints one line a difference, then what
# was compared; fails when anything differs.
use strict;
use warnings;

use lib $0 =~ m{^(.*)/} ? $1 : q(.);
use Prototypes;

my %counts = (functions => 0, arguments => 0, types => 0, members => 0, constants => 0);
my $differences = 0;

sub differ { print "@_\n"; $differences++ }

# ---- Fortran ------------------------------------------------------------------------------------------------------

# Statements in lower case, without comments, continuation lines joined.
sub fortran_statements {
    my @all;
    my $open = '';
    for (split /\n/, lc slurp($_[0])) {
        s/!.*//;
        s/^\s*&//;
        $open .= $_;
        next if $open =~ s/&\s*$/ /;
        push @all, trimmed($open) if $open =~ /\S/;
        $open = '';
    }
    return @all;
}

# "real(c_double), intent(in) :: x, y(3)" as one entry a name: its type, attributes as a set, dimension.
sub fortran_declarations {
    my ($left, $names) = $_[0] =~ /^(.*?) ?:: ?(.*)$/ or return;
    my ($type, @attributes) = split /,\s*(?![^(]*\))/, $left;
    $type =~ s/\s//g;
    $type =~ s/^(real|integer)\(kind=/$1(/;
    my %has = map { s/\s//gr => 1 } @attributes;
    my ($dimension) = map { /^dimension\((.*)\)$/ } keys %has;
    my @declared;
    for (split /,\s*(?![^(]*\))/, $names) {
        /^(\w+) ?(?:\(([^)]*)\))? ?(?:=.*)?$/ or die "cannot read the Fortran name '$_'\n";
        push @declared, {name => $1, type => $type, has => \%has, dimension => $2 // $dimension // ''};
    }
    return @declared;
}

my $bind = qr{bind ?\(c(?:, ?name ?= ?['"](?<label>\w+)['"])?\)};
my $procedure = qr{^(function|subroutine) (\w+) ?\((.*?)\) ?$bind(?: result ?\((?<result>\w+)\))?$};

sub fortran_read {
    my (%functions, %types, @constants, $function, $members);
    for (fortran_statements($_[0])) {
        if ($_ =~ $procedure) {
            my ($name, $list) = ($+{label} // $2, $3);
            $function = {kind => $1, result => $+{result} // $2, declared => {}};
            $function->{order} = [split /\s*,\s*/, trimmed($list)];
            $functions{$name} = $function;
        }
        elsif (/^(?:function|subroutine) /) { differ("not bind(c): $_") }
        elsif (/^end (function|subroutine)/) { $function = undef }
        elsif (/^type, ?bind ?\(c\) ?:: ?(\w+)$/) { $types{$1} = $members = [] }
        elsif (/^end type/) { $members = undef }
        elsif (/^import\b/) { next }
        elsif ($function) { $function->{declared}{$_->{name}} = $_ for fortran_declarations($_) }
        elsif ($members) { push @$members, fortran_declarations($_) }
        else { push @constants, grep { $_->{has}{parameter} } fortran_declarations($_) }
    }
    return (\%functions, \%types, \@constants);
}

# ---- comparison -------------------------------------------------------------------------------------------------

sub written {
    my $f = shift;
    my @words = ($f->{type});
    push @words, 'array' if $f->{dimension} eq '*';
    push @words, "dimension($f->{dimension})" if $f->{dimension} !~ /^\*?$/;
    push @words, grep { !/^dimension/ } sort keys %{$f->{has}};
    return "@words";
}

sub compare_function {
    my ($name, $c, $f, $kind) = @_;
    my ($after_length, @names) = (0, map { lc $_->{name} } @{$c->{arguments}});
    differ("$name: arguments (@{$f->{order}}), in C (@names)") if "@names" ne "@{$f->{order}}";
    for my $argument (@{$c->{arguments}}) {
        my $declared = $f->{declared}{lc $argument->{name}} or next;
        my ($is, $want) = (written($declared), wanted($argument, $kind, $after_length));
        differ("$name: $argument->{name} is '$is', C asks for '$want'") if $is ne $want;
        $after_length ||= is_length($argument);
        $counts{arguments}++;
    }
    my $result = $f->{kind} eq 'subroutine' ? '' : ($f->{declared}{$f->{result}}{type} // 'not declared');
    my $want = wanted_result($c->{returns}, $kind);
    differ("$name: returns '$result', C '$want'") if $result ne $want;
    my $declared = keys %{$f->{declared}};
    my $needed = @names + ($want ? 1 : 0);
    differ("$name: $declared declarations for $needed names") if $declared != $needed;
    $counts{functions}++;
}

sub compare_type {
    my ($name, $c, $f, $kind) = @_;
    my @is = map { "$_->{name} $_->{type} $_->{dimension}" } @$f;
    my @want = map { lc($_->{name}) . ' ' . member_type($_, $kind) . " $_->{length}" } @$c;
    differ("$name: members (@is), in C (@want)") if "@is" ne "@want";
    $counts{members} += @want;
    $counts{types}++;
}

sub member_type {
    my ($c, $kind) = @_;
    return 'type(c_funptr)' if $c->{base} eq 'function' || ($kind->{$c->{base}} // '') eq 'callback';
    return 'type(c_ptr)' if $#{$c->{constant}} - $c->{brackets};
    return scalar_type($c->{base}, $kind);
}

# An enumerator is passed as an enum; species, labels and flags, which are macros, as int64_t. (fortran_values.pl has
# the values compared.)
sub compare_constants {
    my ($constants, $enumerators) = @_;
    for (@$constants) {
        my $kind = $enumerators->{$_->{name}} ? 'integer(c_int)' : 'integer(c_int64_t)';
        $counts{constants}++;
        next if $_->{type} eq 'real(c_double)' || $_->{type} eq $kind;
        differ("$_->{name}: '$_->{type}' instead of '$kind'");
    }
}

sub compare_all {
    my ($c, $f, $what, $compare, $kind) = @_;
    for my $name (sort keys %$c) {
        if ($f->{lc $name}) { $compare->($name, $c->{$name}, $f->{lc $name}, $kind) }
        else { differ("$what $name is missing in Fortran") }
    }
    my %known = map { lc $_ => 1 } keys %$c;
    differ("$what $_ is not in the C headers") for grep { !$known{$_} } sort keys %$f;
}

my ($headers, $interface) = @ARGV;
my ($c_functions, $c_structs, $kind, $enumerators) = c_read($headers);
my ($f_functions, $f_types, $constants) = fortran_read($interface);
die "nothing read from $headers\n" unless %$c_functions;
compare_all($c_functions, $f_functions, 'function', \&compare_function, $kind);
compare_all($c_structs, $f_types, 'type', \&compare_type, $kind);
compare_constants($constants, $enumerators);
print "compared: ", join(', ', map { "$counts{$_} $_" } qw(functions arguments types members constants)), "\n";
exit($differences ? 1 : 0);
