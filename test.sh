#!/usr/bin/env bash
# Runs all tests: makes .venv, installs what testing needs, finds or installs a Chromium. Arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")"
. .ci/setup.sh
make_venv
install_from requirements-dev.txt
if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null; then
    apt_install chromium || .venv/bin/python -m playwright install chromium || exit 1
fi
exec .venv/bin/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder "$@"
