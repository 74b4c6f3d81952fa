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
  $PY -m benchmarks.tables --check README.md docs/*.md
  $PY scripts/browser_favorites.py --check
}
wheel() { $PY scripts/wheel_test.py; }
# Fetched here and not by the first test that needs it, whose clock would run meanwhile. Without
# Java and Maven the tests on Neo4j are skipped, unless they are required (CI).
neo4j() {
  [[ -n ${GRAPHMEM_TEST_NEO4J_URL:-} ]] || $PY scripts/neo4j_server.py fetch ||
    [[ ${GRAPHMEM_REQUIRE_NEO4J:-} != 1 ]]
}
browser() { scripts/chromium.sh; }
# The smoke training and the language models, with PyTorch: an environment of its own, since
# nothing else may need it. Wheels are kept nowhere and compiled when imported: they are gigabytes.
train() {
  if [[ ${GRAPHMEM_NO_TRAIN:-} == 1 ]]; then
    echo "GRAPHMEM_NO_TRAIN=1: no PyTorch, no tests of training"
    return
  fi
  local room needed=12 # GB: the wheels as fetched and as unpacked
  room=$(($(df --output=avail -k . | tail -1) / 1048576))
  if [[ ! -f .venv-train/.setup && $room -lt $needed ]]; then
    echo "PyTorch needs ${needed} GB of disk and ${room} are free: no tests of training"
    [[ ${GRAPHMEM_REQUIRE_TRAIN:-} != 1 ]]
    return
  fi
  VENV=.venv-train LOCK=train PIP_NO_CACHE_DIR=1 PIP_NO_COMPILE=1 scripts/setup.sh
  .venv-train/bin/python -m pytest -m "train and not slow" -q
}
test() { $PY -m pytest -m "not slow and not train" -q; }

stages=("$@")
[[ $# -gt 0 ]] || stages=(setup lint types contract docs wheel neo4j browser train test)
for stage in "${stages[@]}"; do
  echo "── $stage"
  SECONDS=0
  "$stage"
  # The tests' own last line says how long they took.
  [[ $stage == test ]] || echo "── $stage: ${SECONDS} s"
done
