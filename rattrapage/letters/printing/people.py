"""Who writes and who receives: the head of a letter."""

from __future__ import annotations

from rattrapage.letters.contact import Contact


def sender(contact: Contact, creditor: object | None = None) -> dict:
    """The letterhead; a creditor's name and address take the place of the contact's."""
    address = creditor_address(creditor) if creditor else contact.address
    return {
        "name": getattr(creditor, "name", "") or contact.name,
        "address": address,
        "service": contact.service,
        "signature": contact.signature,
    }


def creditor_address(creditor: object) -> list[str]:
    """A creditor's address as lines."""
    return [creditor.address_line, f"{creditor.postal_code} {creditor.town}".strip()]


def contact(found: Contact) -> dict:
    """Whom to call, where to write."""
    return {"service": found.service, "phone": found.phone, "hours": found.hours, "email": found.email}


def family(row: dict) -> dict:
    """The addressee: {family_id, payer_name, address_line, postal_code, town, country}, a missing part left out."""
    return {
        "family_id": row["family_id"],
        "payer_name": " ".join((row["payer_name"] or "").split()),
        "address": address(row),
    }


def address(row: dict) -> list[str]:
    """An address as the lines of an envelope; the country only abroad."""
    street = [" ".join(line.split()) for line in (row.get("address_line") or "").splitlines()]
    town = f"{row.get('postal_code') or ''} {row.get('town') or ''}".strip()
    country = row.get("country") or "FR"
    return [line for line in (*street, town, "" if country == "FR" else country) if line]
