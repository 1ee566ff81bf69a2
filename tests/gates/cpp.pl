#!/usr/bin/perl
# cpp.pl HEAD HEADER...: prints include/msbat.hpp from the public C headers. HEAD is the part written by hand (errors,
# spans, handles). One class a handle, one method a function; what an argument is follows from its C type, and from the
# three tables below where the type does not tell.
use strict;
use warnings;
use lib(($0 =~ m{^(.*)/} ? $1 : '.'));
use Headers;

# Arrays that do not have one element per unit of the count before them: a factor, or a product of counts given.
my %length = (
    'crystal_create.frac' => 3, 'crystal_get_sites.frac' => 3, 'ce_get_cluster.sites' => 4,
    'crystal_enumerate.active' => 'detail::site_count(c_ptr())',
    'ce_get_covariance.covariance' => 'n * n', 'ce_get_terms.sites' => 'n_terms * max_points * 4',
    'ce_get_terms.eci_ev' => 'n_terms', 'ce_get_terms.n_points' => 'n_terms', 'ce_get_terms.orbit' => 'n_terms',
    'training_get_correlations.correlations' => 'n_structures * n_orbits',
    'kmc_add_cluster.points' => 4, 'kmc_get_displacements.displacement_ang' => 3, 'kmc_get_rates.from_to' => 2,
    'phase_create_redlich_kister.terms' => 2, 'phase_create_ocv_table.x_voltage' => 2,
    'phase_create_samples.samples' => 4, 'madelung_potentials.frac' => 3,
    'transport_create_table.rows' => 4, 'transport_create_samples.samples' => 5, 'cell_run_steps.steps' => 3,
    'stress_eval_sphere.stress_pa' => 3,
    'neb_create.first_ang' => 'n_atoms * dimension', 'neb_create.last_ang' => 'n_atoms * dimension',
    'hessian_create.mass_amu' => 'n_atoms',
    'hessian_set_matrix.matrix' => 'n * n', 'hessian_get_matrix.matrix' => 'n * n',
    'network_create_from_rates.sites' => '2 * n_hops', 'network_create_from_rates.rates_thz' => '2 * n_hops',
    'network_create_from_rates.displacement_ang' => '3 * n_hops',
    'image_create.labels' => 'detail::product(n)', 'voxels_create.labels' => 'detail::product(n)',
    'voxels_create16.labels' => 'detail::product(n)',
    'array_create.shape' => 'n_dims', 'array_create.values' => 'detail::product(shape)',
    'frames_get_atoms.positions_ang' => 3, 'frames_get_forces.forces_ev_ang' => 3,
    'frames_set_forces.forces_ev_ang' => 3,
);
# Single results that stand after a count.
my %single = map { $_ => 1 } qw(ce_get_energy.energy_ev ce_get_prediction.energy_ev ce_get_prediction.error_ev
    crystal_enumerate.count
    defects_get_stable_levels.count kmc_get_rates.n);
# In the hand-written part, or of no use in C++.
my %skip = map { $_ => 1 } qw(context_create_with_allocator context_report context_resize context_release context_retain
    number_read number_read_int number_write);
# Where MSBAT_NO_PATH comes with the results, which are 0 then: it is returned, not thrown.
my %zero = map { $_ => 1 } qw(network_get_diffusivity network_get_part_diffusivity kmc_get_diffusivity
    kmc_get_diffusivity_scalar kmc_get_haven_ratio kmc_get_correlation_factor kmc_get_conductivity);
# Callbacks that the function does not keep, so that what they throw can leave the call.
my %running = map { $_ => 1 } qw(crystal_enumerate neb_run hessian_run kmc_check_balance);

my (%read, @headers, %methods);
sub order { # headers after those that they include, so that classes stand before those that return them
    my $path = shift;
    return if $read{$path}++;
    (my $folder = $path) =~ s{msbat/\w+\.h$}{};
    order("$folder$_") for Headers::slurp($path) =~ /^#include "(msbat\/\w+\.h)"/mg;
    push @headers, $path;
}
order($_) for @ARGV[1 .. $#ARGV];
my $declared = Headers::declared(@headers);
my ($struct, $callback) = @{$declared}{qw(struct callback)};
my @handles = map { s/^msbat_//r } @{ $declared->{handles} };
my %handle = map { ("msbat_$_" => $_) } @handles;
for my $f (@{ $declared->{functions} }, values %$callback) {
    for my $p (@{ $f->{parameters} }) { $p->{dim} = $1 if $p->{brackets} =~ /^\[(\d+)\]$/ }
}

# ---- what each parameter is --------------------------------------------------------------------------------
# kind: self, value, text, string (size and text), fixed, span, handle, handles, struct, callback, user, count, and of
# results: result, result_fixed, result_array, result_text, result_pointer, result_ref, result_handle, result_struct.

sub classify {
    my ($f) = @_;
    my ($count, @p) = (undef, @{ $f->{parameters} });
    for my $i (0 .. $#p) {
        my ($p, $next) = ($p[$i], $p[$i + 1]);
        my $key = "$f->{short}.$p->{name}";
        my $out = !$p->{const} && ($p->{stars} || defined $p->{dim});
        if ($p->{kind}) { }
        elsif ($callback->{ $p->{type} }) { $p->{kind} = 'callback'; $next->{kind} = 'user' }
        elsif ($p->{type} eq 'size_t' && $next && $next->{type} eq 'char' && $next->{stars} == 1) {
            ($p->{kind}, $next->{kind}) = $next->{const} ? ('text_size', 'string') : ('text_size', 'result_text');
        }
        elsif ($handle{ $p->{type} }) {
            my $result = $p->{const} ? 'result_ref' : 'result_handle';
            $p->{kind} = $p->{stars} == 1 ? 'handle' : $p->{const} > 1 ? 'handles' : $result;
            $p->{count} = $count if $p->{kind} eq 'handles';
        }
        elsif ($struct->{ $p->{type} }) { $p->{kind} = $p->{const} ? 'struct' : 'result_struct' }
        elsif (defined $p->{dim}) { $p->{kind} = $out ? 'result_fixed' : 'fixed' }
        elsif ($p->{type} eq 'char' && $p->{stars} == 1) { $p->{kind} = 'text' }
        elsif ($p->{stars} == 2) { $p->{kind} = $p->{const} > 1 ? 'span' : 'result_pointer'; $p->{count} = $count }
        elsif (!$p->{stars}) {
            $p->{kind} = 'value';
            $count = $p if $p->{type} eq 'int64_t' && $p->{name} =~ /^(n|n_.*|capacity)$/;
        }
        elsif ($out && (!$count || $single{$key})) { $p->{kind} = 'result' }
        else {
            $p->{kind} = $out ? 'result_array' : 'span';
            my $length = $length{$key} // 1;
            if ($length =~ /^\d+$/) { $p->{count} = $count or die "$key: no count"; $p->{unit} = $length }
            else { $p->{length} = $length }
        }
    }
    # counts that all arrays with products of counts need are given by the caller
    if (grep { defined $_->{length} } @p) { delete $f->{derive} }
    else { $f->{derive} = 1 }
}

# ---- C++ types and pieces of the call ----------------------------------------------------------------------
sub short { my $c = shift; return $c->{name} =~ s/^msbat_(\w+)_fn$/$1/r } # of a callback

sub class_of { return $handle{ $_[0]{type} } }

# The counts that follow from spans in this form of the method.
sub derived {
    my ($f, $into) = @_;
    return {} unless $f->{derive};
    my %group;
    for my $p (@{ $f->{parameters} }) {
        next unless $p->{count};
        push @{ $group{ $p->{count}{name} } }, $p
            if $p->{kind} eq 'span' || $p->{kind} eq 'handles' || ($into && $p->{kind} eq 'result_array');
    }
    return \%group;
}

sub arguments { # of the C++ method
    my ($f, $into, $callable) = @_;
    my ($group, @list) = (derived($f, $into));
    for my $p (@{ $f->{parameters} }) {
        my ($kind, $name, $type) = ($p->{kind}, $p->{name}, $p->{type});
        next if $p->{self} || $kind eq 'text_size' || ($kind eq 'value' && $group->{$name});
        push @list, "$type $name" if $kind eq 'value';
        push @list, "text_ref $name" if $kind eq 'text';
        push @list, "const std::string &$name" if $kind eq 'string';
        push @list, "const std::array<$type, $p->{dim}> &$name" if $kind eq 'fixed';
        push @list, 'span<' . ($type eq 'char' ? 'const char *const' : "const $type") . "> $name" if $kind eq 'span';
        push @list, ($p->{const} ? class_of($p) . "_ref $name" : class_of($p) . " &$name") if $kind eq 'handle';
        push @list, 'const std::vector<' . class_of($p) . "_ref> &$name" if $kind eq 'handles';
        push @list, "const $type &$name" if $kind eq 'struct';
        push @list, ($callable ? ($f->{running} ? "F &&$name" : "F &$name") : "$type $name") if $kind eq 'callback';
        push @list, "void *$name" if $kind eq 'user' && !$callable;
        push @list, "span<$type> $name" if $kind eq 'result_array' && $into;
    }
    return @list;
}

sub results { # parameters that the method returns, in this form
    my ($f, $into) = @_;
    return grep { $_->{kind} =~ /^result/ && !($into && $_->{kind} eq 'result_array') } @{ $f->{parameters} };
}

sub result_type {
    my $p = shift;
    my ($kind, $type) = ($p->{kind}, $p->{type});
    return "std::array<$type, $p->{dim}>" if $kind eq 'result_fixed';
    return "std::vector<$type>" if $kind eq 'result_array';
    return 'std::string' if $kind eq 'result_text';
    return "const $type *" if $kind eq 'result_pointer';
    return class_of($p) . '_ref' if $kind eq 'result_ref';
    return class_of($p) if $kind eq 'result_handle';
    return $type;
}

sub return_type {
    my ($f, $into) = @_;
    my @r = results($f, $into);
    return $f->{returns} unless $f->{returns} eq 'msbat_status';
    return @r == 0 ? 'void' : @r == 1 ? result_type($r[0]) : $f->{method} . ($into ? '_rest' : '_result');
}

# The context whose message a failing call leaves.
sub context {
    my $f = shift;
    my ($first) = grep { $_->{kind} eq 'handle' || $_->{kind} eq 'handles' } @{ $f->{parameters} };
    return 'nullptr' unless $first;
    return 'ctx_' if $first->{self};
    return "($first->{name}.empty() ? nullptr : $first->{name}\[0].c_context())" if $first->{kind} eq 'handles';
    return $first->{type} eq 'msbat_context' ? "$first->{name}.c_ptr()" : "$first->{name}.c_context()";
}

sub call_argument {
    my ($f, $p, $place, $callable) = @_;
    my ($kind, $name) = ($p->{kind}, $p->{name});
    return 'c_ptr()' if $p->{self};
    return $name if $kind eq 'value' || ($kind eq 'user' && !$callable) || ($kind eq 'callback' && !$callable);
    my $how = $f->{running} ? 'running' : 'kept';
    return "detail::${how}_" . short($callback->{ $p->{type} }) . '<G>' if $kind eq 'callback';
    return $f->{running} ? '&caller_' : "detail::address($f->{callable})" if $kind eq 'user';
    return "$name.c_str()" if $kind eq 'text';
    return "$name.data()" if $kind eq 'string' || $kind eq 'fixed' || $kind eq 'span';
    return "$name.c_ptr()" if $kind eq 'handle';
    return "${name}_.data()" if $kind eq 'handles';
    return "&$name" if $kind eq 'struct';
    return $place->{$name} // "$name.data()";
}

sub wrapped { # text broken after ", " and before "{ " below 120 columns
    my ($indent, $text) = @_;
    my ($line, $out) = (' ' x $indent, '');
    for (split /(?<=, )/, $text) {
        if (length($line) + length($_ =~ s/ $//r) > 119) {
            $out .= ($line =~ s/ $//r) . "\n";
            $line = ' ' x ($indent + 4);
        }
        $line .= $_;
    }
    return "$out$line\n";
}

# ---- bodies ------------------------------------------------------------------------------------------------
sub count_lines {
    my ($f, $into, $group) = @_;
    my $out = '';
    for my $name (sort keys %$group) {
        my @e = map { "{$_->{name}.size(), " . ($_->{unit} // 1) . '}' } @{ $group->{$name} };
        $out .= wrapped(4, "const int64_t $name = detail::count(\"$f->{name}\", {" . join(', ', @e) . '});');
    }
    my @fixed = grep { defined $_->{length} && ($_->{kind} eq 'span' || $into) } @{ $f->{parameters} };
    my $pairs = join ', ', map { "{$_->{name}.size(), $_->{length}}" } @fixed;
    return $out . (@fixed ? wrapped(4, "detail::lengths(\"$f->{name}\", {$pairs});") : '');
}

sub array_length {
    my $p = shift;
    return $p->{length} if defined $p->{length};
    return $p->{unit} == 1 ? $p->{count}{name} : "$p->{count}{name} * $p->{unit}";
}

# Declares the results and tells where each lies: (lines, name => address, expression to return).
sub result_lines {
    my ($f, $into) = @_;
    my @r = results($f, $into);
    my ($out, %place, $return) = ('');
    my $many = @r > 1;
    $out .= '    ' . return_type($f, $into) . " out_ = " . return_type($f, $into) . "();\n" if $many;
    for my $p (@r) {
        my $type = result_type($p);
        my $at = $many ? "out_.$p->{name}" : 'out_';
        my $kind = $p->{kind};
        if ($kind eq 'result_ref' || $kind eq 'result_handle') {
            $out .= '    ' . ($kind eq 'result_ref' ? 'const ' : '') . "$p->{type} *$p->{name}_ = nullptr;\n";
            $place{ $p->{name} } = "&$p->{name}_";
        }
        elsif ($kind eq 'result_array') {
            $out .= $many ? "    $at.resize(detail::size(" . array_length($p) . "));\n"
                          : "    $type $at(detail::size(" . array_length($p) . "));\n";
            $place{ $p->{name} } = "$at.data()";
        }
        elsif ($kind eq 'result_text') { }
        else {
            $out .= "    $type $at = " . ($kind eq 'result_pointer' ? 'nullptr' : "$type()") . ";\n" unless $many;
            $out .= "    $at.size = sizeof $at;\n" if $kind eq 'result_struct';
            $place{ $p->{name} } = $kind eq 'result_fixed' ? "$at.data()" : "&$at";
        }
    }
    return ($out, \%place);
}

sub wrap_handles {
    my ($f, $into) = @_;
    my @r = results($f, $into);
    my $out = '';
    for my $p (grep { $_->{kind} eq 'result_ref' || $_->{kind} eq 'result_handle' } @r) {
        my $ctx = $f->{name} eq 'msbat_context_create' ? "$p->{name}_" : context($f);
        my $made = 'msbat::' . class_of($p) . ($p->{kind} eq 'result_ref' ? '_ref' : '') . "($p->{name}_, $ctx)";
        return "    return $made;\n" if @r == 1;
        $out .= "    out_.$p->{name} = $made;\n";
    }
    return $out . (@r ? "    return out_;\n" : '');
}

sub body {
    my ($f, $into, $callable) = @_;
    my $group = derived($f, $into);
    my @p = @{ $f->{parameters} };
    my $out = count_lines($f, $into, $group);
    if (grep { $_->{kind} eq 'result_text' } @p) {
        my %own = (text_size => 'size', result_text => 'text');
        my @a = map { $own{ $_->{kind} } // call_argument($f, $_, {}) } @p;
        my $head = 'return detail::text(' . context($f) . ", \"$f->{name}\", [&](std::size_t size, char *text) {";
        return $out . wrapped(4, $head) . wrapped(8, "return $f->{name}(" . join(', ', @a) . ');') . "    });\n";
    }
    for (grep { $_->{kind} eq 'handles' } @p) {
        $out .= "    std::vector<const $_->{type} *> $_->{name}_;\n"
            . '    for (const ' . class_of($_) . "_ref &each : $_->{name}) $_->{name}_.push_back(each.c_ptr());\n";
    }
    $out .= "    typedef typename std::remove_reference<F>::type G;\n" if $callable;
    $out .= "    detail::caller<G> caller_($f->{callable});\n" if $callable && $f->{running};
    my ($declare, $place) = result_lines($f, $into);
    my @a;
    for my $i (0 .. $#p) {
        my $size = $p[$i]{kind} eq 'text_size';
        push @a, $size ? "$p[$i + 1]{name}.size()" : call_argument($f, $p[$i], $place, $callable);
    }
    my $call = "$f->{name}(" . join(', ', @a) . ')';
    return $out . wrapped(4, "return $call;") unless $f->{returns} eq 'msbat_status';
    $out .= $declare;
    if ($callable && $f->{running}) {
        $out .= wrapped(4, "const msbat_status status_ = $call;") . "    caller_.rethrow();\n"
            . '    detail::check(' . context($f) . ", \"$f->{name}\", status_);\n";
    }
    else {
        my $check = $zero{ $f->{short} } ? 'check_path' : 'check';
        $out .= wrapped(4, "detail::$check(" . context($f) . ", \"$f->{name}\", $call);");
    }
    return $out . wrap_handles($f, $into);
}

# ---- forms of a method: (into, callable) -------------------------------------------------------------------
sub forms {
    my $f = shift;
    my @forms = ([0, 0]);
    push @forms, [1, 0] if grep { $_->{kind} eq 'result_array' } @{ $f->{parameters} };
    push @forms, [0, 1] if $f->{callable};
    return @forms;
}

sub spaced { my $type = shift; return $type =~ /\*$/ ? $type : "$type " } # before a name

sub signature {
    my ($f, $form, $scope) = @_;
    my ($into, $callable) = @$form;
    my $return = return_type($f, $into);
    $return = "${scope}$return" if $scope && $return =~ /_(result|rest)$/;
    my $arguments = join ', ', arguments($f, $into, $callable);
    return spaced($return) . "$scope$f->{method}($arguments)" . ($f->{self} && $f->{self}{const} ? ' const' : '');
}

sub result_structs {
    my $f = shift;
    my $out = '';
    return '' unless $f->{returns} eq 'msbat_status';
    for my $form (forms($f)) {
        next if $form->[1];
        my @r = results($f, $form->[0]);
        next if @r < 2;
        $out .= '    struct ' . return_type($f, $form->[0]) . " {\n"
            . join('', map { '        ' . spaced(result_type($_)) . "$_->{name};\n" } @r) . "    };\n";
    }
    return $out;
}

sub declaration {
    my $f = shift;
    my $out = result_structs($f);
    for my $form (forms($f)) {
        $out .= '    template <class F> ' . "\n" if $form->[1];
        $out =~ s/ \n$/\n/;
        $out .= wrapped(4, ($f->{class} && !$f->{self} ? 'static ' : '') . signature($f, $form, '') . ';');
    }
    return $out;
}

sub definition {
    my ($f, $owner) = @_;
    my $out = '';
    for my $form (forms($f)) {
        my $scope = $owner ? "${owner}::" : '';
        $out .= $form->[1] ? "template <class F>\n" : '';
        $out .= wrapped(0, ($form->[1] ? '' : 'inline ') . signature($f, $form, $scope));
        $out .= "{\n" . body($f, @$form) . "}\n";
    }
    return $out;
}

for my $f (@{ $declared->{functions} }) {
    ($f->{short} = $f->{name}) =~ s/^msbat_//;
    next if $skip{ $f->{short} } || $f->{name} =~ /_destroy$/;
    $f->{running} = 1 if $running{ $f->{short} };
    my ($class) = sort { length $b <=> length $a } grep { $f->{short} =~ /^\Q$_\E_/ } @handles;
    $f->{class} = $class;
    ($f->{method} = $f->{short}) =~ s/^\Q$class\E_// if $class;
    $f->{method} //= $f->{short};
    classify($f);
    my $first = $f->{parameters}[0];
    if ($class && $first && $first->{kind} eq 'handle' && $first->{type} eq "msbat_$class") {
        # a function that makes another handle of its own kind stays a static one, like every other _create
        my $made = $f->{method} =~ /^create/
            && grep { $_->{kind} eq 'result_handle' && $_->{type} eq "msbat_$class" } @{ $f->{parameters} };
        if (!$made) { $first->{self} = 1; $f->{self} = $first }
    }
    my ($callback) = grep { $_->{kind} eq 'callback' } @{ $f->{parameters} };
    $f->{callable} = $callback->{name} if $callback;
    push @{ $methods{ $class // '' } }, $f;
}

for my $class (keys %methods) { # an argument called like a method of its class would hide it
    my %method = map { $_->{method} => 1 } @{ $methods{$class} };
    for my $f (@{ $methods{$class} }) {
        for my $p (grep { $method{ $_->{name} } } @{ $f->{parameters} }) {
            $f->{callable} .= '_' if $p->{kind} eq 'callback';
            $p->{name} .= '_';
        }
    }
}

sub callback_of {
    my $f = shift;
    my ($p) = grep { $_->{kind} eq 'callback' } @{ $f->{parameters} };
    return $callback->{ $p->{type} };
}

# The C function that calls a callable: one that the library keeps, or one for the running call, whose exception is
# kept.
sub trampoline {
    my ($c, $how) = @_;
    my $void = $c->{returns} =~ /^void/;
    my @p = map {
        my $stars = '*' x ($_->{stars} || defined $_->{dim});
        ($_->{const} ? 'const ' : '') . "$_->{type} $stars$_->{name}";
    } @{ $c->{parameters} };
    my @names = map { $_->{name} } @{ $c->{parameters} };
    my $list = join ', ', @names[0 .. $#names - 1];
    my $function = $how eq 'kept' ? 'static_cast<F *>(user)' : 'static_cast<caller<F> *>(user)->function';
    my $catch = $how eq 'kept' ? '' : "        static_cast<caller<F> *>(user)->thrown = std::current_exception();\n";
    my $head = ($void ? 'void' : 'int') . " ${how}_@{[short($c)]}(" . join(', ', @p) . ') noexcept';
    return "template <class F>\n" . wrapped(0, $head) . "{\n    try {\n"
        . wrapped(8, ($void ? '' : 'return ') . "(*$function)($list);")
        . "    } catch (...) {\n$catch" . ($void ? '' : "        return -1;\n") . "    }\n}\n\n";
}

# ---- output ------------------------------------------------------------------------------------------------
print Headers::slurp($ARGV[0]);
print "class ${_}_ref;\nclass $_;\n" for @handles;
print "\nnamespace detail {\n\n";
for my $c (sort { $a->{name} cmp $b->{name} } values %$callback) {
    next if short($c) =~ /^(resize|release)$/;
    print trampoline($c, 'kept');
    print trampoline($c, 'running') if grep { $_->{running} && callback_of($_) == $c } map { @$_ } values %methods;
}
print "} // namespace detail\n\n";
for my $class (@handles) {
    my @methods = @{ $methods{$class} // [] };
    my @const = grep { $_->{self} && $_->{self}{const} } @methods;
    my @other = grep { !($_->{self} && $_->{self}{const}) } @methods;
    print "class ${class}_ref : public detail::reference<msbat_$class> {\npublic:\n",
        "    ${class}_ref(std::nullptr_t = nullptr) noexcept {}\n",
        "    ${class}_ref(const msbat_$class *handle, const msbat_context *ctx) noexcept : reference(handle, ctx) {}\n",
        (map { declaration($_) } @const), "};\n\n",
        "class $class : public detail::owner<${class}_ref, msbat_$class, msbat_${class}_destroy> {\npublic:\n",
        "    using owner::owner;\n    $class() noexcept = default;\n",
        (map { declaration($_) } @other), "};\n\n";
}
for my $class (@handles) {
    for my $f (@{ $methods{$class} // [] }) {
        print definition($f, $f->{self} && $f->{self}{const} ? "${class}_ref" : $class);
    }
}
print map { result_structs($_) =~ s/^    //mgr, definition($_) } @{ $methods{''} // [] };
print "\n} // namespace msbat\n\n#endif\n";
