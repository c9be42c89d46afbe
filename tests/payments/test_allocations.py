"""Payments: what they pay, what they never pay, and what is too much (R12)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rattrapage.payments import allocations
from rattrapage.payments.allocations import Instalment, Payment
from tests.towns.plans import (
    APPROVED,
    agree,
    announce,
    approve,
    claim,
    document,
    euros,
    export,
    families,
    give_back,
    ids,
    instalments,
    owing,
    pay,
    plan,
    void,
)

BEFORE = APPROVED - dt.timedelta(days=1)


def place(ledger):
    with ledger.write("test", "paiements") as cursor:
        allocations.place(cursor)


def paid(ledger, family="F1"):
    """What was paid on each of a family's instalments, in the order of their ids, and their states."""
    sql = "select paid, state from instalment_states where family_id = ? order by instalment_id"
    return [(str(amount), state) for amount, state in ledger.cursor().execute(sql, [family]).fetchall()]


def overpaid(ledger):
    found = ledger.cursor().execute("select payment_id, amount from overpaid order by payment_id").fetchall()
    return {payment: str(amount) for payment, amount in found}


@pytest.fixture
def town(ledger):
    """F1 and F2 owe 90.00 each in three announced instalments; a catch-up document and an ordinary invoice of F1."""
    owing(ledger, F1="90.00", F2="90.00")
    agree(ledger)
    document(ledger, "RAT-F-F1-2023-09-1", "F1")
    document(ledger, "I1", "F1", "ordinary")
    return ledger


@pytest.mark.parametrize(
    ("names", "on", "states"),
    [
        ("RAT-F-F1-2023-09-1", BEFORE, ["30.00 paid", "10.00 announced", "0.00 announced"]),
        ("I1", APPROVED, ["0.00 announced"] * 3),
        (None, APPROVED, ["30.00 paid", "10.00 announced", "0.00 announced"]),
        (None, BEFORE, ["0.00 announced"] * 3),
    ],
)
def test_what_a_payment_names_says_what_it_pays(town, names, on, states):
    pay(town, "P1", "F1", "40.00", names, on)
    place(town)
    assert [" ".join(row) for row in paid(town)] == states
    assert overpaid(town) == {}
    count = "select count(*) from payment_allocations"
    before = town.cursor().execute(count).fetchone()
    place(town)
    assert town.cursor().execute(count).fetchone() == before


def test_the_debit_is_of_the_rest(town):
    pay(town, "P1", "F1", "10.00")
    place(town)
    export(town, "M1", *ids(town, "announced"))
    found = town.cursor().execute("select amount from live_debits order by end_to_end_id").fetchall()
    assert found == [(euros(2000),), (euros(3000),), (euros(3000),)]


def test_instalments_in_a_live_file_are_skipped(town):
    first, *_ = ids(town, "announced")
    export(town, "M1", first)
    pay(town, "P1", "F1", "70.00")
    place(town)
    assert paid(town) == [("0.00", "exported"), ("30.00", "paid"), ("30.00", "paid")]
    assert overpaid(town) == {"P1": "10.00"}
    give_back(town, "M1", first)
    place(town)
    assert paid(town) == [("10.00", "returned"), ("30.00", "paid"), ("30.00", "paid")]
    assert overpaid(town) == {}


def test_what_is_placed_stays_placed(town):
    first, *_ = ids(town, "announced")
    export(town, "M1", first)
    pay(town, "P1", "F1", "30.00")
    place(town)
    void(town, "M1")
    place(town)
    assert paid(town)[:2] == [("0.00", "announced"), ("30.00", "paid")]


def test_too_much_is_never_set_against_a_later_claim(town):
    pay(town, "P1", "F1", "100.00")
    place(town)
    assert overpaid(town) == {"P1": "10.00"}
    claim(town, F1="150.00", F2="90.00")
    plan(town, max_instalments=1)
    approve(town, on=BEFORE)
    assert paid(town)[3] == ("0.00", "approved")
    assert overpaid(town) == {"P1": "10.00"}


def test_a_payment_of_the_document_before_the_approval_waits_for_it(ledger):
    owing(ledger, F1="90.00")
    document(ledger, "RAT-F-F1-2023-09-1", "F1")
    pay(ledger, "P1", "F1", "40.00", "RAT-F-F1-2023-09-1", BEFORE)
    assert overpaid(ledger) == {"P1": "40.00"}
    made = plan(ledger)
    assert made.overpaid == []
    assert approve(ledger).amount == euros(9000)
    assert paid(ledger) == [("30.00", "paid"), ("10.00", "approved"), ("0.00", "approved")]


def test_another_familys_document_pays_nothing_and_is_shown(town):
    pay(town, "P1", "F2", "30.00", "RAT-F-F1-2023-09-1")
    place(town)
    assert {amount for family in ("F1", "F2") for amount, _ in paid(town, family)} == {"0.00"}
    assert overpaid(town) == {"P1": "30.00"}


def test_a_payment_of_a_family_that_owes_nothing_is_shown(town):
    families(town, "F3")
    document(town, "RAT-F-F3-2023-09-1", "F3")
    pay(town, "P1", "F3", "30.00", "RAT-F-F3-2023-09-1")
    pay(town, "P2", "F3", "30.00")
    place(town)
    assert overpaid(town) == {"P1": "30.00"}


def test_a_corrected_payment_takes_back_from_the_last_one(town):
    for amount, first, second in (("50.00", "30.00", "20.00"), ("35.00", "30.00", "5.00"), ("60.00", "30.00", "30.00")):
        pay(town, "P1", "F1", amount)
        place(town)
        assert [row[0] for row in paid(town)] == [first, second, "0.00"]


def test_a_payment_corrected_to_an_ordinary_invoice_or_another_family_pays_no_more(town):
    pay(town, "P1", "F1", "30.00")
    place(town)
    pay(town, "P1", "F1", "30.00", "I1")
    place(town)
    assert paid(town)[0] == ("0.00", "announced")
    pay(town, "P1", "F2", "30.00")
    place(town)
    assert (paid(town)[0], paid(town, "F2")[0]) == (("0.00", "announced"), ("30.00", "paid"))


def test_a_cheque_that_bounces_takes_its_money_back(town):
    pay(town, "P1", "F1", "40.00")
    place(town)
    pay(town, "P2", "F1", "-40.00", on=dt.date(2024, 3, 20))
    place(town)
    assert [row[0] for row in paid(town)] == ["0.00", "0.00", "0.00"]
    assert overpaid(town) == {}


def test_a_bounce_whose_cheque_is_corrected_takes_its_money_elsewhere(town):
    pay(town, "P1", "F1", "30.00")
    place(town)
    pay(town, "P2", "F1", "-30.00", on=dt.date(2024, 3, 20))
    place(town)
    pay(town, "P1", "F1", "0.00")
    place(town)
    assert [row[0] for row in paid(town)] == ["0.00", "0.00", "0.00"]
    assert overpaid(town) == {"P2": "-30.00"}
    pay(town, "P3", "F1", "50.00", on=dt.date(2024, 3, 21))
    place(town)
    assert [row[0] for row in paid(town)] == ["20.00", "0.00", "0.00"]
    assert overpaid(town) == {}


def test_a_refund_corrected_to_a_payment_pays(town):
    pay(town, "P1", "F1", "30.00")
    pay(town, "P2", "F1", "-12.75", on=dt.date(2024, 3, 20))
    place(town)
    assert [row[0] for row in paid(town)] == ["17.25", "0.00", "0.00"]
    pay(town, "P2", "F1", "12.75", on=dt.date(2024, 3, 20))
    place(town)
    assert [row[0] for row in paid(town)] == ["30.00", "12.75", "0.00"]
    assert overpaid(town) == {}


def test_a_refund_takes_off_the_payment_of_its_own_document(town):
    pay(town, "P1", "F1", "20.00", "RAT-F-F1-2023-09-1")
    pay(town, "P2", "F1", "100.00")
    place(town)
    assert overpaid(town) == {"P2": "30.00"}
    pay(town, "P3", "F1", "-20.00", "RAT-F-F1-2023-09-1", on=dt.date(2024, 3, 20))
    place(town)
    assert [row[0] for row in paid(town)] == ["30.00", "30.00", "30.00"]
    assert overpaid(town) == {"P2": "10.00"}


def test_a_closed_instalment_takes_no_payment_and_its_payment_can_be_taken_back(ledger):
    owing(ledger, F1="90.00")
    plan(ledger)
    approve(ledger)
    pay(ledger, "P1", "F1", "40.00")
    plan(ledger, max_instalments=1)
    approve(ledger)
    assert [(str(row[2]), row[3]) for row in instalments(ledger)] == [
        ("30.00", "paid"),
        ("10.00", "closed"),
        ("0.00", "closed"),
        ("50.00", "approved"),
    ]
    pay(ledger, "P2", "F1", "20.00")
    place(ledger)
    assert paid(ledger)[3] == ("20.00", "approved")
    pay(ledger, "P1", "F1", "35.00")
    place(ledger)
    assert [row[0] for row in paid(ledger)] == ["30.00", "5.00", "0.00", "20.00"]
    plan(ledger, max_instalments=1)
    assert str(instalments(ledger)[4][2]) == "35.00"
    approve(ledger)
    announce(ledger)
    assert [(str(row[2]), row[3]) for row in instalments(ledger)][1] == ("5.00", "closed")


PAYMENTS = st.lists(st.tuples(st.integers(1, 9000), st.booleans()), max_size=6)
OWED = st.lists(st.tuples(st.integers(0, 6000), st.booleans(), st.booleans()), max_size=6)


@given(payments=PAYMENTS, owed=OWED)
def test_no_instalment_is_paid_twice_and_no_payment_spent_twice(payments, owed):
    made = list(
        allocations.allocate(
            [Payment(f"P{n}", "F1", cents, APPROVED if free else None, 1) for n, (cents, free) in enumerate(payments)],
            [Instalment(f"I{n}", "F1", 1, APPROVED, unpaid, live, over) for n, (unpaid, live, over) in enumerate(owed)],
            {},
        )
    )
    assert all(part.cents > 0 for part in made)
    spent = sum(part.cents for part in made)
    room = sum(unpaid for unpaid, live, over in owed if not live and not over)
    assert spent == min(room, sum(cents for cents, _ in payments))
    for n, (unpaid, live, over) in enumerate(owed):
        got = sum(part.cents for part in made if part.instalment_id == f"I{n}")
        assert got <= (0 if live or over else unpaid)
    for n, (cents, _) in enumerate(payments):
        assert sum(part.cents for part in made if part.payment_id == f"P{n}") <= cents
