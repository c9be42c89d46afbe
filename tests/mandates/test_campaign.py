"""The mandate campaign: each family in one state, and what the next date can bring."""

import datetime as dt

import pytest

from rattrapage import queries
from rattrapage.mandates import campaign as mandate_campaign
from rattrapage.mandates import forms
from rattrapage.mandates.campaign import Reach
from tests.towns.debits import (
    APRIL,
    CREDITOR,
    HEADER,
    MADE,
    MARCH,
    again,
    ask,
    booked,
    came_back,
    euros,
    make,
    mandate,
    notice,
    owe,
    settle,
    take,
)
from tests.towns.ledgers import load, write


def campaign(ledger, on=MADE) -> dict[str, tuple]:
    """(state, RUM, reason) of each family."""
    cursor = ledger.cursor()
    mandate_campaign.prepare(cursor, on, None)
    rows = queries.rows(cursor, "pages/mandates/list", states=[], text=None, rows=None)
    return {row["family_id"]: (row["state"], row["mandate_reference"], row["reason"]) for row in rows}


def issue(ledger) -> None:
    forms.issue(ledger, CREDITOR, MADE, "test")


def test_a_form_goes_from_to_send_to_valid(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("ANC-1", "F1", 1, origin="legacy"), families=1)
    why = "mandate_to_renew"
    assert campaign(ledger) == {"F1": ("to_send", None, why)}
    issue(ledger)
    assert campaign(ledger) == {"F1": ("to_send", "RTM00000001-1", why)}
    for state in ("sent", "received"):
        forms.mark(ledger, ["RTM00000001-1"], state, "Ada")
        assert campaign(ledger) == {"F1": (state, "RTM00000001-1", why)}
    again(ledger, tmp_path / "back", mandate("RTM00000001-1", "F1", 1, "2024-02-20"))
    assert campaign(ledger) == {"F1": ("valid", "RTM00000001-1", None)}


def test_of_two_mandates_signed_on_one_day_to_come_the_lowest_reference_stands(ledger, tmp_path):
    two = (mandate("M2", "F1", 2, "2024-03-20"), mandate("M1", "F1", 1, "2024-03-20"))
    settle(ledger, tmp_path / "t", *two, families=1)
    assert campaign(ledger) == {"F1": ("valid", "M1", None)}


def test_a_form_refused_at_import_is_incomplete(ledger, tmp_path):
    settle(ledger, tmp_path / "t", families=1)
    issue(ledger)
    row = mandate("RTM00000001-1", "F1", "FR7699999000010000000000116", "2024-02-20")
    load(ledger, write(tmp_path / "back", mandates=f"{HEADER}\n{row}\n"))
    assert campaign(ledger) == {"F1": ("incomplete", "RTM00000001-1", "no_mandate")}


def test_a_form_that_no_longer_says_what_to_sign_counts_as_none(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("ANC-1", "F1", 1, origin="legacy"), families=1)
    issue(ledger)
    forms.mark(ledger, ["RTM00000001-1"], "sent", "Ada")
    again(ledger, tmp_path / "moved", mandate("ANC-1", "F1", 5, origin="legacy"))
    assert campaign(ledger) == {"F1": ("to_send", None, "mandate_to_renew")}


def test_a_mandate_signed_for_later_asks_for_nothing(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("RTM90000001-1", "F1", 1, "2024-02-29"), families=1)
    assert campaign(ledger) == {"F1": ("valid", "RTM90000001-1", None)}


@pytest.mark.parametrize(
    ("code", "state"), [("AC04", "to_send"), ("MD01", "held"), ("MD07", "held"), ("AM04", "valid")]
)
def test_what_the_bank_answered_moves_a_family(ledger, tmp_path, code, state):
    settle(ledger, tmp_path / "t", mandate("RTM90000001-1", "F1", 1), families=1)
    owe(ledger, "F1")
    make(ledger, tmp_path / "d.xml")
    take(ledger, notice(booked(came_back("RT0000000001-1", code))))
    assert campaign(ledger)["F1"][0] == state


def test_the_figures_add_up_to_the_families(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("RTM90000001-1", "F1", 1), mandate("ANC-2", "F2", 2, origin="legacy"))
    cursor = ledger.cursor()
    mandate_campaign.prepare(cursor, MADE, None)
    figures = {"families": 4, "to_renew": 3, "valid": 1, "held": 0}
    assert queries.rows(cursor, "pages/mandates/figures") == [figures]
    states = {row["state"]: row["families"] for row in queries.rows(cursor, "pages/mandates/states")}
    assert states == {"to_send": 3, "sent": 0, "received": 0, "incomplete": 0, "valid": 1}


def test_another_creditor_asks_everyone_again(ledger, tmp_path):
    settle(ledger, tmp_path / "t", families=1)
    issue(ledger)
    again(ledger, tmp_path / "back", mandate("RTM00000001-1", "F1", 1, "2024-02-20"))
    cursor = ledger.cursor()
    mandate_campaign.prepare(cursor, MADE, "999998")
    assert queries.rows(cursor, "pages/mandates/figures")[0]["to_renew"] == 1


def test_the_next_date_brings_what_the_mandates_allow(ledger, tmp_path):
    good = [mandate(f"M{n}", f"F{n}", n) for n in (1, 2)]
    settle(ledger, tmp_path / "t", *good, mandate("ANC-3", "F3", 3, origin="legacy"))
    assert mandate_campaign.reach(ledger, MADE) is None
    for family in ("F1", "F2", "F3", "F4"):
        owe(ledger, family), owe(ledger, family, APRIL, "10.00", number=2)
    assert mandate_campaign.reach(ledger, MADE) == Reach(MARCH, euros("240.00"), euros("120.00"))
    ask(ledger, "F2")
    assert mandate_campaign.reach(ledger, MARCH) == Reach(MARCH, euros("240.00"), euros("60.00"))
    assert mandate_campaign.reach(ledger, MARCH + dt.timedelta(1)) == Reach(APRIL, euros("40.00"), euros("10.00"))
    assert mandate_campaign.reach(ledger, dt.date(2024, 6, 1)).due_on == APRIL
