# Every program in doc/*.md and README.md compiles without a warning, runs, and finds what its page says (exit status 0).
set -e
d=$B/tests/gate_docs
rm -rf "$d"
mkdir -p "$d"
perl tests/gates/snippets.pl "$d" README.md doc/*.md >"$d/list"
while read -r source; do
    echo "== $source"
    $CC -std=c11 -Wall -Wextra -Werror -Iinclude "$source" -o "${source%.c}" -L"$B" -lmsbat-io -lmsbat -lm
    program=${source%.c}
    case $program in /*) ;; *) program=./$program ;; esac
    LD_LIBRARY_PATH=$B "$program"
done <"$d/list"
