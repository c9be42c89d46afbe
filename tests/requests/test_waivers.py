"""Waivers: of which month, never below nothing, and what they lower."""

from decimal import Decimal

import pytest

from rattrapage.requests import waivers
from tests.towns.plans import (
    agree,
    approve,
    balance,
    claim,
    instalments,
    owing,
    pay,
    plan,
)


def taken(ledger):
    """What waivers and netted credits took, month by month, in the order of the months."""
    found = balance(ledger)
    return str(found.get("waived", 0)), str(found.get("netted", 0)), [str(row[2]) for row in instalments(ledger)]


def test_waivers_of_a_month_come_first_then_the_others_then_credits(ledger):
    owing(ledger, F1={"2023-09": "30.00", "2023-10": "40.00", "2023-11": "50.00", "2023-12": "-25.00"})
    waivers.record(ledger, "F1", Decimal("40.00"), "DEL-1", "Ada", "Vote")
    waivers.record(ledger, "F1", Decimal("35.00"), "DEL-2", "Ada", "Vote", "2023-10")
    plan(ledger, strategy="mirror", net_credits=True)
    # September 0, October 5 less 5, November 50 less 5 of the waiver's rest, then less 25 of credit
    assert taken(ledger) == ("75.00", "25.00", ["20.00"])


@pytest.mark.parametrize(
    ("amount", "month", "waived", "left"),
    [
        ("30.00", "2023-10", "30.00", ["30.00", "10.00"]),
        ("99.00", "2023-10", "40.00", ["30.00"]),
        ("45.00", None, "45.00", ["25.00"]),
        ("99.00", None, "70.00", []),
        ("10.00", "2024-06", "0", ["30.00", "40.00"]),
    ],
)
def test_a_waiver_never_goes_below_nothing(ledger, amount, month, waived, left):
    owing(ledger, F1={"2023-09": "30.00", "2023-10": "40.00"})
    waivers.record(ledger, "F1", Decimal(amount), "DEL-1", "Ada", "Vote", month)
    plan(ledger, strategy="mirror")
    assert taken(ledger) == (waived, "0", left)


WAIVED_BEFORE = ([], [("5.00", None)], [("5.00", None), ("8.00", "2023-10"), ("3.00", "2024-06")])


@pytest.mark.parametrize("voted", WAIVED_BEFORE)
@pytest.mark.parametrize(("amount", "month"), [("30", "2023-10"), ("99", "2023-10"), ("99", None), ("9", "2024-06")])
def test_what_a_waiver_would_take_is_what_the_plan_takes(ledger, voted, amount, month):
    owing(ledger, F1={"2023-09": "30.00", "2023-10": "40.00"}, F2="60.00")
    for earlier, of_month in voted:
        waivers.record(ledger, "F1", Decimal(earlier), "DEL-0", "Ada", "Vote", of_month)
    plan(ledger)
    before = balance(ledger)
    told = waivers.effect(ledger, "F1", Decimal(amount), month)
    waivers.record(ledger, "F1", Decimal(amount), "DEL-1", "Ada", "Vote", month)
    plan(ledger)
    now = balance(ledger)
    assert told.due == before["to_collect"]
    assert told.taken == now.get("waived", 0) - before.get("waived", 0)


def test_a_waiver_of_what_is_paid_is_told_apart(ledger):
    owing(ledger, F1="90.00")
    agree(ledger)
    pay(ledger, "P1", "F1", "50.00")
    plan(ledger)
    told = waivers.effect(ledger, "F1", Decimal("60.00"))
    assert (told.due, told.taken, told.paid, told.overpaid) == (40, 60, 50, 20)


def test_without_a_run_over_all_months_no_effect_is_told(ledger):
    owing(ledger, F1="90.00")
    ledger.cursor().execute(
        "insert into runs (run, results_of, first_month, last_month) values (9, 9, '2023-05', '2023-06')"
    )
    assert waivers.effect(ledger, "F1", Decimal("60.00")) is None


def test_a_waiver_after_the_approval_lowers_what_was_announced(ledger):
    owing(ledger, F1="90.00")
    agree(ledger)
    waivers.record(ledger, "F1", Decimal("40.00"), "DEL-1", "Ada", "Vote")
    claim(ledger, F1="90.00")
    plan(ledger)
    assert [(str(row[2]), row[3]) for row in instalments(ledger)] == [
        ("30.00", "announced"),
        ("20.00", "announced"),
        ("0.00", "cancelled"),
    ]


def test_a_plan_proposed_before_the_waiver_cannot_be_approved(ledger):
    owing(ledger, F1="90.00", F2="60.00")
    plan(ledger, max_instalments=1)
    waivers.record(ledger, "F1", Decimal("40.00"), "DEL-1", "Ada", "Vote")
    done = approve(ledger)
    assert (done.families, done.left_out) == (1, ["F1"])
    plan(ledger, max_instalments=1)
    assert approve(ledger, "F1").amount == Decimal("50.00")
