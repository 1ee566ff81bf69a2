#: make hostile       every public function with hostile arguments, each call in a child; again under ASan and UBSan
.PHONY: hostile hostile-program
HOSTILEOBJ := $(patsubst %.c,$B/%.o,$(filter-out %/hostile.c %/sharing.c,$(wildcard tests/hostile/*.c))) \
    $B/tests/hostile/calls.o
$B/tests/hostile/calls.c: tests/hostile/generate.pl tests/hostile/valid.txt tests/gates/Headers.pm \
    $(wildcard include/msbat/*.h)
	@mkdir -p $(@D)
	$(Q)perl tests/hostile/generate.pl tests/hostile/valid.txt include/msbat/*.h >$@.new
	$(Q)mv $@.new $@
$B/tests/hostile/calls.o: $B/tests/hostile/calls.c tests/hostile/generated.h tests/hostile/hostile.h
	$(SAY) "  CC      $<"
	$(Q)$(CC) $(BASEFLAGS) $(TESTFLAGS) -Itests/hostile $(CFLAGS) -O0 -c -o $@ $<
HOSTILEPROGRAMS := $B/tests/hostile/hostile $B/tests/hostile/sharing
$(HOSTILEPROGRAMS): %: %.o $(HOSTILEOBJ) $(IOSTATIC) $(STATIC)
	$(SAY) "  LINK    $@"
	$(Q)$(CC) -o $@ $(filter %.o,$^) $(CFLAGS) $(LDFLAGS) $(IOSTATIC) $(STATIC) $(IOLIBS) $(LIBS)
hostile-program: $(HOSTILEPROGRAMS)

# Under the sanitizers a call takes longer, and so may it.
hostile: hostile-program
	@echo "hostile arguments:"
	@sh tests/hostile/run.sh $B/tests/hostile/hostile full 1
	+@$(MAKE) --no-print-directory B=$B/hostile-asan hostile-sanitized \
	    CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all"
.PHONY: hostile-sanitized
hostile-sanitized: hostile-program
	@echo "the same under AddressSanitizer and UndefinedBehaviorSanitizer:"
	@UBSAN_OPTIONS=print_stacktrace=1 ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 \
	    sh tests/hostile/run.sh $B/tests/hostile/hostile full 10
