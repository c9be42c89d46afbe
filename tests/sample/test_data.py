"""The voted tables of `data/`: the calendar against an independent one, the prices against the specimen invoices."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import holidays
import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
SPECIMEN_QUOTIENT = Decimal(1280)


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bracket_rows(service: str, quotient: Decimal, resident: str = "true") -> list[dict[str, str]]:
    return [
        row
        for row in rows("tariffs")
        if row["service"] == service
        and row["resident"] == resident
        and Decimal(row["qf_min"]) <= quotient
        and (row["qf_max"] == "" or quotient < Decimal(row["qf_max"]))
    ]


def price(service: str, quotient: Decimal = SPECIMEN_QUOTIENT) -> Decimal:
    (row,) = bracket_rows(service, quotient)
    return Decimal(row["price"])


def test_specimen_invoices_come_out_to_the_cent() -> None:
    wednesday = price("ALM_JOUR") + price("REPAS_STANDARD")
    september = 3 * wednesday + price("APM") + 30 * price("REPAS_STANDARD")
    may = 5 * wednesday + price("APM") + 13 * price("REPAS_STANDARD")
    assert (september, may) == (Decimal("265.41"), Decimal("197.55"))


@pytest.mark.parametrize(
    ("quotient", "meal"), [("0", "1.50"), ("410", "1.50"), ("411", "2.15"), ("1540", "5.80"), ("2051", "6.90")]
)
def test_printed_brackets_are_inclusive(quotient: str, meal: str) -> None:
    assert price("REPAS_STANDARD", Decimal(quotient)) == Decimal(meal)


@pytest.mark.parametrize("quotient", ["0", "410.50", "1030.99", "2050.01", "9999"])
@pytest.mark.parametrize("resident", ["true", "false"])
def test_every_service_has_one_tariff_at_any_quotient(quotient: str, resident: str) -> None:
    for service in rows("services"):
        assert len(bracket_rows(service["service"], Decimal(quotient), resident)) == 1, service


def test_residents_never_pay_more_than_others() -> None:
    for row in rows("tariffs"):
        if row["resident"] == "true":
            (outside,) = bracket_rows(row["service"], Decimal(row["qf_min"]), "false")
            for column in ("price", "rate", "floor", "ceiling"):
                assert Decimal(row[column] or 0) <= Decimal(outside[column] or 0)


def test_only_canteen_meals_cost_double_when_unbooked() -> None:
    double = {row["service"] for row in rows("status_rules") if row["factor"] == "2"}
    assert double == {row["service"] for row in rows("services") if row["category"] == "restauration"}


def test_calendar_has_every_day_of_the_school_year_once() -> None:
    days = [row["date"] for row in rows("calendar")]
    assert days == [(date(2023, 9, 1) + timedelta(n)).isoformat() for n in range(366)]


def test_canteen_days_are_as_many_as_the_city_counts() -> None:
    canteen = [row["date"] for row in rows("calendar") if row["canteen"] == "true"]
    assert (len(canteen), sum(day < "2024-02" for day in canteen)) == (139, 70)


def test_services_open_on_their_weekdays_and_never_on_a_public_holiday() -> None:
    closed = holidays.country_holidays("FR", subdiv="6AE", years=[2023, 2024])
    weekdays = {"school_day": {0, 1, 3, 4}, "canteen": {0, 1, 3, 4}, "alm": {2}, "creche": {0, 1, 2, 3, 4}}
    for row in rows("calendar"):
        day = date.fromisoformat(row["date"])
        for service, allowed in weekdays.items():
            assert row[service] == "false" or (day.weekday() in allowed and day not in closed), row


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2023-09-01", "2023-09-03"),
        ("2023-10-21", "2023-11-05"),
        ("2023-12-23", "2024-01-07"),
        ("2024-02-24", "2024-03-10"),
        ("2024-03-29", "2024-03-29"),
        ("2024-04-20", "2024-05-05"),
        ("2024-05-08", "2024-05-12"),
        ("2024-07-06", "2024-08-31"),
    ],
)
def test_school_is_closed_in_holidays_and_says_why(first: str, last: str) -> None:
    days = {row["date"]: row for row in rows("calendar")}
    inside = [row for day, row in days.items() if first <= day <= last]
    assert all(row["school_day"] == row["alm"] == "false" and row["closed_because"] for row in inside)


def test_closed_days_say_why_and_open_ones_do_not() -> None:
    for row in rows("calendar"):
        is_open = "true" in (row["school_day"], row["alm"])
        assert is_open == (row["closed_because"] == ""), row
