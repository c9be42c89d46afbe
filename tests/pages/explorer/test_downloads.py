"""Downloads have every row, one line in the journal, and balance."""

import json

import pytest

from pages.ui import data
from rattrapage.errors import Refusal
from tests.pages.explorer.acting import SAYS, SCHOOLS, at, download
from tests.pages.reading import words
from tests.towns.explorers import HEAD


def test_a_download_has_every_row_and_one_line_in_the_journal(folder):
    text = (
        f'{HEAD}-- params.nom = {{label = "Nom", widget = "text"}}\n-- params.m = {{label = "M", widget = "month"}}\n'
        '-- columns.g = {label = "Écart", format = "euro"}\n'
        "select '=1+1' as t, 1.50 as g from range(700) where $nom <> '' and $m <> ''"
    )
    file = download(folder, text, nom="Brumecourt", m="2023-11")
    content = file.csv().decode("utf-8-sig").splitlines()
    assert (content[0], content[1], len(content)) == ("t;Écart", "'=1+1;1,50", 701)
    assert len(file.excel()) > 1000
    actor, action, subject, details = (
        data.ledger()
        .cursor()
        .execute("select actor, action, subject, details from journal order by seq")
        .fetchall()[-1]
    )
    assert (actor, action, subject) == ("démonstration (finances)", "téléchargement", "finance-essai_calcul-1.xlsx")
    assert "Brumecourt" not in details
    assert json.loads(details) == {
        "rows": 700, "filters": {"m": "2023-11", "text": "…", "requête": "q-finance-essai"},
    }  # fmt: skip


def test_a_download_of_an_empty_code_says_so_in_the_journal(folder):
    told = f'-- params.e = {{label = "École", widget = "select", {SCHOOLS}}}'
    download(folder, f"{HEAD}{told}\n{SAYS}", e="").csv()
    (details,) = data.ledger().cursor().execute("select last(details order by seq) from journal").fetchone()
    assert json.loads(details)["filters"]["e"] == "(vide)"


def test_what_does_not_balance_is_not_downloaded(folder):
    file = download(folder, f"{HEAD}select month from months")
    data.ledger().cursor().execute("update run_cells set billed = billed + 1 where family_id = 'FAM1'")
    with pytest.raises(Refusal, match="ne tombent pas juste"):
        file.csv()
    app = at("q-finance-essai")
    assert "les téléchargements sont fermés" in words(app)
