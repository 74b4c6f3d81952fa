#!/usr/bin/env bash
# Make .venv from the lock file, or do nothing if it is there and current.
# Needs Python 3.11 or newer with venv and pip; PYTHON names another interpreter, LOCK another
# lock file (train), VENV another folder.
set -euo pipefail
cd "$(dirname "$0")/.."

LOCK=requirements/${LOCK:-dev}.lock
VENV=${VENV:-.venv}
STAMP=$VENV/.setup

usable() { "$1" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
  local candidate
  for candidate in "${PYTHON:-python3}" python3.11 python3.12 python3.13 python; do
    if usable "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  echo "setup: no Python 3.11 or newer found; name one with PYTHON=..." >&2
  return 1
}

wanted=$(cat "$LOCK" pyproject.toml | cksum)
if [[ -f $STAMP && $(<"$STAMP") == "$wanted" ]]; then
  exit 0
fi
[[ -x $VENV/bin/python ]] || "$(find_python)" -m venv "$VENV"
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$LOCK"
# The build backend is in the lock already: nothing unpinned is fetched for the editable install.
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check \
  --no-deps --no-build-isolation --editable .
echo "$wanted" >"$STAMP"
echo "setup: $VENV is ready ($("$VENV/bin/python" --version), $LOCK)"
