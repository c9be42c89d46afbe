"""What a reason holds and until when; the worklist."""

import pytest

from rattrapage import queries
from rattrapage.errors import Refusal
from rattrapage.returns import holds, reason_codes
from tests.returns.acting import FIRST, SECOND
from tests.towns.debits import (
    APRIL,
    MARCH,
    again,
    booked,
    came_back,
    euros,
    make,
    mandate,
    notice,
    reasons,
    take,
)


def worklist(ledger) -> list[dict]:
    """What came back and what to do next, the latest first."""
    cursor = ledger.cursor()
    queries.run(cursor, "pages/returns/scope", file=None, actions=[])
    return queries.rows(cursor, "pages/returns/list", rows=None)


def april(ledger, tmp_path) -> dict[str, int]:
    """Who is left out of April's file, and why."""
    return reasons(make(ledger, tmp_path / "april.xml", APRIL, due_from=APRIL))


@pytest.mark.parametrize(
    ("reason", "held"),
    [
        ("AM04", False),
        ("ED05", False),
        ("MS03", True),
        ("X42", True),
        ("AC04", True),
        ("AG01", True),
        ("AC06", True),
        ("MD01", True),
        ("MD06", True),
        ("MD07", True),
        ("AM05", True),
        ("FF01", False),
    ],
)
def test_a_reason_holds_the_next_debits_or_not(sent, tmp_path, reason, held):
    take(sent, notice(booked(came_back(FIRST, reason))))
    assert april(sent, tmp_path) == ({"on_hold": 1} if held else {})


def test_a_hold_on_a_mandate_ends_with_a_new_mandate(sent, tmp_path):
    take(sent, notice(booked(came_back(FIRST, "AC04"))))
    again(sent, tmp_path / "new", mandate("RTM00000001-2", "F1", 9, "2024-02-20"))
    assert april(sent, tmp_path) == {}


def test_a_death_holds_every_mandate_of_the_family(sent, tmp_path):
    take(sent, notice(booked(came_back(FIRST, "MD07"))))
    again(sent, tmp_path / "new", mandate("RTM00000001-2", "F1", 9, "2024-02-20"))
    assert april(sent, tmp_path) == {"on_hold": 1}


def test_a_duplicate_holds_all_that_came_back_of_the_file(sent, tmp_path):
    take(sent, notice(booked(came_back(FIRST, "AM05"))))
    take(sent, notice(booked(came_back(SECOND, "AM04"))))
    assert april(sent, tmp_path) == {"on_hold": 2}


def test_a_hold_is_released_with_a_why(sent, tmp_path):
    take(sent, notice(booked(came_back(FIRST, "AC04"))))
    (hold,) = holds.standing(sent)
    assert (hold.scope, hold.subject, hold.meaning) == ("mandate", "RTM00000001-1", "Compte clos")
    with pytest.raises(Refusal, match="pourquoi"):
        holds.release(sent, hold.hold_id, "Ada", " ")
    holds.release(sent, hold.hold_id, "Ada", "compte rouvert")
    with pytest.raises(Refusal, match="Aucune suspension"):
        holds.release(sent, hold.hold_id, "Ada", "encore")
    assert april(sent, tmp_path) == {}


def test_the_city_edits_what_a_code_means(sent, tmp_path):
    with pytest.raises(Refusal, match="suite inconnue"):
        reason_codes.change(sent, "AM04", "Sans provision", "prier", None, None, "Ada")
    reason_codes.change(sent, "AM04", "Sans provision", "autre moyen", None, "family", "Ada")
    take(sent, notice(booked(came_back(FIRST))))
    assert worklist(sent)[0]["action"] == "autre moyen"
    assert april(sent, tmp_path) == {"on_hold": 1}


def test_the_worklist_says_what_next_and_a_second_time_more(sent, tmp_path):
    take(sent, notice(booked(came_back(FIRST), came_back(SECOND, "Z1"))))
    make(sent, tmp_path / "april.xml", APRIL, due_from=APRIL)
    take(sent, notice(booked(came_back("RT0000000003-1"))))
    rows = worklist(sent)
    assert [(row["end_to_end_id"], row["reason"], row["action"]) for row in rows] == [
        ("RT0000000003-1", "AM04 Provision insuffisante", "appeler la famille"),
        (SECOND, "Z1 Motif non communiqué", "appeler la famille"),
        (FIRST, "AM04 Provision insuffisante", "replanifier"),
    ]
    assert rows[0]["amount"] == euros("60.00")


def test_a_returned_instalment_is_never_presented_again_by_itself(sent, tmp_path):
    take(sent, notice(booked(came_back(FIRST))))
    made = make(sent, tmp_path / "again.xml", MARCH)
    assert (made.selection.included.count, reasons(made)) == (0, {"already_exported": 1})
