"""Chance that any machine repeats: seeded streams of whole numbers, one a theme."""

import numpy as np


def stream(seed: int, theme: str) -> np.random.Generator:
    """A generator of its own for each theme, so that a change in one theme leaves the others as they were."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *theme.encode("ascii")])))


def chosen(rng: np.random.Generator, candidates, permille: int) -> np.ndarray:
    """Some of the candidates, in ascending order: `permille` of them, and at least one where there is one."""
    candidates = np.asarray(candidates, dtype=np.int64)
    count = max(1, len(candidates) * permille // 1000) if len(candidates) else 0
    order = np.argsort(rng.integers(0, 2**62, len(candidates)), kind="stable")
    return np.sort(candidates[order[:count]])


def luck(rng: np.random.Generator, shape, permille) -> np.ndarray:
    """True with a chance of `permille` (a number or an array that fits `shape`), each draw on its own."""
    return rng.integers(0, 1000, shape, dtype=np.int16) < permille


def weighted(rng: np.random.Generator, size: int, weights) -> np.ndarray:
    """Positions in `weights`, drawn in proportion to these whole numbers."""
    steps = np.cumsum(np.asarray(weights, dtype=np.int64))
    return np.searchsorted(steps, rng.integers(0, int(steps[-1]), size), side="right")
