# A small part of make oom: in one test of each layer every allocation fails (see tests/oom/oom.h).
set -e
$MAKE --no-print-directory B="$B" oom-programs LAYER= OOM_EXAMPLES=
out=$B/tests/oom
OOM_ROWS=$out/rows-gate
OOM_SCALE=0.5
export OPENBLAS_NUM_THREADS=1 MSBAT_DATA OOM_LAYER OOM_TEST OOM_ROWS OOM_SCALE
: >"$OOM_ROWS"
while read -r OOM_LAYER OOM_TEST; do "$out/oom-$OOM_LAYER" </dev/null; done <<TESTS
base handles_die_in_any_order
ce crowded_site
chemomech stress_stabilises
crystal counts_licoo2
echem zero_at_nernst
homog diagonal_channel
io every_kind_of_value
kmc smallest_ring
link straight_pores
material darken_for_each_kind
thermo binodal_and_spinodal
tst failures_that_go_on
TESTS
cat "$OOM_ROWS"
awk '$2 < 1 || $6 < 10 { print $1 ": the test is gone"; bad = 1 } END { exit bad || NR != 12 }' "$OOM_ROWS"
