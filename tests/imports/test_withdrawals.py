"""Rows that an export no longer brings, and rows that it brings again under other numbers."""

import json

import pytest

from rattrapage.commands import cli
from rattrapage.errors import Refusal
from rattrapage.imports import loading
from rattrapage.progress import finish
from tests.towns import datasets
from tests.towns.ledgers import TOWN, load, town, write

HEAD = {
    "attendance": "attendance_id,child_id,service,date,status\n",
    "payments": "payment_id,family_id,paid_on,amount\n",
    "invoice_lines": "invoice_id,line_no,child_id,service,month,quantity,unit_price,amount\n",
}
DAYS = range(1, 25)
shared_cases = pytest.mark.skipif(not (datasets.SHARED / "cases").is_dir(), reason="no shared data")


def send(ledger, folder, table, rows, **options):
    """Imports one file of rows; the report."""
    path = write(folder, **{table: HEAD[table] + "".join(f"{row}\n" for row in rows)})
    return finish(loading.load(ledger, [path], **options))


def meals(days, name="A{:04}"):
    return [f"{name.format(day)},C1,CANT,2023-10-{day:02},present" for day in days]


def payments(days, name="P{:04}"):
    return [f"{name.format(day)},F1,2023-10-{day:02},{day}.00" for day in days]


def lines(days, name="L{}"):
    return [f"I1,{name.format(day)},C1,CANT,2023-09,{day},2.70,{day * 2.7:.2f}" for day in days]


ROWS = {"attendance": meals, "payments": payments, "invoice_lines": lines}


def keys(ledger, table):
    key = {"attendance": "attendance_id", "payments": "payment_id", "invoice_lines": "line_no"}[table]
    return {name for (name,) in ledger.cursor().execute(f"select {key} from {table}").fetchall()}


@pytest.fixture
def small(ledger, tmp_path):
    town(ledger, tmp_path / "town", attendance=HEAD["attendance"])
    ledger.cursor().execute("delete from invoice_lines")
    return ledger


@pytest.mark.parametrize("table", ROWS)
def test_what_is_no_longer_in_a_whole_export_is_withdrawn_and_comes_back(small, tmp_path, table):
    rows = ROWS[table]
    send(small, tmp_path / "1", table, rows(DAYS))
    part = send(small, tmp_path / "2", table, rows(range(1, 23)))
    assert [one.rows for one in part.absent] == [2]
    assert (len(keys(small, table)), len(part.notices)) == (24, 1)
    whole = send(small, tmp_path / "2", table, rows(range(1, 23)), complete=True)
    assert (whole.withdrawn, len(keys(small, table))) == ({table: 2}, 22)
    gone = small.cursor().execute(f"select replaced_by, count(*) from past_{table} group by all").fetchall()
    assert gone == [(whole.import_id, 2)]
    again = send(small, tmp_path / "1", table, rows(DAYS))
    assert (again.tables[table].accepted, again.absent, len(keys(small, table))) == (2, [], 24)


def test_another_month_another_source_and_a_rejected_row_are_not_missing(small, tmp_path):
    send(small, tmp_path / "1", "attendance", [*meals(DAYS), "B1,C1,CANT,2023-11-02,present"])
    rejected = "A0024,C1,CANT,2023-10-24,present".replace("C1", "nobody")
    report = send(small, tmp_path / "2", "attendance", [*meals(range(1, 24)), rejected], complete=True)
    assert (report.absent, len(keys(small, "attendance"))) == ([], 25)
    small.cursor().execute("update imports set source = 'other'")
    assert send(small, tmp_path / "3", "attendance", meals([1]), complete=True).absent == []


@pytest.mark.parametrize("table", ROWS)
def test_an_export_under_other_numbers_is_refused_or_replaces_its_twins(small, tmp_path, table):
    rows = ROWS[table]
    send(small, tmp_path / "1", table, rows(DAYS))
    before = keys(small, table)
    with pytest.raises(Refusal, match="déjà là sous un autre numéro"):
        send(small, tmp_path / "2", table, rows(DAYS, "{}"))
    assert keys(small, table) == before
    taken = send(small, tmp_path / "2", table, rows(DAYS, "{}"), renumbered=True)
    assert (taken.tables[table].accepted, taken.withdrawn) == (24, {table: 24})
    assert keys(small, table) == {str(day) for day in DAYS}


def test_a_file_refused_for_its_numbers_leaves_the_others(small, tmp_path):
    send(small, tmp_path / "1", "attendance", meals(DAYS))
    folder = write(
        tmp_path / "2",
        attendance=HEAD["attendance"] + "".join(f"{row}\n" for row in meals(DAYS, "{}")),
        payments=HEAD["payments"] + "P1,F1,2023-10-02,5.00\n",
    )
    report = load(small, folder)
    assert [refused.file for refused in report.refused] == ["attendance.csv"]
    assert (report.tables["payments"].accepted, len(keys(small, "attendance"))) == (1, 24)


@pytest.mark.parametrize("new", [range(1, 20), range(12, 36)])
def test_few_rows_or_half_of_them_are_a_supplement(small, tmp_path, new):
    """19 rows, or 24 of which 12 have a twin: more than half would be 13."""
    dated = [f"A{day:04},C1,CANT,{2023 + (day > 28)}-10-{day % 28 + 1:02},present" for day in range(1, 24)]
    send(small, tmp_path / "1", "attendance", dated)
    again = [f"{day},C1,CANT,{2023 + (day > 28)}-10-{day % 28 + 1:02},present" for day in new]
    assert send(small, tmp_path / "2", "attendance", again).tables["attendance"].accepted == len(again)


def test_a_credit_note_is_no_twin_of_its_invoice(small, tmp_path):
    send(small, tmp_path / "1", "invoice_lines", lines(DAYS))
    note = "invoice_id,family_id,issued_on,kind\nI9,F1,2023-11-10,credit_note\n"
    load(small, write(tmp_path / "note", invoices=note))
    credited = [row.replace("I1", "I9", 1) for row in lines(DAYS)]
    assert send(small, tmp_path / "2", "invoice_lines", credited).tables["invoice_lines"].accepted == 24


@shared_cases
def test_meals_deleted_at_the_source(ledger):
    cases = datasets.SHARED / "cases"
    load(ledger, cases / "base" / "city")
    report = load(ledger, cases / "33-rows-deleted-at-the-source")
    assert report.tables["attendance"].unchanged == 70
    assert [tuple(one) for one in report.absent] == [("attendance", "2023-09", "MEAL", 2)]
    finish(loading.load(ledger, [cases / "33-rows-deleted-at-the-source"], complete=True))
    assert len(keys(ledger, "attendance")) == 70


@shared_cases
def test_an_export_that_went_through_a_spreadsheet(ledger):
    folder = datasets.SHARED / "cases" / "52-same-export-again-with-mangled-ids"
    load(ledger, datasets.SHARED / "cases" / "base" / "city")
    load(ledger, folder / "1")
    with pytest.raises(Refusal, match="déjà là sous un autre numéro"):
        load(ledger, folder / "2")
    report = finish(loading.load(ledger, [folder / "2"], renumbered=True))
    assert (report.tables["attendance"].accepted, report.withdrawn) == (24, {"attendance": 24})


def test_the_command_says_what_is_absent_and_what_it_withdrew(tmp_path, capsys):
    asked = ["--db", str(tmp_path / "l.duckdb"), "import", "--json"]
    city = write(tmp_path / "city", **{**TOWN, "attendance": HEAD["attendance"] + "\n".join(meals(DAYS))})
    assert cli.main([*asked, str(city)]) == cli.DONE
    part = write(tmp_path / "part", attendance=HEAD["attendance"] + "\n".join(meals(range(1, 24))))
    capsys.readouterr()
    found = []
    for options in ([], ["--complete"]):
        assert cli.main([*asked, str(part), *options]) == cli.DONE
        answer = json.loads(capsys.readouterr().out)
        found.append((answer["absent"][0]["rows"], answer["tables"]["attendance"]["withdrawn"]))
    assert found == [(1, 0), (1, 1)]
    other = write(tmp_path / "other", attendance=HEAD["attendance"] + "\n".join(meals(DAYS, "{}")))
    assert cli.main([*asked, str(other)]) == cli.WRONG
    assert cli.main([*asked, str(other), "--renumbered"]) == cli.DONE
