#!/usr/bin/env bash
# Install Debian's Chromium with its driver, for the tests that look at real pages, where that is
# possible: as root on a Debian. Elsewhere those tests are skipped, unless they are required (CI).
set -euo pipefail
if ! command -v chromium >/dev/null || ! command -v chromedriver >/dev/null; then
  if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q >/dev/null
    apt-get install -qy --no-install-recommends chromium chromium-driver >/dev/null
  fi
fi
command -v chromium >/dev/null && command -v chromedriver >/dev/null ||
  [[ ${GRAPHMEM_REQUIRE_BROWSER:-} != 1 ]]
