"""The SQL that finds and withdraws rows of attendance, lines and payments that a file no longer brings."""

from __future__ import annotations

from rattrapage.imports.tables import Table

CONTENT = {
    "attendance": "child_id, service, date, monthly, quantity, status",
    "invoice_lines": "family_id, kind, child_id, service, month, quantity, unit_price",
    "payments": "family_id, paid_on, amount",
}
"""What makes two rows the same whatever their number; a credit note is never the same as an invoice."""
COVERS = {
    "attendance": "strftime(date, '%Y-%m') || ' ' || service",
    "invoice_lines": "invoice_id",
    "payments": "strftime(paid_on, '%Y-%m')",
}
"""What a file that holds one row holds whole: a month and service, an invoice, a month of payments."""
PLACES = {
    "attendance": "strftime(date, '%Y-%m') as month, service",
    "invoice_lines": "month, service",
    "payments": "strftime(paid_on, '%Y-%m') as month, null::varchar as service",
}
"""The month and service under which a missing row is listed; a payment has no service."""
TABLES = tuple(CONTENT)


def make_brought(table: Table) -> str:
    """Makes the empty list of the keys that the files of this import hold, and of what they cover."""
    keys = ", ".join(table.key)
    return f"create or replace temp table brought_{table.name} as select {keys}, '' as cover from {table.name} limit 0"


def note_brought(table: Table) -> str:
    """Adds the judged stage; a rejected row has its key, so that it is not missing, and covers nothing."""
    keys, cover = ", ".join(table.key), COVERS[table.name]
    return (
        f"insert into brought_{table.name} by name\n"
        f"select {keys}, case when record not in (select record from problems) then {cover} end as cover from stage"
    )


def find_absent(table: Table) -> str:
    """Makes `gone`: the ledger's rows of the same $source that the files of $import_id cover and do not hold."""
    keys = ", ".join(table.key)
    return f"""create or replace temp table gone as
select {keys}, {PLACES[table.name]}
from (select *, {COVERS[table.name]} as cover from {table.name}) l
anti join brought_{table.name} b using ({keys})
where l.import_id in (select import_id from imports where source = $source and import_id < $import_id)
    and l.cover in (select cover from brought_{table.name} where cover is not null)"""


def find_twins(table: Table) -> str:
    """Makes `gone`: one to one, the ledger's rows whose content new keys of the stage bring, their own not held."""
    keys, content, name = ", ".join(table.key), CONTENT[table.name], table.name
    turn = f"hash({content}) as content, row_number() over (partition by hash({content}) order by"
    left_out = " and ".join(f"record not in (select record from {t})" for t in ("problems", "repeats", "matches"))
    return f"""create or replace temp table gone as
with fresh as (
    select {turn} record) as turn from {_shown(name, f"(select * from stage where {left_out})")}
),
known as (
    select {keys}, {turn} {keys}) as turn from {_shown(name, f"(select * from {name} anti join stage using ({keys}))")}
)
select {keys} from known semi join fresh using (content, turn)"""


def keep_past(table: Table) -> str:
    """Copies the rows of `gone` to the history, under the $import_id that withdraws them."""
    keys = ", ".join(table.key)
    return (
        f"insert into past_{table.name} by name\n"
        f"select l.*, $import_id as replaced_by from {table.name} l semi join gone using ({keys})"
    )


def delete(table: Table) -> str:
    """Deletes the rows of `gone` from what counts."""
    same = " and ".join(f"l.{key} = g.{key}" for key in table.key)
    return f"delete from {table.name} l using gone g where {same}"


def _shown(name: str, rows: str) -> str:
    """Gives rows with the columns of `CONTENT`: a line has its issued invoice's family and kind."""
    if name != "invoice_lines":
        return rows
    return (
        f"(select r.*, i.family_id, i.kind from {rows} r join invoices i using (invoice_id) where i.status = 'issued')"
    )
