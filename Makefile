# Kisälli. `make help` lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := .stamps
NODE_OLDEST := 20
SPA_SOURCES := $(shell find frontend -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
# What Python and what Node need is fetched side by side.
MAKEFLAGS += --jobs=2
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 12

.PHONY: run
run: $(STAMPS)/runtime frontend/dist/index.html ## Start everything with a demo programme on http://127.0.0.1:8000
	@KISALLI_DEMO=$${KISALLI_DEMO:-true} exec $(BIN)/kisalli run

.PHONY: install
install: $(STAMPS)/runtime frontend/dist/index.html ## Make the environment and the SPA for a real installation; starts nothing
	@$(BIN)/python -m compileall -q backend

.PHONY: test
test: $(STAMPS)/dev frontend/dist/index.html ## Run everything that CI runs
	@$(BIN)/python tests/run.py

.PHONY: lint
lint: $(STAMPS)/dev ## Style, types and the direction of imports
	$(BIN)/ruff format --check backend tests migrations
	$(BIN)/ruff check backend tests migrations
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: format
format: $(STAMPS)/dev ## Format the Python code
	$(BIN)/ruff format backend tests migrations
	$(BIN)/ruff check --fix-only backend tests migrations

.PHONY: openapi
openapi: $(STAMPS)/dev ## Write openapi/openapi.json and the SPA's client from the code
	$(BIN)/kisalli openapi
	cd frontend && PATH="$(NODE_PATH_PREFIX)$$PATH" npm run api

.PHONY: spa
spa: frontend/dist/index.html ## Build the SPA

.PHONY: races
races: $(STAMPS)/dev ## The long storm on the core, with kills
	$(BIN)/python -m tests.races.long_storm

.PHONY: bench
bench: $(STAMPS)/dev frontend/dist/index.html ## Measure speed; prints ratios of one run
	$(BIN)/python -m tests.bench

.PHONY: lock
lock: $(STAMPS)/dev ## Renew the locks of Python's dependencies
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade \
		--extra embedded --extra dev pyproject.toml -o locks/dev.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--extra embedded -c locks/dev.txt pyproject.toml -o locks/runtime.txt

.PHONY: clean
clean: ## Remove the environment, builds and the demo's data
	rm -rf $(VENV) $(STAMPS) var frontend/node_modules frontend/dist

# The environment: everything pinned and checked by hash; our own package last, without looking for anything else.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Kisälli needs Python 3.11 or newer (PYTHON=… names another)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv is missing: on Debian, apt-get install python3-venv"; exit 1; }

$(STAMPS)/%: locks/%.txt pyproject.toml Makefile | $(BIN)/python
	@mkdir -p $(STAMPS)
	@[ $* = runtime ] && [ -e $(STAMPS)/dev ] || $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@echo "$(CURDIR)/backend" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/kisalli.pth"
	@printf '#!%s\nfrom kisalli.cli import app\n\nif __name__ == "__main__":\n    app()\n' "$(CURDIR)/$(BIN)/python" > $(BIN)/kisalli && chmod +x $(BIN)/kisalli
	@touch $@

# Node: the machine's if it is new enough, else the one that comes as a wheel: by pip, so not while pip does something else.
NODE_IS_THERE := $(shell deploy/node-path --there $(NODE_OLDEST) && echo yes)
NODE_AFTER := $(if $(NODE_IS_THERE),$(BIN)/python,$(STAMPS)/$(if $(filter run install spa,$(MAKECMDGOALS)),runtime,dev))
NODE_PATH_PREFIX = $(shell deploy/node-path $(NODE_OLDEST) $(CURDIR)/$(VENV))

frontend/node_modules/.package-lock.json: frontend/package-lock.json | $(NODE_AFTER)
	@cd frontend && PATH="$(NODE_PATH_PREFIX)$$PATH" npm ci --loglevel=error --no-audit --no-fund > /dev/null
	@touch $@

frontend/dist/index.html: frontend/node_modules/.package-lock.json $(SPA_SOURCES)
	@cd frontend && PATH="$(NODE_PATH_PREFIX)$$PATH" npm run --silent build > /dev/null
	@touch $@
