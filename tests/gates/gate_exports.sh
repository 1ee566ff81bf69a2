# Each shared library exports exactly what its headers declare, in the version node MSBAT_0, and no data; our objects hold
# no writable static state, run nothing at load, and import nothing that prints, ends the process or keeps state of it.
set -e
d=$B/tests/gate_exports
mkdir -p "$d"
fail() { echo "$*"; exit 1; }
# Every prototype carries MSBAT_API, so its name is the word before the first parenthesis.
declared() { cat "$@" | tr '\n' ' ' | grep -o 'MSBAT_API [^;(]*' | grep -o 'msbat_[a-z0-9_]*$' | sort -u; }
exported() { nm -D --defined-only "$1" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort -u; }

check_library() { # name, headers
    library=$B/$1.so
    shift
    declared "$@" >"$d/declared"
    exported "$library" | diff "$d/declared" - || fail "exports of $library differ from its headers"
    nm -D --defined-only "$library" >"$d/symbols"
    if grep -v ' A MSBAT_0$' "$d/symbols" | grep -v ' T .*@@MSBAT_0$'; then fail "not a function in MSBAT_0"; fi
}
check_library libmsbat $(ls include/msbat/*.h | grep -v '/io\.h')
check_library libmsbat-io include/msbat/io.h

objects=$(find "$B/libmsbat" -name '*.o')
[ -n "$objects" ] || fail "no objects"
# Tables of pointers to constants lie in .data.rel.ro: the loader writes them once, and they are read-only afterwards.
objdump -h $objects | awk '
    / file format / { object = $1 }
    $1 ~ /^[0-9]+$/ && $3 !~ /^0+$/ &&
    $2 ~ /^\.(data|bss|tdata|tbss|ldata|lbss|sdata|sbss|init|fini|init_array|fini_array|preinit_array|ctors|dtors)(\.|$)/ &&
    $2 !~ /^\.data\.rel\.ro(\.|$)/ { print object, $2, $3 }' >"$d/writable"
objdump -t $objects | grep -E '\*COM\*|[gu!w] *O .*\.(data|bss|tdata|tbss)' | grep -v '\.data\.rel\.ro' >>"$d/writable" || :
if grep . "$d/writable"; then fail "writable static state, or code that runs at load"; fi

# Ends, signals and children; the standard streams and formats that follow the locale; locale, environment, time of day;
# hidden state; allocation outside of the context; the floating-point environment of the caller.
ends='exit|_exit|_Exit|quick_exit|atexit|at_quick_exit|on_exit|__cxa_atexit|abort|__assert\w*|raise|kill|longjmp'
system='signal|sigaction|sigprocmask|system|popen|fork|vfork|exec\w*|posix_spawn\w*|dlopen|chdir|umask|pthread_exit'
streams='stdin|stdout|stderr|perror|(__)?v?d?printf(_chk)?|puts|putchar|getchar|gets|psignal|warnx?|errx?'
formats='(__)?(f|vf|s|vs|as|vas|d|vd)printf(_chk)?|(__isoc\w*_)?v?[fs]?scanf|strto(f|d|ld)|atof|toupper|tolower|isw\w*'
locale='setlocale|localeconv|uselocale|nl_langinfo|strcoll|strxfrm|__ctype_\w*|getenv|secure_getenv|putenv|setenv|environ'
clock='time|gettimeofday|clock|localtime|gmtime|mktime|ctime|asctime|strftime|tzset|strtok|strerror|sys_errlist'
state='s?rand|s?random|[dlm]rand48|srand48|initstate|setstate|[dlm]?gamma[fl]?|signgam|getopt\w*|tmpnam|tempnam|mktemp'
memory='malloc|calloc|reallocarray|strn?dup|aligned_alloc|posix_memalign|getline|getdelim|open_memstream'
floats='fesetround|fesetenv|feupdateenv|feholdexcept|feenableexcept|fedisableexcept'
banned="$ends|$system|$streams|$formats|$locale|$clock|$state|$memory|lgamma[fl]?|$floats"
nm -A -u $objects >"$d/imports"
if grep -E " [Uwv] ($banned)(@.*)?\$" "$d/imports"; then fail "banned import"; fi

# snprintf writes floating numbers by the locale of the process: no module that imports it may have such a format.
modules=$(grep -E ' U (__)?v?snprintf(_chk)?$' "$d/imports" | sed "s|^$B/||; s|/[^/]*\.o:.*||" | sort -u)
for module in $modules; do
    if grep -nE '"[^"]*%[-+ #0-9.*]*[lL]?[aefgAEFG]' "$module"/*.[ch]; then fail "floating format in $module"; fi
done
