"""The catch-up notice to a family: amounts in euros, months as `2023-09`."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TypedDict

from rattrapage.letters.contact import Contact
from rattrapage.letters.shapes.people import Addressee
from rattrapage.sepa.creditor import Creditor


class NoticeHead(Addressee):
    """A row of `queries/letters/heads`; `mandate_state`: None, valid, expiring, legacy or to_sign."""

    method: str
    first: str
    last: str
    waived: Decimal
    netted: Decimal
    paid: Decimal
    credit: Decimal
    mandate_state: str | None
    mandate_reference: str | None
    iban: str | None
    replaces: bool
    same_day: int


class NoticeMonth(TypedDict):
    """A row of `queries/letters/months`: what was used, what was billed, what is to collect."""

    family_id: str
    month: str
    used: Decimal
    billed: Decimal
    owed: Decimal


class NoticeDetail(TypedDict):
    """A row of `queries/letters/details`: a cell that was not billed right; `child` '' stands for several."""

    family_id: str
    month: str
    child: str
    service: str
    unit: str | None
    used_quantity: Decimal
    expected: Decimal
    billed: Decimal
    gap: Decimal
    status: str | None


class NoticeInstalment(TypedDict):
    """A row of `queries/letters/instalments`, the open ones: `known` from an earlier letter, `debited` in a file."""

    family_id: str
    instalment_id: str
    number: int
    due_on: dt.date
    amount: Decimal
    paid: Decimal
    known: bool
    debited: bool


class Notice(NoticeHead):
    """A whole notice, dated `on`; `creditor_id` is None when the creditor is unknown."""

    months: list[NoticeMonth]
    details: list[NoticeDetail]
    instalments: list[NoticeInstalment]
    on: dt.date
    contact: Contact
    creditor: Creditor | None
    creditor_id: str | None
