"""The bases de liquidation of a family: amounts in euros, months as `2023-09` (R14)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TypedDict

from rattrapage.letters.contact import Contact
from rattrapage.letters.shapes.people import Addressee


class BasesFamily(Addressee):
    """A row of `queries/billing/bases/family`."""

    payment_method: str | None


class BasesDay(TypedDict):
    """A day of usage."""

    day: dt.date
    quantity: Decimal


class BasesPart(TypedDict):
    """One way in which a price came about, with its days; None: no quotient known, no tariff, no factor."""

    status: str
    factor: Decimal | None
    quotient: Decimal | None
    qf_min: Decimal | None
    qf_max: Decimal | None
    tariff_valid_from: dt.date | None
    is_exempt: bool
    quantity: Decimal
    days: list[BasesDay]


class BasesUse(TypedDict):
    """A row of `queries/billing/bases/used`: what a child used at one price; without a tariff it has no amount (R6)."""

    month: str
    child: str
    service: str
    unit: str | None
    unit_price: Decimal | None
    quantity: Decimal
    amount: Decimal | None
    parts: list[BasesPart]


class BasesLine(TypedDict):
    """A row of `queries/billing/bases/billed`: a line of an issued document, as it stands there."""

    month: str
    invoice_id: str
    issued_on: dt.date
    is_credit: bool
    child: str
    service: str
    unit: str | None
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal


class BasesRate(TypedDict):
    """A row of `queries/billing/bases/applied`: what priced the family's usage between two days."""

    service: str
    quotient: Decimal | None
    qf_min: Decimal | None
    qf_max: Decimal | None
    tariff_valid_from: dt.date | None
    price: Decimal | None
    is_exempt: bool
    first_day: dt.date
    last_day: dt.date


class BasesMonth(TypedDict):
    """A month: what was used and billed, both sums, and whether some usage has no tariff."""

    month: str
    used: list[BasesUse]
    billed: list[BasesLine]
    expected: Decimal
    billed_amount: Decimal
    is_unpriced: bool


class Bases(TypedDict):
    """The whole document, from month `first` to month `last`, edited `on`, of the run named."""

    on: dt.date
    contact: Contact
    family: BasesFamily
    first: str
    last: str
    run: int
    output_hash: str
    months: list[BasesMonth]
    applied: list[BasesRate]
