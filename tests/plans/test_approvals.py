"""Plans that are approved and announced."""

from decimal import Decimal

import pytest

from rattrapage.errors import Refusal
from rattrapage.plans import proposals
from tests.plans.acting import amounts
from tests.towns.plans import (
    APPROVED,
    MARCH,
    TOLD,
    agree,
    announce,
    approve,
    claim,
    export,
    give_back,
    ids,
    instalments,
    owing,
    plan,
)


def test_plans_that_do_not_add_up_are_refused(ledger):
    owing(ledger, F1="100.00")
    plan(ledger)
    ledger.cursor().execute("update instalments set amount = amount + 1 where number = 2")
    with pytest.raises(Refusal, match="−1,00 € d'écart pour la famille F1"):
        approve(ledger)
    assert ids(ledger, "approved") == []


def test_approval_is_of_all_or_of_some(ledger):
    owing(ledger, F1="60.00", F2="30.00", F3="9.00")
    plan(ledger)
    done = approve(ledger, "F2", "F2")
    assert (done.families, done.amount, done.left_out) == (1, Decimal("30.00"), [])
    assert [instalments(ledger, family)[0][3] for family in ("F1", "F2", "F3")] == ["proposed", "approved", "proposed"]
    assert approve(ledger).families == 2
    assert approve(ledger).families == 0


def test_who_approves_what_must_be_known(ledger):
    owing(ledger, F1="60.00")
    plan(ledger)
    with pytest.raises(Refusal, match="Famille F2 : aucun plan proposé"):
        approve(ledger, "F1", "F2")
    with pytest.raises(Refusal, match="qui approuve"):
        proposals.approve(ledger, " ", APPROVED)
    assert ids(ledger, "approved") == []


def test_a_plan_that_is_out_of_date_is_left_out(ledger):
    owing(ledger, F1="60.00", F2="60.00")
    agree(ledger)
    export(ledger, "M1", *ids(ledger, "announced"), *ids(ledger, "announced", family="F2"))
    claim(ledger, F1="75.00", F2="75.00")
    plan(ledger)
    give_back(ledger, "M1", ids(ledger, "exported")[0])
    done = approve(ledger)
    assert (done.families, done.left_out) == (1, ["F1"])
    plan(ledger)
    assert amounts(ledger, "proposed") == ["11.68", "11.66", "11.66"]
    assert approve(ledger).left_out == []
    assert amounts(ledger, "closed", "exported", "approved") == ["0.00", "20.00", "20.00", "11.68", "11.66", "11.66"]


def test_a_letter_tells_each_instalment_once(ledger):
    owing(ledger, F1="90.00")
    plan(ledger)
    assert announce(ledger, *ids(ledger, "proposed")) == 0
    approve(ledger)
    first, *_ = ids(ledger, "approved")
    assert announce(ledger, first) == 1
    assert announce(ledger, on=MARCH) == 2
    told = ledger.cursor().execute("select announced_on from instalments order by number").fetchall()
    assert told == [(TOLD,), (MARCH,), (MARCH,)]
