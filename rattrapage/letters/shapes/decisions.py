"""The letter that answers a request: amounts in euros."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TypedDict

from rattrapage.letters.contact import Contact
from rattrapage.letters.shapes.people import Addressee
from rattrapage.sepa.creditor import Creditor


class DecisionTerms(TypedDict, total=False):
    """The terms that the family named; what it did not name is None or left out."""

    strategy: str | None
    first_due: dt.date | None
    max_instalments: int | None
    min_instalment: Decimal | None
    cap: Decimal | None
    method: str | None


class DecisionInstalment(TypedDict):
    """An instalment that stays as announced."""

    number: int
    due_on: dt.date
    amount: Decimal


class Decision(TypedDict):
    """A whole answer, dated `on`; `state`: asked, sent_to_accountant, granted or refused.

    `motive` is for the family, '' for none; `instalments` are those known for certain.
    """

    on: dt.date
    contact: Contact
    creditor: Creditor | None
    family: Addressee
    state: str
    asked_on: dt.date
    decided_on: dt.date
    reference: str | None
    motive: str
    terms: DecisionTerms
    instalments: list[DecisionInstalment]
