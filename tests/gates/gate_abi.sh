# The libraries have the ABI of the dumps in tests/abi (make abi-dump renews them). A dump that loses or changes a symbol or
# a type against the commit before it comes with an ABI line of its own in CHANGELOG.md, before 1.0, or with another SONAME.
set -e
d=$B/tests/gate_abi
mkdir -p "$d"

same_as_dump() { # library
    sh tests/gates/abi_dump.sh "$B/$1.so" "$d/$1.abi"
    if ! grep -q '<function-decl' "$d/$1.abi"; then
        echo "$1.so has no debugging information: only its symbols are compared"
        sed '/<elf-symbol/!d' "tests/abi/$1.abi" | cut -d"'" -f2 >"$d/stored"
        sed '/<elf-symbol/!d' "$d/$1.abi" | cut -d"'" -f2 | diff -u "$d/stored" -
        return
    fi
    abidiff "tests/abi/$1.abi" "$d/$1.abi" || { echo "$1.so differs from tests/abi/$1.abi: see make abi-dump"; return 1; }
}

soname() { grep -o "soname='[^']*'" "$1"; }

# An added line of the CHANGELOG between two states that speaks of the ABI; a missing second state is the working tree.
tells_of_abi() { git diff -U0 "$@" -- CHANGELOG.md | grep -q '^+.*ABI'; }

# Old dump, new dump, the states between which the CHANGELOG is read.
declared_change() {
    old=$1 new=$2
    shift 2
    if abidiff --no-added-syms "$old" "$new" >"$d/changes" 2>&1; then return 0; fi
    case $VERSION in
    0.*) if tells_of_abi "$@"; then return 0; fi ;;
    *) if [ "$(soname "$old")" != "$(soname "$new")" ]; then return 0; fi ;;
    esac
    cat "$d/changes"
    echo "the ABI changed ($*) without an ABI line in CHANGELOG.md (before 1.0) or another SONAME"
    return 1
}

against_history() { # library
    dump=tests/abi/$1.abi
    if git cat-file -e "HEAD:$dump" 2>/dev/null; then
        git show "HEAD:$dump" >"$d/head.abi"
        declared_change "$d/head.abi" "$dump" HEAD
    fi
    last=$(git log -1 --format=%H -- "$dump")
    if [ -n "$last" ] && git cat-file -e "$last^:$dump" 2>/dev/null; then
        git show "$last:$dump" >"$d/new.abi"
        git show "$last^:$dump" >"$d/old.abi"
        declared_change "$d/old.abi" "$d/new.abi" "$last^" "$last"
    fi
}

for library in libmsbat libmsbat-io; do
    same_as_dump $library
    if [ -e .git ] && git rev-parse -q --verify HEAD >/dev/null; then against_history $library; fi
done
