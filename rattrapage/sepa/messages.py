"""What banks answer: one `Answer` for each debit, block or file that a message speaks of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from lxml import etree

from rattrapage.errors import Refusal

FAILED, ACCEPTED, UNEXPLAINED = "failed", "accepted", "unexplained"


@dataclass(frozen=True)
class Answer:
    """What a message says of a `level` (debit, block, file) named `subject`, its end-to-end, block or message id.

    `outcome` is failed, accepted or unexplained; `amount` in `currency` is None where the message gives none.
    """

    level: str
    subject: str
    outcome: str
    reason: str = ""
    amount: Decimal | None = None
    currency: str = "EUR"
    booked_on: dt.date | None = None


def parse(data: bytes, name: str) -> etree._Element:
    """The root of a message; raises `Refusal` when it is no XML or declares a document type.

    Entities are never resolved, nothing is fetched, and a document type is refused before it is read: a few lines of
    it can unfold into gigabytes. The zero bytes go first because UTF-16 would hide it.
    """
    if b"<!DOCTYPE" in data.replace(b"\0", b"").upper():
        raise Refusal(f"{name} : déclaration DOCTYPE interdite dans un message bancaire ; rien n'a été lu.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refusal(f"{name} : ce n'est pas un fichier XML lisible ; demandez-le de nouveau à la banque.") from error
    if root.getroottree().docinfo.doctype:
        raise Refusal(f"{name} : déclaration DOCTYPE interdite dans un message bancaire ; rien n'a été lu.")
    return root


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


def amount(element: etree._Element, *paths: str) -> tuple[Decimal | None, str]:
    """The first amount found and its currency; no amount when none is given; raises `Refusal` for what is no number."""
    for path in paths:
        found = element.find(local(path))
        if found is not None:
            return _decimal(found.text), found.get("Ccy", "EUR")
    return None, "EUR"


def _decimal(written: str | None) -> Decimal:
    try:
        value = Decimal((written or "").strip())
    except InvalidOperation:
        value = Decimal("NaN")
    exponent = value.as_tuple().exponent  # a letter for what is infinite or no number
    # ISO 20022 amounts have at most 18 digits, 5 of them decimals
    if not isinstance(exponent, int) or abs(value) >= 10**18 or exponent < -5:
        raise Refusal("Un montant du message bancaire n'est pas un nombre ; demandez-le de nouveau à la banque.")
    return value


def day(*texts: str) -> dt.date | None:
    """The day of the first date or moment that is not empty; raises `Refusal` for what is no date."""
    written = next((text for text in texts if text), "")
    try:
        return dt.date.fromisoformat(written[:10]) if written else None
    except ValueError as error:
        raise Refusal(f"« {written[:30]} » n'est pas une date du message bancaire ; demandez-le de nouveau.") from error
