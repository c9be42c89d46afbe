"""Whom a letter is for, as the ledger has it."""

from __future__ import annotations

from typing import TypedDict


class Address(TypedDict):
    """An address; `address_line` may hold several lines, `country` is a code like FR."""

    address_line: str | None
    postal_code: str | None
    town: str | None
    country: str | None


class Addressee(Address):
    """A family and who pays for it."""

    family_id: str
    payer_name: str | None
