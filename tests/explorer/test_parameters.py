"""Filters of a query: choices, codes, labels, types."""

import datetime as dt
from decimal import Decimal

from rattrapage.explorer import explorer
from tests.explorer.acting import parameter, refusal, rows
from tests.towns import explorers
from tests.towns.explorers import HEAD


def test_the_choices_of_a_filter_take_no_parameter(book, folder):
    text = parameter('widget = "select", options_sql = "select month from months where month > $b"')
    assert "$b n'a pas de valeur" in refusal(book, folder, text)


def offered(book, folder, rows: str, more: str = "") -> dict[str, str]:
    """The choices that a filter offers for these rows of an `options_sql`."""
    told = f'widget = "select", options_sql = "select * from (values {rows})"{more}'
    query = explorers.load(book, folder.add(parameter(told)))
    with explorers.audiences(book).open("finance") as sandbox:
        return explorer.choices(sandbox, query.head.params[0], query.head)


def test_a_choice_without_a_code_is_left_out_with_its_own_label(book, folder):
    assert offered(book, folder, "(null, '(aucun)'), ('A', 'Alpha'), ('B', 'Bêta')") == {"A": "Alpha", "B": "Bêta"}


def test_a_choice_without_a_label_shows_its_code_and_two_alike_bear_theirs(book, folder):
    found = offered(
        book, folder, "('', null), ('E1', null), ('E2', 'Lac'), ('E3', 'Lac'), ('T', 'Tous')", ', all = "Tous"'
    )
    assert found == {"": "—", "E1": "E1", "E2": "Lac (E2)", "E3": "Lac (E3)", "T": "Tous (T)"}


def test_the_empty_text_is_a_code_that_a_filter_may_start_on(book, folder):
    told = """widget = "select", default = "", options_sql = "select * from (values ('A'), (''))\""""
    assert rows(book, explorers.load(book, folder.add(parameter(told)))) == [{"a": ""}]


def test_each_widget_binds_its_own_type(book, folder):
    text = f"""{HEAD}-- params.s = {{widget = "select", options_sql = "select service from services order by 1"}}
-- params.p = {{widget = "multi", options_sql = "select service from services"}}
-- params.m = {{widget = "month", default = "first"}}
-- params.d = {{widget = "date", default = "2023-11-06"}}
-- params.e = {{widget = "amount", default = "15,50"}}
-- params.t = {{widget = "text"}}
-- params.b = {{widget = "toggle", default = true}}
-- columns.e = {{format = "euro"}}
select $s as s, len($p::varchar[]) as p, $m as m, $d::date as d, $e::decimal(18, 2) as e, $t::varchar as t, $b as b
"""
    (row,) = rows(book, explorers.load(book, folder.add(text)))
    assert row == {
        "s": "MATIN", "p": 0, "m": "2023-10", "d": dt.date(2023, 11, 6), "e": Decimal("15.50"), "t": None, "b": True,
    }  # fmt: skip
