"""Letters that answer requests: what they say of the request as it stands, and what is kept of them."""

import datetime as dt
from decimal import Decimal

import pytest

from rattrapage.errors import Refusal
from rattrapage.letters import printing
from rattrapage.plans import proposals
from rattrapage.plans.policy import Policy
from rattrapage.progress import finish
from rattrapage.reconcile import chain
from rattrapage.requests import answer, desk
from rattrapage.requests.terms import Step, Terms
from tests.tools import papers
from tests.towns import copies
from tests.towns.ledgers import TOWN, load, write

MADE = dt.date(2024, 2, 6)
ATTENDANCE = "attendance_id,child_id,service,date,quantity,status\nA1,C1,CANT,2023-09,20,present\n"


@pytest.fixture
def town(ledger, tmp_path):
    """F1 owes 51.30 in three instalments, told on 6 February."""
    copies.fill(ledger, "town with announced instalments", lambda: _announce(ledger, tmp_path / "in"))
    return ledger


def _announce(ledger, folder) -> None:
    load(ledger, write(folder, **TOWN | {"attendance": ATTENDANCE}))
    finish(chain.run(ledger, "2023-09", "2023-09"))
    finish(proposals.propose(ledger, Policy("equal", dt.date(2024, 3, 5), 5, 3, MADE)))
    proposals.approve(ledger, "Ana", MADE)
    with ledger.write("Ana", "lettres") as cursor:
        ids = cursor.execute("select instalment_id from announceable").fetchall()
        assert proposals.announce(cursor, [name for (name,) in ids], MADE) == 3


def decide(ledger, *steps, terms=None) -> int:
    for state, reference in steps:
        number = desk.record(ledger, "F1", Step(state, "Ana", "chômage", reference), terms)
    return number


def test_a_granted_request_tells_its_terms_and_no_schedule_yet(town):
    number = decide(town, ("asked", ""), ("granted", "SGC-17"), terms=Terms.of(cap=Decimal("20"), method="online"))
    data = answer.of(town, number, MADE)
    assert data["instalments"] == []
    text = papers.text(printing.decision(data)).replace("\xa0", " ").replace("\u202f", " ")
    assert "Votre demande est acceptée" in text
    assert "référence SGC-17" in text
    assert "20,00 € au plus" in text
    assert "chômage" not in text


def test_a_refused_request_lists_what_stays_to_pay(town):
    number = decide(town, ("asked", ""), ("refused", "SGC-18"), terms=Terms.of(max_instalments=10))
    text = papers.text(printing.decision(answer.of(town, number, MADE, motive="Revenus suffisants.")))
    text = text.replace("\xa0", " ")
    assert "Motif : Revenus suffisants." in text
    assert "1 5 mars 2024 17,10 €" in text
    assert "Total 51,30 €" in text


def test_the_day_of_the_decision_is_the_one_told(town):
    step = Step("granted", "Mme Roth", "Accord", "SGC-17", dt.date(2024, 2, 29))
    number = desk.record(town, "F1", step, Terms.of(max_instalments=2), "Ana")
    text = papers.text(printing.decision(answer.of(town, number, dt.date(2024, 3, 4))))
    assert "décision du 29 février 2024, référence SGC-17" in " ".join(text.split())


def test_a_letter_leaves_a_trace(town):
    number = decide(town, ("asked", ""))
    name, pdf = answer.write(town, number, answer.of(town, number, MADE), printing.decision, "Ana")
    assert name == f"demande-{number}-asked.pdf"
    assert papers.faults(pdf) == []
    kept = town.cursor().execute("select family_id, kind, file, actor from letters").fetchall()
    assert kept == [("F1", "decision", name, "Ana")]
    answer.write(town, number, answer.of(town, number, MADE), printing.decision, "Ana")
    assert town.cursor().execute("select count(*) from letters").fetchone() == (1,)


def test_an_unknown_request_is_refused(town):
    with pytest.raises(Refusal, match="Aucune demande n° 9"):
        answer.of(town, 9, MADE)
