"""Who is debited and who is left out: the reasons in their order, mandates, dates."""

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from rattrapage.debits import eligibility
from rattrapage.debits import gate as debit_gate
from rattrapage.debits.eligibility import DebitRequest
from rattrapage.errors import Refusal
from tests.towns.debits import (
    APRIL,
    MADE,
    MARCH,
    abroad,
    again,
    ask,
    booked,
    came_back,
    entries,
    euros,
    make,
    mandate,
    notice,
    owe,
    reasons,
    settle,
    state,
    take,
)
from tests.towns.ledgers import load, write

TOO_LATE = dt.date(2024, 2, 28)
FAULTS = {
    "on_hold": {"request": True},
    "other_method": {"method": "cheque"},
    "no_mandate": {"no_mandate": True},
    "mandate_revoked": {"status": "revoked"},
    "mandate_to_renew": {"origin": "legacy"},
    "mandate_expired": {"signed": "2021-02-27"},
    "bad_iban": {"account": abroad("NC", 1)},
    "too_late": {"due_on": TOO_LATE},
    "not_notified": {"told": None},
    "amount_out_of_range": {"amount": "1000000000.00"},
}


def with_faults(ledger, folder: Path, faults: list[str]) -> None:
    """F1 owes one instalment that has all these faults at once."""
    case = {key: value for fault in faults for key, value in FAULTS[fault].items()}
    signed = {"signed": "2023-05-02"} | {key: case[key] for key in ("status", "origin", "signed") if key in case}
    rows = [] if "no_mandate" in case else [mandate("M1", "F1", case.get("account", 1), **signed)]
    settle(ledger, folder, *rows, F1=case.get("method", "direct_debit"))
    owe(ledger, "F1", **{key: case[key] for key in ("due_on", "amount", "told") if key in case})
    if "request" in case:
        ask(ledger, "F1")


@pytest.mark.parametrize("reason", FAULTS)
@pytest.mark.parametrize("alone", [True, False])
def test_the_first_reason_that_holds_is_told(ledger, tmp_path, reason, alone):
    faults = list(FAULTS)[list(FAULTS).index(reason) :]
    with_faults(ledger, tmp_path / "t", faults[:1] if alone else faults)
    made = make(ledger, tmp_path / "d.xml", due_from=TOO_LATE)
    assert reasons(made) == {reason: 1}
    with (tmp_path / "d.left_out.csv").open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["family_id"], row["number"], row["reason"]) == ("F1", "1", reason)
    assert Decimal(row["amount"]) == made.selection.left_out.amount


def test_what_is_in_a_file_is_told_so_before_anything_else(town, tmp_path):
    make(town, tmp_path / "d.xml")
    ask(town, "F1")
    assert reasons(make(town, tmp_path / "e.xml")) == {"already_exported": 1}


def test_what_nobody_approved_is_told_so_before_anything_else(ledger, tmp_path):
    settle(ledger, tmp_path / "t")
    owe(ledger, "F1", state="proposed", told=None)
    ask(ledger, "F1")
    assert reasons(make(ledger, tmp_path / "d.xml")) == {"not_approved": 1}


@pytest.mark.parametrize("change", [{"status": "superseded"}, {"signed": "2024-02-29"}])
def test_a_mandate_that_does_not_count_is_none(ledger, tmp_path, change):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1, **change))
    owe(ledger, "F1")
    assert reasons(make(ledger, tmp_path / "d.xml")) == {"no_mandate": 1}


@pytest.mark.parametrize(("told", "left"), [(dt.date(2024, 2, 20), {}), (dt.date(2024, 2, 21), {"not_notified": 1})])
def test_notice_is_given_fourteen_days_before(ledger, tmp_path, told, left):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1))
    owe(ledger, "F1", told=told)
    assert reasons(make(ledger, tmp_path / "d.xml")) == left


@pytest.mark.parametrize(
    ("mandates", "reference"),
    [
        ([mandate("A", "F1", 1, "2022-01-10"), mandate("B", "F1", 2, "2023-01-10")], "B"),
        ([mandate("B", "F1", 1), mandate("A", "F1", 2)], "A"),
        ([mandate("A", "F1", 1, "2022-01-10"), mandate("B", "F1", 2, "2023-01-10", origin="legacy")], "A"),
        ([mandate("A", "F1", 1, "2022-01-10"), mandate("B", "F1", 2, "2023-01-10", status="revoked")], "A"),
        (
            [mandate("A", "F1", 1, "2019-01-10"), mandate("B", "F1", 2, "2016-01-10", origin="legacy")],
            "mandate_expired",
        ),
        (
            [mandate("A", "F1", 1, "2016-01-10"), mandate("B", "F1", 2, "2019-01-10", origin="legacy")],
            "mandate_to_renew",
        ),
    ],
)
def test_of_several_mandates_the_latest_that_can_serves(ledger, tmp_path, mandates, reference):
    settle(ledger, tmp_path / "t", *mandates)
    owe(ledger, "F1")
    made = make(ledger, tmp_path / "d.xml")
    used = ledger.cursor().execute("select mandate_reference from debit_entries").fetchall()
    assert used == [(reference,)] or reasons(made) == {reference: 1}


def test_an_old_mandate_serves_when_allowed(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1, origin="legacy"))
    owe(ledger, "F1")
    assert make(ledger, tmp_path / "d.xml", allow_legacy=True).selection.included.count == 1


@pytest.mark.parametrize(("debited", "due_on", "expired"), [("2021-03-05", MARCH, False), ("2021-03-04", MARCH, True)])
def test_a_mandate_lapses_the_day_after_36_months(ledger, tmp_path, debited, due_on, expired):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1, "2016-01-04", debited=debited))
    owe(ledger, "F1", due_on)
    assert bool(reasons(make(ledger, tmp_path / "d.xml"))) is expired


def test_our_own_files_keep_a_mandate_alive_even_returned(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1, "2016-01-04", debited="2021-03-10"))
    owe(ledger, "F1", MARCH), owe(ledger, "F1", dt.date(2027, 2, 5), number=2)
    make(ledger, tmp_path / "d.xml")
    take(ledger, notice(booked(came_back("RT0000000001-1"))))
    late = make(ledger, tmp_path / "e.xml", dt.date(2027, 2, 5), made=dt.date(2027, 1, 5), due_from=APRIL)
    assert late.selection.included.count == 1


def test_a_reference_debited_on_another_account_must_be_signed_again(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1))
    owe(ledger, "F1"), owe(ledger, "F1", APRIL, number=2)
    make(ledger, tmp_path / "d.xml")
    again(ledger, tmp_path / "moved", mandate("M1", "F1", 2))
    assert reasons(make(ledger, tmp_path / "e.xml", APRIL, due_from=APRIL)) == {"mandate_to_renew": 1}


def test_included_and_left_out_are_what_is_due_and_not_approved(ledger, tmp_path):
    settle(ledger, tmp_path / "t", *(mandate(f"M{n}", f"F{n}", n) for n in (1, 2)), F4="cheque")
    owe(ledger, "F1", amount="10.01", paid="4.00")
    owe(ledger, "F2", amount="20.02", told=None)
    owe(ledger, "F3", amount="30.03")
    owe(ledger, "F4", amount="40.04", state="proposed")
    owe(ledger, "F4", amount="50.05", state="cancelled", number=2)
    owe(ledger, "F2", dt.date(2024, 6, 5), number=2)
    made = make(ledger, tmp_path / "d.xml", APRIL)
    assert reasons(made) == {"no_mandate": 1, "not_notified": 1, "not_approved": 1}
    assert (made.selection.included.amount, made.selection.left_out.amount) == (euros("6.01"), euros("90.09"))
    assert entries(ledger)[0][3] == euros("6.01")


def test_a_payment_imported_after_the_approval_is_not_debited_again(ledger, tmp_path):
    settle(ledger, tmp_path / "t", *(mandate(f"M{n}", f"F{n}", n) for n in (1, 2)))
    whole, part = owe(ledger, "F1"), owe(ledger, "F2")
    payments = 'payment_id,family_id,paid_on,amount\nP1,F1,2024-02-10,60\nP2,F2,2024-02-10,"12,50"\n'
    assert load(ledger, write(tmp_path / "p", payments=payments)).complete
    assert (state(ledger, whole), state(ledger, part)) == ("paid", "announced")
    made = make(ledger, tmp_path / "d.xml")
    assert [entry[3] for entry in entries(ledger)] == [euros("47.50")]
    assert reasons(made) == {}


def test_the_bank_has_the_file_an_open_day_before():
    assert eligibility.earliest(dt.date(2024, 2, 28)) == dt.date(2024, 2, 29)
    assert eligibility.earliest(dt.date(2024, 3, 2)) == dt.date(2024, 3, 5)
    assert eligibility.earliest(dt.date(2024, 3, 28)) == dt.date(2024, 4, 2)
    assert eligibility.earliest(dt.date(2024, 2, 28), lead_days=3) == dt.date(2024, 3, 4)


def test_dates_out_of_order_are_refused(town, tmp_path):
    with pytest.raises(Refusal, match="vient après"):
        DebitRequest(APRIL, MARCH, MADE)


def test_blocked_debits_wait_for_someone(town, tmp_path):
    with town.write("test", "restauration") as cursor:
        debit_gate.block(cursor, "registre restauré d'une sauvegarde")
    with pytest.raises(Refusal, match="restauré"):
        make(town, tmp_path / "d.xml")
    debit_gate.unblock(town, "Ada", "fichiers comparés avec la banque")
    assert make(town, tmp_path / "d.xml").files
