"""The council's document from the council's database: one page, the run at its foot, nothing hidden told."""

import datetime as dt
from decimal import Decimal

from rattrapage.council import summary
from rattrapage.council.publication import Council
from rattrapage.letters import printing
from rattrapage.letters.printing.council import texts
from rattrapage.payments import allocations
from rattrapage.requests import desk, waivers
from rattrapage.requests.terms import Step
from tests.council.test_publication import a_few_over_billed, a_month_nearly_settled, one_small_service
from tests.tools import papers
from tests.towns import council as town_council
from tests.towns import plans
from tests.towns.council import MONTHS

ON = dt.date(2024, 2, 20)


def printed(ledger, town, first: str, last: str) -> str:
    town_council.fill(ledger, town)
    town_council.publish(ledger, first, last)
    made = printing.council_summary(summary.of(Council(ledger).cursor(), ON))
    assert papers.faults(made) == []
    assert papers.pages(made) == 1
    return papers.text(made).replace("\u202f", " ").replace("\xa0", " ")


def test_the_document_says_what_the_page_says(ledger):
    text = printed(ledger, one_small_service(), MONTHS[0], MONTHS[-1])
    for said in (
        "Dû 1 815,00 € = facturé 0,00 € + reste à facturer 1 815,00 € − trop facturé 0,00 €",
        "Service REPAS 30 900,00 € 30,00 €",
        "Service PAI secret secret secret",
        "Service MATIN secret secret secret",
        "calcul n° 1",
    ):
        assert said in text, said
    assert "15,00 €" not in text.replace("815,00 €", "").replace("615,00 €", "")


def test_a_month_under_secret_is_named_and_left_out(ledger):
    text = printed(ledger, a_month_nearly_settled(), MONTHS[0], MONTHS[1])
    assert "Dû 600,00 € = facturé 0,00 € + reste à facturer 300,00 €" in text
    assert "+ mois sous secret 300,00 €" in text
    assert "(hors oct. 2023) restent à facturer à 30 familles" in text


def test_few_over_billed_families_change_the_word_for_billed(ledger):
    text = printed(ledger, a_few_over_billed(), MONTHS[0], MONTHS[0])
    assert "Dû 615,00 € = facturé à bon droit 315,00 € + reste à facturer 300,00 €" in text
    assert "330,00 €" not in text


def test_there_is_no_document_before_the_first_run(ledger):
    assert summary.of(Council(ledger).cursor(), ON) is None


FAMILIES = [f"F{n}" for n in range(30)]


def stands(council: Council) -> tuple[str, ...]:
    """« Où en est le rattrapage », as page and paper say it."""
    told = texts(summary.of(council.cursor(), ON))["progress"]
    return tuple(row["value"].replace("\u202f", " ") for row in told)


def paid(ledger, *names: str) -> None:
    """These families pay 30.00 each."""
    for name in names:
        plans.pay(ledger, f"P{name}", name, "30.00")
    with ledger.write("test", "import") as cursor:
        allocations.place(cursor)


def test_the_progress_follows_plans_payments_and_requests(ledger):
    council = Council(ledger)
    plans.owing(ledger, **dict.fromkeys(FAMILIES, "60.00"))
    assert stands(council) == ("0 %", "0 %", "0")
    plans.plan(ledger)
    assert stands(council) == ("0 %", "0 %", "0")
    plans.approve(ledger)
    assert stands(council) == ("100 %", "0 %", "0")
    paid(ledger, *FAMILIES[:12])
    assert stands(council) == ("100 %", "20 %", "0")
    for name in FAMILIES[:11]:
        desk.record(ledger, name, Step("asked", "Ada", "difficulté"))
    assert stands(council) == ("100 %", "20 %", "11")


def test_a_new_planning_after_a_vote_counts_what_is_left_to_collect(ledger):
    council = Council(ledger)
    plans.owing(ledger, **dict.fromkeys(FAMILIES, "60.00"))
    plans.plan(ledger)
    plans.approve(ledger)
    paid(ledger, *FAMILIES)
    assert stands(council) == ("100 %", "50 %", "0")
    for name in FAMILIES:
        waivers.record(ledger, name, Decimal("20.00"), "Délibération 7", "Ada", "vote")
    plans.plan(ledger)
    assert stands(council)[1] == "75 %"


def test_few_families_who_paid_hide_the_shares(ledger):
    council = Council(ledger)
    plans.owing(ledger, **dict.fromkeys(FAMILIES, "60.00"))
    plans.plan(ledger)
    plans.approve(ledger)
    paid(ledger, *FAMILIES[:5])
    assert stands(council) == ("secret", "secret", "0")
