"""Due dates: one a month on a day, moved to the next TARGET2 business day (R12, sepa.md, section 5)."""

from __future__ import annotations

import datetime as dt
import functools

import holidays


@functools.cache
def _target2() -> holidays.HolidayBase:
    return holidays.financial_holidays("XECB")


@functools.cache
def business_day(day: dt.date) -> dt.date:
    """The day itself, or the next one on which TARGET2 is open: past the month's end if need be."""
    return _target2().get_nth_working_day(day, 0)


def monthly(earliest: dt.date, day: int, count: int) -> list[dt.date]:
    """`count` due dates, one a month on `day` (1–28), the first one on or after `earliest`, each then moved."""
    first = earliest.year * 12 + earliest.month - 1 + (earliest.day > day)
    return [business_day(dt.date(month // 12, month % 12 + 1, day)) for month in range(first, first + count)]
