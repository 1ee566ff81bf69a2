#!/usr/bin/perl
# filter.pl FILE: what Doxygen sees of a file. The headers are written for people: plain comments before declarations,
# one comment for a run of them, lines that are indented for formulas. This turns them into Doxygen's form; pages pass as
# they are.
use strict;
use warnings;
my $path = $ARGV[0];
my $text = do { local $/; open my $f, '<', $path or die "$path: $!"; <$f> };
if ($path !~ /\.h$/) { print $text; exit }

sub escaped { my $t = shift; $t =~ s/([\\@&\$#<>%"*`|])/\\$1/g; $t =~ s/--/\\--/g; $t =~ s/::/\\::/g; return $t }

# Lines of a comment as paragraphs, indented ones as they stand.
sub documented {
    my ($comment) = @_;
    my @lines = split /\n/, $comment;
    for (@lines) {
        s/^\s*\/?\*+\/? ?//;
        s/^[-=]{4,}\s*|\s*[-=]{4,}\s*$//g; # rulers
    }
    my ($out, $formula) = ('', 0);
    for my $line (@lines) {
        my $indented = $line =~ /^\s{3,}\S/;
        $out .= "\\verbatim\n" if $indented && !$formula;
        $out .= "\\endverbatim\n" if !$indented && $formula;
        $formula = $indented;
        $out .= ($indented ? $line : escaped($line)) . "\n";
    }
    return $out . ($formula ? "\\endverbatim\n" : '');
}

sub body { my $c = shift; $c =~ s{^/\*\s?}{}; $c =~ s{\s*\*/$}{}; return $c }

my ($first, $last) = (1, '');
for my $piece (split m{(/\*.*?\*/)}s, $text) {
    if ($piece =~ m{^/\*}) {
        my $text = documented(body($piece));
        if ($first) { print "/** \\file\n$text*/" }
        elsif ($line::trailing) { print '/**< ' . $text =~ s/\n$//r . ' */' }
        else { print "/** $text*/"; $last = $text }
        $first = 0;
        next;
    }
    # a declaration after another one shares the comment before it
    my $run = 0;
    my $out = '';
    for my $line (split /(?<=\n)/, $piece) {
        if ($line =~ /^(?:MSBAT_API|typedef|#define MSBAT_\w)/) {
            $out .= "/** $last*/\n" if $run && $line =~ /^(?:MSBAT_API|typedef \w+ \**\(|#define)/;
            $out .= "/** Opaque handle; the top of this file says of what. */\n" if $line =~ /^typedef struct (\w+) \1;/;
            $run = 1;
        }
        $out .= $line;
    }
    print $out;
    $line::trailing = $piece =~ /[;,)\d][ \t]*$/ && $piece !~ /\n[ \t]*$/;
}
