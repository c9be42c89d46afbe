"""The SQL that looks for odd cells in a staged file."""

from __future__ import annotations

from rattrapage.imports.tables import Table

TEXTS = ("text", "code", "postal_code", "rum")


def count_mended(name: str, column: str) -> str:
    """Counts the rows of a staged file in which a cell was read otherwise than it stands, and gives the first."""
    return f"select count(*), min(rowid) from {name} where {column}_mended"


def count_odd(name: str, table: Table) -> str:
    """Counts the rows of a staged file with a text that has the $pattern; gives the first, and its texts that have."""
    texts = [column.name for column in table.columns if column.kind in TEXTS]
    matched = ", ".join(f"case when regexp_matches({text}, $pattern) then {text} end" for text in texts)
    return (
        "select count(*), min(rowid), arg_min(texts, rowid)\n"
        f"from (select rowid, [{matched}] as texts from {name})\n"
        "where len(list_filter(texts, lambda t: t is not null)) > 0"
    )
