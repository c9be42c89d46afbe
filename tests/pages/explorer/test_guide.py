"""The guide for analysts tells all that the explorer knows."""

import re

from pages.explorer import answers, charts
from pages.explorer import filters as explorer_filters
from pages.explorer import menu as explorer_menu
from pages.explorer.answers import Answers
from pages.shell.shell import MENU
from pages.ui import data
from rattrapage import queries
from rattrapage.access.guard import COUNCIL, DEPARTMENT, FINANCE
from rattrapage.explorer.explorer import Query
from rattrapage.explorer.head import CHART_KEYS, CHARTS, COLUMN_KEYS, DRILL_KEYS, FORMATS, HEAD_KEYS
from rattrapage.explorer.parameters import ENDS, KEYS, RESERVED, TODAY, WIDGETS
from tests.conftest import ROOT


def test_the_guide_tells_every_key_widget_chart_and_format():
    guide = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    tables = {line.split("|")[1].strip() for line in guide.splitlines() if line.startswith("| `")}
    for word in {*HEAD_KEYS, *KEYS, *WIDGETS, *CHART_KEYS, *CHARTS, *COLUMN_KEYS, *FORMATS, *DRILL_KEYS}:
        assert f"`{word}`" in tables, word
    for word in (*RESERVED, *ENDS, TODAY):
        assert f"`{word}`" in guide, word
    told = {word.strip("`") for word in tables}
    assert told <= {*HEAD_KEYS, *KEYS, *WIDGETS, *CHART_KEYS, *CHARTS, *COLUMN_KEYS, *FORMATS, *DRILL_KEYS} | {
        "queries/council/", "queries/department/", "queries/finance/",
    }  # fmt: skip


def test_every_widget_and_format_told_is_one_that_pages_can_show():
    source = (ROOT / "pages" / "explorer" / "filters.py").read_text(encoding="utf-8")
    assert all(f'"{widget}"' in source for widget in WIDGETS if widget != "text")
    assert set(FORMATS) == set(charts.SAID)
    assert explorer_filters.EVERYTHING == "Tous"


def test_the_example_of_the_guide_is_a_page(folder):
    guide = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    example = re.search(r"```sql\n(-- title.*?)```", guide, re.DOTALL)[1]
    folder.add(example, name="restes-par-ecole.sql")
    (query,) = explorer_menu.catalogue(FINANCE, MENU)
    assert isinstance(query, Query)
    (row,) = Answers(data.ledger(), answers.audiences(), query, {}).raw().to_pylist()
    assert (row["school"], str(row["remaining"]), str(row["share"])) == ("École du Lac", "120.00", "1.0000")


def test_the_guide_names_the_tables_that_finance_may_read(city):
    guide = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    for audience in (COUNCIL, DEPARTMENT):
        with answers.audiences().open(audience) as sandbox:
            assert [table for table in sandbox.tables if f"`{table}`" not in guide] == []
    with answers.audiences().open(FINANCE) as sandbox:
        views = (queries.FOLDER / "explorer" / "finance.sql").read_text(encoding="utf-8")
        assert set(re.findall(r"create view (\w+)", views)) == sandbox.tables
