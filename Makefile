# Filmhouse. `make` lists the targets; everything is installed into .venv from requirements.lock.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test check sql dashboard schedule browser bench bench-trust bench-dashboard bench-linear histories fault docs clean
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(INSTALLED) ## land raw/inbox (or INBOX=path, or the sample) and publish the warehouse
	@$(BIN)/filmhouse run $(if $(INBOX),--inbox "$(INBOX)")

test: $(INSTALLED) ## run all tests
	@$(BIN)/pytest

check: $(INSTALLED) ## lint, formats, types, import contracts
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/sqlfluff lint --disable-progress-bar dbt
	@$(BIN)/sqlfluff lint --disable-progress-bar --templater placeholder dashboards

sql: $(INSTALLED) ## a read-only prompt on the serving generation
	@$(BIN)/filmhouse sql

dashboard: $(INSTALLED) ## pages over the serving generation, at 127.0.0.1:8501
	@$(BIN)/filmhouse dashboard

schedule: $(INSTALLED) ## run again and again on FILMHOUSE_CRON or FILMHOUSE_INTERVAL_SECONDS
	@$(BIN)/filmhouse schedule $(if $(INBOX),--inbox "$(INBOX)")

browser: $(INSTALLED) ## every page of the dashboards in a real browser; installs one where it can
	@BROWSER=all $(BIN)/pytest -m browser tests/dashboards

bench: $(INSTALLED) ## measure runs at three sizes, and rivals; writes docs/benchmarks.md
	@$(BIN)/python -m tests.benchmarks.bench

bench-trust: $(INSTALLED) ## measure the detectors on pages with planted lies
	@$(BIN)/python -m tests.benchmarks.trust

bench-dashboard: $(INSTALLED) ## time questions and pages on 100,000 films; writes docs/benchmarks-dashboard.md
	@$(BIN)/python -m tests.benchmarks.dashboard

bench-linear: $(INSTALLED) ## time hostile pages of one size and of twice that
	@$(BIN)/python -m tests.benchmarks.linear

histories: $(INSTALLED) ## fifty random arrival histories must give the same rows
	@HISTORIES=50 $(BIN)/pytest tests/test_histories.py

fault: $(INSTALLED) ## kill and fail every step at every call that writes; up to an hour
	@export FAULTS=all; $(BIN)/pytest -s tests/faults/test_build.py & build=$$!; \
	$(BIN)/pytest -s tests/faults tests/pages/test_real_page.py --ignore=tests/faults/test_build.py \
	  || rest=$$?; \
	wait $$build; exit $${rest:-0}

docs: $(INSTALLED) ## dbt's documentation of the tables as one page
	@$(BIN)/filmhouse docs

clean: ## remove what can be made again; never raw/ or generations
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@rm -rf {.,.sample}/warehouse/{build,dbt,parsed,prefect}
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The lock names every package, so pip need not resolve (with hashes it stumbles over extras).
$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Filmhouse needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 2; }
	@rm -rf .venv
	@echo "Installing into .venv from requirements.lock (once, about a minute) …"
	@if command -v uv >/dev/null && uv venv --quiet --python $(PYTHON) .venv 2>/dev/null && \
	  uv pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode \
	    -r requirements.lock 2>/dev/null && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	then :; else \
	  $(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	    { echo "Python's venv is missing. On Debian and Ubuntu: apt install python3-venv"; exit 2; }; \
	  rm -rf .venv; $(PYTHON) -m venv .venv; \
	  export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore; \
	  $(BIN)/pip install -qq --require-hashes --no-deps -r requirements.lock; \
	  $(BIN)/pip install -qq --no-deps --no-build-isolation -e .; \
	fi
	@$(BIN)/python -m compileall -q flows
	@touch $@
