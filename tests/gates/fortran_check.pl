#!/usr/bin/perl
# fortran_check.pl HEADERS.i msbat.f90: compares the Fortran interface with the C prototypes, argument by argument.
# HEADERS.i is what the C preprocessor makes of all public headers, with its line markers. Nothing is shared with
# fortran.pl, which writes the interface: a slip there is meant to show here. Prints one line a difference, then what
# was compared; fails when anything differs.
use strict;
use warnings;

my %fortran_of = ( # type of C: the interoperable one of Fortran, which knows no unsigned
    'double' => 'real(c_double)', 'int' => 'integer(c_int)', 'size_t' => 'integer(c_size_t)',
    'char' => 'character(kind=c_char)', 'int8_t' => 'integer(c_int8_t)', 'uint8_t' => 'integer(c_int8_t)',
    'int16_t' => 'integer(c_int16_t)', 'uint16_t' => 'integer(c_int16_t)', 'int32_t' => 'integer(c_int32_t)',
    'uint32_t' => 'integer(c_int32_t)', 'int64_t' => 'integer(c_int64_t)', 'uint64_t' => 'integer(c_int64_t)');
my %counts = (functions => 0, arguments => 0, types => 0, members => 0, constants => 0);
my $differences = 0;

sub differ { print "@_\n"; $differences++ }
sub slurp { local $/; open my $f, '<', $_[0] or die "$_[0]: $!\n"; return scalar <$f> }

# ---- C ------------------------------------------------------------------------------------------------------------

# The lines that come from a public header, without attributes, as statements.
sub c_statements {
    my ($ours, $text, $depth, $statement, @all) = (0, '', 0, '');
    for (split /^/, slurp($_[0])) {
        if (/^#(?:line)? ?\d+ "(.*?)"/) { $ours = $1 =~ m{(?:^|/)include/msbat(?:/\w+)?\.h$} }
        elsif ($ours && !/^\s*#/) { $text .= $_ }
    }
    $text =~ s/\s+/ /g;
    $text =~ s/__attribute__ ?\(\((?:[^()]|\([^()]*\))*\)\)//g;
    for (split /([;{}])/, $text) {
        $depth++ if $_ eq '{';
        $depth-- if $_ eq '}';
        if ($_ eq ';' && !$depth) { push @all, trimmed($statement); $statement = '' }
        else { $statement .= $_ }
    }
    return @all;
}

sub trimmed { my $s = shift; $s =~ s/^\s+|\s+$//g; $s =~ s/\s+/ /g; return $s }

# A declaration "const double *const x[3]": base type, name, whether each level of it may not be written (the base
# first, then one entry a pointer), and whether it has brackets.
sub c_declaration {
    my $text = trimmed($_[0]);
    my $brackets = $text =~ s/ ?\[[^\]]*\]//g ? 1 : 0;
    my ($type, $name) = $text =~ /^(.*?)(\w+)$/ or die "cannot read the C declaration '$_[0]'\n";
    my ($base, @pointers) = split /\*/, $type, -1;
    my @constant = map { /\bconst\b/ ? 1 : 0 } $base, @pointers;
    $base =~ s/\b(const|struct|enum)\b//g;
    push @constant, 0 if $brackets;
    return {base => trimmed($base), name => $name, constant => \@constant, brackets => $brackets};
}

sub c_read {
    my (%functions, %structs, %kind, %enumerators);
    for (c_statements($_[0])) {
        if (/^typedef struct (\w+) \1$/) { $kind{$1} //= 'opaque' }
        elsif (/^typedef enum \w+ ?\{(.*)\} ?(\w+)$/) {
            $kind{$2} = 'enum';
            $enumerators{lc $_} = 1 for $1 =~ /\b(MSBAT_\w+)/g;
        }
        elsif (/^typedef struct \w+ ?\{(.*)\} ?(\w+)$/) { $kind{$2} = 'struct'; $structs{$2} = c_members($1) }
        elsif (/^typedef [^(]*\( ?\* ?(\w+) ?\)/) { $kind{$1} = 'callback' }
        elsif (/^(?:extern )?([\w *]*?)(msbat_\w+) ?\((.*)\)$/) { $functions{$2} = c_function($1, $3) }
        else { die "cannot read the C statement '$_'\n" }
    }
    return (\%functions, \%structs, \%kind, \%enumerators);
}

sub c_function {
    my ($returns, $list) = @_;
    my @arguments = trimmed($list) eq 'void' ? () : map { c_declaration($_) } split /,/, $list;
    return {returns => c_declaration("$returns outcome"), arguments => \@arguments};
}

sub c_members {
    my @members;
    for (grep { /\S/ } split /;/, $_[0]) {
        if (/\( ?\* ?(\w+) ?\)/) { push @members, {base => 'function', name => $1, length => ''}; next }
        my ($first, @more) = split /,/;
        my ($type) = $first =~ /^(.*?[\s*])\w+ ?(?:\[.*)?$/ or die "cannot read the member '$_'\n";
        for ($first, map { "$type$_" } @more) {
            my $member = c_declaration($_);
            $member->{length} = /\[(\d+)\]/ ? $1 : '';
            push @members, $member;
        }
    }
    return \@members;
}

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

# ---- what C asks of Fortran -----------------------------------------------------------------------------------

# The Fortran declaration of a C argument, as one text in a fixed order.
sub wanted {
    my ($c, $kind, $after_length) = @_;
    my ($base, $depth) = ($c->{base}, $#{$c->{constant}});
    my $what = $kind->{$base} // '';
    my $writes = !$c->{constant}[$depth - 1]; # may what the pointer points to be written?
    my $intent = $writes ? 'intent(inout)' : 'intent(in)';
    return $what eq 'callback' ? 'type(c_funptr) value' : scalar_type($base, $kind) . ' value' if $depth == 0;
    if ($depth == 2) { # addresses: of a handle that is made, of something owned by the library, or a row of them
        return "type(c_ptr) array $intent" unless $writes;
        return "type(c_ptr) $intent" . ($c->{constant}[0] ? ' optional' : '');
    }
    die "$c->{name}: pointers of depth $depth\n" if $depth > 2;
    return 'type(c_ptr) value' if $base eq 'void' || $what eq 'opaque';
    return "type($base) $intent optional" if $what eq 'struct';
    my $array = $base eq 'char' || $c->{brackets} || $after_length && $c->{name} !~ /^(?:n|count)$/;
    return scalar_type($base, $kind) . ($array ? ' array' : '') . " $intent optional";
}

sub scalar_type {
    my ($base, $kind) = @_;
    return 'integer(c_int)' if ($kind->{$base} // '') eq 'enum';
    return $fortran_of{$base} // die "no type of Fortran is known for '$base'\n";
}

# Does it say how long the arrays after it are: a count by value, or a shape?
sub is_length {
    my $c = shift;
    return 0 unless $c->{base} =~ /^(?:int64_t|size_t)$/ && $c->{name} =~ /^(?:n|n_\w+|size|capacity)$/;
    return $#{$c->{constant}} == 0 || $c->{brackets};
}

sub written {
    my $f = shift;
    my @words = ($f->{type});
    push @words, 'array' if $f->{dimension} eq '*';
    push @words, "dimension($f->{dimension})" if $f->{dimension} !~ /^\*?$/;
    push @words, grep { !/^dimension/ } sort keys %{$f->{has}};
    return "@words";
}

sub wanted_result {
    my ($c, $kind) = @_;
    return '' if $c->{base} eq 'void' && $#{$c->{constant}} == 0;
    return $#{$c->{constant}} ? 'type(c_ptr)' : scalar_type($c->{base}, $kind);
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
        my $kind = $enumerators->{$_->{name}} ? 'integer(c_int)' : $fortran_of{int64_t};
        $counts{constants}++;
        next if $_->{type} eq $fortran_of{double} || $_->{type} eq $kind;
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
