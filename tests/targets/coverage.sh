#!/bin/sh
# coverage.sh FOLDER [LAYER...]: what the counters in FOLDER say, per layer and in total; with layers named, per file of
# these. Fails below the limits (in total), and where a marker or a configuration file hides code from gcovr.
lines_wanted=97
branches_wanted=90
folder=$1
shift

hidden='[GL]COVR?_EXCL|no_profile_instrument'
if grep -rnE "$hidden" --exclude=coverage.sh Makefile libmsbat include tests examples bench; then
    echo "coverage: lines are hidden from the count"
    exit 1
fi
if [ -e gcovr.cfg ]; then echo "coverage: gcovr.cfg could hide lines from the count"; exit 1; fi

gcovr -r . --filter 'libmsbat/' --csv -o "$folder/coverage.csv" "$folder/libmsbat" || exit 1
LC_ALL=C awk -F, -v layers="$*" -v lines_wanted=$lines_wanted -v branches_wanted=$branches_wanted '
function share(part, whole) { return whole ? 100 * part / whole : 100 }
function print_row(name, l, lc, b, bc) {
    printf "%-36s %6d %6d %6.1f %% %8d %6d %6.1f %%\n", name, l, lc, share(lc, l), b, bc, share(bc, b)
}
function add(name) {
    if (!(name in lines)) names[++n] = name
    lines[name] += $2; lines_run[name] += $3; branches[name] += $5; branches_run[name] += $6
}
BEGIN { printf "%-36s %6s %6s %8s %8s %6s %8s\n", "", "lines", "run", "", "branches", "taken", "" }
NR > 1 {
    split($1, path, "/")
    if (layers == "") add(path[2])
    else if (index(" " layers " ", " " path[2] " ")) add($1)
    else next
    l += $2; lc += $3; b += $5; bc += $6
}
END {
    for (i = 1; i <= n; i++)
        print_row(names[i], lines[names[i]], lines_run[names[i]], branches[names[i]], branches_run[names[i]])
    print_row("total", l, lc, b, bc)
    if (!l || share(lc, l) < lines_wanted || share(bc, b) < branches_wanted) {
        printf "coverage: below %d %% of lines or %d %% of branches\n", lines_wanted, branches_wanted
        exit 1
    }
}' "$folder/coverage.csv"
