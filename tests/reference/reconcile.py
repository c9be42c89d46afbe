"""R7 to R11 and the four files of `reconcile`, as lists of dicts of the text the files hold."""

from collections import defaultdict
from decimal import Decimal

from .causes import causes_of
from .cells import ZERO, Cell, Key, Line, billed_lines
from .judging import Ledger
from .usage import Facts, Usage, first_day, usages


def cells_of(facts: Facts, used: list[Usage], lines: list[Line]) -> list[Cell]:
    """R7, R8, R9: the written cells in the order of their keys, with their causes."""
    merged = {(line.family, line.service, line.month) for line in lines if line.child == ""}
    seen = {(row["service"], f"{first_day(row['date']):%Y-%m}") for row in facts.rows["attendance"]}
    cells: dict[Key, Cell] = {}
    for item in [*used, *lines]:
        child = "" if (item.family, item.service, item.month) in merged else item.child
        key = (item.family, child, item.service, item.month)
        cell = cells.setdefault(key, Cell(key))
        (cell.used if isinstance(item, Usage) else cell.lines).append(item)
        cell.compared = (item.service, item.month) in seen
    written = [cells[key] for key in sorted(cells) if cells[key].status]
    for cell, account in zip(written, causes_of(written), strict=True):
        cell.causes, cell.partners = account.causes, account.partners
    return written


def family_months(cells: list[Cell]) -> dict[tuple[str, str], list[Cell]]:
    """R10: the cells of each family and month that has any."""
    result = defaultdict(list)
    for cell in cells:
        result[cell.key[0], cell.key[3]].append(cell)
    return dict(sorted(result.items()))


def family_month_status(cells: list[Cell]) -> str:
    """R10."""
    if all(cell.gap == 0 and cell.status not in ("unpriced", "unknown") for cell in cells):
        return "billed"
    if any(cell.used for cell in cells) and not any(cell.has_billed_line for cell in cells):
        return "unbilled"
    return "partial"


def to_collect_and_credit(cells: list[Cell]) -> dict[str, tuple[Decimal, Decimal]]:
    """R11: family → (to collect, to credit), of cells computed without catch-up documents."""
    result = defaultdict(lambda: (ZERO, ZERO))
    for cell in cells:
        amount = cell.gap - cell.causes.get("wrong_month", ZERO)
        collect, credit = result[cell.key[0]]
        if amount > 0 and cell.used and cell.status != "unknown":
            result[cell.key[0]] = (collect + amount, credit)
        if amount < 0 and cell.status not in ("unknown", "unpriced"):
            result[cell.key[0]] = (collect, credit + amount)
    return result


# -- the four files -----------------------------------------------------------------------------------------


def money(amount: Decimal) -> str:
    return f"{amount:.2f}"


def count(quantity: Decimal) -> str:
    """A quantity without idle zeros: the rules give quantities no format, so they compare as numbers."""
    return f"{quantity:f}".rstrip("0").rstrip(".") if quantity % 1 else f"{quantity:.0f}"


def neutral(text: str) -> str:
    """Files out: a text that a spreadsheet would run is neutralised by an apostrophe."""
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") else text


def sums(cells: list[Cell]) -> dict[str, str]:
    totals = {"expected": ZERO, "billed": ZERO, "gap": ZERO}
    return {name: money(sum((getattr(cell, name) for cell in cells), zero)) for name, zero in totals.items()}


def named(key: Key) -> dict[str, str]:
    return dict(zip(("family_id", "child_id", "service", "month"), map(neutral, key), strict=True))


def cell_row(cell: Cell) -> dict[str, str]:
    quantities = {"used_quantity": count(cell.used_quantity), "billed_quantity": count(cell.billed_quantity)}
    return named(cell.key) | sums([cell]) | quantities | {"status": cell.status, "cause": cell.cause}


def cause_row(cell: Cell, cause: str) -> dict[str, str]:
    partner = neutral(cell.partners[cause])
    return named(cell.key) | {
        "cause": cause,
        "amount": money(cell.causes[cause]),
        "other_family_id": partner if cause == "wrong_family" else "",
        "other_month": partner if cause == "wrong_month" else "",
    }


def family_row(facts: Facts, family: str, cells: list[Cell], owed: tuple[Decimal, Decimal]) -> dict[str, str]:
    months = [m for (_, m), own in family_months(cells).items() if family_month_status(own) == "unbilled"]
    return {
        "family_id": neutral(family),
        "payer_name": neutral(facts.families[family]["payer_name"]),
        "months_unbilled": " ".join(months),
        **sums(cells),
        "to_collect": money(owed[0]),
        "to_credit": money(owed[1]),
    }


def reconcile(ledger: Ledger, first: str, last: str) -> dict[str, list[dict[str, str]]]:
    """The rows of cells.csv, causes.csv, family_months.csv and families.csv for months `first` to `last`."""
    facts = Facts(ledger)
    used = [use for use in usages(facts) if first <= use.month <= last]
    lines = [line for line in billed_lines(facts) if first <= line.month <= last]
    cells = cells_of(facts, used, lines)
    owed = to_collect_and_credit(cells_of(facts, used, [ln for ln in lines if ln.origin != "catch_up"]))
    families = {cell.key[0] for cell in cells} | {f for f, amounts in owed.items() if any(amounts)}
    return {
        "cells": [cell_row(cell) for cell in cells],
        "causes": [cause_row(cell, cause) for cell in cells for cause in cell.causes],
        "family_months": [
            {"family_id": neutral(family), "month": month, **sums(own), "status": family_month_status(own)}
            for (family, month), own in family_months(cells).items()
        ],
        "families": [
            family_row(facts, family, [c for c in cells if c.key[0] == family], owed[family])
            for family in sorted(families)
        ],
    }
