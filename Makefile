# Two commands: `make run` serves the app, `make test` checks what can be checked in minutes;
# `make test-all` checks everything. The others, for a release, are below.
# Both make .venv and install what they need; a second call installs nothing. Debian packages
# are installed where that needs no password; otherwise the app says what it will not read.

PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
RELEASE := .venv-release/bin

.PHONY: run test test-slow test-all docs faults install install-test screenshots clean
.PHONY: lock third-party data sbom audit keep-release dist try-dist

run: .venv/.installed
	.ci/debian_packages.sh run
	@# Exit code 1 means that a file in corpus/ was refused: said above, no reason not to serve.
	$(BIN)/itasearch add corpus || [ $$? -eq 1 ]
	$(BIN)/itasearch build
	$(BIN)/itasearch serve --port $(PORT)

# Threads of many servers and models have an arena of memory each: two are enough.
test test-slow: export MALLOC_ARENA_MAX = 2
test: .venv/.installed-test
	.ci/debian_packages.sh test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow"

# What `make test` leaves out: browsers, kills, PostgreSQL, Milvus, releases (tests/conftest.py).
test-slow: .venv/.installed-test
	.ci/debian_packages.sh test
	$(BIN)/pytest -n 2 --dist worksteal -m slow

test-all: test test-slow

# Thousands of broken files: about an hour.
faults: .venv/.installed-test
	.ci/debian_packages.sh test
	ITASEARCH_FAULT_FILES=5000 $(BIN)/pytest -n 0 tests/faults/test_mutated_files.py

# Needs Debian's chromium, as the browser tests do.
screenshots: .venv/.installed-test
	$(BIN)/python -m bench.screenshots docs/screenshots

# The documentation as a site that needs no network to be read; a warning fails it.
docs: .venv/.installed-docs
	$(BIN)/sphinx-build --fail-on-warning --keep-going --fresh-env --quiet docs site
	@echo "open site/index.html"

install: .venv/.installed
install-test: .venv/.installed-test

# constraints.txt pins torch, which the tests need: a newer build brings gigabytes of CUDA packages.
.venv/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[ocr,eval]'
	touch $@

.venv/.installed-test: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[models,ocr,eval,test]'
	touch $@ .venv/.installed

.venv/.installed-docs: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[docs]'
	touch $@

# For a release: CONTRIBUTING.md has them in their order.

# The tested set with hashes, for every system and Python; needs the network.
lock: .venv-release/.installed
	$(RELEASE)/python -m release.lock

# The table of THIRD_PARTY.md, from the lock and the installed distributions.
third-party: .venv/.installed-test
	$(BIN)/python -m release.third_party

# Data files that scripts make, made again: fails where a byte differs. Needs fonts-thai-tlwg.
data: .venv/.installed-test
	$(BIN)/python -m release.data_files

sbom: .venv-release/.installed
	$(RELEASE)/python -m release.sbom

# Known vulnerabilities; says so where the advisories cannot be reached (exit code 3).
audit: .venv-release/.installed
	$(RELEASE)/python -m release.audit

# tests/data/released/VERSION/: a library, its index and its backup, for later versions to open.
keep-release: .venv/.installed-test
	$(BIN)/python -m release.keep

# dist/: sdist, wheel, bill of materials, checksums; of what is committed.
dist: .venv-release/.installed
	$(RELEASE)/python -m release.dist

# The wheel and the sdist of dist/ in bare environments, with every Python that is there; offline
# once they are installed.
try-dist: .venv-release/.installed
	$(RELEASE)/python -m release.try_dist

.venv-release/.installed: lock/release.txt
	test -x $(RELEASE)/python || $(PYTHON) -m venv .venv-release
	$(RELEASE)/pip install --quiet --disable-pip-version-check --require-hashes -r lock/release.txt
	touch $@

clean:
	rm -rf .venv .venv-release build dist site index/search corpus/library.db*
