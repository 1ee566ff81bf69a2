#: make killtest      SIGKILL at random during checkpointed runs, resumed: the same bits; KILLS=50 of each of 4 runs
KILLS ?= 50
KILL_SEED ?= 20260101
KILL_OBJ := $B/tests/killtest/killtest.o $B/tests/killtest/runs.o $B/tests/fuzz/models.o
$B/tests/killtest/program: $(KILL_OBJ) $(STATIC)
	$(SAY) "  LINK    $@"
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(KILL_OBJ) $(STATIC) $(LIBS)
.PHONY: killtest
killtest: $B/tests/killtest/program
	@rm -rf $B/killtest; mkdir -p $B/killtest/killed $B/killtest/whole
	@OPENBLAS_NUM_THREADS=1 $B/tests/killtest/program $B/killtest $(KILLS) $(KILL_SEED)
