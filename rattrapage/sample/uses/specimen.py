"""The family `F00001`, whose September 2023 is the City's specimen invoice of 265.41 EUR.

3 × (9.57 + 5.80) + 45.30 + 30 × 5.80: three Wednesdays with lunch, a month of morning and evening care and
thirty meals of two children, at a quotient of 1,280 (`data/README.md`).
"""

import numpy as np

from rattrapage.sample.calendar import MONTHS, Calendar
from rattrapage.sample.uses.usage import Usage, usage
from rattrapage.sample.voted import number

YOUNGER, ELDER = 0, 1
WEDNESDAYS = 3


def rows(calendar: Calendar) -> list[Usage]:
    """Gives the specimen's usage.

    Both children eat at school on all days of a month but the last; the elder has three Wednesdays.
    """
    days = np.concatenate([np.flatnonzero(calendar.canteen & (calendar.month == m))[:-1] for m in range(len(MONTHS))])
    wednesdays = np.concatenate(
        [np.flatnonzero(calendar.alm & (calendar.month == m))[:WEDNESDAYS] for m in range(len(MONTHS))]
    )
    return [
        usage(np.full(len(days), YOUNGER), days, number("REPAS_STANDARD")),
        usage(np.full(len(days), YOUNGER), days, number("APM")),
        usage(np.full(len(days), ELDER), days, number("REPAS_STANDARD")),
        usage(np.full(len(wednesdays), ELDER), wednesdays, number("REPAS_STANDARD")),
        usage(np.full(len(wednesdays), ELDER), wednesdays, number("ALM_JOUR")),
    ]
