"""Processes make the same new ledger at once, again and again; run as a program by `test_ledger.py`.

Arguments: a folder and a number of rounds. Round n is in the sub-folder `n`; prints, as JSON, what became of each
attempt: {round: [message of the refusal, "" when the attempt wrote its row and closed]}.
"""

import json
import multiprocessing
import random
import sys
import time
from pathlib import Path

from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger

PROCESSES = 3
APART = 0.004
"""Seconds by which two attempts start apart at most: as long as DuckDB takes to open a file."""


def attempt(path: Path) -> str:
    """Opens the ledger and writes one row to its journal; returns the refusal, if any."""
    try:
        with Ledger(path) as book, book.write("test", "essai"):
            pass
    except Refusal as refusal:
        return str(refusal)
    return ""


def attempts(folder: Path, rounds: int, barrier, answers) -> None:
    """The attempts of one process, each started with those of the others."""
    for number in range(rounds):
        barrier.wait()
        time.sleep(random.uniform(0, APART))
        answers.put((number, attempt(folder / str(number) / "l.duckdb")))


def main(folder: Path, rounds: int) -> None:
    """Races, and prints what became of it."""
    for number in range(rounds):
        (folder / str(number)).mkdir()
    fork = multiprocessing.get_context("fork")
    barrier, answers = fork.Barrier(PROCESSES), fork.Queue()
    for _ in range(PROCESSES):
        fork.Process(target=attempts, args=(folder, rounds, barrier, answers), daemon=True).start()
    said: dict[int, list[str]] = {number: [] for number in range(rounds)}
    for _ in range(rounds * PROCESSES):
        number, message = answers.get(timeout=60)
        said[number].append(message)
    print(json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
