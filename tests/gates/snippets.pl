#!/usr/bin/perl
# snippets.pl FOLDER FILE.md...: writes each block of C of the pages as FOLDER/PAGE-K.c and prints its name.
use strict;
use warnings;
my ($folder, @pages) = @ARGV;
for my $page (@pages) {
    local $/;
    open my $in, '<', $page or die "$page: $!";
    my $text = <$in>;
    (my $name = lc $page) =~ s{.*/|\.md$}{}g;
    my $k = 0;
    while ($text =~ /^```c\n(.*?)^```$/msg) {
        my $path = "$folder/$name-" . ++$k . '.c';
        open my $out, '>', $path or die "$path: $!";
        print $out $1;
        close $out or die "$path: $!";
        print "$path\n";
    }
    die "$page: no block of C\n" unless $k || $name =~ /mainpage/;
}
