#: make lint          static analysis of the library by gcc, clang-tidy and cppcheck: no finding, few suppressions
# One stamp for each tool and source: -j shares the work, and only what has changed is looked at again. Suppressions are
# markers in the sources, checks that .clang-tidy switches off and arguments of cppcheck below; their
# number is printed and limited.
LINT_SUPPRESSIONS_MAX := 5
LINT_SRC := $(SRC) $(IOSRC)
LINT_CC ?= gcc
LINT_FLAGS = $(filter-out -Werror -MMD -MP,$(BASEFLAGS)) $(if $(filter libmsbat/io/%,$<),-Ilibmsbat/io,-Ilibmsbat)

# uninitvar: this check does not follow a status; gcc and clang, which do, look for the same.
# duplicateCondition: consecutive lines "if (!st) ..." are how the library passes a status on.
LINT_CPPCHECK_OFF := uninitvar duplicateCondition
# A version for the guard in tiff.c, since system headers are not read.
LINT_CPPCHECK := cppcheck -q --std=c11 --enable=warning,performance,portability,style --inline-suppr \
    --error-exitcode=1 $(LINT_CPPCHECK_OFF:%=--suppress=%) -DTIFFLIB_VERSION=20221213 \
    --template='{file}:{line}: {severity}: {message} [{id}]'

LINT_MARKERS := NOLINT|cppcheck-suppress|pragma +(GCC|clang) +diagnostic|__attribute__.*no_sanitize|analyzer-suppress
LINT_TOOLS := gcc tidy cppcheck
LINT_STAMPS := $(foreach t,$(LINT_TOOLS),$(LINT_SRC:%.c=$B/lint/$t/%.ok))
$(LINT_STAMPS): $(wildcard include/*.h include/msbat/*.h libmsbat/*/*.h) tests/targets/lint.mk

$B/lint/gcc/%.ok: %.c
	@mkdir -p $(@D)
	$(SAY) "  ANALYZE $<"
	$(Q)$(LINT_CC) $(LINT_FLAGS) -O2 -Wconversion -fanalyzer -Werror -c -o $(@:.ok=.o) $<
	@touch $@
$B/lint/tidy/%.ok: %.c .clang-tidy
	@mkdir -p $(@D)
	$(SAY) "  TIDY    $<"
	$(Q)clang-tidy --quiet $< -- $(filter-out -W%,$(LINT_FLAGS)) 2>$(@:.ok=.log) || { cat $(@:.ok=.log); false; }
	@touch $@
$B/lint/cppcheck/%.ok: %.c
	@mkdir -p $(@D)
	$(SAY) "  CPPCHECK $<"
	$(Q)$(LINT_CPPCHECK) $(filter -D% -I%,$(LINT_FLAGS)) $<
	@touch $@

.PHONY: lint lint-stamps
lint-stamps: $(LINT_STAMPS)
lint:
	@$(LINT_CC) --version | sed -n 1p; clang-tidy --version | sed -n 's/^ *//;/version/p'; cppcheck --version
	+@start=$$(date +%s); $(MAKE) -k --no-print-directory lint-stamps || { echo "lint: there are findings"; exit 1; }; \
	    echo "lint: 0 findings of $(words $(LINT_TOOLS)) tools in $(words $(LINT_SRC)) sources," \
	    "$$(($$(date +%s) - start)) s"
	@sh tests/targets/lint_count.sh $(LINT_SUPPRESSIONS_MAX) '$(LINT_MARKERS)' "$(LINT_CPPCHECK_OFF)"
