"""What the bank sends back: both messages, both versions, whole files and single debits, told once each."""

import datetime as dt

import pytest

from rattrapage.debits import files
from rattrapage.errors import Refusal
from rattrapage.returns import holds
from tests.returns.acting import FIRST, SECOND, kept
from tests.towns.debits import (
    booked,
    came_back,
    euros,
    make,
    mandate,
    notice,
    owe,
    refused,
    reject,
    settle,
    state,
    take,
)


@pytest.mark.parametrize("version", ["03", "10"])
def test_a_rejected_debit_is_returned(sent, version):
    found = take(sent, reject(refused(FIRST, "AM04", "60.00"), refused(SECOND, status="ACCP"), version=version))
    assert (found.read, found.matched, found.ignored, found.known) == (2, 1, 1, False)
    assert (found.amount, found.read_amount, found.ignored_amount) == (euros("60.00"), euros("120.00"), euros("60.00"))
    assert kept(sent) == [("reject", "debit", FIRST, "AM04", euros("60.00"), dt.date(2024, 3, 4))]
    assert (state(sent, "RT0000000001"), state(sent, "RT0000000002")) == ("returned", "exported")


@pytest.mark.parametrize("version", ["02", "08"])
def test_a_returned_debit_of_an_entry_of_one_or_many(sent, version):
    many = booked(came_back(FIRST, version=version), came_back(SECOND, "MD06", version=version), version=version)
    received = booked(came_back("OTHER-1", "", version=version), direction="CRDT", version=version)
    fees = booked(came_back("NOTPROVIDED", "", "3.20", version=version), version=version)
    found = take(sent, notice(many, received, fees, version=version))
    assert (found.matched, found.unmatched, found.ignored, found.amount) == (2, 0, 2, euros("120.00"))
    assert found.ignored_amount == euros("63.20")
    assert [(row[0], row[2], row[3], row[5]) for row in kept(sent)] == [
        ("return", FIRST, "AM04", dt.date(2024, 3, 7)),
        ("return", SECOND, "MD06", dt.date(2024, 3, 7)),
    ]


def test_only_booked_entries_count(sent):
    found = take(sent, notice(booked(came_back(FIRST), status="PDNG"), booked(came_back(SECOND), status="INFO")))
    assert (found.matched, found.unmatched, found.ignored, kept(sent)) == (0, 0, 2, [])
    assert (
        found.notices[0]
        == "retour.xml : 1 ligne ignorée, 60,00 € : donnée pour information, rien n'est comptabilisé (retour)."
    )
    assert found.notices[1] == "retour.xml : 1 ligne ignorée, 60,00 € : en attente à la banque (retour)."


def test_a_booking_date_stands_in_for_the_settlement_date(sent):
    undated = came_back(FIRST).replace("<RltdDts><IntrBkSttlmDt>2024-03-07</IntrBkSttlmDt></RltdDts>", "")
    take(sent, notice(booked(undated)))
    assert kept(sent)[0][5] == dt.date(2024, 3, 8)


def test_our_amount_is_looked_for_before_the_banks(sent):
    instructed = "<AmtDtls><InstdAmt><Amt Ccy='EUR'>60.00</Amt></InstdAmt></AmtDtls>"
    with_fees = came_back(FIRST, amount="65.00").replace("<Amt Ccy", instructed + "<Amt Ccy", 1)
    assert take(sent, notice(booked(with_fees))).matched == 1


@pytest.mark.parametrize(
    "message",
    [
        reject(group="RJCT"),
        reject(refused(FIRST, status="ACCP"), group="RJCT"),
        reject("<PmtInfSts>RJCT</PmtInfSts><StsRsnInf><Rsn><Prtry>X9</Prtry></Rsn></StsRsnInf>"),
    ],
)
def test_a_whole_file_or_block_is_every_debit_of_ours(sent, message):
    found = take(sent, message)
    assert (found.matched, found.already, found.amount) == (2, 0, euros("120.00"))
    assert sent.cursor().execute("select state, rejected_on from debit_files").fetchall() == [
        ("rejected", dt.date(2024, 3, 4))
    ]
    assert holds.standing(sent) == []


def test_a_debit_named_in_a_refused_file_keeps_its_own_reason(sent):
    found = take(sent, reject(refused(SECOND, "AC04"), group="RJCT"))
    assert (found.matched, found.already) == (2, 0)
    assert [(row[1], row[2], row[3]) for row in kept(sent)] == [("file", SECOND, "AC04"), ("file", FIRST, "")]
    assert [hold.reason for hold in holds.standing(sent)] == ["AC04"]


def test_a_refused_debit_without_a_reason_has_that_of_its_block(sent):
    why = "<StsRsnInf><Rsn><Cd>{}</Cd></Rsn></StsRsnInf>"
    silent = refused(FIRST).replace(why.format("AC04"), "")
    take(sent, reject("<PmtInfSts>RJCT</PmtInfSts>", why.format("AG01"), silent, refused(SECOND, "MD01")))
    assert [(row[2], row[3]) for row in kept(sent)] == [(FIRST, "AG01"), (SECOND, "MD01")]


def test_a_refused_debit_of_a_silent_block_has_the_reason_of_the_file(sent):
    why = "<StsRsnInf><Rsn><Cd>{}</Cd></Rsn></StsRsnInf>"
    silent = refused(FIRST).replace(why.format("AC04"), "")
    message = reject(silent, group="PART").replace(b"</GrpSts>", b"</GrpSts>" + why.format("AM05").encode())
    take(sent, message)
    assert [(row[2], row[3]) for row in kept(sent)] == [(FIRST, "AM05")]


def test_a_refused_block_takes_in_its_debits_without_a_decision(sent):
    unsaid = refused(FIRST).replace("<TxSts>RJCT</TxSts>", "")
    found = take(sent, reject("<PmtInfSts>RJCT</PmtInfSts>", unsaid, refused(SECOND, status="ACCP")))
    assert (found.matched, found.ignored) == (2, 1)


def test_debits_refused_one_by_one_are_no_whole_file(sent):
    take(sent, reject(refused(FIRST, "AM04"), refused(SECOND, "AM04")))
    assert sent.cursor().execute("select state from debit_files").fetchone() == ("written",)
    with pytest.raises(Refusal, match="déjà rendu 2"):
        files.void(sent, "RT20240228-0001", "Ada")


def test_one_refused_block_of_two_is_no_whole_file(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1), mandate("M2", "F2", 2, debited="2023-02-01"))
    owe(ledger, "F1"), owe(ledger, "F2")
    make(ledger, tmp_path / "d.xml")
    assert take(ledger, reject("<PmtInfSts>RJCT</PmtInfSts>")).matched == 1
    assert ledger.cursor().execute("select state from debit_files").fetchone() == ("written",)
    other = reject("<PmtInfSts>RJCT</PmtInfSts>").replace(b"RT20240228-0001-1", b"RT20240228-0001-2")
    take(ledger, other)
    assert ledger.cursor().execute("select state from debit_files").fetchone() == ("rejected",)


def test_a_file_collected_as_a_whole_counts_its_debits(sent):
    assert take(sent, reject(group="ACCP")).read == 0
    assert take(sent, reject(group="ACSC")).accepted == 2
    found = take(sent, reject(refused(FIRST, status="PDNG"), refused("X-1", status="ACSC"), group="PART"))
    assert (found.ignored, found.unmatched) == (1, 1)


def test_the_same_file_twice_changes_nothing(sent):
    message = notice(booked(came_back(FIRST), came_back("X-1")))
    take(sent, message)
    before = kept(sent), sent.cursor().execute("select count(*) from journal").fetchone()
    repeated = take(sent, message)
    assert (repeated.known, repeated.matched, repeated.already, repeated.unmatched) == (True, 0, 1, 1)
    assert (kept(sent), sent.cursor().execute("select count(*) from journal").fetchone()) == before


def test_the_same_failure_in_another_file_is_already_known(sent):
    take(sent, notice(booked(came_back(FIRST))))
    found = take(sent, notice(booked(came_back(FIRST), came_back(FIRST), came_back(SECOND))))
    assert (found.matched, found.already, found.amount) == (1, 2, euros("60.00"))
    assert take(sent, reject(refused(FIRST))).matched == 1
    assert len(kept(sent)) == 3


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (came_back("RT0000000009-1"), "identifiant inconnu"),
        (came_back("RT0000000001-2"), "identifiant inconnu"),
        (came_back("RT0000000001"), "identifiant inconnu"),
        (came_back(""), "identifiant inconnu"),
        (came_back(FIRST, amount="60.01"), "autre montant que le nôtre"),
        (came_back(FIRST).replace("EUR", "USD"), "autre monnaie que l'euro"),
        (came_back(FIRST, reason=""), "débit sans motif de retour"),
    ],
)
def test_what_is_not_ours_is_shown_and_marks_nothing(sent, entry, why):
    found = take(sent, notice(booked(entry, worth="60.01" if "60.01" in entry else "60.00")))
    assert (found.matched, found.unmatched, kept(sent)) == (0, 1, [])
    assert sent.cursor().execute("select why from unmatched_returns").fetchall() == [(why,)]
    assert state(sent, "RT0000000001") == "exported"


def test_an_unknown_message_or_block_is_one_unmatched(sent):
    assert take(sent, reject(group="RJCT", message="OTHER")).unmatched == 1
    assert take(sent, reject("<PmtInfSts>RJCT</PmtInfSts>", message="OTHER")).unmatched == 1


def test_a_return_of_a_file_said_never_sent_is_shown(sent):
    files.void(sent, "RT20240228-0001", "Ada")
    assert take(sent, notice(booked(came_back(FIRST)))).unmatched == 1
    assert sent.cursor().execute("select why from unmatched_returns").fetchall() == [("fichier annulé, jamais envoyé",)]
