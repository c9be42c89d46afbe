"""Import: a town comes in whole, the same data changes nothing, and every row is counted (rules.md, Files in)."""

import datetime as dt

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from tests.imports.acting import HEAD, one
from tests.towns.ledgers import TOWN, counts, load, write


def test_a_town_comes_in_whole(ledger, tmp_path):
    report = load(ledger, write(tmp_path / "town", **TOWN))
    assert report.complete
    assert counts(report, "attendance") == (3, 3, 0, 0)
    assert one(ledger, "select payment_method, country, resident from families where family_id = 'F1'") == [
        ("online", "FR", True)
    ]


def test_the_same_data_again_changes_nothing_whatever_the_dialect(town, tmp_path):
    french = TOWN["attendance"].replace(",", ";").replace("2023-09-04", "04/09/2023").encode("cp1252")
    book = openpyxl.Workbook()
    book.active.append(["ignored"])
    sheet = book.create_sheet("data")
    sheet.append(["attendance_id", "child_id", "service", "date", "status", "quantity"])
    sheet.append(["A1", "C1", "CANT", dt.date(2023, 9, 4), "present", 1])
    sheet.append([None] * 6)
    sheet.append(["A2", "C1", "CANT", "05/09/2023", "present", None])
    book.save(tmp_path / "attendance.xlsx")
    for path in (tmp_path / "town", write(tmp_path / "french", attendance=french), tmp_path / "attendance.xlsx"):
        report = load(town, path)
        read, accepted, unchanged, rejected = counts(report, "attendance")
        assert (accepted, rejected) == (0, 0), path
        assert read == unchanged > 0


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("families.csv", b"", "vide"),
        ("families.csv", b"family_id,name\nF1,x\n", "payer_name"),
        ("families.csv", b"family_id,payer_name,family_id\nF1,x,F2\n", "deux fois : family_id"),
        ("families.csv", b"PK\x03\x04rubbish", "pas un fichier CSV"),
        ("families.xlsx", b"family_id,payer_name\nF1,x\n", "Excel illisible"),
        ("families.parquet", b"family_id,payer_name\nF1,x\n", "Parquet"),
        ("families.csv", b'family_id,payer_name\nF1,"x\nF2,y\n', "ligne 2"),
    ],
)
def test_an_unreadable_file_is_refused_and_the_others_load(ledger, tmp_path, name, content, word):
    folder = write(tmp_path / "x", schools=TOWN["schools"])
    (folder / name).write_bytes(content)
    report = load(ledger, folder)
    assert [refused.file for refused in report.refused] == [name]
    assert word in report.refused[0].message
    assert counts(report, "schools") == (1, 1, 0, 0)


def test_nothing_readable_is_a_refusal_that_changes_nothing(ledger, tmp_path):
    with pytest.raises(Refusal, match="vide"):
        load(ledger, write(tmp_path / "x", families=b""))
    assert one(ledger, "select count(*) from imports") == [(0,)]


@pytest.mark.parametrize(
    ("table", "rows", "stays"),
    [
        ("payments", "payment_id,family_id,paid_on,amount\nP1,F1,2024-02-10,5\n", True),
        ("payments", "payment_id,family_id,paid_on,amount\nP1,F77,2024-02-10,5\n", False),
        ("families", TOWN["families"], True),
        ("families", "family_id,payer_name\nF1,Quelqu'un\n", False),
        ("children", "child_id,family_id,first_name,last_name\nC9,F1,Quel,Qu'un\n", False),
    ],
)
def test_a_marker_makes_the_ledger_a_sample_city_until_other_people_come(tmp_path, table, rows, stays):
    folder = write(tmp_path / "town", **TOWN)
    (folder / "sample_city.json").write_text('{"seed": 1}')
    with Ledger(tmp_path / "l.duckdb") as ledger:
        load(ledger, folder)
        assert ledger.is_sample()
        load(ledger, write(tmp_path / "other", **{table: rows}))
        assert ledger.is_sample() is stays
        load(ledger, folder)
        assert ledger.is_sample() is stays


CELL = st.sampled_from(
    ["", "A1", "A2", "C1", "CANT", "2023-09-04", "31/02/2023", "-1", "2", "x", '"', "present", "=1", "é"]
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELL, min_size=1, max_size=7), max_size=8))
def test_read_is_accepted_plus_unchanged_plus_rejected(town, tmp_path, rows):
    text = HEAD + "".join(",".join(row) + "\n" for row in rows)
    # a school beside it, so that a quote that never closes refuses one file and not the import
    report = load(town, write(tmp_path / "any", attendance=text, schools=TOWN["schools"]))
    if report.refused:
        assert "guillemet" in report.refused[0].message
        return
    read, accepted, unchanged, rejected = counts(report, "attendance")
    assert read == accepted + unchanged + rejected
    kept = "select count(*) from rejects where import_id = (select max(import_id) from imports)"
    assert one(town, kept) == [(rejected,)]
