"""The pain.008 file: debits in, checked bytes out, and the bytes read back to prove what they say."""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

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


@dataclass(frozen=True)
class Block:
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
    _name(tree, creditor.schema, message_id, created_on)
    _validate(tree, creditor.schema)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")


def _config(creditor: Creditor) -> dict:
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


def _payment(debit: Debit) -> dict:
    """A new dictionary each time, because the library writes into what it is given."""
    payment = {
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


def _name(tree: etree._Element, schema: str, message_id: str, created_on: dt.date) -> None:
    """Replaces the library's random names and clock by ours."""
    names = {"p": f"urn:iso:std:iso:20022:tech:xsd:{schema}"}
    tree.find(".//p:GrpHdr/p:MsgId", names).text = message_id
    tree.find(".//p:GrpHdr/p:CreDtTm", names).text = f"{created_on}T12:00:00"
    for number, element in enumerate(tree.findall(".//p:PmtInfId", names), 1):
        element.text = f"{message_id}-{number}"


@functools.cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(importlib.resources.files("sepaxml") / "schemas" / f"{name}.xsd")))


def _validate(tree: etree._Element, name: str) -> None:
    """The schema's own sentence may quote an IBAN or a name: only the element and the debit are told."""
    schema = _schema(name)
    if not schema.validate(tree):
        (found,) = tree.xpath(schema.error_log[0].path)
        debit = next((d.findtext(".//{*}EndToEndId") for d in found.iterancestors("{*}DrctDbtTxInf")), "en-tête")
        place = f"{etree.QName(found).localname}, {debit}"
        raise Refusal(f"Fichier refusé par le schéma {name} ({place}) ; rien n'a été écrit.")


def read_back(data: bytes) -> list[Block]:
    """The blocks as the bytes say them, counted and added debit by debit.

    Raises `Refusal` when a header of the file announces another count or sum than its debits have.
    """
    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    blocks = [_block(element) for element in tree.iterfind(".//{*}PmtInf")]
    _agree(tree.find(".//{*}GrpHdr"), sum(b.debits for b in blocks), sum((b.amount for b in blocks), Decimal(0)))
    return blocks


def _block(element: etree._Element) -> Block:
    amounts = [Decimal(amount.text) for amount in element.iterfind("{*}DrctDbtTxInf/{*}InstdAmt")]
    _agree(element, len(amounts), sum(amounts))
    requested_on = dt.date.fromisoformat(element.findtext("{*}ReqdColltnDt"))
    sequence = element.findtext("{*}PmtTpInf/{*}SeqTp")
    return Block(element.findtext("{*}PmtInfId"), sequence, requested_on, len(amounts), sum(amounts))


def _agree(header: etree._Element, debits: int, amount: Decimal) -> None:
    announced = int(header.findtext("{*}NbOfTxs")), Decimal(header.findtext("{*}CtrlSum"))
    if announced != (debits, amount):
        raise Refusal(
            f"Fichier incohérent : {announced[0]} prélèvements et {amounts.said(announced[1])} annoncés, {debits} et "
            f"{amounts.said(amount)} relus (différence {amounts.said(announced[1] - amount)}) ; rien n'a été écrit."
        )
