# lint_count.sh - usage: lint_count.sh MOST MARKERS "CPPCHECK_IDS"; lists the suppressions of make lint and fails when
# there are more than MOST. The two checks that the groups of .clang-tidy are defined without count as no suppression.
most=$1 markers=$2 cppcheck=$3
defined_without='easily-swappable-parameters|DeprecatedOrUnsafeBufferHandling'

list()
{
    grep -rnE "$markers" include libmsbat
    sed -n '/^Checks/,/^[^ ]/s/^ *-\([a-z][^,]*\),*$/.clang-tidy: \1/p' .clang-tidy | grep -vE "($defined_without)\$"
    sed -n '/^CheckOptions/,$s/^ *- *key: */.clang-tidy option: /p' .clang-tidy
    for id in $cppcheck; do echo "cppcheck: $id"; done
}

found=$(list)
count=$(printf '%s' "$found" | grep -c .)
echo "lint: $count suppressions, at most $most"
[ -z "$found" ] || printf '%s\n' "$found" | sed 's/^/    /'
[ "$count" -le "$most" ]
