#: make style         size, shape and layering of the sources against our limits
.PHONY: style
style:
	@python3 tests/gates/style.py .
