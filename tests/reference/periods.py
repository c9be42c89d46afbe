"""Periods (rules.md, Periods): inclusive of valid_from, exclusive of valid_to, open until a later one starts."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

Row = dict[str, object]
FOREVER = date.max


def brackets_meet(a: Row, b: Row) -> bool:
    """Whether two tariff rows share a quotient: qf_min included, qf_max excluded, none meaning no bound."""
    top = Decimal("Infinity")
    return max(a["qf_min"], b["qf_min"]) < min(
        top if a["qf_max"] is None else a["qf_max"], top if b["qf_max"] is None else b["qf_max"]
    )


def weeks_meet(a: Row, b: Row) -> bool:
    """Whether two payer rows share a parity of ISO weeks."""
    return a["weeks"] == b["weeks"] or "all" in (a["weeks"], b["weeks"])


# table → (columns two rows must share to be in each other's way, and what else they must share)
RIVALS = {
    "quotients": (("family_id",), lambda a, b: True),
    "residences": (("family_id",), lambda a, b: True),
    "payers": (("child_id",), weeks_meet),
    "tariffs": (("service", "resident"), brackets_meet),
    "exemptions": (("family_id", "child_id", "service"), lambda a, b: True),
}
# Rejected rows lists these; two exemptions may overlap, the usage is free once or twice.
NEVER_OVERLAP = ("quotients", "residences", "payers", "tariffs")


def rivals(table: str, a: Row, b: Row) -> bool:
    """Whether the two rows speak of the same thing, whatever their dates."""
    shared, more = RIVALS[table]
    return all(a[c] == b[c] for c in shared) and more(a, b)


def overlap(table: str, a: Row, b: Row) -> bool:
    """Whether two rows of different keys overlap: an open one ends where a later one starts."""
    if table not in NEVER_OVERLAP or not rivals(table, a, b):
        return False
    first, second = sorted((a, b), key=lambda row: row["valid_from"])
    if first["valid_from"] == second["valid_from"]:
        return True
    return first["valid_to"] is not None and first["valid_to"] > second["valid_from"]


def settled(table: str, rows: Iterable[Row]) -> list[Row]:
    """The rows with `ends` added: valid_to, or the start of the next later rival, or never."""
    rows = list(rows)
    return [row | {"ends": row["valid_to"] or _next_start(table, row, rows)} for row in rows]


def _next_start(table: str, row: Row, rows: list[Row]) -> date:
    later = [r["valid_from"] for r in rows if r["valid_from"] > row["valid_from"] and rivals(table, row, r)]
    return min(later, default=FOREVER)


def covers(row: Row, day: date) -> bool:
    return row["valid_from"] <= day < row["ends"]
