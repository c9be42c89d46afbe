"""Granted terms change the plan; refused and waiting ones do not (R11, R12)."""

import datetime as dt
from decimal import Decimal

import pytest

from rattrapage.errors import Refusal
from tests.requests.acting import GRANTED, ask, methods
from tests.towns.plans import (
    APRIL,
    MARCH,
    MAY,
    agree,
    announce,
    approve,
    export,
    ids,
    instalments,
    owing,
    plan,
    rows,
)


def test_only_what_is_granted_changes_the_plan_and_it_survives(ledger):
    owing(ledger, F1="90.00", F2="90.00")
    ask(ledger, max_instalments=2, first_due=dt.date(2024, 5, 1))
    plan(ledger, max_instalments=1)
    assert len(ids(ledger, "proposed")) == 1
    ask(ledger, GRANTED)
    for _ in range(2):
        plan(ledger, strategy="mirror", max_instalments=1)
        assert rows(ledger) == ["F1,1,2024-05-06,90.00,mirror,proposed", "F2,1,2024-03-05,90.00,mirror,proposed"]
    plan(ledger, max_instalments=1)
    assert rows(ledger) == [
        "F1,1,2024-05-06,45.00,equal,proposed",
        "F1,2,2024-06-05,45.00,equal,proposed",
        "F2,1,2024-03-05,90.00,equal,proposed",
    ]


@pytest.mark.parametrize(
    ("policy", "terms", "amounts"),
    [
        ({"strategy": "capped", "cap": Decimal(60)}, {"cap": Decimal(40)}, ["40.00", "40.00", "10.00"]),
        ({"strategy": "mirror"}, {"cap": Decimal(50)}, ["50.00", "40.00"]),
        ({"strategy": "mirror"}, {"min_instalment": Decimal(40)}, ["45.00", "45.00"]),
        ({"strategy": "capped", "cap": Decimal(60)}, {"strategy": "equal"}, ["30.00", "30.00", "30.00"]),
        ({"min_instalment": Decimal(40)}, {"max_instalments": 5}, ["45.00", "45.00"]),
        ({}, {"strategy": "capped", "cap": Decimal(30)}, ["30.00", "30.00", "30.00"]),
    ],
)
def test_what_is_not_named_comes_from_the_plan(ledger, policy, terms, amounts):
    owing(ledger, F1="90.00")
    ask(ledger, GRANTED, **terms)
    plan(ledger, **policy)
    assert [str(row[2]) for row in instalments(ledger)] == amounts


def test_a_later_decision_wins_term_by_term(ledger):
    owing(ledger, F1="90.00")
    ask(ledger, GRANTED, max_instalments=2, method="cheque")
    ask(ledger, GRANTED, max_instalments=1)
    ask(ledger, max_instalments=9, method="cash")
    plan(ledger)
    assert rows(ledger) == ["F1,1,2024-03-05,90.00,equal,proposed"]
    assert methods(ledger) == {"F1": "cheque"}


def test_the_accountant_may_grant_less_than_was_asked(ledger):
    owing(ledger, F1="90.00")
    ask(ledger, max_instalments=9, first_due=dt.date(2024, 4, 1))
    ask(ledger, GRANTED, max_instalments=2)
    plan(ledger)
    assert [row[:2] for row in instalments(ledger)] == [(1, APRIL), (2, MAY)]


def test_a_cap_that_nobody_named_is_refused_and_the_plans_own_is_kept(ledger):
    owing(ledger, F1="90.00")
    with pytest.raises(Refusal, match="ni la demande ni le plan"):
        ask(ledger, GRANTED, strategy="capped")
    plan(ledger, strategy="capped", cap=Decimal(60))
    ask(ledger, GRANTED, strategy="capped")
    plan(ledger)
    assert [str(row[2]) for row in instalments(ledger)] == ["60.00", "30.00"]


def test_granted_terms_release_what_is_in_no_live_file(ledger):
    owing(ledger, F1="90.00")
    agree(ledger)
    first = ids(ledger, "announced")[0]
    export(ledger, "M1", first)
    ask(ledger, max_instalments=1)
    assert [row[3] for row in instalments(ledger)] == ["exported", "announced", "announced"]
    ask(ledger, GRANTED)
    assert [row[3] for row in instalments(ledger)] == ["exported", "approved", "approved"]
    assert announce(ledger) == 0
    plan(ledger)
    assert rows(ledger) == ["F1,4,2024-04-05,60.00,equal,proposed"]
    approve(ledger)
    assert [row[3] for row in instalments(ledger)] == ["exported", "closed", "closed", "approved"]
    assert announce(ledger) == 1


def test_a_plan_proposed_before_the_grant_cannot_be_approved(ledger):
    owing(ledger, F1="90.00")
    plan(ledger)
    ask(ledger, GRANTED, max_instalments=1)
    assert approve(ledger).left_out == ["F1"]
    plan(ledger)
    assert approve(ledger).families == 1
    assert [row[1] for row in instalments(ledger)] == [MARCH]
