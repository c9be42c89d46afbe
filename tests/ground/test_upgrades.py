"""Upgrades: a ledger of an earlier version becomes one of this version, row for row, or stays as it was."""

from pathlib import Path

import duckdb
import pytest

from rattrapage import journal
from rattrapage.errors import Refusal
from rattrapage.ledger import VERSION, Ledger

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "ledgers"
SINCE_4 = ("school_months", "school_days")
OWN = ("journal", "journal_end", "ledger_info")
"""What an upgrade itself writes."""
CATALOG = {
    "columns": "table_name, column_name, column_index, data_type, is_nullable, column_default",
    "views": "view_name, sql",
    "constraints": "table_name, constraint_index, constraint_type, constraint_text, constraint_column_names",
    "indexes": "table_name, index_name, is_unique, sql",
}


@pytest.fixture(params=[3, 4])
def old(request, tmp_path) -> Path:
    """A ledger as an earlier version wrote it, with a row in each table that keys or checks came to."""
    path = tmp_path / "l.duckdb"
    with duckdb.connect(str(path)) as raw:
        raw.execute((FIXTURES / "version_4.sql").read_text(encoding="utf-8"))
        raw.execute((FIXTURES / "rows.sql").read_text(encoding="utf-8"))
        if request.param == 3:
            for name in SINCE_4:
                raw.execute(f"drop view {name}; drop table run_{name}")
        raw.execute("insert into ledger_info values (?, '2024-02-01', false)", [request.param])
    return path


def catalog(path: Path) -> dict[str, list[tuple]]:
    """What a closed ledger is made of, by DuckDB's own lists."""
    with duckdb.connect(str(path), read_only=True) as raw:
        return {
            name: raw.execute(
                f"select {columns} from duckdb_{name}() where database_name = current_database() order by all"
            ).fetchall()
            for name, columns in CATALOG.items()
        }


def columns(path: Path) -> dict[str, str]:
    """The columns of each table of a closed ledger, in their order."""
    with duckdb.connect(str(path), read_only=True) as raw:
        sql = "select table_name, string_agg(column_name, ', ' order by column_index) from duckdb_columns() group by 1"
        return dict(raw.execute(sql).fetchall())


def contents(path: Path, of: dict[str, str] | None = None) -> dict[str, list[tuple]]:
    """The rows of each table of a closed ledger, in their order: all columns, or those of `of`."""
    with duckdb.connect(str(path), read_only=True) as raw:
        tables = [name for (name,) in raw.execute("select table_name from duckdb_tables()").fetchall()]
        return {name: raw.execute(f"select {(of or {}).get(name, '*')} from {name}").fetchall() for name in tables}


def constrained(path: Path) -> set[str]:
    return {row[0] for row in catalog(path)["constraints"]}


def test_an_upgraded_ledger_is_made_like_a_new_one(old, tmp_path):
    Ledger(old).close()
    Ledger(tmp_path / "new.duckdb").close()
    assert catalog(old) == catalog(tmp_path / "new.duckdb")


def test_an_upgrade_keeps_every_row_and_is_in_the_journal(old):
    before, known = contents(old), columns(old)
    Ledger(old).close()
    after = contents(old, known)
    assert {name: after[name] for name in before if name not in OWN} == {
        name: rows for name, rows in before.items() if name not in OWN
    }
    assert [name for name in constrained(old) if not after[name]] == []
    assert after["ledger_info"] == [(VERSION, *before["ledger_info"][0][1:])]
    with Ledger(old) as book:
        assert journal.verify(book.cursor()) == (1, [])
        line = book.cursor().execute("select action, subject from journal").fetchone()
    assert line == ("mise à niveau", str(VERSION))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("insert into waivers select * from waivers limit 1", r"« waivers » .* \(deux fois la clé 1\)"),
        ("update instalments set amount = -1", r"« instalments » .* \(contrôle CHECK\(\(amount >= 0\)\)\)"),
        ("update waivers set month = '2024-13'", r"« waivers » .* \(contrôle CHECK\(regexp_full_match\(.*\)"),
        ("update debit_files set message_id = null", r"« debit_files » .* \(message_id est vide\)"),
    ],
)
def test_a_ledger_with_a_row_that_no_rule_allows_stays_as_it_was(old, spoil, said):
    with duckdb.connect(str(old)) as raw:
        raw.execute(spoil)
    before = catalog(old), contents(old)
    with pytest.raises(Refusal, match=said):
        Ledger(old)
    assert (catalog(old), contents(old)) == before


@pytest.mark.parametrize(
    "wrong",
    [
        "insert into plannings select * replace ('x' as actor) from plannings limit 1",
        "update plans set approved_by = null",
        "update instalments set amount = -0.01",
        "insert into waivers select * replace (9 as waiver_id, 0 as amount) from waivers limit 1",
        "insert into waivers select * replace (9 as waiver_id, '2024-1' as month) from waivers limit 1",
        "update request_steps set reference = null where state = 'granted'",
        "insert into holds select * replace (9 as hold_id, 'city' as scope) from holds limit 1",
        "insert into returns select * replace (9 as return_id) from returns limit 1",
        "insert into debit_entries select * replace ('RT20240228-0009' as message_id) from debit_entries limit 1",
        "update debit_files set state = 'lost'",
        "update positions set to_collect = to_collect + 0.01",
        "update mandate_marks set status = 'valid'",
        "update plans set family_id = null",
    ],
)
def test_the_ledger_refuses_what_no_rule_allows(old, wrong):
    Ledger(old).close()
    with Ledger(old) as book, pytest.raises(duckdb.ConstraintException):
        book.cursor().execute(wrong)
