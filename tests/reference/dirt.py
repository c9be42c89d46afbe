"""Rows that must be rejected, for every reason code, and repeats that must not; then corrections."""

import copy
import random
from collections.abc import Callable
from datetime import date, timedelta

Rows = dict[str, list[dict[str, str]]]
Row = dict[str, str]

# table → column → cells that must be rejected with the reason in front
BAD_CELLS: list[tuple[str, str, str, str]] = [
    ("missing_value", "attendance", "status", ""),
    ("missing_value", "attendance", "child_id", "  "),
    ("missing_value", "invoice_lines", "unit_price", ""),
    ("missing_value", "quotients", "valid_from", ""),
    ("missing_value", "families", "payer_name", "\u00a0"),
    ("bad_number", "attendance", "quantity", "1.234,56"),
    ("bad_number", "attendance", "quantity", "NaN"),
    ("bad_number", "attendance", "quantity", "1e2"),
    ("bad_number", "attendance", "quantity", "0.125"),
    ("bad_number", "attendance", "quantity", "9" * 40),
    ("bad_number", "attendance", "quantity", "deux"),
    ("bad_number", "invoice_lines", "unit_price", "1.00001"),
    ("bad_number", "invoice_lines", "amount", "12,345.00"),
    ("bad_number", "payments", "amount", "Infinity"),
    ("bad_number", "tariffs", "rate", "0.123456789"),
    ("bad_number", "quotients", "quotient", "12.345"),
    ("bad_date", "attendance", "date", "2023-02-30"),
    ("bad_date", "attendance", "date", "31/11/2023"),
    ("bad_date", "attendance", "date", "2023-13"),
    ("bad_date", "attendance", "date", "le 3 mai"),
    ("bad_date", "invoices", "issued_on", "2023/10/01"),
    ("bad_date", "invoice_lines", "month", "2023-00"),
    ("bad_date", "payers", "valid_to", "bientôt"),
    ("bad_date", "children", "birth_date", "29/02/2023"),
    ("bad_value", "families", "country", "XX"),
    ("bad_value", "families", "resident", "peut-être"),
    ("bad_value", "families", "payment_method", "troc"),
    ("bad_value", "payers", "weeks", "weekly"),
    ("bad_value", "quotients", "quotient", "-1"),
    ("bad_value", "invoices", "kind", "avoir"),
    ("bad_value", "invoices", "status", "draft"),
    ("bad_value", "invoices", "origin", "rattrapage"),
    ("bad_value", "mandates", "mandate_reference", "RUM_1"),
    ("bad_value", "mandates", "mandate_reference", "R" * 36),
    ("bad_iban", "mandates", "iban", "FR7699999000010000000000116"),
    ("bad_iban", "mandates", "iban", "FR76 9999 9000"),
    ("bad_iban", "mandates", "iban", "pas un IBAN"),
    ("unknown_reference", "attendance", "child_id", "C-NONE"),
    ("unknown_reference", "attendance", "service", "NONE"),
    ("unknown_reference", "invoice_lines", "invoice_id", "I-NONE"),
    ("unknown_reference", "invoice_lines", "child_id", "C-NONE"),
    ("unknown_reference", "invoices", "family_id", "F-NONE"),
    ("unknown_reference", "payments", "invoice_id", "I-NONE"),
    ("unknown_reference", "mandates", "family_id", "F-NONE"),
    ("unknown_reference", "payers", "child_id", "C-NONE"),
    ("unknown_reference", "exemptions", "service", "NONE"),
    ("unknown_reference", "status_rules", "service", "NONE"),
    ("negative_quantity", "attendance", "quantity", "-1"),
    ("line_arithmetic", "invoice_lines", "amount", "99999.99"),
]
FRESH = {
    "families": "family_id",
    "children": "child_id",
    "attendance": "attendance_id",
    "invoices": "invoice_id",
    "payments": "payment_id",
    "mandates": "mandate_reference",
    "quotients": "valid_from",
    "payers": "valid_from",
    "exemptions": "valid_from",
    "tariffs": "valid_from",
    "status_rules": "status",
    "invoice_lines": "line_no",
}
MANDATE = {
    "iban": "FR76 9999 9000 0100 0000 0000 115",
    "signed_on": "2023-06-01",
    "bic": "",
    "origin": "legacy",
}


def fresh(table: str, like: Row, number: int) -> Row:
    """A copy of a row under a key of its own, its period long before the others so that nothing overlaps."""
    column = FRESH[table]
    if column == "valid_from":
        begin = date(1980, 1, 1) + timedelta(number)
        return like | {"valid_from": str(begin), "valid_to": str(begin + timedelta(1))}
    return like | {column: str(100 + number) if column == "line_no" else f"NEW{number}"}


def dirty(tables: Rows, rng: random.Random) -> Rows:
    """A copy of the tables with every dirt in it, at random places."""
    tables = copy.deepcopy(tables)
    add_mandates(tables)
    rows = [(table, row) for table, row in faulty_rows(tables, rng)]
    rows += [*overlapping_rows(tables, rng), *repeated_rows(tables, rng)]
    rows += [(table, row) for table, row in doubled_rows(tables, rng)]
    for table, row in rows:
        tables[table].insert(rng.randint(0, len(tables[table])), row)
    return tables


def add_mandates(tables: Rows) -> None:
    """A few good mandates: no other part of a random city needs any."""
    for number, family in enumerate(tables["families"][:4]):
        reference = f"RTM0000{number}-1"
        tables["mandates"].append(MANDATE | {"mandate_reference": reference, "family_id": family["family_id"]})


def faulty_rows(tables: Rows, rng: random.Random) -> list[tuple[str, Row]]:
    """One row for each of `BAD_CELLS`, some with a second fault, and the faults that take two cells."""
    result = []
    for number, (_, table, column, text) in enumerate(BAD_CELLS):
        if tables[table]:
            row = fresh(table, rng.choice(tables[table]), number) | {column: text}
            result.append((table, row | second_fault(table, column, rng)))
    line = fresh("invoice_lines", rng.choice(tables["invoice_lines"]), 900)
    result += [
        ("tariffs", fresh("tariffs", tables["tariffs"][0], 901) | {"price": "", "rate": ""}),
        ("quotients", tables["quotients"][0] | {"valid_from": "1979-05-02", "valid_to": "1979-05-02"}),
        ("invoice_lines", line | {"quantity": "3", "unit_price": "1.25", "amount": "3.77"}),
        ("invoice_lines", line | {"line_no": "950", "quantity": "3", "unit_price": "1.25", "amount": "3.76"}),
        ("invoice_lines", line | {"line_no": "951", "quantity": "-2", "unit_price": "1", "amount": "-2.00"}),
    ]
    return result


def second_fault(table: str, column: str, rng: random.Random) -> Row:
    """At times another fault in another column: only the first reason in their order is given."""
    others = [(c, text) for _, t, c, text in BAD_CELLS if t == table and c not in (column, FRESH[table])]
    return dict([rng.choice(others)]) if others and rng.random() < 0.3 else {}


def overlapping_rows(tables: Rows, rng: random.Random) -> list[tuple[str, Row]]:
    """Rows inside a closed period of the same key, or beside an open one from its very first day."""
    result = []
    for table in ("quotients", "residences", "tariffs", "payers"):
        closed = [r for r in tables[table] if r.get("valid_to")]
        for row in rng.sample(closed, min(2, len(closed))):
            inside = date.fromisoformat(row["valid_to"]) - timedelta(1)
            if str(inside) > row["valid_from"]:
                result.append((table, row | {"valid_from": str(inside)}))
    low = rng.choice([r for r in tables["tariffs"] if r["qf_max"] and not r["valid_to"]] or [{}])
    if low:
        result.append(("tariffs", low | {"qf_min": "1", "qf_max": "2"}))
    return result


def repeated_rows(tables: Rows, rng: random.Random) -> list[tuple[str, Row]]:
    """The same row again, at times in other words: unchanged."""
    result = []
    for table in ("attendance", "invoice_lines", "families", "quotients", "tariffs", "payers", "exemptions"):
        row = rng.choice(tables[table])
        reworded = {"date": french, "valid_from": french, "quantity": spaced, "amount": spaced}
        result += [(table, row), (table, {c: reworded.get(c, str)(text) for c, text in row.items()})]
    return result


def french(text: str) -> str:
    return "/".join(reversed(text.split("-"))) if text.count("-") == 2 else text


def spaced(text: str) -> str:
    return f" {text} " if text else "1"


def doubled_rows(tables: Rows, rng: random.Random) -> list[tuple[str, Row]]:
    """The same key with other content: the whole group is rejected, and what refers to it with it."""
    changes: dict[str, Callable[[Row], Row]] = {
        "attendance": lambda row: row | {"status": "other"},
        "invoice_lines": lambda row: row | {"month": "2022-01"},
        "invoices": lambda row: row | {"issued_on": "2022-01-01"},
        "children": lambda row: row | {"last_name": "Autre"},
        "families": lambda row: row | {"payer_name": "Autre"},
        "quotients": lambda row: row | {"quotient": "1"},
        "services": lambda row: row | {"label": "Autre"},
    }
    chosen = [table for table in changes if table != "services" or rng.random() < 0.2]
    result = [(table, changes[table](rng.choice(tables[table]))) for table in chosen]
    again = rng.choice(tables["attendance"])
    return [*result, ("attendance", again), ("attendance", again | {"quantity": "-3"})]


def corrections(tables: Rows, rng: random.Random) -> Rows:
    """A later, smaller sending: rows corrected, rows as they were, rejected rows put right."""
    result = {table: rng.sample(rows, min(len(rows), 5)) for table, rows in tables.items()}
    changed = {
        "attendance": ("quantity", "7"),
        "invoices": ("status", "cancelled"),
        "families": ("payer_name", "Corrigé"),
        "quotients": ("quotient", "555.55"),
        "invoice_lines": ("month", "2023-10"),
        "children": ("first_name", "Corrigée"),
    }
    for table, (column, text) in changed.items():
        result[table] = result[table][:2] + [row | {column: text} for row in result[table][2:]]
    put_right = {"C-NONE": "child_id", "NONE": "service", "I-NONE": "invoice_id", "F-NONE": "family_id"}
    for table, rows in tables.items():
        for name, column in put_right.items():
            wrong = [row for row in rows if row.get(column) == name and FRESH.get(table) != column]
            good = next((r[column] for r in rows if r.get(column) not in (name, "", None)), None)
            result[table] += [row | {column: good} for row in wrong if good]
    return {table: rows for table, rows in result.items() if rows}
