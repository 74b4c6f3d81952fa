# One target for each job; `make` lists them. Every target sets up .venv first if that is needed.
.DEFAULT_GOAL := help
.PHONY: help setup test test-slow test-train test-neo4j neo4j neo4j-stop lint types contract format check bench demo wheel-test docs-check docs lock clean

PY := .venv/bin/python
SUITE ?= startup
DATA ?=
OUT ?=

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' Makefile

setup: ## make .venv from the lock file
	@scripts/setup.sh

test: setup ## run the tests, but for the slow ones
	@scripts/check.sh neo4j test

test-slow: setup ## run the slow tests
	$(PY) -m pytest -m slow

test-neo4j: setup ## run the tests on a real Neo4j server alone
	@scripts/check.sh neo4j
	$(PY) -m pytest -q -m "neo4j and not slow"

neo4j: setup ## start a Neo4j server for development and tell how to connect
	@$(PY) scripts/neo4j_server.py start

neo4j-stop: setup ## stop it; its data stay
	@$(PY) scripts/neo4j_server.py stop

test-train: ## the tests that need PyTorch, in .venv-train, which takes 7 GB
	@scripts/check.sh train

lint: setup ## style, format, import contract, file sizes
	@scripts/check.sh lint contract

types: setup ## static types
	@scripts/check.sh types

contract: setup ## which package may import which
	@scripts/check.sh contract

format: setup ## put the code into form
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

check: ## everything that must hold: what CI runs
	@scripts/check.sh

bench: setup ## measure: SUITE=locomo DATA=folder OUT=file.json
	$(PY) -m benchmarks.run $(SUITE) $(if $(DATA),--data $(DATA)) $(if $(OUT),--out $(OUT))

demo: setup ## see memory work
	.venv/bin/graphmem demo

wheel-test: setup ## build the wheel and try it in an empty environment
	@scripts/check.sh wheel

docs-check: setup ## generated documents are current, examples run
	@scripts/check.sh docs
	$(PY) -m pytest -q tests/unit/test_docs.py

docs: setup ## write the generated parts of the documents
	$(PY) scripts/settings_doc.py
	$(PY) scripts/choices_doc.py
	$(PY) -m benchmarks.report README.md
	$(PY) -m benchmarks.tables README.md docs/*.md

lock: setup ## resolve the lock files anew
	@scripts/lock.sh

clean: ## remove what was built; .venv and .venv-train stay
	rm -rf build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './.venv*' -prune -exec rm -rf {} +
