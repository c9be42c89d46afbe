"""The gate: each check by its name, what it finds, and what it keeps from being written."""

import dataclasses

import pytest

from rattrapage.debits import drafts, eligibility
from rattrapage.debits import gate as debit_gate
from rattrapage.debits.eligibility import DebitRequest
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
    gate = debit_gate.look(town, CREDITOR, DebitRequest(MARCH, MARCH, MADE))
    assert gate.open
    assert [check.label for check in gate.checks if not check.holds] == []
    assert (gate.selection.included.amount, [row.reason for row in gate.left_out]) == (euros("60.00"), ["not_notified"])
    assert entries(town) == []
    assert make(town, tmp_path / "d.xml").files[0].sha256 == gate.drafts[0].sha256
    after = debit_gate.look(town, CREDITOR, DebitRequest(MARCH, MARCH, MADE))
    assert (after.open, after.drafts) == (False, [])


def test_the_gate_names_what_is_wrong(town, tmp_path):
    with town.write("test", "restauration") as cursor:
        debit_gate.block(cursor, "registre restauré d'une sauvegarde")
    gate = debit_gate.look(town, CREDITOR, DebitRequest(MARCH, MARCH, MADE))
    assert [(check.label, check.fault) for check in gate.checks if not check.holds] == [
        ("Aucun blocage", "Prélèvements bloqués : registre restauré d'une sauvegarde")
    ]
    assert not gate.open


FAULTY = [
    ("Chaque échéance dans un seul fichier", "insert into debit_drafts select * from debit_drafts"),
    ("Mandats et IBAN valides", "update debit_drafts set iban = 'FR7699999000010000000000212'"),
    ("Mandats et IBAN valides", "update debit_drafts set mandate_reference = 'RTM00000002-1'"),
    ("Montants et dates des échéances", "update debit_drafts set amount = 60.01"),
    ("Plans approuvés", "update debit_drafts set instalment_id = 'RT0000000999'"),
]


@pytest.mark.parametrize(("label", "spoil"), FAULTY)
def test_a_fact_that_contradicts_a_debit_shuts_the_gate_and_stops_the_writer(town, tmp_path, monkeypatch, label, spoil):
    honest = drafts.build

    def spoiled(cursor, creditor, request):
        made = honest(cursor, creditor, request)
        cursor.execute(spoil)
        return made

    monkeypatch.setattr(drafts, "build", spoiled)
    gate = debit_gate.look(town, CREDITOR, DebitRequest(MARCH, MARCH, MADE))
    assert next(check.label for check in gate.checks if not check.holds) == label
    assert not gate.open
    with pytest.raises(Refusal, match=rf"^{label} : [12] prélèvements en défaut ; rien n'a été écrit\.$"):
        make(town, tmp_path / "d.xml")
    assert (entries(town), (tmp_path / "d.xml").exists()) == ([], False)


def test_a_debit_whose_instalment_is_gone_does_not_vanish_from_the_checks(town, monkeypatch):
    honest = drafts.build

    def orphaned(cursor, creditor, request):
        made = honest(cursor, creditor, request)
        cursor.execute("update debit_drafts set instalment_id = 'RT0000000999'")
        return made

    monkeypatch.setattr(drafts, "build", orphaned)
    gate = debit_gate.look(town, CREDITOR, DebitRequest(MARCH, MARCH, MADE))
    assert [(check.label, check.fault) for check in gate.checks if not check.holds] == [
        ("Plans approuvés", "1 prélèvements en défaut"),
        ("Préavis respecté", "1 prélèvements en défaut"),
        ("Montants et dates des échéances", "1 prélèvements en défaut"),
    ]


def test_what_does_not_add_up_is_refused_with_the_difference(town):
    cursor, request = town.cursor(), DebitRequest(MARCH, MARCH, MADE)
    eligibility.judge(cursor, request)
    cursor.execute("update debit_candidates set amount = 59.98")
    with pytest.raises(Refusal, match="différence 0,02 €"):
        eligibility.select(cursor)


def test_a_file_that_is_not_what_the_ledger_says_is_refused(town, monkeypatch):
    cursor, request = town.cursor(), DebitRequest(MARCH, MARCH, MADE)
    eligibility.judge(cursor, request)
    honest = pain008.build

    def forged(creditor, message_id, created_on, debits):
        less = [dataclasses.replace(debit, amount=euros("6.00")) for debit in debits]
        return honest(creditor, message_id, created_on, less)

    monkeypatch.setattr(pain008, "build", forged)
    with pytest.raises(Refusal, match="6,00 €, le registre 1 prélèvements et 60,00 €"):
        drafts.build(cursor, CREDITOR, request)
