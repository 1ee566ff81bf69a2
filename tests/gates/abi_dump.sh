# abi_dump.sh LIBRARY DUMP: writes the ABI of a shared library, public types only, nothing that tells of the machine.
set -e
abidw --headers-dir include --drop-private-types --drop-undefined-syms --no-show-locs --no-corpus-path \
    --no-comp-dir-path --no-elf-needed --type-id-style hash --out-file "$2" "$1"
