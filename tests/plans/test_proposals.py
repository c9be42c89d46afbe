"""Plans that are proposed, to the cent (R11)."""

import datetime as dt
from decimal import Decimal

import pytest

from rattrapage.errors import Refusal
from rattrapage.plans import proposals
from rattrapage.progress import finish
from tests.plans.acting import amounts
from tests.towns.plans import (
    APRIL,
    MARCH,
    MAY,
    balance,
    claim,
    families,
    ids,
    instalments,
    owing,
    plan,
    policy,
    rows,
)


@pytest.mark.parametrize(
    ("owed", "threshold", "line"),
    [
        ("14.99", "15", "F1,0,,14.99,equal,carried_over"),
        ("15.00", "15", "F1,1,2024-03-05,15.00,equal,proposed"),
        ("0.01", "0", "F1,1,2024-03-05,0.01,equal,proposed"),
        ("-11.85", "15", "F1,0,,-11.85,equal,credit"),
        ("?8.61", "15", "F1,0,,8.61,equal,to_review"),
    ],
)
def test_one_amount_and_what_becomes_of_it(ledger, owed, threshold, line):
    owing(ledger, F1=owed)
    plan(ledger, threshold=Decimal(threshold), max_instalments=1)
    assert rows(ledger) == [line]


def test_what_is_owed_and_what_is_to_credit_are_not_netted(ledger):
    owing(ledger, F1={"2023-09": "20.00", "2023-10": "-12.00", "2023-11": "?3.00"})
    made = plan(ledger, max_instalments=1)
    assert rows(ledger) == [
        "F1,0,,-12.00,equal,credit",
        "F1,0,,3.00,equal,to_review",
        "F1,1,2024-03-05,20.00,equal,proposed",
    ]
    assert (made.families, made.amount, made.credits, made.to_review) == (1, Decimal("20.00"), 1, 1)


@pytest.mark.parametrize(
    ("credit", "left", "lines"),
    [
        ("-12.00", "18.00", []),
        ("-30.00", "0.00", []),
        ("-35.00", "0.00", ["F1,0,,-5.00,mirror,credit"]),
    ],
)
def test_credits_are_netted_on_purpose_oldest_month_first(ledger, credit, left, lines):
    owing(ledger, F1={"2023-09": "10.00", "2023-10": credit, "2023-11": "20.00"})
    plan(ledger, net_credits=True, strategy="mirror")
    assert balance(ledger).get("to_collect", Decimal("0.00")) == Decimal(left)
    assert [line for line in rows(ledger) if "proposed" not in line] == lines
    if credit == "-12.00":
        assert amounts(ledger, "proposed") == ["18.00"]


def test_mirror_takes_the_months_in_their_order(ledger):
    owing(ledger, F1={"2023-11": "50.00", "2023-09": "30.00", "2023-10": "40.00", "2023-12": "5.00"})
    plan(ledger, strategy="mirror")
    assert [row[:3] for row in instalments(ledger)] == [
        (1, MARCH, Decimal("30.00")),
        (2, APRIL, Decimal("40.00")),
        (3, MAY, Decimal("55.00")),
    ]


def test_a_cap_that_would_take_too_long_is_for_someone_to_decide(ledger):
    owing(ledger, F1={"2023-09": "180.01", "2023-10": "?4.00"}, F2="180.00")
    made = plan(ledger, strategy="capped", cap=Decimal(60))
    assert rows(ledger) == [
        "F1,0,,184.01,capped,to_review",
        *(f"F2,{n},{due_on},60.00,capped,proposed" for n, due_on in enumerate((MARCH, APRIL, MAY), 1)),
    ]
    assert (made.families, made.to_review, made.to_review_amount) == (1, 1, Decimal("184.01"))
    assert balance(ledger)["over_cap"] == Decimal("180.01")


def test_due_dates_leave_the_notice(ledger):
    owing(ledger, F1="60.00")
    plan(ledger, prepared_on=dt.date(2024, 2, 20))
    assert instalments(ledger)[0][1] == MARCH
    plan(ledger, prepared_on=dt.date(2024, 2, 21))
    assert instalments(ledger)[0][1] == APRIL
    plan(ledger, prepared_on=dt.date(2024, 2, 21), notice_days=13)
    assert instalments(ledger)[0][1] == MARCH


def test_the_same_ledger_and_parameters_give_the_same_file(ledger):
    owing(ledger, F1="100.00", F2={"2023-10": "9.00", "2023-11": "-4.00"})
    plan(ledger)
    first = proposals.csv_text(ledger)
    plan(ledger)
    assert proposals.csv_text(ledger) == first


def test_ids_are_never_used_again(ledger):
    owing(ledger, F1="100.00")
    plan(ledger)
    first = ids(ledger, "proposed")
    plan(ledger)
    again = ids(ledger, "proposed")
    assert (first[0], again[0]) == ("RT0000000001", "RT0000000004")
    claim(ledger, F1="0")
    plan(ledger)
    claim(ledger, F1="10.00")
    plan(ledger, max_instalments=1)
    assert ids(ledger, "proposed") == ["RT0000000007"]


def test_nothing_is_planned_before_a_reconciliation(ledger):
    families(ledger, "F1")
    with pytest.raises(Refusal, match="lancez d'abord « reconcile »"):
        finish(proposals.propose(ledger, policy()))
