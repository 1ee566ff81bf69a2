#: make cross         every source compiles for aarch64 without a warning; portable kernels give the bits of the fast ones
.PHONY: cross cross-objects
CROSS ?= aarch64-linux-gnu-
CROSS_RUN ?= qemu-aarch64
# headers of the dependencies from this machine, after those of the other one
CROSS_HEADERS ?= -idirafter /usr/include -idirafter /usr/include/$(shell $(CC) -print-multiarch)
# the entry of libFuzzer is one object a target, compiled by make fuzz
CROSS_OTHERS := $(filter-out tests/fuzz/libfuzzer.c,$(sort $(wildcard examples/*/*.c tests/*.c tests/*/*.c)))
CROSS_OBJECTS := $(OBJ) $(IOOBJ) $(BENCHOBJ) $(CROSS_OTHERS:%.c=$B/%.o)
cross-objects: $(CROSS_OBJECTS)
	@echo "$(words $^) sources compiled with $(CC)"
cross: $(STATIC)
	+@$(MAKE) --no-print-directory B=$B/aarch64 CC="$(CROSS)gcc" \
	    CPPFLAGS="$(CROSS_HEADERS)" WERROR=1 cross-objects
	@B=$B CC="$(CC)" CROSS="$(CROSS)" CROSS_RUN="$(CROSS_RUN)" FLAGS="$(BASEFLAGS) -Ilibmsbat $(CPPFLAGS)" \
	    LIBS="$(LIBS)" sh tests/gates/cross.sh
