"""The table `attendance`: millions of rows at the size of the real city, so written as plain lines."""

from collections.abc import Iterator

import numpy as np

from rattrapage.sample.city import City
from rattrapage.sample.uses import gaps
from rattrapage.sample.uses.usage import Usage
from rattrapage.sample.voted import SERVICES, STATUSES, euros

ROWS_AT_ONCE = 100_000
LONGEST_DELAY = 7


def lines(usage: Usage, city: City) -> Iterator[str]:
    """Gives the lines of the file, by child and date; `recorded_at` is the day on which the row was typed in."""
    children = city.children.ids()
    dates = [city.calendar.text(day) for day in range(len(city.calendar.dates) + LONGEST_DELAY)]
    recorded = gaps.recorded(usage, city.children, city.calendar)
    quantities = {int(quantity): _shortest(int(quantity)) for quantity in np.unique(usage.quantity)}
    columns = (usage.child, usage.service, usage.day, usage.quantity, usage.status, recorded)
    for start in range(0, len(usage), ROWS_AT_ONCE):
        part = (column[start : start + ROWS_AT_ONCE].tolist() for column in columns)
        for row, (child, service, day, quantity, status, typed) in enumerate(zip(*part, strict=True), start + 1):
            yield (
                f"U{row:08d},{children[child]},{SERVICES[service]},{dates[day]},"
                f"{quantities[quantity]},{STATUSES[status]},{dates[typed]}\n"
            )


def _shortest(quantity: int) -> str:
    return str(quantity // 100) if quantity % 100 == 0 else euros(quantity)
