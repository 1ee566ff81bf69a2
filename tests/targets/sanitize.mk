#: make sanitize      the tests under ASan+UBSan, TSan and valgrind; make asan, tsan, valgrind: one of them; LAYER=ce
SANFLAGS_asan := -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
SANFLAGS_tsan := -fsanitize=thread
BUILD_SANITIZED = $(MAKE) --no-print-directory B=$B/$@ LAYER="$(LAYER)" CFLAGS="-O1 -g $(SANFLAGS_$@)" tests \
    $(SANPROGRAM_$@) $(if $(LAYER),,recipes)
SANPROGRAM_tsan := hostile-program
RUN_SANITIZED = B=$B LAYERS="$(LAYERS)" RECIPES="$(if $(LAYER),,recipes)" MSBAT_DATA="$(MSBAT_DATA)" sh tests/gates/sanitize.sh
.PHONY: sanitize asan tsan valgrind recipes
recipes: $(RECIPES)
asan tsan:
	+@$(BUILD_SANITIZED)
	@$(RUN_SANITIZED) $@
valgrind: tests $(if $(LAYER),,recipes)
	@$(RUN_SANITIZED) valgrind
sanitize: # all three, whatever one finds
	+@status=0; for tool in asan tsan valgrind; do \
	    $(MAKE) --no-print-directory $$tool || status=1; done; exit $$status
