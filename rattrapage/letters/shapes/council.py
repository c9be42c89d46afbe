"""The council's summary: euros and numbers of families, None where a figure is hidden (queries/council/publish)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TypedDict

from rattrapage.letters.contact import Contact


class CouncilTotals(TypedDict):
    """The row of the published table `summary`; months as `2023-09`, shares in whole percents."""

    run: int
    made_at: dt.datetime
    first_month: str
    last_month: str
    output_hash: str
    imported_on: dt.date | None
    threshold: int
    due: Decimal | None
    secret_due: Decimal
    whole: bool
    covered: Decimal | None
    remaining: Decimal | None
    billed: Decimal | None
    over: Decimal | None
    unknown: Decimal | None
    families: int | None
    families_unbilled: int | None
    unpriced: int | None
    unknown_days: int
    difference: Decimal
    progress_masked: bool
    scheduled_share: int | None
    collected_share: int | None
    requests: int | None


class CouncilMonth(TypedDict):
    """A row of `queries/council/summary/months`."""

    month: str
    due: Decimal | None
    billed: Decimal | None
    remaining: Decimal | None
    masked: bool


class CouncilCause(TypedDict):
    """A row of `queries/council/summary/causes`; the amount is signed."""

    cause: str
    families: int | None
    amount: Decimal | None
    masked: bool


class CouncilPart(TypedDict):
    """A row of `queries/council/summary/services` or `quotients`."""

    label: str
    families: int | None
    remaining: Decimal | None
    mean: Decimal | None
    masked: bool


class CouncilSummary(CouncilTotals):
    """The whole summary, edited `on`."""

    on: dt.date
    contact: Contact
    months: list[CouncilMonth]
    causes: list[CouncilCause]
    services: list[CouncilPart]
    quotients: list[CouncilPart]
