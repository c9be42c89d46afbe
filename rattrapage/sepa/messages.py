"""What banks answer: one `Answer` for each debit, block, file or entry that a message speaks of."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

FAILED, ACCEPTED, CREDIT, BACK, UNEXPLAINED, IGNORED = (
    "failed",
    "accepted",
    "credit",
    "credit_back",
    "unexplained",
    "ignored",
)
REJECT, RETURN = "reject", "return"


@dataclass(frozen=True)
class Answer:
    """What a message says of a `level` (debit, block, file) named `subject`, its end-to-end, block or message id.

    `kind` is reject (pain.002) or return (camt). `outcome`: failed; accepted; credit (money booked); credit_back (money
    booked with the reason of a return); unexplained (a booked debit that does not say why); ignored. `why` is the fault
    that makes it unmatched if it concerns us, or why it is ignored. `amount` and the bank's `charges` in `currency` are
    None where the message gives none. `number` and `total` are what it states of the whole level.
    """

    kind: str
    level: str
    subject: str
    outcome: str
    reason: str = ""
    amount: Decimal | None = None
    currency: str = "EUR"
    booked_on: dt.date | None = None
    why: str = ""
    charges: Decimal | None = None
    number: int | None = None
    total: Decimal | None = None


@dataclass(frozen=True)
class Money:
    """An amount as a message writes it: `value` is None when nothing stands there, or something that is no amount."""

    value: Decimal | None = None
    currency: str = "EUR"
    fault: str = ""


def text(element: etree._Element | None, path: str) -> str:
    """The text at a path of local names (`GrpHdr/CreDtTm`), without blanks around; empty when absent.

    Versions of a message differ in their namespace and little else, so only local names count.
    """
    found = None if element is None else element.findtext(local(path))
    return (found or "").strip()


def local(path: str) -> str:
    """A path of local names as lxml wants it: in any namespace."""
    return "/".join(f"{{*}}{step}" for step in path.split("/"))


def reason(element: etree._Element | None, path: str) -> str:
    """The reason code at `path`: a listed code, else the bank's own; empty when none is given."""
    return text(element, f"{path}/Rsn/Cd") or text(element, f"{path}/Rsn/Prtry")


def money(element: etree._Element | None, *paths: str) -> Money:
    """The first amount that is written at one of the paths; an empty element counts as absent."""
    for path in paths:
        found = None if element is None else element.find(local(path))
        written = "" if found is None else (found.text or "").strip()
        if found is not None and written:
            value = decimal(written)
            return Money(
                value, found.get("Ccy", "EUR"), "" if value is not None else f"montant illisible ({written[:20]})"
            )
    return Money()


def decimal(written: str) -> Decimal | None:
    """Reads an amount of whole cents, as ISO 20022 writes them; None for anything else.

    Zeros behind the cents change nothing: 60.000000 is 60.00. At most 15 digits stand before the point.
    """
    if not re.fullmatch(r"\d{1,15}(\.\d{0,18})?", written, re.ASCII):
        return None
    value = Decimal(written)
    return value.quantize(Decimal("0.01")) if value == value.quantize(Decimal("0.01")) else None


def count(written: str) -> int | None:
    """Reads a number of debits; None for anything else."""
    return int(written) if re.fullmatch(r"\d{1,15}", written, re.ASCII) else None


def day(*texts: str) -> tuple[dt.date | None, str]:
    """The day of the first date or moment that is not empty, and the fault of one that is no date."""
    written = next((text for text in texts if text), "")
    if not written:
        return None, ""
    try:
        # fromisoformat alone would read weeks, too
        if re.match(r"\d{4}-\d\d-\d\d", written, re.ASCII):
            return dt.date.fromisoformat(written[:10]), ""
    except ValueError:
        pass
    return None, f"date illisible ({written[:20]})"
