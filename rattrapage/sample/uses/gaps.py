"""Attendance that never came: days of some schools, and one service for a whole month."""

import numpy as np

from rattrapage.sample import dice
from rattrapage.sample.calendar import MONTHS, Calendar
from rattrapage.sample.people.children import SPECIMEN_CHILDREN, Children
from rattrapage.sample.uses.usage import Usage
from rattrapage.sample.voted import CATEGORIES, CATEGORY_OF, number

# Billed from a file that was lost since: its lines can be compared with nothing (R8 `unknown`).
LOST_SERVICE, LOST_MONTH = "ACCUEIL_MATIN", "2023-12"
CATEGORIES_WITH_GAPS = ("restauration", "accueil_matin", "periscolaire")


def received(usage: Usage, children: Children, calendar: Calendar, rng: np.random.Generator) -> Usage:
    """Gives the rows that reached the finance office; those of the specimen's schools always do."""
    month = calendar.month[usage.day]
    lost = (usage.service == number(LOST_SERVICE)) & (month == MONTHS.index(LOST_MONTH))
    school, category = children.school[usage.child], CATEGORY_OF[usage.service]
    for name in CATEGORIES_WITH_GAPS:
        of_category = category == CATEGORIES.index(name)
        schools = np.setdiff1d(school[of_category], children.school[:SPECIMEN_CHILDREN])
        for closed in dice.chosen(rng, schools, 40):
            first = rng.choice(np.flatnonzero(calendar.canteen))
            length = rng.choice((3, 5, 12))
            lost |= of_category & (school == closed) & (usage.day >= first) & (usage.day < first + length)
    return usage.keep(~lost)


def recorded(usage: Usage, children: Children, calendar: Calendar) -> np.ndarray:
    """Gives the day each row was typed in: at once, or on Friday at the schools (one in six) that keep lists."""
    on_paper = children.school[usage.child] % 6 == 4
    return np.where(on_paper, usage.day + np.maximum(0, 4 - calendar.weekday[usage.day]), usage.day)
