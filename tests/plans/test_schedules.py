"""Schedules and due dates: parts that add up, in the city's own ways; business days of TARGET2."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rattrapage.plans import schedules
from rattrapage.sepa import calendar

CENTS = st.integers(1, 10**6)
MOST = st.integers(1, 24)


@pytest.mark.parametrize(
    ("amount", "most", "least", "parts"),
    [
        (10000, 3, 0, [3334, 3333, 3333]),
        (10000, 1, 0, [10000]),
        (10000, 3, 5000, [5000, 5000]),
        (10000, 3, 5001, [10000]),
        (10000, 3, 20000, [10000]),
        (10000, 5, 3333, [3334, 3333, 3333]),
        (2, 3, 0, [1, 1]),
    ],
)
def test_equal_parts(amount, most, least, parts):
    assert schedules.equal(amount, most, least) == parts


@pytest.mark.parametrize(
    ("months", "most", "kept", "parts"),
    [
        ([3000, 4000, 5000], 5, 0, [3000, 4000, 5000]),
        ([3000, 4000, 5000], 2, 0, [3000, 9000]),
        ([3000, 4000, 5000], 1, 0, [12000]),
        ([3000, 4000, 5000], 4, 3500, [3500, 5000]),
        ([3000, 4000, 5000], 4, 3000, [4000, 5000]),
        ([3000, 4000, 5000], 4, 11999, [1]),
    ],
)
def test_a_missed_month_a_month(months, most, kept, parts):
    assert schedules.mirror(months, most, kept) == parts


@pytest.mark.parametrize(
    ("amount", "most", "cap", "parts"),
    [
        (13000, 3, 6000, [6000, 6000, 1000]),
        (12000, 2, 6000, [6000, 6000]),
        (12001, 2, 6000, None),
        (5999, 1, 6000, [5999]),
        (10**9, 3, 1, None),
    ],
)
def test_parts_of_a_cap(amount, most, cap, parts):
    assert schedules.capped(amount, most, cap) == parts


@given(amount=CENTS, most=MOST, least=st.integers(0, 20000))
def test_equal_parts_add_up_and_are_as_many_as_allowed(amount, most, least):
    parts = schedules.equal(amount, most, least)
    count = len(parts)
    assert sum(parts) == amount
    assert min(parts) > 0
    assert count <= most
    assert max(parts) - min(parts) < count
    assert count == 1 or amount >= least * count
    assert count in (most, amount) or amount < least * (count + 1)


@given(months=st.lists(CENTS, min_size=1, max_size=12), most=MOST, share=st.integers(0, 99))
def test_months_add_up_to_what_is_not_kept(months, most, share):
    kept = sum(months) * share // 100
    parts = schedules.mirror(months, most, kept)
    assert sum(parts) == sum(months) - kept
    assert min(parts) > 0
    assert len(parts) <= min(most, len(months))


@given(amount=CENTS, most=MOST, cap=st.integers(1, 10**5))
def test_capped_parts_add_up_below_the_cap(amount, most, cap):
    parts = schedules.capped(amount, most, cap)
    if parts is None:
        assert amount > cap * most
    else:
        assert sum(parts) == amount
        assert set(parts[:-1]) <= {cap}
        assert 0 < parts[-1] <= cap
        assert len(parts) <= most


@pytest.mark.parametrize(
    ("earliest", "day", "dates"),
    [
        # 5 May 2024 is a Sunday
        ("2024-03-05", 5, ["2024-03-05", "2024-04-05", "2024-05-06"]),
        ("2024-03-06", 5, ["2024-04-05", "2024-05-06", "2024-06-05"]),
        # from Good Friday 29 March to Easter Monday 1 April 2024 nothing is booked: past the month's end
        ("2024-03-10", 28, ["2024-03-28", "2024-04-29", "2024-05-28"]),
        ("2024-11-25", 25, ["2024-11-25", "2024-12-27", "2025-01-27"]),
        ("2024-12-20", 1, ["2025-01-02", "2025-02-03", "2025-03-03"]),
        ("2026-04-01", 1, ["2026-04-01", "2026-05-04", "2026-06-01"]),
        # 14 July and 15 August are no holidays of TARGET2
        ("2025-07-14", 14, ["2025-07-14", "2025-08-14", "2025-09-15"]),
    ],
)
def test_due_dates_are_business_days_of_target2(earliest, day, dates):
    found = calendar.monthly(dt.date.fromisoformat(earliest), day, 3)
    assert [date.isoformat() for date in found] == dates


def test_good_friday_takes_a_due_date_past_the_months_end():
    assert calendar.business_day(dt.date(2024, 3, 29)) == dt.date(2024, 4, 2)


@given(earliest=st.dates(dt.date(2002, 1, 1), dt.date(2060, 12, 31)), day=st.integers(1, 28), count=st.integers(1, 24))
def test_one_date_a_month_none_before_the_earliest(earliest, day, count):
    dates = calendar.monthly(earliest, day, count)
    assert len(dates) == count
    assert dates == sorted(set(dates))
    assert dates[0] >= earliest
    assert (dates[0] - earliest).days <= 31 + 5
    assert all(
        date.weekday() < 5 and (date.month, date.day) not in {(1, 1), (5, 1), (12, 25), (12, 26)} for date in dates
    )
