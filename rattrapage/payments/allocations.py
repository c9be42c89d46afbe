"""Allocations: which payment pays which instalment, once and for good (R12, payments)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import duckdb

from rattrapage import clock, queries
from rattrapage.payments import reversals


class Payment(NamedTuple):
    """A payment with something left to place, or to take back from what it paid when negative (cents).

    A free one (`paid_on` set) pays only what was approved by that day; none pays plans after `last_plan`.
    """

    payment_id: str
    family_id: str
    cents: int
    paid_on: dt.date | None
    last_plan: int


class Instalment(NamedTuple):
    """An instalment that payments of its family concern; `unpaid` in cents."""

    instalment_id: str
    family_id: str
    plan_id: int
    approved_on: dt.date
    unpaid: int
    in_live_file: bool
    is_over: bool


class Allocation(NamedTuple):
    """A part of a payment that pays an instalment, or takes it back when negative (cents)."""

    payment_id: str
    instalment_id: str
    cents: int


def place(cursor: duckdb.DuckDBPyConnection) -> None:
    """Brings allocations up to date with the payments, inside the caller's transaction.

    What is placed stays placed, whatever becomes of debit files later; a payment corrected to less, reversed, or
    corrected to another document or family, takes back what it paid.
    """
    now = clock.now()
    reversals.keep(cursor)
    queries.run(cursor, "payments/take_back", now=now)
    queries.run(cursor, "payments/limit_payments")
    payments = queries.all(cursor, "payments/payments_to_place", Payment)
    if not payments:
        return
    families = sorted({payment.family_id for payment in payments})
    payable = queries.all(cursor, "payments/payable", Instalment, families=families)
    placed = queries.all(cursor, "payments/shares", Allocation, families=families)
    made = list(allocate(payments, payable, {(part.payment_id, part.instalment_id): part.cents for part in placed}))
    columns = {name: [getattr(part, name) for part in made] for name in Allocation._fields}
    queries.run(cursor, "payments/keep_allocations", now=now, **columns)


def allocate(
    payments: Iterable[Payment], payable: Iterable[Instalment], shares: dict[tuple[str, str], int]
) -> Iterator[Allocation]:
    """Places payments in their order on the instalments of their family, the oldest due first, as both are given.

    Instalments in a live file are skipped. What is to take back comes off the payment's own `shares`
    {(payment, instalment): cents}, the last instalment first.
    """
    by_family: dict[str, list[Instalment]] = defaultdict(list)
    unpaid: dict[str, int] = {}
    for instalment in payable:
        by_family[instalment.family_id].append(instalment)
        unpaid[instalment.instalment_id] = instalment.unpaid
    for payment in payments:
        mine = [i for i in by_family[payment.family_id] if _concerns(payment, i)]
        left = payment.cents
        for instalment in mine if left > 0 else reversed(mine):
            name = instalment.instalment_id
            if left > 0:
                part = 0 if instalment.in_live_file or instalment.is_over else min(left, unpaid[name])
            else:
                part = -min(-left, shares.get((payment.payment_id, name), 0))
            if part:
                left, unpaid[name] = left - part, unpaid[name] - part
                yield Allocation(payment.payment_id, name, part)


def _concerns(payment: Payment, instalment: Instalment) -> bool:
    is_in_time = payment.paid_on is None or payment.paid_on >= instalment.approved_on
    return is_in_time and instalment.plan_id <= payment.last_plan
