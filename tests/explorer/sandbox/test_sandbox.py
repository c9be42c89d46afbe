"""The explorer's sandbox: a hostile file reads, writes, calls and learns nothing."""

import duckdb
import pytest

from rattrapage.explorer.faults import Fault
from tests.explorer.sandbox.acting import AUDIENCES, run
from tests.towns import explorers

FILES = [
    "select * from '{f}'",
    'select * from "{f}"',
    "from '{f}'",
    "table '{f}'",
    "select * from cells join '{f}' on true",
    "select (select mot from '{f}')",
    "select * from cells where exists (from '{f}')",
    "select 1 as a union all select mot from '{f}'",
    "with x as (from '{f}') select * from x",
    "with recursive x as (select 1 as n union all select n + 1 from x, '{f}') select * from x",
    'with "{f}" as (select 1 as a) select * from "{f}"',
    'select * from (with "{f}" as (select 1 as a) select 1 as b), "{f}"',
    "select * from read_csv('{f}')",
    "select * from read_csv_auto(['{f}'])",
    "select * from READ_TEXT('{f}')",
    "select * from read_blob('{f}')",
    "select * from read_json('{f}')",
    "select * from read_parquet('{f}')",
    "select * from parquet_scan('{f}')",
    "select * from parquet_schema('{f}')",
    "select * from parquet_metadata('{f}')",
    "select * from read_duckdb('{f}')",
    "select * from read_xlsx('{f}')",
    "select * from st_read('{f}')",
    "select * from sniff_csv('{f}')",
    "select * from glob('{f}')",
    "select * from main.read_text('{f}')",
    "select * from system.main.read_text('{f}')",
    "select * from query_table('{f}')",
    "select * from query_table(['{f}'])",
    "select * from query('from ''{f}''')",
    "select * from json_execute_serialized_sql(json_serialize_sql('from ''{f}'''))",
    "select unnest(list_transform(['{f}'], x -> (select mot from read_csv(x))))",
    "select * from unnest([1]) as t(a), lateral (from '{f}')",
    "pivot '{f}' on mot using count(*)",
    "select * from '{f}' pivot (count(*) for mot in ('sesame'))",
    "unpivot '{f}' on mot",
    "summarize '{f}'",
    "describe '{f}'",
    "select * from (summarize '{f}')",
    "copy (select 1) to '{f}.out'",
    "copy cells from '{f}'",
    "attach '{f}' as x",
    "create table x as from '{f}'",
    "export database '{f}.d'",
    "import database '{f}.d'",
]

WRITES = [
    "insert into ledger.cells values (1)",
    "insert into families values (1)",
    "update families set payer_name = 'x'",
    "delete from families",
    "truncate families",
    "merge into families using children on true when matched then delete",
    "drop view cells",
    "drop table ville.main.families",
    "alter table families add column x integer",
    "create view v as select 1",
    "create or replace temp view cells as select 1",
    "create macro f(x) as x",
    "create function sum(x) as x",
    "create sequence s",
    "create type t as enum ('a')",
    "create secret (type s3)",
    "comment on table families is 'x'",
    "with x as (delete from families returning *) select * from x",
    "with x as (insert into families values (1) returning *) select * from x",
    "begin transaction",
    "commit",
    "rollback",
    "checkpoint",
    "vacuum",
    "analyze",
]

SETTINGS = [
    "set memory_limit = '1TB'",
    "set enable_external_access = true",
    "set search_path = 'ville.main'",
    "reset search_path",
    "use ville",
    "pragma database_list",
    "pragma enable_profiling",
    "pragma threads = 1",
    "call pragma_version()",
    "call duckdb_settings()",
    "install httpfs",
    "load httpfs",
    "update extensions",
    "attach ':memory:' as x",
    "detach explorer_finance",
    "prepare p as select 1",
    "execute p",
    "deallocate p",
    "explain select 1",
    "explain analyze select 1",
    "show tables",
    "show all tables",
    "describe cells",
    "summarize cells",
    "select 1; drop table families",
    "select 1; select 2",
    "",
    ";",
    "-- rien",
]

LOOKS = [
    "select getenv('HOME')",
    "select current_setting('memory_limit')",
    "select getvariable('x')",
    "select current_database()",
    "select current_user",
    "select current_catalog",
    "select current_query()",
    "select version()",
    "select nextval('s')",
    "select setseed(0.5)",
    "select write_log('x')",
    "select sleep_ms(1)",
    "select pg_sleep(1)",
    "select has_table_privilege('families', 'select')",
    "select json_serialize_sql('select 1')",
    "select json_serialize_plan('select 1')",
    "select repeat('x', 1000000000)",
    "select lpad('x', 1000000000, 'y')",
    "select error('x')",
    "select sum(1) over () , pg_get_viewdef(1)",
    "select main.getenv('HOME')",
    "select * from duckdb_settings()",
    "select * from duckdb_secrets()",
    "select * from duckdb_databases()",
    "select * from pragma_database_list",
    "select * from pragma_table_info('families')",
    "select * from pragma_storage_info('families')",
    "select * from pragma_user_agent()",
    "select * from which_secret('s3://x', 's3')",
    "select * from test_all_types()",
    "select * from repeat_row('x', num_rows = 1000000)",
    "select * from seq_scan('families')",
    "select * from arrow_scan(1, 2, 3)",
    "select * from information_schema.tables",
    "select * from pg_catalog.pg_class",
    "select * from sqlite_master",
    "select * from ville.main.families",
    "select * from main.families",
    "select * from explorer_finance.main.families",
    "select * from system.information_schema.tables",
    "with duckdb_tables as (select 1 as a) select * from duckdb_tables",
    "select 'a' collate nocase",
]


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("sql", FILES)
def test_no_file_is_read_or_written(book, secret, sql, audience):
    with pytest.raises(Fault) as refused:
        run(book, sql.format(f=secret), audience)
    assert "sesame" not in str(refused.value)
    assert [path.name for path in secret.parent.iterdir()] == ["secret.csv"]


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("sql", [*WRITES, *SETTINGS, *LOOKS])
def test_nothing_is_written_set_or_learnt(book, sql, audience):
    with pytest.raises(Fault):
        run(book, sql, audience)
    assert book.cursor().execute("select count(*) from families").fetchone() == (3,)
    assert book.cursor().execute("select current_setting('memory_limit')").fetchone() != ("1000.0 GB",)


def test_a_variable_of_the_program_is_no_table(book):
    treasure = duckdb.connect().execute("select 42 as a").to_arrow_table()
    assert treasure.num_rows == 1
    with pytest.raises(Fault):
        run(book, "select * from treasure")
    with pytest.raises(Fault, match="table inconnue : « treasure »"):
        run(book, "select * from (with treasure as (select 1 as a) select 1 as b), treasure")


def test_no_name_of_the_system_is_open_even_lent_to_a_with(book):
    found = book.cursor().execute("select view_name from duckdb_views() where internal").fetchall()
    assert len(found) > 30
    for (name,) in found:
        for sql in (
            f'select * from "{name}"',
            f'with "{name}" as (select 1 as a) select * from (select 1 as b), "{name}"',
            f'select * from (with "{name}" as (select 1 as a) select 1 as b), "{name}"',
        ):
            try:
                assert run(book, sql).schema.names in (["a"], ["b", "a"])
            except Fault:
                continue


@pytest.mark.parametrize("table", ["families", "children", "mandates", "payers", "attendance", "run_cells", "journal"])
def test_a_table_closed_to_an_audience_stays_closed_whatever_hides_its_name(book, table):
    for audience in ("council", "department"):
        for sql in (
            f"select * from {table}",
            f"select * from {table.upper()}",
            f"select * from main.{table}",
            f"select * from ville.main.{table}",
            f"select * from (with {table} as (select 1 as a) select 1 as b) as x, {table}",
            f"with a as (select * from {table}), {table} as (select 1 as b) select * from a",
        ):
            with pytest.raises(Fault):
                run(book, sql, audience)


def test_even_past_the_guard_a_write_fails_and_the_ledger_has_no_name(book):
    box = explorers.audiences(book).open("department")
    with pytest.raises(duckdb.Error, match="read-only"):
        box._cursor.execute("delete from ville.main.families")
    box.close()
    box = explorers.audiences(book).open("department")
    with pytest.raises(duckdb.Error, match="does not exist"):
        box._cursor.execute("select * from families")
    box.close()


@pytest.mark.parametrize(
    "sql",
    [
        "select [1, 2][1] as a, [x + 1 for x in [1, 2]] as b",
        "select month, sum(gap) over (partition by service order by month) as g from cells",
        "select * exclude (cause) replace (upper(status) as status) from cells",
        "select a.month from cells a semi join cells b using (family_id) where a.gap between 0 and 5 order by all",
        "select case when gap > 0 then 'x' else 'y' end as s, count(*) filter (gap > 0) as n from cells group by all",
        "select * from cells pivot (count(*) for status in ('matched', 'unbilled'))",
        "select date_trunc('month', current_date) as m, date '2023-01-01' + interval 1 month as d",
        "from cells select family_id, row_number() over () as n limit 3",
        (
            "select any_value(q.quotient) as q from cells c asof left join quotients q on c.family_id = q.family_id "
            "and last_day((c.month || '-01')::date) >= q.valid_from"
        ),
        "with recursive r as (select 1 as n union all select n + 1 from r where n < 3) select * from r",
        "values (1), (2)",
    ],
)
def test_ordinary_sql_is_welcome(book, sql):
    assert run(book, sql).num_columns > 0
