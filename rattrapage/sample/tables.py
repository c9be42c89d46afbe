"""The tables of an import as CSV files: its columns, UTF-8, commas, line feeds on any machine."""

import csv
from collections.abc import Iterable
from pathlib import Path

COLUMNS = {
    "families": "family_id payer_name email phone address_line postal_code town country resident payment_method",
    "residences": "family_id valid_from valid_to resident",
    "schools": "school_id name district level",
    "children": "child_id family_id first_name last_name birth_date school_id",
    "payers": "child_id family_id valid_from valid_to weeks",
    "quotients": "family_id valid_from valid_to quotient",
    "services": "service label category unit",
    "tariffs": "service resident qf_min qf_max valid_from valid_to price rate floor ceiling",
    "status_rules": "service status factor",
    "exemptions": "family_id child_id service valid_from valid_to reason",
    "attendance": "attendance_id child_id service date quantity status recorded_at",
    "invoices": "invoice_id family_id issued_on due_on kind status origin",
    "invoice_lines": "invoice_id line_no child_id service month quantity unit_price amount",
    "payments": "payment_id family_id invoice_id paid_on amount method",
    "mandates": "mandate_reference family_id iban bic account_holder signed_on status last_debited_on origin",
}


def write(out: Path, table: str, rows: Iterable[Iterable[object]]) -> None:
    """Writes `<table>.csv` with the header of the table and these rows."""
    with (out / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS[table].split())
        writer.writerows(rows)


def write_lines(out: Path, table: str, lines: Iterable[str]) -> None:
    """Writes `<table>.csv` from whole lines whose fields need no quotes: several times faster, for attendance."""
    with (out / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(COLUMNS[table].replace(" ", ",") + "\n")
        file.writelines(lines)
