# Two commands: `make run` serves the app, `make test` checks everything.
# Both make .venv and install what they need; a second call installs nothing. Debian packages
# are installed where that needs no password; otherwise the app says what it will not read.

PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin

.PHONY: run test faults install install-test screenshots clean

run: .venv/.installed
	.ci/debian_packages.sh run
	@# Exit code 1 means that a file in corpus/ was refused: said above, no reason not to serve.
	$(BIN)/itasearch add corpus || [ $$? -eq 1 ]
	$(BIN)/itasearch build
	$(BIN)/itasearch serve --port $(PORT)

test: .venv/.installed-test
	.ci/debian_packages.sh test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadgroup

# Hundreds of kills, full disks and damaged files, thousands of broken ones: about two hours.
faults: .venv/.installed-test
	.ci/debian_packages.sh test
	ITASEARCH_FAULT_STATES=300 $(BIN)/pytest -n 0 tests/faults/test_states.py
	$(BIN)/python -m tests.faults $(PARTS)

# Needs Debian's chromium, as the browser tests do.
screenshots: .venv/.installed-test
	$(BIN)/python -m bench.screenshots docs/screenshots

install: .venv/.installed
install-test: .venv/.installed-test

# constraints.txt pins torch: any newer build brings gigabytes of CUDA packages.
.venv/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[models,ocr,eval]'
	touch $@

.venv/.installed-test: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[models,ocr,eval,test]'
	touch $@ .venv/.installed

clean:
	rm -rf .venv index/search corpus/library.db*
