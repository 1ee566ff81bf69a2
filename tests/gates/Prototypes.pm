# Prototypes.pm - reads the C prototypes of the public headers as the preprocessor leaves them, and says how each
# argument is to be declared in Fortran. For the scripts that check include/msbat.f90; nothing is shared with those
# that make it.
package Prototypes;
use strict;
use warnings;
use Exporter 'import';
our @EXPORT = qw(slurp trimmed c_read wanted wanted_result scalar_type is_length);

my %fortran_of = ( # type of C: the interoperable one of Fortran, which knows no unsigned
    'double' => 'real(c_double)', 'int' => 'integer(c_int)', 'size_t' => 'integer(c_size_t)',
    'char' => 'character(kind=c_char)', 'int8_t' => 'integer(c_int8_t)', 'uint8_t' => 'integer(c_int8_t)',
    'int16_t' => 'integer(c_int16_t)', 'uint16_t' => 'integer(c_int16_t)', 'int32_t' => 'integer(c_int32_t)',
    'uint32_t' => 'integer(c_int32_t)', 'int64_t' => 'integer(c_int64_t)', 'uint64_t' => 'integer(c_int64_t)');

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
# first, then one entry a pointer), whether it has brackets, and the text itself.
sub c_declaration {
    my $text = trimmed($_[0]);
    my $brackets = $text =~ s/ ?\[[^\]]*\]//g ? 1 : 0;
    my ($type, $name) = $text =~ /^(.*?)(\w+)$/ or die "cannot read the C declaration '$_[0]'\n";
    my ($base, @pointers) = split /\*/, $type, -1;
    my @constant = map { /\bconst\b/ ? 1 : 0 } $base, @pointers;
    $base =~ s/\b(const|struct|enum)\b//g;
    push @constant, 0 if $brackets;
    my %declared = (base => trimmed($base), name => $name, constant => \@constant, brackets => $brackets);
    return {%declared, text => trimmed($_[0])};
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

sub wanted_result {
    my ($c, $kind) = @_;
    return '' if $c->{base} eq 'void' && $#{$c->{constant}} == 0;
    return $#{$c->{constant}} ? 'type(c_ptr)' : scalar_type($c->{base}, $kind);
}

1;
