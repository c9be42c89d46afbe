"""A fact that may change once in the period: what held before, from which day, and what holds after."""

from dataclasses import dataclass, replace

import numpy as np

NEVER = 10_000


@dataclass(frozen=True)
class Change:
    """A value by holder (family or child) until `day` (position in the calendar, or NEVER), another after."""

    before: np.ndarray
    day: np.ndarray
    after: np.ndarray

    def at(self, who: np.ndarray, day: np.ndarray) -> np.ndarray:
        """Gives the value that holds for each of `who` on each `day`."""
        held: np.ndarray = np.where(day >= self.day[who], self.after[who], self.before[who])
        return held

    def unheard_by(self, who: np.ndarray) -> "Change":
        """Gives the fact without the change of `who`, as an office that was not informed of it knows it."""
        day = self.day.copy()
        day[who] = NEVER
        return replace(self, day=day)

    def changing(self) -> np.ndarray:
        """Gives those whose fact changes, in ascending order."""
        return np.flatnonzero(self.day != NEVER)


def constant(values: np.ndarray) -> Change:
    """Makes a fact that never changes."""
    return Change(values, np.full(len(values), NEVER, dtype=np.int32), values.copy())
