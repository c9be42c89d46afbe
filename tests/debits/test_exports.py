"""The debit file: written once, the same bytes for the same ledger, never one instalment in two files."""

import dataclasses
import datetime as dt
import hashlib
import threading
from pathlib import Path

import pytest
from lxml import etree

from rattrapage.debits import eligibility, exports, files
from rattrapage.debits import gate as debit_gate
from rattrapage.debits.eligibility import DebitRequest
from rattrapage.errors import Refusal
from tests.towns.debits import (
    CREDITOR,
    MADE,
    MARCH,
    MAY,
    entries,
    euros,
    make,
    mandate,
    owe,
    reasons,
    settle,
    state,
)


def test_what_is_due_is_debited_once(town, tmp_path):
    made = make(town, tmp_path / "d.xml")
    (file,) = made.files
    assert made.selection.included == eligibility.Tally(1, euros("60.00"))
    assert made.selection.left_out == eligibility.Tally()
    data = (tmp_path / "d.xml").read_bytes()
    assert file.message_id == "RT20240228-0001"
    assert file.sha256 == hashlib.sha256(data).hexdigest()
    assert etree.fromstring(data).findtext(".//{*}EndToEndId") == "RT0000000001-1"
    assert entries(town) == [("RT0000000001-1", "FRST", MARCH, euros("60.00"))]
    assert state(town, "RT0000000001") == "exported"
    assert files.content(town, "RT20240228-0001") == data
    repeated = make(town, tmp_path / "e.xml")
    assert (repeated.files, reasons(repeated)) == ([], {"already_exported": 1})
    assert not (tmp_path / "e.xml").exists()


def test_the_same_ledger_gives_the_same_bytes(ledger, tmp_path):
    settle(ledger, tmp_path / "t", *(mandate(f"M{n}", f"F{n}", n) for n in (1, 2, 3)))
    for family in ("F3", "F1", "F2"):
        owe(ledger, family)
    make(ledger, tmp_path / "d.xml")
    first = (tmp_path / "d.xml").read_bytes()
    with ledger.write("test", "oubli") as cursor:
        for table in ("debit_entries", "debit_files", "debit_exports"):
            cursor.execute(f"delete from {table}")
    make(ledger, tmp_path / "e.xml")
    assert (tmp_path / "e.xml").read_bytes() == first


def test_one_file_a_block_when_the_bank_wants_it(town, tmp_path):
    apart = dataclasses.replace(CREDITOR, one_file_per_block=True)
    made = make(town, tmp_path / "d.xml", MAY, creditor=apart)
    assert [(Path(file.file).name, file.message_id) for file in made.files] == [
        ("d-1.xml", "RT20240228-0001"),
        ("d-2.xml", "RT20240228-0002"),
        ("d-3.xml", "RT20240228-0003"),
    ]
    for file in made.files:
        assert hashlib.sha256(Path(file.file).read_bytes()).hexdigest() == file.sha256
    assert files.void(town, "RT20240228-0002", "Ada") == 1
    assert [state(town, f"RT000000000{n}") for n in (1, 2, 3)] == ["exported", "announced", "exported"]


def test_threads_never_put_an_instalment_into_two_files(town, tmp_path):
    made = []
    threads = [
        threading.Thread(target=lambda n=n: made.append(make(town, tmp_path / f"{n}.xml", MAY))) for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(written.selection.included.count for written in made) == [0] * 5 + [3]
    assert len(entries(town)) == 3


def test_a_plan_that_does_not_add_up_lets_no_file_be_written(town, tmp_path):
    town.cursor().execute("update positions set to_collect = to_collect + 0.01, claimed = claimed + 0.01")
    with pytest.raises(Refusal, match="0,01 € d'écart pour la famille F1"):
        make(town, tmp_path / "d.xml")
    assert (entries(town), (tmp_path / "d.xml").exists()) == ([], False)
    gate = debit_gate.look(town, CREDITOR, DebitRequest(MARCH, MARCH, MADE))
    assert [check.label for check in gate.checks if not check.holds] == ["Équilibre au centime"]
    assert not gate.open


def test_only_the_file_that_was_checked_is_written(town, tmp_path):
    request = DebitRequest(MARCH, MARCH, MADE)
    gate = debit_gate.look(town, CREDITOR, request)
    owe(town, "F2")
    with pytest.raises(Refusal, match="a changé depuis les contrôles"):
        exports.write(town, CREDITOR, request, tmp_path / "d.xml", "Ada", gate.drafts)
    assert (entries(town), (tmp_path / "d.xml").exists()) == ([], False)
    gate = debit_gate.look(town, CREDITOR, request)
    made = exports.write(town, CREDITOR, request, tmp_path / "d.xml", "Ada", gate.drafts)
    assert [file.sha256 for file in made.files] == [draft.sha256 for draft in gate.drafts]


def test_a_message_id_that_a_restore_forgot_is_not_given_again(town, tmp_path):
    lost = "insert into lost_debit_files values (?, ?, 1, 60.00, 'handed_in', ?)"
    at = dt.datetime(2024, 2, 28, 9, 0)
    town.cursor().execute(lost, ["RT20240228-0004", MADE, at])
    town.cursor().execute(lost, ["RT20240227-0009", MADE - dt.timedelta(1), at])
    assert make(town, tmp_path / "d.xml").files[0].message_id == "RT20240228-0005"
