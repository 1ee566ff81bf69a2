#: make repro         two builds in unlike surroundings install the same bytes; a decimal comma changes no output
.PHONY: repro
repro: examples $B/tests/comma
	@B=$B CC="$(CC)" MAKE="$(MAKE)" LIBDIR="$(LIBDIR)" sh tests/gates/repro.sh
$B/tests/comma: tests/gates/comma.cc $(IOSTATIC) $(STATIC)
	@mkdir -p $(@D)
	$(SAY) "  LINK    $@"
	$(Q)$(CXX) -std=c++11 $(filter-out -Wstrict-prototypes,$(WARN)) -Iinclude -o $@ $< $(CXXFLAGS) $(LDFLAGS) $(IOSTATIC) $(STATIC) $(IOLIBS) $(LIBS)
