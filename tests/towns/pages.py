"""A town with debits for the pages: four families that pay by direct debit, F1 and F2 told of an instalment to come."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from rattrapage.ledger import Ledger
from rattrapage.sepa.calendar import business_day
from tests.towns import copies
from tests.towns.debits import mandate, owe, settle
from tests.towns.plans import claim

TODAY = dt.date.today()
SIGNED, TOLD = TODAY - dt.timedelta(60), TODAY - dt.timedelta(10)
DUE = business_day(TODAY + dt.timedelta(20))


def build(path: Path, folder: Path, sample_city: bool = True) -> Path:
    """F1 and F2 owe 60.00 each on `DUE` with good mandates, F3 with an old one, F4 without any and not yet told."""
    return copies.copy(path, ("pages", sample_city), lambda new: _build(new, folder, sample_city))


def _build(path: Path, folder: Path, sample_city: bool) -> None:
    with Ledger(path) as book:
        signed = SIGNED.isoformat()
        good = (mandate("RTM90000001-1", "F1", 1, signed), mandate("RTM90000002-1", "F2", 2, signed))
        settle(book, folder, *good, mandate("ANC-3", "F3", 3, "2016-02-01", origin="legacy"))
        claim(book)
        book.cursor().execute(
            "insert into plannings values (1, now(), 'test', 1, 'equal', $told, 5, 1, null, null, 0, $told, 14, false)",
            {"told": TOLD},
        )
        for family in ("F1", "F2", "F3"):
            owe(book, family, DUE, told=TOLD)
        owe(book, "F4", DUE, told=None, state="approved")
        book.cursor().execute("update ledger_info set sample_city = ?", [sample_city])
