#!/usr/bin/perl
# wrap.pl c|options HEADER...: for every function that the headers declare (variadic ones aside) a wrapper that tells
# calls.c of the call, for the linker's --wrap; as C, or as the linker's options.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../gates";
use Headers;

# Calls of the system that system.c stands before.
my @system = qw(pthread_create pthread_join getpid fopen fclose open close fsync rename remove unlink
                TIFFOpen TIFFOpenExt TIFFClose);

# Functions that heap.c puts its own in place of.
my %ours = (msbat_context_create => 'oom_context_create',
            msbat_context_create_with_allocator => 'oom_context_create_with_allocator');

# Runs that lacked memory and are finished by another call on the same handle, once they have begun.
my %finished_by = (msbat_mc_run => 'msbat_mc_resume', msbat_mc_run_canonical => 'msbat_mc_resume',
                   msbat_mc_isotherm => 'msbat_mc_resume');

sub prototypes {
    my ($text, @found) = @_;
    $text =~ s{/\*.*?\*/}{ }gs;
    $text =~ s{^\s*#(?:[^\n]*\\\n)*[^\n]*\n}{}mgs;
    while ($text =~ /(?:^|;|\})\s*((?:MSBAT_API\s+)?[\w ]+?[ *]+)(msbat_\w+)\s*\(([^;{}]*)\)\s*(?=;)/gs) {
        my ($type, $name, $list) = ($1, $2, $3);
        $type =~ s/MSBAT_API\s+//;
        next if $type =~ /typedef/ || $list =~ /\.\.\./;
        push @found, [$type, $name, $list];
    }
    return @found;
}

sub arguments {
    my $list = shift;
    return '' if $list =~ /^\s*void\s*$/;
    1 while $list =~ s/\(\*(\w+)\)\([^()]*\)/$1/; # pointers to functions
    return join ', ', map { /(\w+)\s*(?:\[[^\]]*\]\s*)*$/ ? $1 : die "cannot read '$_'" } split /,/, $list;
}

# What the call says of its fate: a status, NULL, or nothing at all.
sub fate {
    my $type = shift;
    return 'result_' if $type =~ /^msbat_status\s*$/;
    return 'result_ ? MSBAT_OK : MSBAT_ERR_MEMORY' if $type =~ /\*/;
    return 'MSBAT_OK';
}

sub declared {
    my ($type, $name, $list) = @{$_[0]};
    return map { "${type}__${_}_$name($list);\n" } qw(real wrap);
}

sub wrapper {
    my ($type, $name, $list) = @{$_[0]};
    my $void = $type =~ /^void\s*$/;
    my $call = ($ours{$name} || "__real_$name") . '(' . arguments($list) . ')';
    my $result = $void ? '' : 'result_ = ';
    if (my $rest = $finished_by{$name}) {
        my ($handle) = split /,/, arguments($list);
        $result .= "call_.stage == OOM_REPEATED ? __real_$rest($handle) : MSBAT_ERR_STATE;\n" .
            "        if (result_ == MSBAT_ERR_STATE) result_ = ";
    }
    my $declared = $void ? '' : "    $type" . "result_;\n";
    my $return = $void ? '' : "    return result_;\n";
    return "${type}__wrap_$name($list)\n{\n" .
        "    oom_frame call_;\n$declared    oom_enter(&call_, \"$name\");\n" .
        "    do {\n        $result$call;\n    } while (oom_leave(&call_, " . fate($type) . "));\n$return}\n\n";
}

my $what = shift;
my @functions = map { prototypes(Headers::slurp($_)) } @ARGV;
if ($what eq 'options') {
    print "-Wl,--wrap=$_\n" for @system, map { $_->[1] } @functions;
} else {
    print "#include <stdbool.h>\n#include \"msbat.h\"\n#include \"base/base_impl.h\"\n#include \"oom/oom.h\"\n\n";
    print map({ declared($_) } @functions), "\n", map { wrapper($_) } @functions;
}
