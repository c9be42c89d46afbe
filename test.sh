#!/usr/bin/env bash
# Runs all tests: makes .venv, installs what testing needs, finds or installs a Chromium. Arguments go to pytest:
# `./test.sh -m "not slow"` leaves out browsers, whole lives, kills and random cities.
set -euo pipefail
cd "$(dirname "$0")"
. .ci/setup.sh
make_venv
install_from requirements-dev.txt
if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null; then
    apt_install chromium || .venv/bin/python -m playwright install chromium || exit 1
fi
# Scratch files stay in memory where there is room: tests write thousands of small ledgers and read none again.
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ] && [ "$(df --output=avail -k /dev/shm | tail -n 1)" -gt 4000000 ]; then
    TMPDIR=$(mktemp -d /dev/shm/rattrapage-tests.XXXXXX)
    export TMPDIR
    trap 'rm -rf "$TMPDIR"' EXIT
fi
.venv/bin/python -m pytest --numprocesses auto --dist worksteal "$@"
