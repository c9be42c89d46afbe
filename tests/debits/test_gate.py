"""The gate: each check by its name, what it finds, and what it keeps from being written."""

import dataclasses

import pytest

from rattrapage.debits import drafts, eligibility
from rattrapage.debits import gate as debit_gate
from rattrapage.debits.eligibility import Wish
from rattrapage.errors import Refusal
from rattrapage.sepa import pain008
from tests.towns.debits import (
    CREDITOR,
    MADE,
    MARCH,
    entries,
    euros,
    make,
    owe,
)


def test_the_gate_shows_each_check_and_writes_nothing(town, tmp_path):
    owe(town, "F2", told=None)
    gate = debit_gate.look(town, CREDITOR, Wish(MARCH, MARCH, MADE))
    assert gate.open
    assert [check.label for check in gate.checks if not check.holds] == []
    assert (gate.sorted.included.amount, [row["reason"] for row in gate.left_out]) == (euros("60.00"), ["not_notified"])
    assert entries(town) == []
    assert make(town, tmp_path / "d.xml").files[0].sha256 == gate.drafts[0].sha256
    after = debit_gate.look(town, CREDITOR, Wish(MARCH, MARCH, MADE))
    assert (after.open, after.drafts) == (False, [])


def test_the_gate_names_what_is_wrong(town, tmp_path):
    with town.write("test", "restauration") as cursor:
        debit_gate.block(cursor, "registre restauré d'une sauvegarde")
    gate = debit_gate.look(town, CREDITOR, Wish(MARCH, MARCH, MADE))
    assert [(check.label, check.fault) for check in gate.checks if not check.holds] == [
        ("Aucun blocage", "Prélèvements bloqués : registre restauré d'une sauvegarde")
    ]
    assert not gate.open


FAULTY = [
    ("Chaque échéance dans un seul fichier", "insert into debit_drafts select * from debit_drafts"),
    ("Mandats et IBAN valides", "update debit_drafts set iban = 'FR7699999000010000000000212'"),
    ("Mandats et IBAN valides", "update debit_drafts set mandate_reference = 'RTM00000002-1'"),
    ("Montants et dates des échéances", "update debit_drafts set amount = 60.01"),
]


@pytest.mark.parametrize(("label", "spoil"), FAULTY)
def test_a_fact_that_contradicts_a_debit_is_found(town, label, spoil):
    cursor, wish = town.cursor(), Wish(MARCH, MARCH, MADE)
    eligibility.judge(cursor, wish)
    drafts.build(cursor, CREDITOR, wish)
    debit_gate.prove(cursor, wish)
    cursor.execute(spoil)
    with pytest.raises(Refusal, match=label):
        debit_gate.prove(cursor, wish)


def test_what_does_not_add_up_is_refused_with_the_difference(town):
    cursor, wish = town.cursor(), Wish(MARCH, MARCH, MADE)
    eligibility.judge(cursor, wish)
    cursor.execute("update debit_candidates set amount = 59.98")
    with pytest.raises(Refusal, match="différence 0,02 €"):
        eligibility.sort(cursor)


def test_a_file_that_is_not_what_the_ledger_says_is_refused(town, monkeypatch):
    cursor, wish = town.cursor(), Wish(MARCH, MARCH, MADE)
    eligibility.judge(cursor, wish)
    honest = pain008.build

    def forged(creditor, message_id, created_on, debits):
        less = [dataclasses.replace(debit, amount=euros("6.00")) for debit in debits]
        return honest(creditor, message_id, created_on, less)

    monkeypatch.setattr(pain008, "build", forged)
    with pytest.raises(Refusal, match="6,00 €, le registre 1 prélèvements et 60,00 €"):
        drafts.build(cursor, CREDITOR, wish)
