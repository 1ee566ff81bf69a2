#!/usr/bin/perl
# Which module may include which; a private header (MODULE_impl.h and the like) is used by its own module, base's by all.
use strict;
use warnings;
my %may = (base => '', crystal => 'base', thermo => 'base crystal', ce => 'base crystal', tst => 'base crystal', homog => 'base',
    kmc => 'base crystal ce', material => 'base thermo', echem => 'base thermo material',
    chemomech => 'base thermo material', link => 'base crystal thermo ce tst kmc homog material echem chemomech', io => '*');
my ($bad, %edges) = (0);
for my $file (glob('libmsbat/*/*.[ch] include/msbat/*.h')) {
    my ($module) = $file =~ m{^(?:libmsbat/(?=\w+/)|include/msbat/)(\w+)};
    open my $f, '<', $file or die "$file: $!";
    while (<$f>) {
        my ($public, $other) = (0);
        if (m{^\s*#\s*include\s*"msbat/(\w+)\.h"}) {
            ($public, $other) = (1, $1);
            $edges{$file}{"include/msbat/$other.h"} = 1 if index($file, "include") == 0;
        }
        elsif (m{^\s*#\s*include\s*"(\w+)/(\w+\.h)"}) { $other = $1 }
        else { next }
        next if $other eq $module;
        my $allowed = $may{$module} // die "$file: unknown module $module";
        my $fine = ($allowed eq '*' && $public) || (grep({ $_ eq $other } split / /, $allowed) && ($public || $other eq 'base'));
        next if $fine;
        print "$file:$.: $module may not include $_";
        $bad = 1;
    }
}
my %state;
sub visit { # depth first: a header met again on the way down closes a cycle
    my ($node, @path) = @_;
    if (($state{$node} // '') eq 'open') { print "cycle: @path $node\n"; $bad = 1; return }
    return if $state{$node};
    $state{$node} = 'open';
    visit($_, @path, $node) for sort keys %{ $edges{$node} // {} };
    $state{$node} = 'done';
}
visit($_) for sort keys %edges;
exit $bad;
