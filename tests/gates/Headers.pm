# Headers.pm - reads the public C headers for the scripts that are made from them.
package Headers;
use strict;
use warnings;

sub slurp { local $/; open my $f, '<', $_[0] or die "$_[0]: $!"; my $t = <$f>; return $t }

# Members of an enum in order: [name, value as written or counted].
sub members {
    my ($body, $next, @list) = ($_[0], 0);
    for (split /,/, $body) {
        next unless /(MSBAT_\w+)(?:\s*=\s*(\w+))?/;
        $next = $2 if defined $2;
        next if $1 =~ /_INT_SIZED$/;
        push @list, [$1, $next];
        $next = hex($next) if $next =~ /^0x/;
        $next++;
    }
    return \@list;
}

sub constants_of { # of the text with its comments; those of #define are marked
    my @found;
    push @found, [$1, $2] while $_[0] =~ /\bX\((MSBAT_\w+), (\d+), "/g;
    while ($_[0] =~ /^#define (MSBAT_\w+)[ ]+([-+0-9.eE]+)(?=\s|$)/mg) { push @found, [$1, $2, 'macro'] }
    return @found;
}

# One C parameter: its type without const and stars, name, brackets, how many const and stars it had.
sub parameter {
    my $c = shift;
    $c =~ s/\s+/ /g; $c =~ s/^ | $//g;
    $c =~ /^(.*?)(\w+)((?:\[[^\]]*\])*)$/ or die "cannot read parameter '$c'";
    my %p = (type => $1, name => $2, brackets => $3);
    $p{const} = ($p{type} =~ s/\bconst\b//g) || 0;
    $p{stars} = ($p{type} =~ s/\*//g) || 0;
    $p{type} =~ s/\s+//g;
    return \%p;
}

sub function {
    my ($returns, $name, $list, $path) = @_;
    $returns =~ s/\bextern\b|\s+$//g; $returns =~ s/\s+/ /g; $returns =~ s/^ | $//g;
    my @parameters = $list =~ /^\s*(void)?\s*$/ ? () : map { parameter($_) } split /,/, $list;
    my ($header) = ($path // '') =~ m{([^/]*)$};
    return {returns => $returns, name => $name, parameters => \@parameters, header => $header};
}

# What the headers declare, in their order: constants [name, value, 'macro' if it is one], structs [name, body],
# functions, handles; and by name opaque types, callbacks (as functions), structs and enums (with their members).
sub declared {
    my %d = (constants => [], structs => [], functions => [], handles => [], opaque => {}, callback => {}, struct => {}, enum => {});
    for my $path (@_) {
        my $text = slurp($path);
        push @{$d{constants}}, constants_of($text);
        $text =~ s{/\*.*?\*/}{ }gs;
        $text =~ s{^\s*#.*?(?<!\\)\n}{}mgs;
        while ($text =~ /typedef struct (\w+) (\w+);/g) {
            $d{opaque}{$2} = 1;
            push @{$d{handles}}, $2;
        }
        $d{callback}{$2} = function($1, $2, $3) while $text =~ /typedef (\w[\w ]*\**)\s*\(\*(\w+)\)\((.*?)\);/gs;
        while ($text =~ /typedef enum (\w+)\s*\{(.*?)\}\s*\w+;/gs) {
            my $name = $1;
            $d{enum}{$name} = members($2);
            next if $name eq 'msbat_status'; # from its list, above
            for my $m (@{$d{enum}{$name}}) {
                push @{$d{constants}}, $m unless grep { $_->[0] eq $m->[0] } @{$d{constants}};
            }
        }
        while ($text =~ /typedef struct (\w+)\s*\{(.*?)\n\}\s*\w+;/gs) {
            $d{struct}{$1} = 1;
            push @{$d{structs}}, [$1, $2];
        }
        while ($text =~ /MSBAT_API\s+(.*?)(\w+)\s*\(([^;]*?)\)\s*;/gs) {
            push @{$d{functions}}, function($1, $2, $3, $path);
        }
    }
    return \%d;
}

1;
