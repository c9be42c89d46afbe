"""R12 and R13: business days of TARGET2, due dates, months added to a date."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

import holidays

TARGET2 = holidays.financial_holidays("XECB")
EVER = date(2000, 1, 1)


def open_day(day: date) -> date:
    """The day itself, or the next one that TARGET2 works."""
    while not TARGET2.is_working_day(day):
        day += timedelta(1)
    return day


def due_dates(day: int, not_before: date, after: date = EVER) -> Iterator[date]:
    """One a month on `day` from `not_before` on, each moved to a business day; only those later than `after`."""
    year, month = not_before.year, not_before.month
    while True:
        nominal = date(year, month, day)
        if nominal >= not_before and open_day(nominal) > after:
            yield open_day(nominal)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def earliest_debit(created_on: date, lead_days: int = 1) -> date:
    """R13 `too_late`: the bank receives the file on an open day, the debit is due on a later one."""
    day = open_day(created_on)
    for _ in range(lead_days):
        day = open_day(day + timedelta(1))
    return day
