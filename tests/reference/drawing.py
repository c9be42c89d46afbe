"""What the steps of a life share: its seed, both ledgers, the date, and things drawn at random."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from . import cities, comparing
from .accounts import Instalment
from .collecting import Terms
from .desk import Desk
from .world import World

METHODS = ["direct_debit", "direct_debit", "online", "cheque", "transfer"]
BY = ("--by", "Anne")


def account_number(country: str, number: int) -> str:
    """An invented account of bank 99999, in a country whose IBAN is built as the French one."""
    digits = f"9999900001{number:011}"
    key = 97 - (89 * 99999 + 15 * 1 + 3 * number) % 97
    bban = f"{digits}{key:02}"
    letters = "".join(str(int(c, 36)) for c in f"{bban}{country}00")
    return f"{country}{98 - int(letters) % 97:02}{bban}"


def options(**values: object) -> list[str]:
    """`first_due=…` → `--first-due …`; None and False are left out, True is a flag."""
    words = []
    for name, value in values.items():
        if value is not None and value is not False:
            words += [f"--{name.replace('_', '-')}"] + ([] if value is True else [str(value)])
    return words


class Drawing:
    """A city, its clerk and its calendar, and the differences found so far."""

    def __init__(self, seed: int, folder: Path, families: int = 10):
        self.rng = random.Random(seed)
        self.desk = Desk(folder)
        self.world = World(cities.season(seed))
        self.tables = cities.make(seed, families)
        self.today = date.fromisoformat(f"{self.world.period[1]}-01") + timedelta(36)
        self.day = self.rng.choice([1, 5, 10, 28])
        self.counter = 0
        self.creditor = {
            "first_as": self.rng.choice(["FRST", "FRST", "FRST", "RCUR"]),
            "lead_days": self.rng.choice([1, 1, 1, 2, 4]),
            "one_file_per_block": self.chance(0.25),
        }
        self.desk.name_creditor(self.creditor)
        self.differences: list[str] = []

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def later(self, most: int = 6) -> date:
        """Some days go by."""
        self.today += timedelta(self.rng.randint(0, most))
        return self.today

    def number(self) -> int:
        self.counter += 1
        return self.counter

    def family(self) -> str:
        """Any family, more often one with instalments."""
        owing = [f for f, account in self.world.accounts.items() if account.instalments]
        return self.rng.choice(owing if owing and self.chance(0.8) else list(self.world.accounts))

    def euros(self, most: int = 80) -> Decimal:
        return Decimal(self.rng.randint(100, most * 100)) / 100

    def instalment(self) -> Instalment | None:
        every = [i for account in self.world.accounts.values() for i in account.open_ones()]
        return self.rng.choice(every) if every else None

    def mandate(self, family: str) -> dict[str, str]:
        """A mandate, mostly a good one; some are old, legacy, foreign, revoked, signed tomorrow, used already."""
        signed = self.today - timedelta(self.rng.choice([5, 20, 200, 300, 400, 900, 1060, 1400]))
        debited = signed + timedelta(self.rng.randint(0, 400))
        return {
            "mandate_reference": f"RUM-{self.number()}",
            "family_id": family,
            "iban": account_number("MR" if self.chance(0.03) else "FR", self.number()),
            "bic": self.rng.choice(["", "BDFEFRPPXXX"]),
            "account_holder": self.rng.choice(["", cities.NAMES[self.counter % 9], "°;°", "Ünal & fils_" + "n" * 70]),
            "signed_on": str(signed if self.chance(0.96) else self.today + timedelta(25)),
            "status": self.rng.choice(["active"] * 14 + ["revoked", "superseded"]),
            "last_debited_on": str(debited) if self.chance(0.25) and debited < self.today else "",
            "origin": "legacy" if self.chance(0.1) else "kiosque",
        }

    def terms(self, prepared_on: date) -> Terms:
        """A random policy."""
        strategy = self.rng.choice(["equal", "equal", "mirror", "capped"])
        return Terms(
            strategy=strategy,
            first_due=prepared_on + timedelta(self.rng.randint(-20, 45)),
            day=self.day if self.chance(0.8) else self.rng.randint(1, 28),
            max_instalments=self.rng.choice([1, 2, 3, 4, 6, 10]),
            prepared_on=prepared_on,
            min_instalment=Decimal(self.rng.choice(["0", "10", "25.50"])) if strategy == "equal" else Decimal(0),
            cap=Decimal(self.rng.choice(["12.50", "30", "60"])) if strategy == "capped" else None,
            threshold=Decimal(self.rng.choice(["15.00", "15.00", "0", "0", "40"])),
            notice_days=self.rng.choice([14, 14, 14, 7, 0]),
            net_credits=self.chance(0.25),
        )

    def wishes(self) -> dict[str, object]:
        """The terms a request names."""
        kinds: list[Callable[[], dict[str, object]]] = [
            lambda: {"max_instalments": self.rng.choice([1, 5, 12])},
            lambda: {"first_due": self.today + timedelta(self.rng.randint(10, 70))},
            lambda: {"method": self.rng.choice(METHODS)},
            lambda: {"strategy": "mirror"},
            lambda: {"strategy": "equal", "min_instalment": Decimal("20.00")},
            lambda: {"strategy": "capped", "cap": Decimal(self.rng.choice(["20", "45.50"]))},
            lambda: {},
        ]
        return self.rng.choice(kinds)() | self.rng.choice(kinds[:3])()

    def compare(self, title: str, found: dict, wanted: dict) -> None:
        self.differences += comparing.mapping(title, found, wanted)

    def look(self) -> None:
        """Compare every instalment, unless something already differs."""
        self.differences += [] if self.differences else comparing.instalments(self.desk, self.world)
