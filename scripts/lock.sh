#!/usr/bin/env bash
# Resolve pyproject.toml into requirements/*.lock: every platform and Python, with hashes.
# Plain pip installs from them; only this script needs uv.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/python -m pip install --quiet uv
resolve() { # resolve NAME SOURCE [ARGUMENTS...]
  local name=$1
  shift
  # A pre-release is taken only where pyproject.toml names one (the embedded engine).
  .venv/bin/uv pip compile "$@" --quiet --upgrade --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
    --prerelease if-necessary-or-explicit --custom-compile-command "make lock" \
    --output-file "requirements/$name.lock"
}
resolve default pyproject.toml
resolve dev pyproject.toml --extra dev --constraint requirements/default.lock
resolve train pyproject.toml --extra dev --extra train --extra llm --constraint requirements/default.lock
# What builds the wheel where nothing else is wanted (docker/Dockerfile): the build system alone.
.venv/bin/python -c 'import tomllib as t
print(*t.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' |
  resolve build - --constraint requirements/dev.lock
wc -l requirements/*.lock
