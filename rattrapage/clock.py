"""The clock: the day and the moment where the city is, by the machine's own time zone."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """Gives the moment as the ledger keeps it: local time, without a zone."""
    return dt.datetime.now()  # noqa: DTZ005 (the one place that reads the clock)


def today() -> dt.date:
    """Gives the day, on which letters and files are dated."""
    return now().date()
