"""Columns have the type of their format."""

import datetime as dt

import pytest

from rattrapage.explorer import columns as explorer_columns
from rattrapage.explorer import explorer
from tests.explorer.acting import also, refusal
from tests.towns import explorers
from tests.towns.explorers import HEAD


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("interval 1 day", "durée (interval)"),
        ("time '10:00'", "heure (time)"),
        ("[1]", "liste (list)"),
        ("{'a': 1}", "structure (struct)"),
    ],
)
def test_a_type_that_cannot_be_shown_is_named_in_french(book, folder, sql, said):
    assert f"colonne « a » : {said} ; convertissez-la" in refusal(book, folder, f"{HEAD}select {sql} as a")


def test_a_format_that_does_not_fit_names_the_type_in_french(book, folder):
    text = also('columns.a = {format = "date"}')
    assert "le format date ne convient pas à ce type : nombre entier" in refusal(book, folder, text)


def test_what_is_shown_has_the_type_of_its_format(book, folder):
    text = f"""{HEAD}-- columns.m = {{format = "month"}}
-- drill = {{page = "ecarts", params = {{ecole = "code"}}}}
select '2023-11' as m, true as b, timestamp '2023-11-06 08:00:00' as at, 3 as n, 'x' as code
"""
    query = explorers.load(book, folder.add(text))
    assert "code" not in query.columns
    with explorers.audiences(book).open("finance") as sandbox:
        table = explorer.run(sandbox, query.head, query.text, {})
    assert explorer_columns.shown(table, query.columns).to_pylist() == [
        {"m": dt.date(2023, 11, 1), "b": "oui", "at": dt.date(2023, 11, 6), "n": 3}
    ]


def test_a_month_that_is_none_is_missing_and_not_an_error(book, folder):
    text = f"{HEAD}-- columns.m = {{format = \"month\"}}\nselect unnest(['2023-11', '2023-13', 'x', null]) as m"
    query = explorers.load(book, folder.add(text))
    with explorers.audiences(book).open("finance") as sandbox:
        table = explorer.run(sandbox, query.head, query.text, {})
    shown = explorer_columns.shown(table, query.columns).to_pylist()
    assert [row["m"] for row in shown] == [dt.date(2023, 11, 1), None, None, None]
