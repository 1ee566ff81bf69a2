# Arrows between the layers as the design draws them, and no include cycle among headers.
set -e
perl tests/gates/arrows.pl
