#: make coverage      lines and branches of the library that make check reaches; fails below 97 % or 90 %
# Counters are updated atomically: tests run several threads, and lost updates make branches look untaken. -O0, since an
# optimizer merges branches and so hides some. Gates that only look at sources or at the objects themselves, which the
# counters change, stay out; every gate that runs a program counts.
COVERAGE := --coverage -fprofile-update=atomic
COVERAGE_APART := abi arrows exports fortran headers size symbols
COVERAGE_GATES := $(filter-out $(COVERAGE_APART:%=tests/gates/gate_%.sh),$(sort $(wildcard tests/gates/gate_*.sh)))
.PHONY: coverage
coverage:
	+@if [ -d $B/coverage ]; then find $B/coverage -name '*.gcda' -delete; fi
	+@$(MAKE) --no-print-directory B=$B/coverage CC="$(CC) $(COVERAGE)" CXX="$(CXX) $(COVERAGE)" FC="$(FC) $(COVERAGE)" \
	    CFLAGS="-O0 -g" $(if $(LAYER),,GATES="$(COVERAGE_GATES)") check; \
	    checked=$$?; sh tests/targets/coverage.sh $B/coverage $(LAYER) && exit $$checked
