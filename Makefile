# libmsbat: plain make, no generator. "make help" lists the targets.
VERSION := 0.1.0
SOVERSION := 0
PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
B ?= build
CC ?= cc
CXX ?= c++
FC := $(if $(filter default undefined,$(origin FC)),gfortran,$(FC))
AR ?= ar
PKG_CONFIG ?= pkg-config
CFLAGS ?= -O2 -g
# make V=1 shows the commands
Q := $(if $(V),,@)
SAY = $(if $(V),@:,@echo)

# ---- packages: demo, check and the targets of tests/targets install what they miss; APT=no forbids it ----------------
PKG_BUILD := gcc libc6-dev pkg-config libopenblas-dev libsundials-dev libsymspg-dev librandom123-dev \
             libjansson-dev libtiff-dev
PKG_TESTS := $(PKG_BUILD) check g++ gfortran gnuplot-nox
PKG_demo := $(PKG_BUILD) gnuplot-nox
PKG_check := $(PKG_TESTS) clang cmake abigail-tools
PKG_hostile := $(PKG_TESTS)
PKG_oom := $(PKG_TESTS)
PKG_fuzz := $(PKG_BUILD) clang libclang-rt-14-dev llvm
PKG_sanitize := $(PKG_TESTS) valgrind
PKG_asan := $(PKG_TESTS)
PKG_tsan := $(PKG_TESTS)
PKG_valgrind := $(PKG_TESTS) valgrind
PKG_lint := $(PKG_BUILD) clang-tidy cppcheck
PKG_coverage := $(PKG_check) gcovr
PKG_repro := $(PKG_BUILD) g++ locales
PKG_cross := $(PKG_TESTS) gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user
PKG_killtest := $(PKG_BUILD)
PKG_style := universal-ctags python3
PKG_docs := doxygen
INSTALLING := demo check hostile oom fuzz sanitize asan tsan valgrind lint coverage repro cross killtest style docs
WANTED := $(sort $(foreach g,$(filter $(INSTALLING),$(MAKECMDGOALS)),$(PKG_$(g))))
ifneq ($(WANTED),)
ifneq ($(shell command -v dpkg-query),)
MISSING := $(strip $(shell for p in $(WANTED); do \
    dpkg-query -W -f='$${db:Status-Status}\n' $$p 2>/dev/null | grep -qx installed || echo $$p; done))
endif
endif

ifneq ($(MISSING),)
.PHONY: $(INSTALLING) packages
$(INSTALLING): packages
	+@$(MAKE) --no-print-directory $@
packages:
	@echo "missing packages: $(MISSING)"
	@if [ "$(APT)" = no ]; then echo "APT=no: please run: apt-get install --no-install-recommends $(MISSING)"; exit 1; fi; \
	if [ "$$(id -u)" = 0 ]; then as=; elif sudo -n true 2>/dev/null; then as="sudo -n"; else \
	    echo "please run as root: apt-get install --no-install-recommends $(MISSING)"; exit 1; fi; \
	$$as apt-get update -q && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -q -y \
	    --no-install-recommends $(MISSING)
else

# ---- what is built --------------------------------------------------------------------------------------------
MODULES := base crystal thermo ce tst kmc homog material echem chemomech link
SRC := $(sort $(wildcard $(MODULES:%=libmsbat/%/*.c)))
IOSRC := $(sort $(wildcard libmsbat/io/*.c))
OBJ := $(SRC:%.c=$B/%.o)
IOOBJ := $(IOSRC:%.c=$B/%.o)

WARN := -Wall -Wextra -Wshadow -Wundef -Wstrict-prototypes -Wpointer-arith -Wwrite-strings \
        -Wconversion $(if $(WERROR),-Werror)
BASEFLAGS := -std=c11 -D_POSIX_C_SOURCE=200809L -Iinclude $(WARN) -fPIC -fvisibility=hidden -ffp-contract=off -MMD -MP \
             -ffile-prefix-map=$(CURDIR)=.
LIBFLAGS := -Ilibmsbat
LAPACK_LIBS ?= -llapack -lblas
SUNDIALS_LIBS ?= -lsundials_ida
SPGLIB_LIBS ?= -lsymspg
LIBS := $(SUNDIALS_LIBS) $(SPGLIB_LIBS) $(LAPACK_LIBS) -lpthread -lm
JANSSON_LIBS ?= -ljansson
TIFF_LIBS ?= -ltiff
IOLIBS := $(JANSSON_LIBS) $(TIFF_LIBS) -lm

STATIC := $B/libmsbat.a
IOSTATIC := $B/libmsbat-io.a
SHARED := $B/libmsbat.so.$(VERSION)
IOSHARED := $B/libmsbat-io.so.$(VERSION)

.PHONY: all demo check bench install uninstall clean help tests
all: $(STATIC) $(IOSTATIC) $(SHARED) $(IOSHARED)

help:
	@echo "make demo          the main job: DFT energies to a cell discharge, into out/lixcoo2/index.html"
	@echo "make check         all tests and gates; LAYER=ce runs the tests of one layer"
	@echo "make bench         benchmarks, one JSON object a line; BENCH='name ...' chooses"
	@echo "make               libraries into build/; make install PREFIX= DESTDIR= LIBDIR="
	@sed -n 's/^#: //p' tests/targets/*.mk

# what a compilation cost, beside its object, for the figures of make check
$B/%.o: %.c
	@mkdir -p $(@D)
	$(SAY) "  CC      $<"
	$(Q)$(CC) $(BASEFLAGS) $(LIBFLAGS) $(CPPFLAGS) $(CFLAGS) -c -o $@ $< && times >$@.cpu

# readers and writers see public headers only
$B/libmsbat/io/%.o: LIBFLAGS := -Ilibmsbat/io

$(STATIC): $(OBJ)
	@rm -f $@
	$(SAY) "  AR      $@"
	$(Q)$(AR) rcsD $@ $(OBJ)
$(IOSTATIC): $(IOOBJ)
	@rm -f $@
	$(SAY) "  AR      $@"
	$(Q)$(AR) rcsD $@ $(IOOBJ)
$(SHARED): $(OBJ) pkgconfig/msbat.map
	$(SAY) "  LINK    $@"
	$(Q)$(CC) -shared -Wl,-soname,libmsbat.so.$(SOVERSION) -Wl,--version-script=pkgconfig/msbat.map -Wl,--as-needed \
	    -Wl,-z,defs -o $@ $(OBJ) $(CFLAGS) $(LDFLAGS) $(LIBS)
	@ln -sf libmsbat.so.$(VERSION) $B/libmsbat.so.$(SOVERSION); ln -sf libmsbat.so.$(VERSION) $B/libmsbat.so
$(IOSHARED): $(IOOBJ) $(SHARED) pkgconfig/msbat-io.map
	$(SAY) "  LINK    $@"
	$(Q)$(CC) -shared -Wl,-soname,libmsbat-io.so.$(SOVERSION) -Wl,--version-script=pkgconfig/msbat-io.map -Wl,--as-needed \
	    -Wl,-z,defs -o $@ $(IOOBJ) $(CFLAGS) $(LDFLAGS) -L$B -lmsbat $(IOLIBS)
	@ln -sf libmsbat-io.so.$(VERSION) $B/libmsbat-io.so.$(SOVERSION); ln -sf libmsbat-io.so.$(VERSION) $B/libmsbat-io.so

# ---- tests: one program a layer from tests/LAYER/*.c ------------------------------------------------------------
LAYERS := $(if $(LAYER),$(LAYER),$(notdir $(patsubst %/,%,$(dir $(wildcard tests/*/check_*.c)))))
LAYERS := $(sort $(LAYERS))
TESTPROGRAMS := $(LAYERS:%=$B/tests/check-%)
MSBAT_DATA ?= ../shared/data
TESTFLAGS := -Ilibmsbat -Itests -D_DEFAULT_SOURCE
define TESTRULE
$B/tests/check-$(1): $(patsubst %.c,$B/%.o,$(wildcard tests/$(1)/*.c)) $B/tests/support.o $(IOSTATIC) $(STATIC)
	$$(SAY) "  LINK    $$@"
	$$(Q)$$(CC) -o $$@ $$(filter %.o,$$^) $(CFLAGS) $(LDFLAGS) $(IOSTATIC) $(STATIC) $(IOLIBS) $(LIBS) \
	    $$(shell $(PKG_CONFIG) --libs check)
endef
$(foreach l,$(LAYERS),$(eval $(call TESTRULE,$(l))))
$B/tests/%.o: LIBFLAGS := $(TESTFLAGS)
tests: $(TESTPROGRAMS)

# Tests of layers, then the gates in tests/gates; the closing line counts them all.
GATES := $(if $(LAYER),,$(sort $(wildcard tests/gates/gate_*.sh)))
check: all $(TESTPROGRAMS)
	@B=$B CC="$(CC)" CXX="$(CXX)" FC="$(FC)" MAKE="$(MAKE)" MSBAT_DATA="$(MSBAT_DATA)" VERSION=$(VERSION) LIBS="$(LDFLAGS) $(IOLIBS) $(LIBS)" \
	    sh tests/run.sh "$(LAYERS)" "$(GATES)"

# ---- benchmarks --------------------------------------------------------------------------------------------------
BENCHOBJ := $(patsubst %.c,$B/%.o,$(wildcard bench/*.c))
$B/bench/%.o: LIBFLAGS := -Ibench
$B/bench/msbat-bench: $(BENCHOBJ) $(IOSTATIC) $(STATIC)
	$(SAY) "  LINK    $@"
	$(Q)$(CC) -o $@ $(BENCHOBJ) $(CFLAGS) $(LDFLAGS) $(IOSTATIC) $(STATIC) $(IOLIBS) $(LIBS)
bench: $B/bench/msbat-bench
	@$B/bench/msbat-bench --json $(BENCH)

# ---- the main job --------------------------------------------------------------------------------------------------
# make demo IMAGE=file.tif PORE=label VOXEL_M=size takes a real electrode image instead of the generated one.
OUT ?= out/lixcoo2
RECIPES := $(patsubst %.c,$B/%,$(sort $(wildcard examples/recipes/*.c)))
EXAMPLES := $B/examples/lixcoo2/lixcoo2 $B/examples/lixcoo2/saddle $(RECIPES)
$B/examples/%.o: LIBFLAGS :=
$B/examples/lixcoo2/lixcoo2: $B/examples/lixcoo2/tables.o
$(EXAMPLES): %: %.o $(IOSTATIC) $(STATIC)
	$(SAY) "  LINK    $@"
	$(Q)$(CC) -o $@ $(filter %.o,$^) $(CFLAGS) $(LDFLAGS) $(IOSTATIC) $(STATIC) $(IOLIBS) $(LIBS)

# The chain in Fortran, where there is a compiler for it.
FORTRAN_EXAMPLE := $B/examples/lixcoo2/lixcoo2-fortran
FORTRAN_SRC := include/msbat.f90 examples/example.f90 $(patsubst %,examples/lixcoo2/%.f90,marquis2019 tables lixcoo2)
FFLAGS ?= $(CFLAGS)
FORTRAN_FLAGS := -std=f2018 -Wall -Wno-unused-dummy-argument $(if $(WERROR),-Werror) -ffp-contract=off
$(FORTRAN_EXAMPLE): $(FORTRAN_SRC) $(IOSTATIC) $(STATIC)
	@mkdir -p $(@D)/modules
	$(SAY) "  FC      $@"
	$(Q)$(FC) $(FORTRAN_FLAGS) $(FFLAGS) -J$(@D)/modules -o $@ $(FORTRAN_SRC) $(LDFLAGS) $(IOSTATIC) $(STATIC) \
	    $(IOLIBS) $(LIBS)
examples: $(EXAMPLES) $(if $(shell command -v $(firstword $(FC)) 2>/dev/null),$(FORTRAN_EXAMPLE))
demo: $(filter-out $(RECIPES),$(EXAMPLES))
	@if [ -n "$(IMAGE)" ] && { [ -z "$(PORE)" ] || [ -z "$(VOXEL_M)" ]; }; then \
	    echo "with IMAGE give PORE (label of the pore) and VOXEL_M (voxel edge in m)"; exit 1; fi
	@mkdir -p $(OUT)
	@$B/examples/lixcoo2/saddle examples/lixcoo2/data $(OUT)
	@OPENBLAS_NUM_THREADS=1 $B/examples/lixcoo2/lixcoo2 examples/lixcoo2/data $(OUT) $(if $(IMAGE),"$(IMAGE)" $(PORE) $(VOXEL_M))
	@sh examples/lixcoo2/report.sh $(OUT)
	@echo "open $(OUT)/index.html"

# ---- installation: touches no network ----------------------------------------------------------------------------------
# A dependency stands in the .pc file by the name of its own, if it has one and the user gave no flags for it.
PC_OF = $(if $(filter file,$(origin $1)),$(shell $(PKG_CONFIG) --exists $2 && echo $2))
SPGLIB_PC = $(call PC_OF,SPGLIB_LIBS,spglib)
LAPACK_PC = $(call PC_OF,LAPACK_LIBS,lapack blas)
JANSSON_PC = $(call PC_OF,JANSSON_LIBS,jansson)
TIFF_PC = $(call PC_OF,TIFF_LIBS,libtiff-4)
REQUIRES = $(strip $(SPGLIB_PC) $(LAPACK_PC))
IOREQUIRES = $(strip $(JANSSON_PC) $(TIFF_PC))
OTHERLIBS = $(strip $(SUNDIALS_LIBS) $(if $(SPGLIB_PC),,$(SPGLIB_LIBS)) $(if $(LAPACK_PC),,$(LAPACK_LIBS)) -lpthread -lm)
IOOTHERLIBS = $(strip $(if $(JANSSON_PC),,$(JANSSON_LIBS)) $(if $(TIFF_PC),,$(TIFF_LIBS)) -lm)
HEADERS := $(wildcard include/*.h include/*.hpp include/msbat/*.h)
D = $(DESTDIR)
PCSED := sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@INCLUDEDIR@|$(INCLUDEDIR)|' \
         -e 's|@VERSION@|$(VERSION)|' -e 's|@LIBS@|$(LIBS)|' -e 's|@IOLIBS@|$(IOLIBS)|' \
         -e 's|@PCLIBDIR@|$(patsubst $(PREFIX)/%,$${prefix}/%,$(LIBDIR))|' \
         -e 's|@PCINCLUDEDIR@|$(patsubst $(PREFIX)/%,$${prefix}/%,$(INCLUDEDIR))|' \
         -e 's|@REQUIRES@|$(REQUIRES)|' -e 's|@OTHERLIBS@|$(OTHERLIBS)|' \
         -e 's|@IOREQUIRES@|$(IOREQUIRES)|' -e 's|@IOOTHERLIBS@|$(IOOTHERLIBS)|'
install: all
	install -d $D$(LIBDIR)/pkgconfig $D$(INCLUDEDIR)/msbat $D$(LIBDIR)/cmake/msbat $D$(PREFIX)/share/doc/msbat
	install -m 644 $(wildcard include/*.h include/*.hpp include/*.f90) $D$(INCLUDEDIR)
	install -m 644 $(wildcard include/msbat/*.h) $D$(INCLUDEDIR)/msbat
	install -m 644 $(STATIC) $(IOSTATIC) $D$(LIBDIR)
	install -m 755 $(SHARED) $(IOSHARED) $D$(LIBDIR)
	for l in msbat msbat-io; do ln -sf lib$$l.so.$(VERSION) $D$(LIBDIR)/lib$$l.so.$(SOVERSION); \
	    ln -sf lib$$l.so.$(SOVERSION) $D$(LIBDIR)/lib$$l.so; \
	    $(PCSED) pkgconfig/$$l.pc.in >$D$(LIBDIR)/pkgconfig/$$l.pc; chmod 644 $D$(LIBDIR)/pkgconfig/$$l.pc; done
	for f in msbat-config msbat-config-version; do $(PCSED) pkgconfig/$$f.cmake.in >$D$(LIBDIR)/cmake/msbat/$$f.cmake; \
	    chmod 644 $D$(LIBDIR)/cmake/msbat/$$f.cmake; done
	install -m 644 LICENSE README.md CHANGELOG.md include/symbols-in-versions.txt $D$(PREFIX)/share/doc/msbat
uninstall:
	cd $D$(INCLUDEDIR) && rm -f $(patsubst include/%,%,$(HEADERS)) msbat.f90 && rmdir msbat
	cd $D$(LIBDIR) && rm -f libmsbat.a libmsbat-io.a libmsbat.so* libmsbat-io.so* pkgconfig/msbat.pc pkgconfig/msbat-io.pc
	rm -rf $D$(LIBDIR)/cmake/msbat $D$(PREFIX)/share/doc/msbat

# ---- what is too long for make check: one file a target, its line of help after "#:" --------------------------------------
include $(sort $(wildcard tests/targets/*.mk))

-include $(OBJ:.o=.d) $(IOOBJ:.o=.d) $(BENCHOBJ:.o=.d) $(EXAMPLES:=.d) $B/examples/lixcoo2/tables.d $(patsubst %.c,$B/%.d,$(wildcard tests/*/*.c tests/*.c))

clean:
	rm -rf $B out

endif
