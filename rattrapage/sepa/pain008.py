"""The pain.008 file: debits in, checked bytes out, and the bytes read back to prove what they say."""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from lxml import etree
from sepaxml import SepaDD

from rattrapage import amounts
from rattrapage.errors import Refusal
from rattrapage.sepa import characters
from rattrapage.sepa.creditor import Creditor


@dataclass(frozen=True)
class Debit:
    """One debit as the file has it: `amount` in euros, `bic` and `address` empty when unknown or not needed."""

    end_to_end_id: str
    sequence: str
    requested_on: dt.date
    amount: Decimal
    mandate_reference: str
    signed_on: dt.date
    iban: str
    bic: str
    name: str
    text: str
    address: dict[str, str] = field(default_factory=dict)


class Block(NamedTuple):
    """What one payment block of a file holds: its id, sequence, date, number of debits and their sum in euros."""

    block_id: str
    sequence: str
    requested_on: dt.date
    debits: int
    amount: Decimal


def build(creditor: Creditor, message_id: str, created_on: dt.date, debits: Iterable[Debit]) -> bytes:
    """The bytes of the file, valid for the creditor's schema; the same arguments, the same bytes (sepa.md, section 2).

    Blocks are numbered in the order of date and sequence. Raises `Refusal` when the schema refuses the file.
    """
    made = SepaDD(_config(creditor), schema=creditor.schema, clean=False)
    for debit in sorted(debits, key=lambda d: (d.requested_on, d.sequence, d.end_to_end_id)):
        made.add_payment(_payment(debit))
    # `export` appends the blocks: a second call would write every debit twice
    tree = etree.fromstring(made.export(validate=False))
    _name(tree, message_id, created_on)
    _validate(tree, creditor.schema)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")


def _config(creditor: Creditor) -> dict[str, Any]:
    return {
        "name": characters.clean(creditor.name, characters.NAME),
        "IBAN": creditor.iban,
        "BIC": creditor.bic,
        "batch": True,
        "creditor_id": creditor.creditor_id,
        "currency": creditor.currency,
        "instrument": "CORE",
        "address": address(creditor.address_line, creditor.postal_code, creditor.town, creditor.country),
    }


def address(line: str | None, postal_code: str | None, town: str | None, country: str | None) -> dict[str, str]:
    """A structured address, or nothing without a town: address lines alone are forbidden since 15 November 2026."""
    parts = {
        "street_name": characters.clean(line, characters.ADDRESS),
        "postcode": characters.clean(postal_code, characters.POSTAL_CODE),
        "town": characters.clean(town, characters.TOWN),
        "country": country or "FR",
    }
    return {key: part for key, part in parts.items() if part} if parts["town"] else {}


def _payment(debit: Debit) -> dict[str, Any]:
    """A new dictionary each time, because the library writes into what it is given."""
    payment: dict[str, Any] = {
        "name": debit.name,
        "IBAN": debit.iban,
        "amount": int(debit.amount.scaleb(2)),
        "type": debit.sequence,
        "collection_date": debit.requested_on,
        "mandate_id": debit.mandate_reference,
        "mandate_date": debit.signed_on,
        "description": debit.text,
        "endtoend_id": debit.end_to_end_id,
    }
    # an empty BIC or address is not "unknown": the key must be absent
    return payment | ({"BIC": debit.bic} if debit.bic else {}) | ({"address": debit.address} if debit.address else {})


def _name(tree: etree._Element, message_id: str, created_on: dt.date) -> None:
    """Replaces the library's random names and clock by ours."""
    header = _part(tree, ".//{*}GrpHdr")
    _part(header, "{*}MsgId").text = message_id
    _part(header, "{*}CreDtTm").text = f"{created_on}T12:00:00"
    for number, element in enumerate(tree.findall(".//{*}PmtInfId"), 1):
        element.text = f"{message_id}-{number}"


def _part(parent: etree._Element, path: str) -> etree._Element:
    """Gives the first element at a path; the schema wants one there, so that only a fault of ours can lack it."""
    element = parent.find(path)
    if element is None:
        raise LookupError(f"pain.008 without {path}")
    return element


def _text(parent: etree._Element, path: str) -> str:
    return _part(parent, path).text or ""


@functools.cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(importlib.resources.files("sepaxml") / "schemas" / f"{name}.xsd")))


def _validate(tree: etree._Element, name: str) -> None:
    """Names only the element and the debit in its refusal: the schema's own sentence may quote an IBAN or a name."""
    schema = _schema(name)
    if not schema.validate(tree):
        found = _at_fault(tree, schema)
        debit = next((_text(d, ".//{*}EndToEndId") for d in found.iterancestors("{*}DrctDbtTxInf")), "en-tête")
        place = f"{etree.QName(found).localname}, {debit}"
        raise Refusal(f"Fichier refusé par le schéma {name} ({place}) ; rien n'a été écrit.")


def _at_fault(tree: etree._Element, schema: etree.XMLSchema) -> etree._Element:
    """Gives the element of the schema's first complaint, the root when it names none."""
    found = tree.xpath(schema.error_log[0].path or "/*")
    return next((item for item in found if isinstance(item, etree._Element)), tree) if isinstance(found, list) else tree


def read_back(data: bytes) -> list[Block]:
    """The blocks as the bytes say them, counted and added debit by debit.

    Raises `Refusal` when a header of the file announces another count or sum than its debits have.
    """
    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    blocks = [_block(element) for element in tree.iterfind(".//{*}PmtInf")]
    _agree(_part(tree, ".//{*}GrpHdr"), sum(b.debits for b in blocks), sum((b.amount for b in blocks), Decimal(0)))
    return blocks


def _block(element: etree._Element) -> Block:
    debited = [Decimal(amount.text or "") for amount in element.iterfind("{*}DrctDbtTxInf/{*}InstdAmt")]
    total = sum(debited, Decimal(0))
    _agree(element, len(debited), total)
    requested_on = dt.date.fromisoformat(_text(element, "{*}ReqdColltnDt"))
    return Block(
        _text(element, "{*}PmtInfId"), _text(element, "{*}PmtTpInf/{*}SeqTp"), requested_on, len(debited), total
    )


def _agree(header: etree._Element, debits: int, amount: Decimal) -> None:
    announced = int(_text(header, "{*}NbOfTxs")), Decimal(_text(header, "{*}CtrlSum"))
    if announced != (debits, amount):
        raise Refusal(
            f"Fichier incohérent : {announced[0]} prélèvements et {amounts.said(announced[1])} annoncés, {debits} et "
            f"{amounts.said(amount)} relus (différence {amounts.said(announced[1] - amount)}) ; rien n'a été écrit."
        )
