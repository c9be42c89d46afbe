"""What SQL files owe each other: their heads say what they need, make and change, as their statements do."""

import re
from collections import defaultdict

import pytest

from rattrapage import queries
from rattrapage.errors import Refusal
from tests.tools import sql_files, tables

HIDING = {"billing/bases/narrow", "reconcile/runs/cells"}
"""Makes tables of the ledger's names on purpose: the chain then works on one family, the warning on new cells."""
STANDING_IN = {"billing/bases/each_day"}
"""Makes the tables of another file on purpose: it is run in its place."""


def differences(word: str, said: set[str], done: set[str]) -> list[str]:
    """What a head line says too little or too much, table by table."""
    missing = [f"{word} « {table} », and its head does not say so" for table in sorted(done - said)]
    return missing + [f"{word} not « {table} », and its head says so" for table in sorted(said - done)]


@pytest.mark.parametrize("name", sql_files.files())
def test_a_head_says_what_its_statements_do(name):
    head, deeds = sql_files.head(name), sql_files.deeds(name)
    wrong = [
        *differences("needs", head.needs, deeds.needs),
        *differences("makes", head.makes, deeds.makes),
        *differences("changes", head.changes, deeds.changes),
    ]
    assert not wrong, f"queries/{name}.sql: {'; '.join(wrong)}"


@pytest.mark.parametrize("name", [name for name in sql_files.files() if not name.startswith("schema")])
def test_a_head_says_the_grain_of_what_it_makes_or_gives(name):
    head, deeds = sql_files.head(name), sql_files.deeds(name)
    wanted = deeds.tables if len(deeds.tables) > 1 else {""} if deeds.tables or deeds.gives else set()
    assert set(head.grains) == wanted, f"queries/{name}.sql: a grain is missing, or is of no table"
    for table, grain in head.grains.items():
        assert grain.startswith(("one row", "at most one row")), f"queries/{name}.sql, {table}: {grain}"


def test_each_head_says_nothing_twice():
    for name in sql_files.files():
        words = [word for word, _ in sql_files.HEAD.findall(queries.text(name))]
        assert len(words) == len(set(words)), f"queries/{name}.sql: {words}"


@pytest.mark.parametrize("name", sql_files.files())
def test_a_file_that_makes_one_table_bears_its_name(name):
    made = sql_files.deeds(name)
    if len(made.tables) == 1 and not made.changes:
        (table,) = made.tables
        assert re.sub(r"^\d+_", "", name.split("/")[-1]) == table, f"queries/{name}.sql makes « {table} »"


def test_a_table_has_one_maker():
    makers = defaultdict(set)
    for name in sql_files.files():
        if not name.startswith(("schema", "pages")) and name not in HIDING | STANDING_IN:
            for table in sql_files.deeds(name).tables:
                makers[table].add(name)
    assert {table: names for table, names in makers.items() if len(names) > 1} == {}


def test_no_table_hides_one_of_the_ledger():
    for name in sql_files.files():
        if not name.startswith("schema") and name not in HIDING:
            hidden = sql_files.deeds(name).makes & sql_files.ledger()
            assert not hidden, f"queries/{name}.sql hides {hidden}"


def test_what_is_needed_is_made_somewhere():
    lost = [
        (name, table)
        for name in sql_files.files()
        for table in sql_files.deeds(name).needs
        if not tables.makers(table, name)
    ]
    assert lost == []


def test_the_list_of_tables_is_up_to_date():
    assert tables.PAGE.read_text(encoding="utf-8") == tables.page(), "run: python -m tests.tools.tables"


@pytest.mark.parametrize(
    ("sql", "needs", "makes", "changes"),
    [
        ("with a as (from stage) select * from a", {"stage"}, set(), set()),
        ("with a as (from a) select * from a", {"a"}, set(), set()),
        ("with a as (select 1) select * from (with b as (from a) from b) c join b using (x)", {"b"}, set(), set()),
        ("create temp table t as from stage; select * from t", {"stage"}, {"t"}, set()),
        ("insert into holds with w as (from t) from w", {"t"}, set(), {"holds"}),
        ("update holds set a = t.a from t where t.a in (select a from families)", {"t"}, set(), {"holds"}),
        ("delete from holds where a in (select a from u)", {"u"}, set(), {"holds"}),
        ("create temp macro m(x) as x + 1; select m(1), is_small(1, 2)", {"is_small()"}, {"m()"}, set()),
    ],
)
def test_what_a_statement_does_is_read_in_it(sql, needs, makes, changes):
    found = sql_files.read(sql)
    assert (found.needs, found.makes, found.changes) == (needs, makes, changes)


def test_a_query_without_its_table_is_refused_before_anything_runs(ledger):
    cursor = ledger.cursor()
    cursor.execute("create temp table debit_drafts as select 1 as x")
    with pytest.raises(Refusal, match=r"queries/debits/gate\.sql : la table « unusable_ibans » manque"):
        queries.run(cursor, "debits/gate", created_on=None)
    with pytest.raises(Refusal, match=r"queries/plans/lower\.sql : la table « kept_parts » manque"):
        queries.run(cursor, "plans/lower", on=None, now=None, families=[], surplus=[])


def test_a_refusal_for_a_missing_table_leaves_the_transaction_as_it_was(ledger):
    cursor = ledger.cursor()
    cursor.begin()
    cursor.execute("create temp table kept as select 7 as x")
    with pytest.raises(Refusal, match="« campaign »"):
        queries.run(cursor, "pages/mandates/figures")
    cursor.execute("create temp view campaign as select 'valid' as state")
    assert queries.run(cursor, "pages/mandates/figures").fetchall() == [(1, 0, 1, 0)]
    assert cursor.execute("from kept").fetchall() == [(7,)]
    cursor.commit()


def test_needs_of_several_lines_are_read_whole():
    needs = {name: set(queries.needs(name)) for name in sql_files.files()}
    said = {name: {one for one in sql_files.head(name).needs if not one.endswith("()")} for name in needs}
    assert needs == said
