# Every target sets itself up in .venv; nothing else is needed than Python 3.11+, git and make.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2

.PHONY: demo screenshot test check suite bench soak clean

demo: .venv/ready
	$(BIN)/python -m bot demo

# The picture in the README; it needs a Chromium on this machine.
screenshot: .venv/ready
	$(BIN)/python -m bot.demo.screenshot docs/demo.png

test: check suite

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

suite: .venv/ready
	$(BIN)/pytest -n $(WORKERS) -m "not soak"

soak: .venv/ready
	$(BIN)/pytest -m soak

bench: .venv/ready
	$(BIN)/python -m benchmarks

.venv/ready: pyproject.toml setup.py bot/civility/calling/_caller.c
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Thoughts On needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv || { echo "Python's venv module is missing. On Debian: apt install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

clean:
	rm -rf .venv build dist *.egg-info
