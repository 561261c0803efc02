# Python, make and git suffice; npm is used for GraphiQL's files where it exists.

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
# One process a core. The tests of a file stay together, so that they share their servers; files
# come in the order of their names, so that none of those that start servers is the last.
PYTEST := $(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder
STAMP := $(VENV)/.installed
EXPLORER := gateway/explorer
CLIENTS := tests/clients
# The names in pyproject.toml; constraints.txt says which versions.
REQUIREMENTS := import tomllib; p = tomllib.load(open("pyproject.toml", "rb"))["project"]; \
	print(*p["dependencies"], *p["optional-dependencies"]["dev"], sep="\n")
FIND_PYTHON := for p in "$$PYTHON" python3 python3.14 python3.13 python3.12 python3.11; do \
	[ -n "$$p" ] && "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$p"; exit 0; }; done; \
	echo "Python 3.11 or newer is needed; name one: make PYTHON=/path/to/python3" >&2; exit 1

export PYTHON
# A start that compiles everything again takes a fifth longer.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup explorer clients serve test check types suite bench format

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: $(STAMP) explorer ## Make .venv and install what is needed; quick when nothing changed

serve: setup ## Serve the graph at http://127.0.0.1:8000/graphql (GATEWAY_HOST, GATEWAY_PORT, ...)
	@exec $(PY) -m gateway serve

test: setup clients ## Run every test
	$(PYTEST)

check: setup clients ## Everything that must hold: format, lint, types, walls, schema.graphql, tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	PYTHONPATH=. $(BIN)/lint-imports --no-logo
	$(PY) -m gateway schema export --check
	$(PY) -m gateway schema breaking
	@$(MAKE) --no-print-directory -j 2 types suite

# Without its cache mypy takes half a minute of one core, and the suite leaves one idle that long.
# Where types are wrong, the suite runs to its end all the same, and then make fails.
types:
	$(BIN)/mypy

suite:
	$(PYTEST)

bench: setup ## Measure and print; passes or fails nothing
	$(PY) -m tests.bench

format: setup ## Format, and mend what the linter can mend
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

$(STAMP): pyproject.toml constraints.txt
	@set -e; python=$$($(FIND_PYTHON)); [ -x $(PY) ] || "$$python" -m venv $(VENV)
	@$(PY) -c '$(REQUIREMENTS)' > $(VENV)/requirements.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt -r $(VENV)/requirements.txt
	@touch $@

explorer:
	@if [ $(EXPLORER)/node_modules/.package-lock.json -nt $(EXPLORER)/package-lock.json ]; then :; \
	elif ! command -v npm >/dev/null 2>&1; then \
		echo "npm is not installed: GraphiQL will load its files from unpkg.com."; \
	elif ! (cd $(EXPLORER) && npm ci --silent --ignore-scripts --no-audit --no-fund); then \
		echo "npm could not install GraphiQL's files: GraphiQL will load them from unpkg.com."; \
	fi

# What generates clients; ariadne-codegen needs an older graphql-core than the server has.
clients: $(STAMP)
	@if [ $(CLIENTS)/node_modules/.package-lock.json -nt $(CLIENTS)/package-lock.json ]; then :; \
	elif ! command -v npm >/dev/null 2>&1; then \
		echo "npm is not installed: the tests of TypeScript clients are skipped."; \
	elif ! (cd $(CLIENTS) && npm ci --silent --ignore-scripts --no-audit --no-fund); then \
		echo "npm could not install the client generators: the tests of TypeScript clients are skipped."; \
	fi
	@if [ $(CLIENTS)/.venv/.installed -nt $(CLIENTS)/python/requirements.txt ]; then :; \
	elif ! ($(PY) -m venv --clear --without-pip $(CLIENTS)/.venv \
		&& $(PY) -m pip --python $(CLIENTS)/.venv/bin/python install --quiet --no-deps --disable-pip-version-check \
			-r $(CLIENTS)/python/requirements.txt && touch $(CLIENTS)/.venv/.installed); then \
		echo "pip could not install ariadne-codegen: the test of Python clients is skipped."; \
	fi
