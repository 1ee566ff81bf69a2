#: make fuzz          libFuzzer on every reader, FUZZ_SECONDS=600 each, FUZZ_JOBS=1 at a time; FUZZ='csv npy' chooses
CLANG ?= clang
FUZZ_TARGETS := extxyz poscar csv json ce_json npy tiff mc_checkpoint kmc_checkpoint
FUZZ ?= $(FUZZ_TARGETS)
FUZZ_SECONDS ?= 600
FUZZ_JOBS ?= 1
FUZZ_ASAN := -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined \
             -fno-sanitize-recover=undefined -DFUZZ_ALL_MEMORY
FUZZ_COVER := -O1 -g -fprofile-instr-generate -fcoverage-mapping
FUZZ_BUILD = $(MAKE) --no-print-directory CC="$(CLANG)" LDFLAGS=
.PHONY: fuzz fuzz-programs fuzz-seeds
fuzz:
	+@$(FUZZ_BUILD) B=$B/fuzz/asan CFLAGS="$(FUZZ_ASAN)" FUZZ="$(FUZZ)" fuzz-programs
	+@$(FUZZ_BUILD) B=$B/fuzz/cover CFLAGS="$(FUZZ_COVER)" $B/fuzz/cover/fuzz-replay
	@B=$B/fuzz FUZZ_SECONDS="$(FUZZ_SECONDS)" FUZZ_JOBS="$(FUZZ_JOBS)" sh tests/fuzz/run.sh $(FUZZ)

# ---- within one build folder: a libFuzzer program a target, one program that replays files, one that writes seeds ----
FUZZ_OBJ := $(patsubst %,$B/tests/fuzz/%.o,fuzz models frames csv json ce_json npy tiff checkpoints)
FUZZ_PROGRAMS := $(FUZZ_TARGETS:%=$B/fuzz-%)
FUZZ_LIBS = $(IOSTATIC) $(STATIC) $(IOLIBS) $(LIBS)
fuzz-programs: $(FUZZ:%=$B/fuzz-%)
$(FUZZ_TARGETS:%=$B/tests/fuzz/entry-%.o): $B/tests/fuzz/entry-%.o: tests/fuzz/libfuzzer.c tests/fuzz/fuzz.h
	@mkdir -p $(@D)
	$(Q)$(CC) $(BASEFLAGS) $(TESTFLAGS) $(CFLAGS) -DFUZZ_TARGET=fuzz_$* -c -o $@ $<
$B/fuzz-mc_checkpoint $B/fuzz-kmc_checkpoint: $B/tests/fuzz/repair.o
$(FUZZ_PROGRAMS): $B/fuzz-%: $B/tests/fuzz/entry-%.o $(FUZZ_OBJ) $(IOSTATIC) $(STATIC)
	$(SAY) "  LINK    $@"
	$(Q)$(CC) $(CFLAGS) -fsanitize=fuzzer,address,undefined -o $@ $(filter %.o,$^) $(FUZZ_LIBS)
$B/fuzz-replay: $B/tests/fuzz/replay.o $(FUZZ_OBJ) $(IOSTATIC) $(STATIC)
	$(SAY) "  LINK    $@"
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(FUZZ_LIBS)
$B/fuzz-seeds: $B/tests/fuzz/seeds.o $B/tests/fuzz/fuzz.o $B/tests/fuzz/models.o $(IOSTATIC) $(STATIC)
	$(SAY) "  LINK    $@"
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(FUZZ_LIBS)
# Writes the seeds of the binary formats anew, after a change of one.
fuzz-seeds: $B/fuzz-seeds
	@$B/fuzz-seeds tests/fuzz/corpus
