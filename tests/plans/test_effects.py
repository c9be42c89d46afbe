"""What a simulated policy is said to change is what saving it changes."""

from decimal import Decimal

import pytest

from rattrapage.errors import Refusal
from rattrapage.letters import notices
from rattrapage.plans import approvals, effects, simulation
from tests.towns.debits import CREDITOR
from tests.towns.plans import APPROVED, MARCH, TOLD, announce, approve, euros, ids, owing, pay, plan, policy


@pytest.fixture
def town(ledger):
    owing(ledger, F1="300.00", F2="9.00", F3="60.00")
    return ledger


def effect(ledger, **changes) -> effects.Effect:
    return effects.of(simulation.simulate(ledger, policy(**changes)))


def test_there_is_nothing_in_force_before_a_plan(town):
    assert effects.in_force(town) is None


def test_what_is_in_force_after_saving_is_what_was_simulated(town):
    chosen = {"threshold": Decimal(15), "strategy": "capped", "cap": Decimal(80)}
    seen = effect(town, **chosen)
    assert seen == (1, 1, euros(36900), euros(900), euros(30000))
    plan(town, **chosen)
    assert effects.in_force(town) == seen
    assert effects.change(effect(town, **chosen), seen) == (0, 0, 0, 0, 0)
    assert effects.change(effect(town, max_instalments=2), seen) == (2, 5, 0, euros(-900), euros(-30000))


def test_approved_plans_count_until_their_letters(town):
    plan(town)
    approve(town)
    assert effects.in_force(town)[:2] == effect(town)[:2] == (3, 9)
    plan(town, max_instalments=1)
    assert effects.in_force(town)[:2] == (3, 3)
    approve(town)
    announce(town)
    assert effects.in_force(town)[:2] == effect(town)[:2] == (0, 0)


def test_months_add_their_means_up():
    loads = [simulation.Load("2024-03", method, euros(cents)) for method, cents in (("cash", 100), ("cheque", 250))]
    later = simulation.Load("2024-04", "cash", euros(5))
    assert effects.months([later, *loads]) == [
        ("2024-03", {"cash": euros(100), "cheque": euros(250)}, euros(350)),
        ("2024-04", {"cash": euros(5)}, euros(5)),
    ]


def test_what_waits_for_an_approval_is_what_is_approved(town):
    plan(town)
    approve(town, "F1")
    announce(town)
    plan(town)
    pay(town, "P1", "F1", "100.00", on=MARCH)
    found = approvals.waiting(town)
    done = approve(town)
    assert (len(found.plan_ids), found.amount, found.stale) == (done.families, done.amount, done.left_out)
    assert approvals.waiting(town) == approvals.Waiting([], Decimal("0.00"), [])


def test_only_the_plans_that_were_seen_are_approved(town):
    plan(town)
    seen = approvals.waiting(town)
    plan(town)
    with pytest.raises(Refusal, match="ont changé entre-temps"):
        approvals.approve(town, seen, "Ada", APPROVED)
    assert ids(town, "approved") == []
    assert approvals.approve(town, approvals.waiting(town), "Ada", APPROVED).families == 3


def test_a_stale_plan_is_named(town):
    plan(town)
    approve(town, "F1")
    plan(town)
    assert approvals.waiting(town).stale == []
    announce(town, *ids(town, "approved"))
    found = approvals.waiting(town)
    assert (len(found.plan_ids), found.amount, found.stale) == (2, euros(6900), ["F1"])


def test_letters_are_counted_before_they_are_written(town):
    plan(town)
    approve(town, "F1", "F3")
    assert notices.waiting(town, APPROVED) == notices.Notified(2, {}, without_creditor=2)
    assert notices.waiting(town, APPROVED, notices.Sender(creditor=CREDITOR)) == notices.Notified(2, {})
    assert notices.waiting(town, MARCH) == notices.Notified(0, {"F1": "too_late", "F3": "too_late"})
    announce(town, on=TOLD)
    assert notices.waiting(town, TOLD) == notices.Notified(0, {})
