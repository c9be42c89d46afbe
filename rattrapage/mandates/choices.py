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


def choose(cursor: duckdb.DuckDBPyConnection, on: dt.date, allow_legacy: bool) -> None:
    """Fills `mandate_choices` for the rows of the temporary table `asked(subject, family_id, on_date)`."""
    accounts = queries.all(cursor, "mandates/asked_ibans", Account)
    queries.run(cursor, "mandates/unusable_ibans", bad=ibans.unusable(account.iban for account in accounts))
    queries.run(cursor, "mandates/mandate_choices", created_on=on, allow_legacy=allow_legacy)
