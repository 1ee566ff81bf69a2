#!/usr/bin/perl
# map.pl HEADER...: prints the linker's version script for the library that these headers declare: every function by name,
# in the node of the version, and nothing else. To renew both: make renew
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Headers;

my @names = sort map { $_->{name} } @{Headers::declared(@ARGV)->{functions}};
die "no functions in @ARGV" unless @names;
print "MSBAT_0 {\n  global:\n", (map { "    $_;\n" } @names), "  local:\n    *;\n};\n";
