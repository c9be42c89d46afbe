"""A query that lasts, fills the memory or goes too deep is stopped."""

import pytest

from rattrapage.explorer import sandbox
from rattrapage.explorer.faults import Fault
from tests.explorer.sandbox.acting import run


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) as n from range(100000000000) as t(i) where i % 7 = 3",
        "with recursive r as (select 1 as n union all select n + 1 from r) select count(*) as n from r",
        "select count(*) as n from cells a, cells b, cells c, cells d, range(100000000)",
    ],
)
def test_a_statement_that_lasts_is_stopped_with_a_message(book, sql):
    with pytest.raises(Fault, match="requête arrêtée : elle durait plus de 0,2 s"):
        run(book, sql, seconds=0.2)
    assert run(book, "select 1 as a").to_pylist() == [{"a": 1}]


def test_the_limit_is_ten_seconds_unless_the_server_says_otherwise(monkeypatch):
    monkeypatch.delenv("RATTRAPAGE_QUERY_SECONDS", raising=False)
    assert sandbox.limit() == 10
    monkeypatch.setenv("RATTRAPAGE_QUERY_SECONDS", "2.5")
    assert sandbox.limit() == 2.5


def test_an_answer_without_end_is_refused_before_it_fills_the_memory(book):
    with pytest.raises(Fault, match="plus de 200000 lignes"):
        run(book, "select * from range(100000000)")


@pytest.mark.parametrize(
    "sql",
    [
        "select " + "+".join(["1"] * 9000),
        "select " + "not " * 5000 + "true",
        "select * from " + "(select * from " * 800 + "cells" + ")" * 800,
    ],
    ids=["sum", "not", "subqueries"],
)
def test_a_query_too_deep_is_refused_and_not_a_crash(book, sql):
    with pytest.raises(Fault, match="trop imbriquée"):
        run(book, sql)
