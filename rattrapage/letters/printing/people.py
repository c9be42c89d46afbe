"""Who writes and who receives: the head of a letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rattrapage.letters.contact import Contact
from rattrapage.letters.shapes.people import Addressee
from rattrapage.sepa.creditor import Creditor


def sender(contact: Contact, creditor: Creditor | None = None) -> dict[str, str | list[str]]:
    """Gives the letterhead; a creditor's name and address take the place of the contact's."""
    return {
        "name": sender_name(contact, creditor),
        "address": creditor_address(creditor) if creditor else contact.address,
        "service": contact.service,
        "signature": contact.signature,
    }


def sender_name(contact: Contact, creditor: Creditor | None) -> str:
    """Gives the creditor's name, the contact's without one."""
    return creditor.name if creditor and creditor.name else contact.name


def creditor_address(creditor: Creditor) -> list[str]:
    """Gives a creditor's address as lines."""
    return [creditor.address_line, f"{creditor.postal_code} {creditor.town}".strip()]


def contact(sender: Contact) -> dict[str, str]:
    """Says whom to call, where to write."""
    return {"service": sender.service, "phone": sender.phone, "hours": sender.hours, "email": sender.email}


def family(row: Addressee) -> dict[str, str | list[str]]:
    """Gives the addressee, a missing part left out."""
    return {
        "family_id": row["family_id"],
        "payer_name": " ".join((row["payer_name"] or "").split()),
        "address": address(row),
    }


def address(row: Mapping[str, Any]) -> list[str]:
    """Gives an address (keys of `Address`) as the lines of an envelope; the country only abroad."""
    street = [" ".join(line.split()) for line in (row.get("address_line") or "").splitlines()]
    town = f"{row.get('postal_code') or ''} {row.get('town') or ''}".strip()
    country = row.get("country") or "FR"
    return [line for line in (*street, town, "" if country == "FR" else country) if line]
