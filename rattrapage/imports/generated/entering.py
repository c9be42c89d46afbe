"""The SQL that compares a staged file with its own keys and with the ledger, and that enters it."""

from __future__ import annotations

from collections.abc import Collection

from rattrapage.imports.tables import TABLES, Table


def show_stage(name: str) -> str:
    """Makes one file's rows the `stage` that the checks read; `record` is a row's ordinal in its file."""
    return f"create or replace temp view stage as select rowid as record, * from {name}"


def insert_faults(select: str) -> str:
    """Notes a fault for each record of a SELECT, with $rank, $column and $message."""
    return (
        "insert into faults (record, rank, column_name, message)\n"
        f"select record, $rank, $column, $message from (\n{select}\n)"
    )


def is_ascending(table: Table) -> str:
    """Says whether each row's key, of one column, comes after the one before it."""
    key = table.key[0]
    return (
        f"select coalesce(bool_and(coalesce({key} > before, before is null)), false)\n"
        f"from (select {key}, lag({key}) over () as before from stage)"
    )


def suspects(table: Table, may_repeat: bool) -> str:
    """Makes `suspects` of the rows that share their key: whether contents `differ`, the `first` record of the key."""
    keys = ", ".join(table.key)
    repeated = f"hash({keys}) in (select hash({keys}) from stage group by 1 having count(*) > 1)"
    return f"""create or replace temp table suspects as
select
    record,
    min(content) over same_key <> max(content) over same_key as differ,
    min(record) over same_key as first
from (
    select record, {keys}, hash({", ".join(table.stored)}, problem, fault) as content
    from stage
    where {_readable(table)} and {repeated if may_repeat else "false"}
)
window same_key as (partition by {keys})"""


def has_rows(table: Table) -> str:
    """Selects a row of the ledger's table, if it has any."""
    return f"select 1 from {table.name} limit 1"


def insert_matches(table: Table) -> str:
    """Notes in `matches` the records whose key the ledger has; `same` where content is, or where the file $keeps it."""
    keys, content = ", ".join(table.key), f"hash({', '.join(table.stored)}) as content"
    sign = "=" if set(table.key) <= set(table.required) else "is not distinct from"
    return f"""insert into matches (record, same)
select s.record, $keeps or s.content = l.content
from (select record, {keys}, {content} from stage where record not in (select record from faults)) s
join (select {keys}, {content} from {table.name}) l on {_all(table.key, f"s.{{0}} {sign} l.{{0}}")}"""


def unknown_references(column: str, target: str) -> str:
    """Selects the records whose `column` is a key that the table `target` has not."""
    key = TABLES[target].key[0]
    return f"select record from stage s anti join {target} t on s.{column} = t.{key} where s.{column} is not null"


def candidates(table: Table) -> str:
    """Makes `candidates`: what would be in the ledger with `entering`, `rank` -1 for what is there already."""
    columns, key = ", ".join(table.stored), table.key[0]
    return f"""create or replace temp table candidates as
select record as rank, {columns} from entering
union all
select -1 as rank, {columns}
from {table.name} l
anti join entering s on {_same_key(table, "s", "l")}
where l.{key} in (select {key} from entering)"""


def accept(left_out: list[str]) -> str:
    """Makes `accepted` of the staged rows that no SELECT of `left_out` names: each anti join costs a pass."""
    rest = " and ".join(f"record not in ({records})" for records in left_out) or "true"
    return f"create or replace temp view accepted as select * from stage where {rest}"


def is_sorted(table: Table) -> str:
    """Says whether the file is in the order of the first of the columns by which the table is stored."""
    first = table.sorted_by[0]
    return (
        f"select coalesce(bool_and(in_order), true)\n"
        f"from (select {first} >= lag({first}) over () as in_order from stage)"
    )


def insert_rows(table: Table, is_sorted: bool) -> str:
    """Enters the accepted rows under $import_id."""
    order = "" if is_sorted else f"\norder by {', '.join(table.sorted_by)}"
    return (
        f"insert into {table.name} by name\n"
        f"select {', '.join(table.stored)}, $import_id as import_id from accepted{order}"
    )


def keep_past(table: Table) -> str:
    """Copies the ledger's rows that `corrected` ones replace to the history."""
    return (
        f"insert into past_{table.name} by name\nselect l.*, $import_id as replaced_by\n"
        f"from {table.name} l\nsemi join corrected c on {_same_key(table, 'l', 'c')}"
    )


def delete_past(table: Table) -> str:
    """Deletes the ledger's rows that `corrected` ones replace."""
    return f"delete from {table.name} l using corrected c where {_same_key(table, 'l', 'c')}"


def show_keys(table: Table) -> str:
    """Makes `keyed`: the key of each staged row as text, NULL when a required part of it could not be read."""
    parts = ", ".join(f"coalesce({column}::varchar, '')" for column in table.key)
    return (
        "create or replace temp view keyed as\n"
        f"select record, case when {_readable(table)} then concat_ws(chr(31), {parts}) end as key from stage"
    )


def _readable(table: Table) -> str:
    """Gives the condition under which no required part of a row's key is missing."""
    return _all([column for column in table.key if column in table.required], "{0} is not null") or "true"


def _same_key(table: Table, one: str, other: str) -> str:
    return _all(table.key, f"{one}.{{0}} is not distinct from {other}.{{0}}")


def _all(columns: Collection[str], condition: str) -> str:
    return " and ".join(condition.format(column) for column in columns)
