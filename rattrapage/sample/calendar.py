"""The days of the sample: September 2023 to January 2024, read from the project's school calendar."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from rattrapage.sample.voted import DATA

MONTHS = ("2023-09", "2023-10", "2023-11", "2023-12", "2024-01")


@dataclass(frozen=True)
class Calendar:
    """One entry a day from 1 September 2023; a day is a position in these arrays.

    `canteen`, `alm` and `creche` say whether the service opens; `month` is a position in MONTHS.
    """

    dates: tuple[date, ...]
    canteen: np.ndarray
    alm: np.ndarray
    creche: np.ndarray

    @property
    def weekday(self) -> np.ndarray:
        """Monday 0 to Sunday 6."""
        return np.array([day.weekday() for day in self.dates], dtype=np.int8)

    @property
    def month(self) -> np.ndarray:
        """The position in MONTHS of each day."""
        return np.array([MONTHS.index(f"{day:%Y-%m}") for day in self.dates], dtype=np.int8)

    @property
    def even_week(self) -> np.ndarray:
        """Whether the day's ISO week has an even number (R2)."""
        return np.array([day.isocalendar().week % 2 == 0 for day in self.dates])

    def day(self, text: str) -> int:
        """Gives the position of a date `YYYY-MM-DD`."""
        return (date.fromisoformat(text) - self.dates[0]).days

    def text(self, day: int) -> str:
        """Gives the date `YYYY-MM-DD` of a position, even one after the last day."""
        return (self.dates[0] + timedelta(days=int(day))).isoformat()


def read() -> Calendar:
    """Reads the sample's part of `data/calendar.csv`."""
    with (DATA / "calendar.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["date"][:7] in MONTHS]

    def opens(column: str) -> np.ndarray:
        return np.array([row[column] == "true" for row in rows])

    dates = tuple(date.fromisoformat(row["date"]) for row in rows)
    return Calendar(dates, opens("canteen"), opens("alm"), opens("creche"))
