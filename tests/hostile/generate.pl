#!/usr/bin/perl
# generate.pl VALID HEADER...: prints the C file that describes every public function to the hostile calls, with the
# code that fills good arguments (by the rules here and in the file VALID) and makes the call.
use strict;
use warnings;
use lib(($0 =~ m{^(.*)/} ? $1 : '.') . '/../gates');
use Headers;

my ($rules, @headers) = @ARGV;
my $declared = Headers::declared(@headers);
my (%value, %optional, %expected, %writes, %silent, %extent, %used);

# Lines of VALID: "optional F.P", "extent F.P", "expect F STATUS", "writes F STATUS ...", "silent F" (leaves the
# message as it is), or "F.P VALUE", F * for all.
sub read_rules {
    my $text = Headers::slurp($rules);
    $text =~ s/\\\n\s*//g; # lines that go on
    for (split /\n/, $text) {
        next if /^\s*(#|$)/;
        if (/^optional (\S+)$/) { $optional{$1} = 1 }
        elsif (/^extent (\S+)$/) { $extent{$1} = 1 }
        elsif (/^silent (\w+)$/) { $silent{$1} = 1 }
        elsif (/^expect (\w+) (\w+)$/) { $expected{$1} = $2 }
        elsif (/^writes (\w+) (.*)$/) { $writes{$1} = [split ' ', $2] }
        elsif (/^([\w*]+\.\w+)\s+(.*)$/) { $value{$1} = $2 }
        else { die "$rules: cannot read '$_'" }
    }
}

sub rule {
    my ($f, $p) = @_;
    my @keys = ("$f->{name}.$p->{name}", ($p->{kind} eq "P_HANDLE" ? () : "*.$p->{name}"));
    for (@keys) {
        next unless exists $value{$_};
        $used{$_} = 1;
        return $value{$_};
    }
    return undef;
}

my %element = (double => 'E_DOUBLE', int64_t => 'E_INT64', int8_t => 'E_INT8', uint8_t => 'E_UINT8',
    uint16_t => 'E_UINT16');

sub is_count { return $_[0]{name} =~ /^(n|n_.*|capacity)$/ && !$_[0]{stars} && $_[0]{type} eq 'int64_t' }

sub kind_of_pointer {
    my ($f, $p) = @_;
    if ($declared->{opaque}{$p->{type}}) {
        return 'P_HANDLE' if $p->{stars} == 1;
        return 'P_HANDLE_LIST' if $p->{const} > 1;
        return 'P_BORROWED' if $p->{const};
        return $f->{name} =~ /_destroy$/ ? 'P_DESTROYED' : 'P_HANDLE_OUT';
    }
    return 'P_OPAQUE' if $p->{type} eq 'void';
    return 'P_STRUCT' if $declared->{struct}{$p->{type}};
    if ($p->{type} eq 'char') {
        return $p->{const} > 1 ? 'P_TEXT_LIST' : 'P_BORROWED' if $p->{stars} == 2;
        return $p->{after_size} ? 'P_BYTES' : 'P_TEXT' if $p->{const};
        return 'P_TEXT_OUT';
    }
    return 'P_BORROWED' if $p->{stars} == 2;
    return $extent{"$f->{name}.$p->{name}"} ? 'P_EXTENT' : 'P_INPUT' if $p->{const};
    return 'P_OUTPUT';
}

sub kind_of {
    my ($f, $p) = @_;
    return 'P_CALLBACK' if $declared->{callback}{$p->{type}};
    return kind_of_pointer($f, $p) if $p->{stars} || $p->{brackets};
    return 'P_ENUM' if $declared->{enum}{$p->{type}};
    return 'P_DOUBLE' if $p->{type} eq 'double';
    return 'P_TEXT_SIZE' if $p->{before_text_out};
    return 'P_LENGTH' if $p->{before_bytes};
    return is_count($p) ? 'P_COUNT' : 'P_INTEGER';
}

# What stands next to a size decides what it is the size of; a count counts the arrays behind it.
sub relate {
    my $f = shift;
    my ($before, $count);
    for my $p (@{$f->{parameters}}) {
        if ($before && $before->{type} eq 'size_t' && !$before->{stars} && $p->{type} eq 'char' && $p->{stars} == 1) {
            $p->{after_size} = 1;
            $before->{$p->{const} ? 'before_bytes' : 'before_text_out'} = 1;
        }
        $p->{count} = $count;
        $count = $p->{name} if is_count($p);
        $before = $p;
    }
    $_->{kind} = kind_of($f, $_) for @{$f->{parameters}};
}

sub fill_callback {
    my ($p, $slot) = @_;
    (my $good = $p->{type}) =~ s/^msbat_(?:kmc_)?(\w+)_fn$/good_$1/;
    return "${slot}->value.p = function_pointer((any_function)$good);";
}

sub fill_output {
    my ($p, $slot, $rule) = @_;
    my $n = defined $rule && $rule =~ /^\[(.*)\]$/ ? $1
          : $p->{brackets} =~ /^\[(\d+)\]$/ ? $1 : defined $p->{count} ? "($p->{count})" : 1;
    return "slot_output($slot, sizeof($p->{type}) * (size_t)($n));";
}

sub fill_input {
    my ($p, $slot, $rule) = @_;
    $rule = '{0.3, 0.4, 0.5, 0.6, 0.7}' unless defined $rule;
    return "slot_pointer($slot, NULL);" if $rule eq 'NULL';
    my $data = "$p->{name}_data";
    return "static const $p->{type} $data\[] = $rule;\n    slot_input($slot, sizeof $data, $data);";
}

# The C statement that puts the good value of a parameter into its slot.
sub fill {
    my ($f, $p, $slot) = @_;
    my ($rule, $kind) = (rule($f, $p), $p->{kind});
    (my $object = $p->{type}) =~ s/^msbat_//;
    if ($kind eq 'P_HANDLE') { return "slot_pointer($slot, " . ($rule // "f->full.$object") . ");" }
    if ($kind eq 'P_HANDLE_LIST') { return "slot_input($slot, sizeof f->${object}_list, f->${object}_list);" }
    if ($kind eq 'P_HANDLE_OUT' || $kind eq 'P_BORROWED') { return "slot_handle_out($slot);" }
    if ($kind eq 'P_DESTROYED') { return "slot_address($slot, f->full.$object);" }
    if ($kind eq 'P_DOUBLE') { return "slot_number($slot, " . ($rule // '0.5') . ");" }
    if ($kind =~ /^P_(INTEGER|ENUM|COUNT|LENGTH)$/) { return "slot_integer($slot, $p->{name});" }
    if ($kind eq 'P_TEXT_SIZE') { return "slot_integer($slot, 64);" }
    if ($kind eq 'P_TEXT_OUT') { return "slot_output($slot, 64);" }
    if ($kind eq 'P_TEXT') { return "slot_text($slot, " . ($rule // '"name"') . ");" }
    if ($kind eq 'P_BYTES') { return "slot_input($slot, sizeof $rule - 1, $rule);" }
    if ($kind eq 'P_TEXT_LIST') { return "slot_input($slot, sizeof text_list, text_list);" }
    if ($kind eq 'P_INPUT' || $kind eq 'P_EXTENT') { return fill_input($p, $slot, $rule) }
    if ($kind eq 'P_OUTPUT') { return fill_output($p, $slot, $rule) }
    if ($kind eq 'P_STRUCT') { return "fill_${object}($slot);" }
    if ($kind eq 'P_CALLBACK') { return fill_callback($p, $slot) }
    return "slot_pointer($slot, NULL);";
}

# Scalars are C constants of their names, so that the sizes of arrays can be written with them.
sub scalar_constants {
    my ($f, $text) = (shift, '');
    for my $i (0 .. $#{$f->{parameters}}) {
        my $p = $f->{parameters}[$i];
        next unless $p->{kind} =~ /^P_(INTEGER|ENUM|COUNT|LENGTH)$/;
        my $rule = rule($f, $p);
        if (!defined $rule && $p->{kind} eq 'P_LENGTH') {
            my $bytes = rule($f, $f->{parameters}[$i + 1]) // die "no bytes for $f->{name}";
            $rule = "(int64_t)sizeof $bytes - 1";
        }
        $rule //= $p->{kind} eq 'P_COUNT' ? 5 : 0;
        $text .= "    const int64_t $p->{name} = $rule;\n";
    }
    return $text;
}

sub argument {
    my ($p, $i) = @_;
    return "s[$i].value.d" if $p->{kind} eq 'P_DOUBLE';
    return "($p->{type})s[$i].value.i" if $p->{kind} =~ /^P_(INTEGER|ENUM|COUNT|LENGTH|TEXT_SIZE)$/;
    return "($p->{type})function_of(s[$i].value.p)" if $p->{kind} eq 'P_CALLBACK';
    return "s[$i].value.p";
}

sub enum_size { my $n = @{$declared->{enum}{$_[0]}}; return $n > 1 ? $n : 24 } # the status has a list of its own

my %returns = ('msbat_status' => 'R_STATUS', void => 'R_VOID', double => 'R_DOUBLE', 'const char *' => 'R_POINTER',
    'void *' => 'R_POINTER', 'msbat_context *' => 'R_CONTEXT');
my %target = (R_STATUS => 'r->status = ', R_VOID => '', R_DOUBLE => 'r->number = ', R_POINTER => 'r->pointer = ',
    R_CONTEXT => 'r->pointer = ');

sub print_code {
    my $f = shift;
    my @p = @{$f->{parameters}};
    print "\nstatic void fill_$f->{name}(const fixture *f, slot *s)\n{\n";
    print scalar_constants($f), "    (void)f, (void)s;\n";
    print "    ", fill($f, $p[$_], "(s + $_)"), "\n" for 0 .. $#p;
    print "}\nstatic void call_$f->{name}(const slot *s, result *r)\n{\n    (void)s, (void)r;\n    ",
        $target{$returns{$f->{returns}}}, "$f->{name}(", join(', ', map { argument($p[$_], $_) } 0 .. $#p), ");\n}\n";
}

sub print_parameters {
    my $f = shift;
    return unless @{$f->{parameters}};
    print "static const parameter parameters_$f->{name}\[] = {\n";
    for my $p (@{$f->{parameters}}) {
        (my $object = $p->{type}) =~ s/^msbat_//;
        my $extra = $p->{kind} =~ /^P_(HANDLE|DESTROYED|HANDLE_OUT)$/ ? "offsetof(objects, $object)"
                  : $p->{kind} eq 'P_ENUM' ? enum_size($p->{type})
                  : $p->{kind} eq 'P_INPUT' && !$p->{brackets} && !defined $p->{count} ? 1 : 0;
        printf "    {\"%s\", %s, %s, %d, %d, %s},\n", $p->{name}, $p->{kind}, $element{$p->{type}} // 'E_OTHER',
            $p->{const} > 0, $optional{"$f->{name}.$p->{name}"} // 0, $extra;
    }
    print "};\n";
}

sub print_entry {
    my $f = shift;
    my @may = (@{$writes{$f->{name}} || []}, "MSBAT_NO_PATH");
    my $writes = join(" | ", map("1u << $_", @may));
    my $n = @{$f->{parameters}};
    my @members = ("\"$f->{name}\"", $returns{$f->{returns}}, "\"$f->{header}\"", $n);
    push @members, ($n ? "parameters_$f->{name}" : 'NULL', $expected{$f->{name}} // 'MSBAT_OK', $writes,
        $silent{$f->{name}} // 0);
    print "    {", join(', ', @members, "fill_$f->{name}", "call_$f->{name}"), "},\n";
}

read_rules();
my @functions = @{$declared->{functions}};
print "/* Made by generate.pl from the public headers. */\n#include \"generated.h\"\n";
for my $f (@functions) {
    die "no rule for the result '$f->{returns}' of $f->{name}" unless $returns{$f->{returns}};
    relate($f);
    print_code($f);
    print_parameters($f);
}
print "\nconst function functions[] = {\n";
print_entry($_) for @functions;
print "};\nconst int n_functions = ", scalar @functions, ";\n";
my @unused = grep { !$used{$_} } sort keys %value;
die "$rules: rules for nothing: @unused\n" if @unused;
