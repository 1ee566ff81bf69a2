#: make oom           every allocation fails once, in every test and example; LAYER=ce, SCALE=0.1 for fewer of many
# Programs as tests/LAYER has them, linked as tests/oom/oom.h says. The sites of allocations need frame pointers.
OOM_LAYERS := $(LAYERS)
OOM_HEADERS := $(wildcard include/msbat/*.h) libmsbat/base/base_impl.h
OOM_OBJ := $(patsubst %,$B/tests/oom/%.o,calls cases foreign heap plan system wrap)
OOM_EXAMPLES := $(if $(LAYER),,lixcoo2 saddle $(notdir $(RECIPES)))
OOM_PROGRAMS := $(OOM_LAYERS:%=$B/tests/oom/oom-%) $(OOM_EXAMPLES:%=$B/tests/oom/example-%)
OOM_LINK = $(CC) -o $@ $^ @$B/tests/oom/wrap.options $(CFLAGS) $(LDFLAGS) $(IOLIBS) $(LIBS) -ldl
SCALE ?= 1
.PHONY: oom oom-programs oom-run
oom:
	+@$(MAKE) --no-print-directory B=$B/oom CFLAGS="-O2 -g -fno-omit-frame-pointer -fno-optimize-sibling-calls" oom-run
oom-run: $(OOM_PROGRAMS)
	@OOM_SCALE=$(SCALE) MSBAT_DATA="$(MSBAT_DATA)" sh tests/oom/run.sh $B "$(OOM_LAYERS)" "$(OOM_EXAMPLES)"
oom-programs: $(OOM_PROGRAMS)

$B/tests/oom/wrap.c: tests/oom/wrap.pl tests/gates/Headers.pm $(OOM_HEADERS)
	@mkdir -p $(@D)
	$(SAY) "  WRAP    $@"
	$(Q)perl tests/oom/wrap.pl options $(OOM_HEADERS) >$(@D)/wrap.options
	$(Q)perl tests/oom/wrap.pl c $(OOM_HEADERS) >$@
# oom_enter finds the test's frames above the wrapper's, by its frame pointer: whatever the flags of the build.
$B/tests/oom/wrap.o: $B/tests/oom/wrap.c tests/oom/oom.h
	$(SAY) "  CC      $<"
	$(Q)$(CC) $(BASEFLAGS) $(TESTFLAGS) $(CPPFLAGS) $(CFLAGS) -fno-omit-frame-pointer -c -o $@ $<
# One object, so that what the library calls of itself is bound, and only calls from outside are wrapped.
$B/tests/oom/library.o: $(OBJ) $(IOOBJ)
	@mkdir -p $(@D)
	$(SAY) "  LINK    $@"
	$(Q)$(LD) -r -o $@ $^
$B/tests/oom/begins.o $B/tests/oom/ends.o: $B/tests/oom/%.o: tests/oom/mark.c
	@mkdir -p $(@D)
	$(SAY) "  CC      $<"
	$(Q)$(CC) $(BASEFLAGS) $(TESTFLAGS) $(CFLAGS) -DOOM_MARK=$* -c -o $@ $<
define OOMRULE
$B/tests/oom/oom-$(1): $B/tests/oom/begins.o $(patsubst %.c,$B/%.o,$(wildcard tests/$(1)/*.c)) $B/tests/support.o \
    $B/tests/oom/ends.o $B/tests/oom/runner.o $(OOM_OBJ) $B/tests/oom/library.o
	$$(SAY) "  LINK    $$@"
	$$(Q)$$(OOM_LINK)
endef
$(foreach l,$(OOM_LAYERS),$(eval $(call OOMRULE,$(l))))
$B/tests/oom/main-%.o: examples/lixcoo2/%.c
	@mkdir -p $(@D)
	$(SAY) "  CC      $<"
	$(Q)$(CC) $(BASEFLAGS) $(CPPFLAGS) $(CFLAGS) -Dmain=oom_example_main -c -o $@ $<
$B/tests/oom/main-%.o: examples/recipes/%.c
	@mkdir -p $(@D)
	$(SAY) "  CC      $<"
	$(Q)$(CC) $(BASEFLAGS) $(CPPFLAGS) $(CFLAGS) -Dmain=oom_example_main -c -o $@ $<
$B/tests/oom/example-lixcoo2: $B/examples/lixcoo2/tables.o
$B/tests/oom/example-%: $B/tests/oom/begins.o $B/tests/oom/main-%.o $B/tests/oom/ends.o $B/tests/oom/example.o $(OOM_OBJ) $B/tests/oom/library.o
	$(SAY) "  LINK    $@"
	$(Q)$(OOM_LINK)
.SECONDARY: $(OOM_EXAMPLES:%=$B/tests/oom/main-%.o)
