"""Writes a debit file again and again, each time killed somewhere else; run as a program by `test_kills.py`.

Argument: a folder with `ledger.duckdb`. Leaves `0`, a run that was not killed, and `1`, `2`, …, each with its own
ledger and what stood on disk when the process died. Children are forked before any ledger is open.
"""

import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

from rattrapage.ledger import Ledger
from tests.towns.debits import CREDITOR, MAY, make

TAIL = 90
HERE = f"{os.sep}rattrapage{os.sep}"


class Fuse:
    """Kills this process at the n-th call made by our own modules, of Python or of C; counts them without a limit."""

    def __init__(self, limit: int | None):
        self.count, self.limit = 0, limit

    def __call__(self, frame, event, _):
        if event in ("call", "c_call") and HERE in frame.f_code.co_filename:
            self.count += 1
            if self.count == self.limit:
                os.kill(os.getpid(), signal.SIGKILL)


def write(folder: Path, limit: int | None) -> None:
    """Writes the file; what it counted is told in `calls`."""
    fuse = Fuse(limit)
    with Ledger(folder / "ledger.duckdb") as ledger:
        sys.setprofile(fuse)
        make(ledger, folder / "d.xml", MAY, creditor=CREDITOR)
        sys.setprofile(None)
    (folder / "calls").write_text(str(fuse.count))


def attempt(folder: Path, name: str, limit: int | None = None, seconds: float = 0) -> Path:
    """One attempt in a process of its own, killed at a call or, when `seconds` is given, after that time."""
    own = folder / name
    own.mkdir()
    shutil.copy(folder / "ledger.duckdb", own)
    if child := os.fork():
        os.waitpid(child, 0)
        return own
    signal.setitimer(signal.ITIMER_REAL, seconds)  # what SIGALRM does by default is to end the process at once
    write(own, limit)
    os._exit(0)


def main(folder: Path) -> None:
    """A whole run, then kills at calls spread over it, most near its end where the files appear, and at any moment."""
    started = time.monotonic()
    calls = int((attempt(folder, "0") / "calls").read_text())
    lasted = time.monotonic() - started
    chance = random.Random(20240228)
    plan = [{"limit": limit} for limit in [*range(1, calls, calls // 10), *range(calls - TAIL, calls + 1, 3)]]
    plan += [{"seconds": chance.uniform(0, lasted)} for _ in range(10)]
    for number, kill in enumerate(plan, 1):
        attempt(folder, str(number), **kill)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
