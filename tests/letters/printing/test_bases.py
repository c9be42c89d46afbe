"""The calculation bases of a family add up to its cells."""

import pytest

from rattrapage.billing import bases
from rattrapage.errors import Refusal
from rattrapage.letters import printing
from rattrapage.progress import finish
from rattrapage.reconcile import chain
from tests.letters.printing.samples import ON
from tests.tools import papers
from tests.towns.ledgers import TOWN, town


def test_the_bases_add_up_to_the_cells(ledger, tmp_path):
    rules = {"status_rules": "service,status,factor\n,unbooked,2\n"}
    attendance = f"{TOWN['attendance']}A4,C1,CANT,2023-09-06,unbooked\nA5,C1,PERI,2023-09-06,present\n"
    town(ledger, tmp_path / "in", attendance=attendance, **rules)
    finish(chain.run(ledger, "2023-09", "2023-09"))
    found = bases.of(ledger, "F1", ON)
    sql = "select sum(expected), sum(billed) from cells where family_id = 'F1'"
    (month,) = found["months"]
    assert (month["expected"], month["billed_amount"]) == ledger.cursor().execute(sql).fetchone()
    made = printing.bases_de_liquidation(found)
    text = papers.text(made).replace("\xa0", " ")
    assert papers.faults(made) == []
    assert "sans réservation (prix × 2) 500 0 à moins de 600 01/01/2023 1 5,40 € 5,40 €" in text
    assert "Dû 56,10 € − facturé 2,70 € = écart 53,40 €." in text
    assert f"calcul n° 1, empreinte {found['output_hash']}" in text


def test_bases_of_nobody_are_refused(ledger, tmp_path):
    with pytest.raises(Refusal, match="aucun calcul"):
        bases.of(ledger, "F1", ON)
    town(ledger, tmp_path / "in")
    finish(chain.run(ledger, "2023-09", "2023-09"))
    with pytest.raises(Refusal, match="Aucune famille n° F9"):
        bases.of(ledger, "F9", ON)
