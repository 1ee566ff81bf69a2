#: make docs          HTML of the headers and of doc/ into build/doc/html (Doxygen); a warning is an error
.PHONY: docs
docs:
	@mkdir -p $B/doc
	@{ cat doc/Doxyfile; echo "OUTPUT_DIRECTORY = $B/doc"; echo "PROJECT_NUMBER = $(VERSION)"; } | doxygen -
	@echo "open $B/doc/html/index.html"
