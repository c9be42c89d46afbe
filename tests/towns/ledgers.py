"""Small data sets and ledgers for tests: tables given as text, imported through the real door."""

from __future__ import annotations

from pathlib import Path

from rattrapage.imports import loading, rejects
from rattrapage.imports.report import ImportReport
from rattrapage.ledger import Ledger
from rattrapage.progress import finish
from tests.towns import copies

TOWN = {
    "families": "family_id,payer_name\nF1,Alma Weber\nF2,Noé Klein\n",
    "schools": "school_id,name\nS1,École des Tilleuls\n",
    "services": "service,label,category,unit\nCANT,Restauration,restauration,act\n"
    "PERI,Périscolaire,periscolaire,month\n",
    "children": "child_id,family_id,first_name,last_name,school_id\nC1,F1,Zoé,Weber,S1\nC2,F2,Léo,Klein,S1\n",
    "quotients": "family_id,valid_from,valid_to,quotient\nF1,2023-01-01,,500\n",
    "tariffs": "service,qf_min,qf_max,valid_from,price\nCANT,0,600,2023-01-01,2.70\nCANT,600,,2023-01-01,5.80\n"
    "PERI,0,,2023-01-01,45.30\n",
    "attendance": "attendance_id,child_id,service,date,status\nA1,C1,CANT,2023-09-04,present\n"
    "A2,C1,CANT,2023-09-05,present\nA3,C2,CANT,2023-09-04,present\n",
    "invoices": "invoice_id,family_id,issued_on\nI1,F1,2023-10-10\n",
    "invoice_lines": "invoice_id,line_no,child_id,service,month,quantity,unit_price,amount\n"
    "I1,1,C1,CANT,2023-09,1,2.70,2.70\n",
}
PEOPLE = {"families", "schools", "services", "children"}
"""The tables that others refer to: without them nothing else comes in."""


def write(folder: Path, **tables: str | bytes) -> Path:
    """Writes tables as CSV files in a folder; a text is UTF-8."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in tables.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.csv").write_bytes(data)
    return folder


def load(ledger: Ledger, *paths: Path, source: str | None = None) -> ImportReport:
    """Imports through the domain's own function."""
    return finish(loading.load(ledger, list(paths), source))


def town(ledger: Ledger, folder: Path, **changes: str) -> None:
    """Brings the small town into the ledger, with these tables instead of its own; the others from a copy."""
    tables = TOWN | changes
    alike = {} if changes.keys() & PEOPLE else {name: text for name, text in TOWN.items() if tables[name] == text}
    if "invoices" not in alike:
        alike.pop("invoice_lines", None)
    write(folder, **tables)
    files = {name: folder / f"{name}.csv" for name in tables}
    if alike:
        copies.fill(ledger, ("town", *alike), lambda: load(ledger, *(files[name] for name in alike)))
    if others := [file for name, file in files.items() if name not in alike]:
        load(ledger, *others)


def counts(report: ImportReport, table: str) -> tuple[int, int, int, int]:
    """(read, accepted, unchanged, rejected) of a table."""
    return tuple(vars(report.tables[table]).values())


def reasons(ledger: Ledger) -> list[tuple]:
    """(table, line, column, reason) of the rows that wait for a correction."""
    sql = "select table_name, line, column_name, reason from rejects order by table_name, line"
    return ledger.cursor().execute(sql).fetchall()


def raws(ledger: Ledger) -> str:
    """The rejects as their CSV file has them."""
    return rejects.csv_text(ledger)[0]
