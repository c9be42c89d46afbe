"""Whole lives of random cities against the reference in plain loops (R11 to R13), step by step and to the cent."""

import datetime as dt
from decimal import Decimal
from itertools import islice

import pytest

from tests.reference.collecting import Owed, Terms, after_waivers, parts_of
from tests.reference.due_dates import add_months, due_dates, earliest_debit
from tests.reference.lives import Life

POLICY = {"first_due": dt.date(2024, 3, 1), "day": 5, "max_instalments": 4, "prepared_on": dt.date(2024, 2, 6)}


@pytest.mark.slow
@pytest.mark.parametrize("seed", [12, 23, 24])
def test_a_life_is_the_references_life(seed, tmp_path):
    assert Life(seed, tmp_path, families=8).live(12) == []


def euros(*amounts: str) -> list[Decimal]:
    return [Decimal(amount) for amount in amounts]


@pytest.mark.parametrize(
    ("terms", "parts"),
    [
        ({"strategy": "equal"}, euros("32.16", "32.14", "32.14", "32.14")),
        ({"strategy": "equal", "min_instalment": Decimal(40)}, euros("42.86", "42.86", "42.86")),
        ({"strategy": "mirror", "max_instalments": 2}, euros("28.58", "100.00")),
        ({"strategy": "capped", "cap": Decimal("42.86")}, euros("42.86", "42.86", "42.86")),
    ],
)
def test_the_reference_shares_an_amount_as_the_contract_says(terms, parts):
    months = {"2023-09": Decimal("28.58"), "2023-11": Decimal(90), "2024-01": Decimal(10)}
    assert parts_of(months, Terms(**POLICY | terms)) == parts


def test_the_reference_takes_waivers_that_name_a_month_first_and_nets_on_purpose_only():
    owed = Owed({"2023-09": Decimal(30), "2023-10": Decimal(20)}, credit=Decimal(15))
    waivers = [(Decimal(8), None), (Decimal(25), "2023-09")]
    assert after_waivers(owed, waivers, False) == ({"2023-10": Decimal(17)}, Decimal(15))
    assert after_waivers(owed, waivers, True) == ({"2023-10": Decimal(2)}, Decimal(0))


def test_the_reference_moves_due_dates_to_open_days():
    dates = islice(due_dates(1, dt.date(2024, 3, 20), after=dt.date(2024, 3, 31)), 3)
    assert list(dates) == [dt.date(2024, 4, 2), dt.date(2024, 5, 2), dt.date(2024, 6, 3)]
    assert earliest_debit(dt.date(2024, 3, 30)) == dt.date(2024, 4, 3)
    assert add_months(dt.date(2024, 2, 29), 36) == dt.date(2027, 2, 28)
