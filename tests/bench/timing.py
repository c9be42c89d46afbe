"""Runs commands and says what each took: seconds on the wall, seconds of processor, peak memory."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass

COMMAND = [sys.executable, "-m", "rattrapage"]


@dataclass(frozen=True)
class Cost:
    """What a command took: `wall` and `cpu` in seconds, `peak` in MiB."""

    wall: float
    cpu: float
    peak: float

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak))

    def over(self, other: "Cost") -> str:
        """The ratio to another cost, on the wall and of processor."""
        return f"{self.wall / other.wall:.2f} (processor {self.cpu / other.cpu:.2f})"

    def __str__(self) -> str:
        return f"{self.wall:6.2f} s, processor {self.cpu:6.2f} s, peak {self.peak:5.0f} MiB"


def run(*command: str, **environment: str) -> Cost:
    """The cost of one command; its failure stops the bench (0 and 3 are good ends)."""
    started = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        raise SystemExit(f"{' '.join(command)} failed")
    return Cost(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def least(costs: list[Cost]) -> Cost:
    """The quickest of several runs of one command."""
    return min(costs, key=lambda cost: cost.wall)
