#!/usr/bin/perl
# fortran_calls.pl HEADERS.i DIR: what both compilers make of the interface, tried on every function. Writes
#   DIR/stubs.c     every public function as a stub with its prototype, which prints what each argument was
#   DIR/calls.f90   a program on module msbat that calls them all, arguments by the names they have in C: with values
#                   told by position, then again without the optional ones, which must arrive as NULL
#   DIR/expected    what the stubs must print
# HEADERS.i is what the C preprocessor makes of all public headers.
use strict;
use warnings;

use lib $0 =~ m{^(.*)/} ? $1 : q(.);
use Prototypes;

my ($headers, $dir) = @ARGV;
my ($functions, $structs, $kind) = c_read($headers);
my $RESULT = 7;

sub write_file {
    my ($path, @lines) = @_;
    open my $f, '>', $path or die "$path: $!\n";
    print $f map { "$_\n" } @lines;
    close $f or die "$path: $!\n";
}

# Arguments of a function, each with how Fortran declares it and the value that it is given: 101 for the first ...
sub arguments_of {
    my ($after_length, $value, @all) = (0, 100);
    for my $c (@{$_[0]{arguments}}) {
        my ($type, @how) = split / /, wanted($c, $kind, $after_length);
        my %is = map { $_ => 1 } @how;
        push @all, {%$c, type => $type, value => ++$value, array => $is{array}, optional => $is{optional},
            by_value => $is{value}};
        $after_length ||= is_length($c);
    }
    return @all;
}

# What is printed of an argument, by the form it has in C: a number, a text, an address, what stands behind it.
sub form_of {
    my $a = shift;
    return 'text' if $a->{type} =~ /^character/;
    return 'struct' if $a->{type} =~ /^type\(msbat_/;
    return 'address' if $a->{type} =~ /^type/;
    return $a->{type} =~ /^real/ ? 'real' : 'integer';
}

sub shown { # the value of an argument as a stub prints it
    my ($a, $value) = @_;
    my $form = form_of($a);
    return $form eq 'text' ? "text$value" : $form eq 'real' ? "$value.25" : $value;
}

sub expected {
    my ($name, $absent, @arguments) = @_;
    my @lines;
    for my $a (@arguments) {
        if ($absent && $a->{optional}) { push @lines, "$name $a->{name} NULL"; next }
        push @lines, "$name $a->{name} " . shown($a, $a->{value});
        push @lines, "$name $a->{name} " . shown($a, $a->{value} + 1) if $a->{array} && form_of($a) ne 'text';
    }
    return @lines;
}

# ---- C --------------------------------------------------------------------------------------------------------------

sub stub_lines { # of one argument
    my $a = shift;
    my ($form, $p) = (form_of($a), $a->{name});
    my @shows = map { "show_$form(here, \"$p\", $_);" } pieces($a, $form);
    return map { "    $_" } @shows if $a->{by_value};
    return "    if (!$p) show_text(here, \"$p\", \"NULL\");", '    else {', (map { "        $_" } @shows), '    }';
}

sub pieces {
    my ($a, $form) = @_;
    my $p = $a->{name};
    my $cast = $form eq 'address' ? '(intptr_t)' : '';
    return $form eq 'text' ? $p : "$p->size" if $form =~ /^(?:text|struct)$/;
    return "$cast$p" if $a->{by_value};
    return $a->{array} ? ("$cast${p}[0]", "$cast${p}[1]") : "$cast*$p";
}

sub stub {
    my ($name, $f, @arguments) = @_;
    my $result = wanted_result($f->{returns}, $kind);
    my $type = $f->{returns}{text} =~ s/outcome$//r;
    my $list = join(', ', map { $_->{text} } @arguments) || 'void';
    my $value = $result eq 'type(c_ptr)' ? "($type)(intptr_t)$RESULT" : "($type)$RESULT";
    return "$type$name($list)", '{',
        (@arguments ? "    static const char here[] = \"$name\";" : ()), (map { stub_lines($_) } @arguments),
        ($result ? "    return $value;" : ()), '}';
}

my @c_head = ('#include "all.c"', '#include <inttypes.h>', '#include <stdio.h>',
    '#define SHOW(name, type, format) \\', '    static void name(const char *f, const char *a, type x) \\',
    '    { \\', '        printf("%s %s " format "\\n", f, a, x); \\', '    }',
    'SHOW(show_integer, int64_t, "%" PRId64)', 'SHOW(show_real, double, "%.2f")', 'SHOW(show_text, const char *, "%s")',
    'SHOW(show_address, int64_t, "%" PRId64)', 'SHOW(show_struct, size_t, "%zu")');

# ---- Fortran ---------------------------------------------------------------------------------------------------------

my %value_of = (
    integer => sub { "$_[0]_$_[1]" }, real => sub { "$_[0].25d0" }, text => sub { "'text$_[0]' // c_null_char" },
    struct => sub { $_[0] });

sub variable { # declared, and given its value
    my $a = shift;
    my ($form, $name, $v) = (form_of($a), "a_$a->{name}", $a->{value});
    my $type = $form eq 'text' ? 'character(8, kind=c_char)' : $a->{type};
    my $is_row = $a->{array} && $form ne 'text';
    my $address = $a->{type} eq 'type(c_funptr)' ? 'procedure_at' : 'address';
    my $value = $value_of{$form} // sub { "$address($_[0])" };
    my ($of_kind) = $a->{type} =~ /\((c_\w+)\)/;
    my @values = map { $value->($_, $of_kind) } $is_row ? ($v, $v + 1) : $v;
    my $whole = $is_row ? '[' . join(', ', @values) . ']' : $values[0];
    return ("    $type :: $name" . ($is_row ? '(2)' : ''),
        "    $name" . ($form eq 'struct' ? '%size' : '') . " = $whole");
}

sub call_lines {
    my ($name, $result, @arguments) = @_;
    my $list = join(", &\n        ", map { "$_->{name}=a_$_->{name}" } @arguments);
    return "    call $name($list)" unless $result;
    return "    outcome = $name($list)", "    call expect('$name', " .
        ($result eq 'type(c_ptr)' ? 'transfer(outcome, 0_c_int64_t)' : 'int(outcome, c_int64_t)') . ')';
}

sub caller_of {
    my ($name, $f, @arguments) = @_;
    my $result = wanted_result($f->{returns}, $kind);
    my @variables = map { [variable($_)] } @arguments;
    my @present = grep { !$_->{optional} } @arguments;
    return "  subroutine call_$name()", (map { $_->[0] } @variables), ($result ? "    $result :: outcome" : ()),
        (map { $_->[1] } @variables), call_lines($name, $result, @arguments),
        (@present < @arguments ? call_lines($name, $result, @present) : ()), '  end subroutine';
}

my @fortran_tail = (
    '  subroutine expect(name, outcome)', '    character(*), intent(in) :: name',
    '    integer(c_int64_t), intent(in) :: outcome',
    "    if (outcome /= $RESULT) print '(2a, i0)', name, ' returned ', outcome", '  end subroutine',
    '  function address(i)', '    integer, intent(in) :: i', '    type(c_ptr) :: address',
    '    address = transfer(int(i, c_intptr_t), address)', '  end function',
    '  function procedure_at(i)', '    integer, intent(in) :: i', '    type(c_funptr) :: procedure_at',
    '    procedure_at = transfer(int(i, c_intptr_t), procedure_at)', '  end function');

# ---- all of them ---------------------------------------------------------------------------------------------------

my (@stubs, @calls, @callers, @expected);
for my $name (sort keys %$functions) {
    my $f = $functions->{$name};
    my @arguments = arguments_of($f);
    push @stubs, stub($name, $f, @arguments);
    push @calls, "  call call_$name()";
    push @callers, caller_of($name, $f, @arguments);
    push @expected, expected($name, 0, @arguments);
    push @expected, expected($name, 1, @arguments) if grep { $_->{optional} } @arguments;
}
write_file("$dir/stubs.c", @c_head, @stubs);
write_file("$dir/calls.f90", 'program calls', '  use msbat', '  implicit none', @calls, 'contains', @callers,
    @fortran_tail, 'end program');
write_file("$dir/expected", @expected);
