"""Seeded random cities that hold everything the rules name: masters, periods, attendance, invoices.

`make(seed, families)` gives tables of ISO text, `dialects.write` puts them in a folder. A clean city has no
row to reject; `dirt.dirty` adds those.
"""

import random
from datetime import date, timedelta

from . import attendances, invoices, tariffs
from .judging import read_row
from .periods import overlap
from .schema import TABLES

Tables = dict[str, list[dict[str, str]]]
NAMES = [
    "O'Neil",
    "Zoë",
    'Le "Grand"',
    "Müller; fils",
    "Kœnig, Anne",
    "=SUM(A1)",
    "-Dupont",
    "@Weiß",
    "'=déjà",
]
# The second and third have a week 53, so that two odd weeks follow one another.
SEASONS = [("2023-09", "2024-01"), ("2020-09", "2021-01"), ("2026-09", "2027-01"), ("2024-09", "2025-01")]


def season(seed: int) -> tuple[str, str]:
    """The first and the last month of a city's period of five months."""
    return SEASONS[seed % 7] if seed % 7 < len(SEASONS) else SEASONS[0]


def months(first: str) -> list[str]:
    """The five months of a period that starts with `first`."""
    start = date.fromisoformat(f"{first}-01")
    return [f"{start + timedelta(31 * n):%Y-%m}" for n in range(5)]


class City:
    """What the parts of a city share while it is made: randomness, period, what nobody recorded, tables."""

    def __init__(self, seed: int, families: int):
        self.rng = random.Random(seed)
        self.first, self.last = season(seed)
        self.start = date.fromisoformat(f"{self.first}-01")
        self.months = months(self.first)
        self.family_ids = [f"F{n:03}" for n in range(families)]
        self.missing = [(self.rng.choice(list(tariffs.SERVICES)), self.rng.choice(self.months)) for _ in range(2)]
        self.tables: Tables = {name: [] for name in TABLES}
        self._typed: dict[str, list[dict]] = {}

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def day(self, first: int = 0, last: int = 152) -> date:
        """A day, `first` to `last` days after the period's start; often a month's first or a year's edge."""
        if self.chance(0.3):
            edges = [date.fromisoformat(f"{m}-01") for m in self.months]
            edges += [edges[4] - timedelta(n) for n in (1, 2, 3)] + [edges[4] + timedelta(n) for n in (1, 2, 3, 4)]
            near = [d for d in edges if first <= (d - self.start).days <= last]
            if near:
                return self.rng.choice(near)
        return self.start + timedelta(self.rng.randint(first, last))

    def add(self, table: str, **cells: object) -> None:
        """Add a row, with None as an empty cell and values as ISO text."""
        self.tables[table].append({name: "" if v is None else str(v) for name, v in cells.items()})

    def add_period(self, table: str, **cells: object) -> None:
        """Add a row of a period table unless it is impossible or in the way of an earlier one."""
        raw = {name: "" if value is None else str(value) for name, value in cells.items()}
        row, reason = read_row(TABLES[table], raw)
        others = self._typed.setdefault(table, [])
        key = TABLES[table].key
        taken = any(all(row.get(c) == other[c] for c in key) or overlap(table, row, other) for other in others)
        if not reason and not taken:
            others.append(row)
            self.tables[table].append(raw)

    def spans(self) -> list[tuple[date, date | None]]:
        """One to four periods, in order: open ones that the next one ends, closed ones, gaps, late starts."""
        early = self.start - timedelta(400) if self.chance(0.8) else self.day(0, 60)
        starts = sorted({early, *(self.day() for _ in range(self.rng.choice([0, 0, 1, 1, 2, 3])))})
        ends = [self._end(start, nxt) for start, nxt in zip(starts, [*starts[1:], None], strict=True)]
        return list(zip(starts, ends, strict=True))

    def _end(self, start: date, following: date | None) -> date | None:
        kind = self.rng.choice(["open", "open", "touching", "gap"])
        if kind == "open":
            return None
        if kind == "touching" and following:
            return following
        length = ((following or start + timedelta(200)) - start).days
        return start + timedelta(self.rng.randint(1, max(1, length)))


def make(seed: int, families: int = 60) -> Tables:
    """A whole clean city; the same arguments give the same rows."""
    city = City(seed, families)
    people(city)
    tariffs.add(city)
    for family in city.family_ids:
        family_periods(city, family)
    for child in city.tables["children"]:
        payer_periods(city, child["child_id"], child["family_id"])
    attendances.add(city)
    invoices.add(city)
    return city.tables


def people(city: City) -> None:
    """Families (the last ones without a child), schools, children."""
    rng = city.rng
    city.add("schools", school_id="S1", name="École n°1", district="Nord", level="maternelle")
    city.add("schools", school_id="S2", name='École "du, Parc"', district="Sud", level=None)
    for number, family in enumerate(city.family_ids):
        city.add(
            "families",
            family_id=family,
            payer_name=rng.choice(NAMES),
            address_line=rng.choice(["1 rue de l'Église", "Bât. B\n2 rue des Prés", "3, quai\r\nNord"]),
            country=rng.choice(["FR", "DE", None]),
            resident=rng.choice(["true", "true", "false", None]),
            payment_method=rng.choice(["direct_debit", "cesu", None]),
        )
        for rank in range(rng.choice([1, 1, 2, 2, 3]) if number < len(city.family_ids) - 2 else 0):
            city.add(
                "children",
                child_id=f"C{number:03}{rank}",
                family_id=family,
                first_name=rng.choice(NAMES),
                last_name="Exemple",
                birth_date=rng.choice([None, "2018-02-28"]),
                school_id=rng.choice(["S1", "S2", None]),
            )


def family_periods(city: City, family: str) -> None:
    """Quotients (some families have none), residences, exemptions of a family, a child or a service."""
    rng = city.rng
    for begin, end in city.spans() if city.chance(0.9) else []:
        value = rng.choice(["0", "400", "700.00", f"{rng.randint(0, 220000) / 100:.2f}"])
        city.add_period("quotients", family_id=family, valid_from=begin, valid_to=end, quotient=value)
    for begin, end in city.spans() if city.chance(0.3) else []:
        word = rng.choice(["true", "false"])
        city.add_period("residences", family_id=family, valid_from=begin, valid_to=end, resident=word)
    for begin, end in city.spans() if city.chance(0.2) else []:
        city.add_period(
            "exemptions",
            family_id=family,
            child_id=rng.choice([None, some_child(city, family)]),
            service=rng.choice([None, "CANT", "PERI", "CRECHE"]),
            valid_from=begin,
            valid_to=end,
            reason=rng.choice(["délibération", None]),
        )


def some_child(city: City, family: str) -> str:
    """Mostly one of the family's own, else any: an exemption is the payer's, who may be someone else."""
    own = [row["child_id"] for row in city.tables["children"] if row["family_id"] == family]
    every = [row["child_id"] for row in city.tables["children"]]
    return city.rng.choice(own if own and city.chance(0.7) else every)


def payer_periods(city: City, child: str, family: str) -> None:
    """Alternate custody, an `all` row ended by rows by weeks, weeks ended by an `all` row, moves."""
    rng = city.rng
    other = rng.choice(city.family_ids)
    third = rng.choice(city.family_ids)
    begin, turn, late = city.start - timedelta(30), city.day(20, 90), city.day(91, 150)
    plans = {
        "alternate": [(family, begin, None, "even"), (other, begin, None, "odd")],
        "half": [(other, begin, rng.choice([None, late]), "odd")],
        "all then weeks": [(other, begin, None, "all"), (third, turn, rng.choice([None, late]), "even")],
        "weeks then all": [
            (other, begin, None, "even"),
            (third, begin, None, "odd"),
            (family, turn, late, "all"),
        ],
        "weeks in turn": [
            (other, begin, None, "even"),
            (third, turn, None, "odd"),
            (family, late, None, "even"),
        ],
        "move": [(family, begin, None, "all"), (other, turn, rng.choice([None, late]), "all")],
        "visit": [(other, turn, late, None)],
    }
    for payer, valid_from, valid_to, weeks in plans[rng.choice(list(plans))] if city.chance(0.3) else []:
        city.add_period(
            "payers", child_id=child, family_id=payer, valid_from=valid_from, valid_to=valid_to, weeks=weeks
        )
