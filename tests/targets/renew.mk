#: make renew         writes again what is made from the headers: Fortran, C++, version scripts, list of names, ABI dumps
.PHONY: renew abi-dump
PUBLIC := $(wildcard include/msbat/*.h)
ABI := tests/abi
renew:
	@perl tests/gates/fortran.pl $(PUBLIC) >include/msbat.f90
	@perl tests/gates/cpp.pl tests/gates/cpp_head.hpp $(PUBLIC) >include/msbat.hpp
	@perl tests/gates/map.pl $(filter-out %/io.h,$(PUBLIC)) >pkgconfig/msbat.map
	@perl tests/gates/map.pl include/msbat/io.h >pkgconfig/msbat-io.map
	@touch include/symbols-in-versions.txt
	@perl tests/gates/symbols.pl $(VERSION) include/symbols-in-versions.txt $(PUBLIC) >include/symbols.new
	@mv include/symbols.new include/symbols-in-versions.txt
	+@$(MAKE) --no-print-directory abi-dump

# ABI line in the CHANGELOG when something was removed or changed
abi-dump: $(SHARED) $(IOSHARED)
	@sh tests/gates/abi_dump.sh $(SHARED) $(ABI)/libmsbat.abi
	@sh tests/gates/abi_dump.sh $(IOSHARED) $(ABI)/libmsbat-io.abi
