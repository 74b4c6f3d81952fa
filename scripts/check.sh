#!/usr/bin/env bash
# Everything that must hold, stage by stage; the tests come last and sum up.
set -euo pipefail
cd "$(dirname "$0")/.."

PY=.venv/bin/python

setup() { scripts/setup.sh; }
lint() {
  .venv/bin/ruff check .
  .venv/bin/ruff format --check .
  $PY scripts/size_meter.py --quiet
}
types() { .venv/bin/pyright --warnings; }
contract() { .venv/bin/lint-imports; }
docs() {
  $PY scripts/settings_doc.py --check
  $PY scripts/choices_doc.py --check
  $PY -m benchmarks.report --check README.md
}
wheel() { $PY scripts/wheel_test.py; }
test() { $PY -m pytest -m "not slow and not train" -q; }

stages=("$@")
[[ $# -gt 0 ]] || stages=(setup lint types contract docs wheel test)
for stage in "${stages[@]}"; do
  echo "── $stage"
  SECONDS=0
  "$stage"
  # The tests' own last line says how long they took.
  [[ $stage == test ]] || echo "── $stage: ${SECONDS} s"
done
