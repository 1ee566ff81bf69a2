#!/bin/sh
# recipes.sh BUILD FOLDER [--quick] [COMMAND ...]: runs every recipe, under a command if one is given; each ends with
# code 0 only when its figures are what they must be. Their output goes to FOLDER; that of one that fails is shown.
build=$1
folder=$2
shift 2
quick=
if [ "$1" = --quick ]; then
    quick=--quick
    shift
fi
mkdir -p "$folder"
for source in examples/recipes/*.c; do
    recipe=$(basename "$source" .c)
    if ! "$@" "$build/examples/recipes/$recipe" $quick examples/lixcoo2/data "$folder" >"$folder/$recipe.log" 2>&1; then
        echo "recipe $recipe $quick:"
        cat "$folder/$recipe.log"
        failed=1
    fi
done
exit ${failed:-0}
