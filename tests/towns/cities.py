"""A city of three families with results written by hand: every figure of the pages can be checked by eye.

Due 275.00 = billed 195.00 + left to bill 120.00 − over-billed 10.00 − billed without attendance 30.00.
"""

import datetime as dt
from decimal import Decimal
from pathlib import Path

from rattrapage import queries
from rattrapage.ledger import Ledger
from tests.towns import copies

NAMES = ("Brumecourt Alma", "Corvaisier Éloi", "Delafosse Inès")
CELLS = [
    # family, child, service, month, school, used, expected, billed quantity, billed, status, cause
    ("FAM1", "C1", "REPAS", "2023-10", "E1", "20", "100.00", "20", "100.00", "matched", ""),
    ("FAM1", "C1", "REPAS", "2023-11", "E1", "24", "120.00", "0", "0.00", "unbilled", "not_billed"),
    ("FAM2", "C2", "REPAS", "2023-11", "E2", "10", "50.00", "12", "60.00", "overbilled", "duplicate"),
    ("FAM2", "C2", "MATIN", "2023-11", "E2", "0", "0.00", "3", "30.00", "unknown", ""),
    ("FAM3", "C3", "REPAS", "2023-10", "E2", "2", "5.00", "1", "5.00", "unpriced", ""),
]
DAYS = [("E1", "2023-11-06", True), ("E1", "2023-11-07", True), ("E2", "2023-11-06", True), ("E2", "2023-11-07", False)]


def build(path: Path, more_families: int = 0, sample_city: bool = True) -> Path:
    """Writes the ledger and closes it; `more_families` owe 1.00 each, for long lists."""
    return copies.copy(path, ("city", more_families, sample_city), lambda new: _build(new, more_families, sample_city))


def _build(path: Path, more_families: int, sample_city: bool) -> None:
    with Ledger(path) as book, book.write("test", "ville") as cursor:
        cursor.execute("update ledger_info set sample_city = ?", [sample_city])
        _facts(cursor, more_families)
        _results(cursor, more_families)
        _rejects(cursor)


def _insert(cursor, table: str, columns: str, rows: list[tuple]) -> None:
    marks = ", ".join("?" * len(rows[0]))
    cursor.executemany(f"insert into {table} ({columns}) values ({marks})", rows)


def _facts(cursor, more: int) -> None:
    now = dt.datetime(2024, 2, 6, 8, 12)
    _insert(cursor, "imports", "import_id, started_at, finished_at, actor, source", [(1, now, now, "cli", "")])
    names = [*NAMES, *(f"Famille {n}" for n in range(4, 4 + more))]
    families = [(f"FAM{n}", name, 1) for n, name in enumerate(names, 1)]
    _insert(cursor, "families", "family_id, payer_name, import_id", families)
    schools = [("E1", "École du Lac", "Nord", 1), ("E2", "École des Prés", "Sud", 1)]
    _insert(cursor, "schools", "school_id, name, district, import_id", schools)
    services = [("REPAS", "Repas", "restauration", "act", 1), ("MATIN", "Accueil du matin", "accueil_matin", "act", 1)]
    _insert(cursor, "services", "service, label, category, unit, import_id", services)
    children = [(f"C{n}", f"FAM{n}", "Zoé", name.split()[0], 1) for n, name in enumerate(NAMES, 1)]
    _insert(cursor, "children", "child_id, family_id, first_name, last_name, import_id", children)


def _results(cursor, more: int) -> None:
    cells = CELLS + [
        (f"FAM{n}", f"C{n}", "REPAS", "2023-11", "E1", "1", "1.00", "0", "0.00", "unbilled", "not_billed")
        for n in range(4, 4 + more)
    ]
    rows = [(1, *cell[:9], Decimal(cell[6]) - Decimal(cell[8]), *cell[9:]) for cell in cells]
    names = "run, family_id, child_id, service, month, school_id, used_quantity, expected, billed_quantity, billed"
    _insert(cursor, "run_cells", f"{names}, gap, status, cause", rows)
    causes = [(1, *row[1:5], row[12], row[10]) for row in rows if row[12]]
    _insert(cursor, "run_causes", "run, family_id, child_id, service, month, cause, amount", causes)
    totals = [(1, f"FAM{n}", "2023-11" if n == 1 else "", "0", "0", "0", "0", "0", "0") for n in range(1, 4 + more)]
    names = "run, family_id, months_unbilled, expected, billed, gap, to_collect, to_credit, to_review"
    _insert(cursor, "run_family_totals", names, totals)
    _insert(cursor, "run_days", "run, school_id, service, date, received", [(1, s, "REPAS", d, r) for s, d, r in DAYS])
    queries.run(cursor, "reconcile/runs/sum_schools", run=1)
    due, billed = (sum(Decimal(cell[place]) for cell in cells) for place in (6, 8))
    run = (1, 1, dt.datetime(2024, 2, 6, 8, 13), "cli", "2023-10", "2023-11", due, billed, due - billed, 1 + more)
    names = "run, results_of, made_at, actor, first_month, last_month, expected, billed, gap, families_unbilled"
    _insert(cursor, "runs", names, [run])


def _rejects(cursor) -> None:
    names = "import_id, table_name, file, line, column_name, reason, message, raw, header, key"
    header = "attendance_id,child_id,service,date,quantity,status,recorded_at"
    bad_date = ("date", "bad_date", "Date illisible : 31/02/2023", "A7,C1,REPAS,31/02/2023", header, "A7")
    no_name = ("payer_name", "missing_value", "Nom absent", "FAM9,", "family_id,payer_name", "FAM9")
    rows = [(1, "attendance", "attendance.csv", 7, *bad_date), (1, "families", "families.csv", 3, *no_name)]
    _insert(cursor, "rejects", names, rows)


def unbalance(path: Path) -> None:
    """Makes one amount wrong by 1.00, as nothing in the program can."""
    with Ledger(path) as book, book.write("test", "fraude") as cursor:
        cursor.execute("update run_cells set billed = billed + 1 where family_id = 'FAM1' and month = '2023-11'")
