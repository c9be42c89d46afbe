"""The choice of a mandate: which one debits a family on a day, and what is wrong with it otherwise (R13)."""

from __future__ import annotations

import datetime as dt

import duckdb

from rattrapage import queries
from rattrapage.sepa import ibans


def choose(cursor: duckdb.DuckDBPyConnection, on: dt.date, allow_legacy: bool) -> None:
    """Fills `mandate_choices` for the rows of the temporary table `asked(subject, family_id, on_date)`."""
    found = cursor.execute("select distinct iban from mandates where family_id in (select family_id from asked)")
    bad = ibans.unusable(iban for (iban,) in found.fetchall())
    cursor.execute(
        "create or replace temp table unusable_ibans as select unnest($bad::varchar[]) as iban", {"bad": bad}
    )
    queries.run(cursor, "mandates/mandate_choices", created_on=on, allow_legacy=allow_legacy)
