#!/usr/bin/env bash
# Serves Rattrapage on localhost with the sample city: makes .venv, installs, generates, imports, reconciles.
# Further arguments go to streamlit, for example: ./run.sh --server.port 8600
set -euo pipefail
cd "$(dirname "$0")"
. .ci/setup.sh
make_venv
install_from requirements.txt
export RATTRAPAGE_DB="${RATTRAPAGE_DB:-$PWD/rattrapage.duckdb}" RATTRAPAGE_DEMO="${RATTRAPAGE_DEMO:-1}"
rattrapage() { .venv/bin/python -m rattrapage --db "$RATTRAPAGE_DB.new" "$@"; }
if [ ! -e "$RATTRAPAGE_DB" ]; then
    rm -f "$RATTRAPAGE_DB".new*
    rattrapage sample --out sample
    rattrapage import sample
    rattrapage reconcile --from 2023-09 --to 2024-01 --out out || [ $? = 3 ] # 3: a month of the story is unknown
    mv "$RATTRAPAGE_DB.new" "$RATTRAPAGE_DB"
fi
say "Ouvrez l'adresse ci-dessous ; Ctrl+C pour arrêter."
exec .venv/bin/python -m streamlit run app.py --server.address 127.0.0.1 --server.headless true "$@"
