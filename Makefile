# Two commands: `make run` serves the app, `make test` checks everything.
# Both make .venv and install what they need; a second call installs nothing. Debian packages
# are installed where that needs no password; otherwise the app says what it will not read.

PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin

.PHONY: run test docs install install-test screenshots clean

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

# Needs Debian's chromium, as the browser tests do.
screenshots: .venv/.installed-test
	$(BIN)/python -m bench.screenshots docs/screenshots

# The documentation as a site that needs no network to be read; a warning fails it.
docs: .venv/.installed-docs
	$(BIN)/sphinx-build --fail-on-warning --keep-going --fresh-env --quiet docs site
	@echo "open site/index.html"

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

.venv/.installed-docs: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[docs]'
	touch $@

clean:
	rm -rf .venv site index/search corpus/library.db*
