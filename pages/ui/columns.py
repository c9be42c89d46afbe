"""The columns of a table: their French name and kind, the same on screen and in a download."""

from __future__ import annotations

from typing import NamedTuple

import pyarrow as pa

from pages.ui import details, labels


class Column(NamedTuple):
    """`kind`: text, euro, number, percent (a share from 0 to 1), date, month, moment, details, or a key of WORDS."""

    label: str
    kind: str = "text"


WORDS = {
    "status": labels.STATUSES,
    "cause": labels.CAUSES,
    "reason": labels.REASONS,
    "instalment": labels.INSTALMENT_STATES | labels.UNSCHEDULED,
    "strategy": labels.STRATEGIES,
    "request": labels.REQUEST_STATES,
    "request_kind": labels.REQUEST_KINDS,
    "campaign": labels.CAMPAIGN_STATES,
    "mandate_reason": labels.MANDATE_REASONS,
    "left_out": labels.LEFT_OUT,
    "file": labels.FILE_STATES,
    "message": labels.MESSAGES,
}


def worded(table: pa.Table, columns: dict[str, Column]) -> pa.Table:
    """Gives the table with only these columns, in this order, its codes turned into French words."""
    table = table.select(list(columns))
    for place, (name, column) in enumerate(columns.items()):
        if column.kind in WORDS or column.kind == "details":
            said = [_said(column.kind, code) for code in table[name].to_pylist()]
            table = table.set_column(place, name, pa.array(said, pa.string()))
    return table


def _said(kind: str, code: str | None) -> str | None:
    return details.said(code) if kind == "details" else labels.of(WORDS[kind], code)
