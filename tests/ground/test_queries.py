"""Named queries as typed rows: what a query gives and what its reader expects cannot part in silence."""

from typing import NamedTuple, TypedDict

import duckdb
import pytest

from rattrapage import queries


class Pair(NamedTuple):
    code: str
    amount: int


class PairRecord(TypedDict):
    code: str
    amount: int


@pytest.fixture
def cursor(monkeypatch):
    monkeypatch.setattr(queries, "text", lambda name: f"select * from {name}")
    with duckdb.connect() as connection:
        connection.execute("create table pairs as from (values ('a', 1), ('b', 2)) t(code, amount)")
        yield connection


def test_rows_are_named_and_typed_by_their_reader(cursor):
    assert queries.all(cursor, "pairs", Pair) == [Pair("a", 1), Pair("b", 2)]
    assert queries.first(cursor, "pairs limit 0", Pair) is None
    assert queries.one(cursor, "pairs limit 1", Pair).amount == 1


def test_a_query_whose_columns_are_others_is_refused(cursor):
    with pytest.raises(TypeError, match=r"code.*amount"):
        queries.all(cursor, "(select amount, code from pairs)", Pair)


def test_records_have_the_keys_that_their_reader_expects(cursor):
    assert queries.records(cursor, "pairs limit 1", PairRecord) == [{"code": "a", "amount": 1}]
    assert queries.records(cursor, "(select amount, code from pairs limit 1)", PairRecord)[0]["code"] == "a"
    with pytest.raises(TypeError, match=r"code.*amount"):
        queries.records(cursor, "(select code from pairs)", PairRecord)


@pytest.mark.parametrize("rows", [0, 2])
def test_one_row_is_one_row(cursor, rows):
    with pytest.raises(LookupError, match=f"gives {rows} rows"):
        queries.one(cursor, f"pairs limit {rows}", Pair)


def test_one_value_is_of_the_type_its_reader_expects(cursor):
    assert queries.value(cursor, "(select sum(amount)::integer from pairs)", int) == 3
    with pytest.raises(TypeError, match="None where int"):
        queries.value(cursor, "(select max(amount) from pairs where amount > 9)", int)
    with pytest.raises(LookupError, match="one value"):
        queries.value(cursor, "pairs limit 1", int)
    with pytest.raises(LookupError, match="one value"):
        queries.value(cursor, "(select amount from pairs)", int)
