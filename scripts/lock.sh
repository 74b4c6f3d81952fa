#!/usr/bin/env bash
# Resolve pyproject.toml into requirements/*.lock: every platform and Python, with hashes.
# Plain pip installs from them; only this script needs uv.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/python -m pip install --quiet uv
resolve() { # resolve NAME [ARGUMENTS...]
  local name=$1
  shift
  # A pre-release is taken only where pyproject.toml names one (the embedded engine).
  .venv/bin/uv pip compile pyproject.toml "$@" --quiet --upgrade --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
    --prerelease if-necessary-or-explicit --custom-compile-command "make lock" \
    --output-file "requirements/$name.lock"
}
resolve default
resolve dev --extra dev --constraint requirements/default.lock
resolve train --extra dev --extra train --constraint requirements/default.lock
wc -l requirements/*.lock
