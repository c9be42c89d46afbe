"""Long work shown step by step: the terminal, the pages and the tests listen to the same generator."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import NamedTuple, TypeVar

Result = TypeVar("Result")


class Step(NamedTuple):
    """One step of a long work: `done` of `total` parts, and what is under way (French)."""

    done: int
    total: int
    label: str


def finish(steps: Generator[Step, None, Result], show: Callable[[Step], None] | None = None) -> Result:
    """Runs a generator of steps to its end, shows each step, and returns what the generator returned."""
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result
        if show:
            show(step)
