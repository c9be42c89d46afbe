"""Files out: the same rows give the same bytes, and no cell is a formula."""

import duckdb
import pytest

from rattrapage import export

ROWS = 130_000
"""More than one block of rows of DuckDB (122,880): from there on two threads share them."""


@pytest.fixture
def cursor():
    with duckdb.connect(config={"threads": 2}) as memory:
        yield memory


def written(cursor, tmp_path, sql: str) -> bytes:
    export.copy(cursor, sql, tmp_path / "x.csv")
    return (tmp_path / "x.csv").read_bytes()


def test_a_file_of_many_rows_keeps_the_order_of_its_query(cursor, tmp_path):
    cursor.execute(
        f"create table used as select lpad((i * 77 % {ROWS})::varchar, 6, '0') as child_id from range({ROWS}) r(i)"
    )
    lines = (
        written(cursor, tmp_path, "select child_id, child_id as service from used order by child_id").decode().split()
    )
    assert lines == ["child_id,service", *(f"{number:06},{number:06}" for number in range(ROWS))]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised_in_both_kinds_of_file(cursor, tmp_path, sign):
    cursor.execute("create table cells as select unnest($texts) as text", {"texts": [f"{sign}1", f"a{sign}", "", None]})
    by_query = written(cursor, tmp_path, "select text, 1 as place from cells").decode()
    by_rows = export.csv_text(["text", "place"], [(f"{sign}1", 1), (f"a{sign}", 1), ("", 1), (None, 1)])
    for text in (by_query, by_rows):
        assert text.replace('"', "").startswith(f"text,place\n'{sign}1,1\na{sign},1\n")
        assert text.count("'") == 1


def test_an_amount_below_zero_is_no_formula(cursor, tmp_path):
    assert written(cursor, tmp_path, "select -1.50::decimal(18, 2) as gap") == b"gap\n-1.50\n"
