"""The choice of a mandate: which one debits a family on a day, and what is wrong with it otherwise (R13)."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import duckdb

from rattrapage import queries
from rattrapage.sepa import ibans


class Account(NamedTuple):
    """The account of a mandate."""

    iban: str


def choose(cursor: duckdb.DuckDBPyConnection, debits: str, on: dt.date, allow_legacy: bool) -> None:
    """Fills the temporary table `mandate_choices` with the mandate of each debit, for a file made on a day.

    `debits` names a temporary table of the caller with at least the columns subject (the key of its rows), family_id
    and on_date, the day a mandate must serve; with `allow_legacy`, mandates signed for another tool can serve.
    """
    queries.run(cursor, "mandates/debits_to_place", debits=debits)
    accounts = queries.all(cursor, "mandates/ibans_to_check", Account)
    queries.run(cursor, "mandates/unusable_ibans", bad=ibans.unusable(account.iban for account in accounts))
    queries.run(cursor, "mandates/mandate_choices", created_on=on, allow_legacy=allow_legacy)
