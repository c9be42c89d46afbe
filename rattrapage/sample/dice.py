"""Chance that any machine repeats: seeded streams of whole numbers, one a theme."""

import numpy as np
from numpy.typing import ArrayLike


def stream(seed: int, theme: str) -> np.random.Generator:
    """Makes a random generator for one theme, so that a change in one theme leaves the others as they were."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *theme.encode("ascii")])))


def chosen(rng: np.random.Generator, candidates: ArrayLike, permille: int) -> np.ndarray:
    """Chooses candidates, `permille` of them, at least one where there is one; gives them in ascending order."""
    among = np.asarray(candidates, dtype=np.int64)
    count = max(1, len(among) * permille // 1000) if len(among) else 0
    order = np.argsort(rng.integers(0, 2**62, len(among)), kind="stable")
    return np.sort(among[order[:count]])


def luck(rng: np.random.Generator, shape: int | tuple[int, ...], permille: int | np.ndarray) -> np.ndarray:
    """Draws True with a chance of `permille` (a number or an array that fits `shape`), each draw on its own."""
    lucky: np.ndarray = rng.integers(0, 1000, shape, dtype=np.int16) < permille
    return lucky


def weighted(rng: np.random.Generator, size: int, weights: ArrayLike) -> np.ndarray:
    """Draws positions in `weights`, in proportion to these whole numbers."""
    steps = np.cumsum(np.asarray(weights, dtype=np.int64))
    return np.searchsorted(steps, rng.integers(0, int(steps[-1]), size), side="right")
