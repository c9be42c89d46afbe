"""Files reach their place whole or not at all, and the ledger agrees."""

import dataclasses
import hashlib

import pytest

from rattrapage.debits import files, publishing
from rattrapage.errors import Refusal
from tests.towns.debits import (
    APRIL,
    CREDITOR,
    entries,
    make,
    state,
)


def journal(ledger) -> int:
    return ledger.cursor().execute("select count(*) from journal").fetchone()[0]


def test_a_place_that_cannot_be_written_changes_nothing(town, tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    rows = journal(town)
    with pytest.raises(Refusal, match="un fichier occupe la place du dossier"):
        make(town, tmp_path / "file" / "d.xml")
    with pytest.raises(Refusal, match="folder : c'est un dossier"):
        make(town, tmp_path / "folder")
    assert (entries(town), state(town, "RT0000000001"), journal(town)) == ([], "announced", rows)
    assert sorted(path.name for path in tmp_path.iterdir() if "duckdb" not in path.name) == ["file", "folder", "town"]
    assert make(town, tmp_path / "d.xml").files[0].message_id == "RT20240228-0001"


def test_a_failure_half_way_takes_back_the_files_already_there(town, tmp_path):
    (tmp_path / "d-2.xml").mkdir()
    apart = dataclasses.replace(CREDITOR, one_file_per_block=True)
    with pytest.raises(Refusal, match="écriture impossible"):
        make(town, tmp_path / "d.xml", APRIL, creditor=apart)
    assert not (tmp_path / "d-1.xml").exists()
    assert not (tmp_path / "d.left_out.csv").exists()
    assert entries(town) == []


def test_a_second_file_of_the_same_name_keeps_the_first_under_its_message_id(town, tmp_path):
    first = make(town, tmp_path / "d.xml").files[0]
    second = make(town, tmp_path / "d.xml", APRIL).files[0]
    kept = tmp_path / f"d.{first.message_id}.xml"
    found = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in (kept, tmp_path / "d.xml")}
    assert found == {kept: first.sha256, tmp_path / "d.xml": second.sha256}
    paths = "select path from debit_files order by message_id"
    assert town.cursor().execute(paths).fetchall() == [(str(kept),), (str(tmp_path / "d.xml"),)]


def test_what_a_crash_cut_off_is_completed_or_told(town, tmp_path):
    make(town, tmp_path / "out" / "d.xml")
    data = (tmp_path / "out" / "d.xml").read_bytes()
    (tmp_path / "out" / "d.xml").unlink()
    (tmp_path / "out" / ".d.xml.half").write_bytes(data[:99])
    town.cursor().execute("update debit_exports set published = false")
    assert publishing.complete(town) == []
    assert (tmp_path / "out" / "d.xml").read_bytes() == data
    assert not (tmp_path / "out" / ".d.xml.half").exists()
    assert publishing.complete(town) == []
    town.cursor().execute("update debit_exports set published = false")
    (tmp_path / "out").rename(tmp_path / "away")
    (tmp_path / "out").write_text("x")
    (complaint,) = publishing.complete(town)
    assert "pas encore réécrit" in complaint
    with pytest.raises(Refusal, match="pas encore réécrit"):
        make(town, tmp_path / "e.xml", APRIL)
    files.void(town, "RT20240228-0001", "Ada")
    assert make(town, tmp_path / "e.xml").selection.included.count == 1
