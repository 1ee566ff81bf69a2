#!/usr/bin/perl
# symbols.pl VERSION OLD HEADER...: prints include/symbols-in-versions.txt: every public name, what it is, the version that
# brought it and, when it is gone, the version that dropped it. OLD is the list so far; names new to it come with VERSION.
# To renew it: make renew
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Headers;

my ($version, $old, @headers) = @ARGV;

sub macros { # of a header with its comments; not guards, nor what the header undefines again
    my $text = Headers::slurp($_[0]);
    my %undone = map { $_ => 1 } $text =~ m{^[ ]*#[ ]*undef (MSBAT_\w+)}mg;
    return grep { !/^MSBAT_\w+_H$/ && !$undone{$_} } $text =~ m{^[ ]*#[ ]*define (MSBAT_\w+)}mg;
}

sub members { # of every enum, the value that fixes its width included
    my $text = Headers::slurp($_[0]);
    $text =~ s{/\*.*?\*/}{ }gs;
    my @bodies = $text =~ /typedef enum \w+\s*\{(.*?)\}\s*\w+;/gs;
    return map { /(MSBAT_\w+)\s*(?:=|,|$)/mg } map { s/^\s*#.*?\n//mgr } @bodies;
}

sub public_names {
    my $declared = Headers::declared(@_);
    my %kind = map { $_->{name} => 'function' } @{$declared->{functions}};
    $kind{$_} = 'type' for map { keys %{$declared->{$_}} } qw(opaque callback struct enum);
    $kind{$_->[0]} = 'value' for @{$declared->{constants}};
    for my $header (@_) {
        $kind{$_} = 'value' for members($header);
        $kind{$_} = 'macro' for macros($header);
    }
    return \%kind;
}

sub history { # name => [kind, introduced, dropped]
    my %known;
    open my $f, '<', $_[0] or return \%known;
    while (<$f>) {
        next if /^#/;
        my ($name, @rest) = split;
        $known{$name} = \@rest;
    }
    return \%known;
}

sub merged {
    my ($now, $known) = @_;
    my %list = map { $_ => [$now->{$_}, $known->{$_} ? $known->{$_}[1] : $version] } keys %$now;
    for my $gone (grep { !$now->{$_} } keys %$known) {
        my ($kind, $since, $until) = @{$known->{$gone}};
        $list{$gone} = [$kind, $since, $until // $version] unless $since eq $version; # never in a release
    }
    return \%list;
}

my $list = merged(public_names(@headers), history($old));
print "# Public names of libmsbat: name, kind, version that introduced it, version that removed it if any.\n";
printf "%-48s %-8s %s\n", $_, $list->{$_}[0], join ' ', @{$list->{$_}}[1 .. $#{$list->{$_}}] for sort keys %$list;
