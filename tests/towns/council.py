"""Small towns for the attack on the council's figures: cells drawn at random, runs, the true counts."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from rattrapage.council.publication import TABLES, Council
from rattrapage.ledger import Ledger

MONTHS = ("2023-09", "2023-10", "2023-11")
SERVICES = ("REPAS", "MATIN", "SOIR", "PAI")
BOUNDS = (0, 500, 1000, 1500)
COMMON = {"REPAS": 0.9, "MATIN": 0.4, "SOIR": 0.3, "PAI": 0.06}


class Cell(NamedTuple):
    """A cell of a run with the components of its gap; money in cents."""

    family: int
    service: str
    month: str
    expected: int
    billed: int
    status: str
    causes: dict[str, int]

    @property
    def remaining(self) -> int:
        return max(self.expected - self.billed, 0) if self.status != "unknown" else 0

    @property
    def over(self) -> int:
        return max(self.billed - self.expected, 0) if self.status != "unknown" else 0

    @property
    def unknown(self) -> int:
        return self.billed if self.status == "unknown" else 0


class Town(NamedTuple):
    """`quotients`: each family's, in whole euros."""

    quotients: list[int]
    cells: list[Cell]


def draw(seed: int) -> Town:
    """A town of 15 to 80 families, some services, months and quotients of which concern very few."""
    dice = random.Random(seed)
    families = dice.choice((15, 25, 40, 80))
    quotients = [dice.choice((100, 200, 300, 600, 600, 700, 1200, 1700)) for _ in range(families)]
    wrong = {month: dice.choice((0.05, 0.3, 0.9, 0.95)) for month in MONTHS}
    cells = [
        _cell(dice, family, service, month, wrong[month])
        for family in range(families)
        for service in SERVICES
        for month in MONTHS
        if dice.random() < COMMON[service]
    ]
    return Town(quotients, cells)


def _cell(dice: random.Random, family: int, service: str, month: str, wrong: float) -> Cell:
    amount, luck = dice.randrange(500, 20_000), dice.random()
    if luck < 0.03:
        return Cell(family, service, month, 0, amount, "unknown", {})
    if luck > wrong:
        return Cell(family, service, month, amount, amount, "matched", {})
    kind = dice.choice(("unbilled", "unbilled", "unbilled", "price", "mixed", "double", "unused"))
    if kind == "unused":
        return Cell(family, service, month, 0, amount, "not_used", {"not_used": -amount})
    if kind == "double":
        return Cell(family, service, month, amount, 2 * amount, "overbilled", {"duplicate": -amount})
    if kind == "price":
        return Cell(family, service, month, amount, amount - 300, "underbilled", {"price": 300})
    if kind == "mixed":
        return Cell(family, service, month, amount, 100, "underbilled", {"quantity": amount - 150, "price": 50})
    return Cell(family, service, month, amount, 0, "unbilled", {"not_billed": amount})


def fill(ledger: Ledger, town: Town) -> None:
    """Writes the town's facts, and its cells as run 0, which no view shows."""
    with ledger.write("test", "ville") as cursor:
        now = dt.datetime(2024, 2, 6, 8, 12)
        cursor.execute("insert into imports values (1, ?, ?, 'test', '')", [now, now])
        _insert(
            cursor, "services (service, label, category, unit)", [(s, f"Service {s}", "x", "act") for s in SERVICES]
        )
        _insert(cursor, "tariffs (service, qf_min, valid_from, price)", [("REPAS", b, "2023-01-01", 1) for b in BOUNDS])
        quotients = [(f"FAM{n}", "2023-01-01", quotient) for n, quotient in enumerate(town.quotients)]
        _insert(cursor, "quotients (family_id, valid_from, quotient)", quotients)
        _insert(
            cursor,
            "run_cells (run, family_id, child_id, service, month, school_id, expected, billed, gap, status)",
            [
                (0, f"FAM{c.family}", "C", c.service, c.month, "E1", _euros(c.expected), _euros(c.billed),
                 _euros(c.expected - c.billed), c.status)
                for c in town.cells
            ],
        )  # fmt: skip
        causes = [
            (0, f"FAM{c.family}", "C", c.service, c.month, cause, _euros(amount))
            for c in town.cells
            for cause, amount in c.causes.items()
        ]
        _insert(cursor, "run_causes (run, family_id, child_id, service, month, cause, amount)", causes)


def _insert(cursor, table: str, rows: list[tuple]) -> None:
    if rows:
        cursor.executemany(f"insert into {table} values ({', '.join('?' * len(rows[0]))})", rows)


def _euros(cents: int) -> Decimal:
    return Decimal(cents) / 100


def publish(ledger: Ledger, first: str, last: str) -> dict[str, list[dict]]:
    """What councillors receive of a run over these months, table by table."""
    with ledger.write("test", "calcul") as cursor:
        (run,) = cursor.execute("select coalesce(max(run), 0) + 1 from runs").fetchone()
        for table in ("run_cells", "run_causes"):
            cursor.execute(
                f"insert into {table} select * replace ({run} as run) from {table} "
                "where run = 0 and month between ? and ?",
                [first, last],
            )
        cursor.execute(
            "insert into runs (run, results_of, first_month, last_month, expected, billed, gap) "
            f"select {run}, {run}, ?, ?, sum(expected), sum(billed), sum(gap) from run_cells where run = {run}",
            [first, last],
        )
    return read(Council(ledger))


def read(council: Council) -> dict[str, list[dict]]:
    """Every row that the council's database holds."""
    cursor, found = council.cursor(), {}
    for table in TABLES:
        answer = cursor.execute(f"from {table}")
        names = [column[0] for column in answer.description]
        found[table] = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    return found


def families(town: Town) -> dict[tuple, set[int]]:
    """The families behind each atom: what a month, or a row of a month, is made of."""
    found: dict[tuple, set[int]] = defaultdict(set)
    for cell in town.cells:
        for atom, amount in _parts(town, cell):
            if amount:
                found[atom].add(cell.family)
    return found


def _parts(town: Town, cell: Cell):
    for name in ("expected", "billed", "remaining", "over", "unknown"):
        yield ("due" if name == "expected" else name, cell.month), getattr(cell, name)
    yield ("service", cell.service, cell.month), cell.remaining
    bracket = max(bound for bound in BOUNDS if bound <= town.quotients[cell.family])
    yield ("quotient", bracket, cell.month), cell.remaining
    for cause, amount in cell.causes.items():
        yield ("cause", cause, cell.month), amount
