"""Any sequence of files, answers and voids: nothing is in two live files, no id comes twice, sums agree."""

import contextlib
import random

import pytest

from rattrapage.debits import files as debit_files
from rattrapage.errors import Refusal
from tests.towns.debits import (
    APRIL,
    MARCH,
    MAY,
    booked,
    came_back,
    entries,
    make,
    mandate,
    notice,
    owe,
    refused,
    reject,
    settle,
    take,
)

INVARIANTS = {
    "an instalment in two live files": "select instalment_id from live_debits group by 1 having count(*) > 1",
    "an end-to-end id twice": "select end_to_end_id from debit_entries group by 1 having count(*) > 1",
    "a mandate with two first collections that stand": """
        select e.mandate_reference from debit_entries e join debit_files f using (message_id)
        where e.sequence = 'FRST' and f.state <> 'voided'
            and e.end_to_end_id not in (select end_to_end_id from returns where kind = 'reject')
        group by 1 having count(*) > 1""",
    "a file that is not the sum of its entries": """
        select f.message_id from debit_files f join debit_entries e using (message_id)
        group by f.message_id, f.amount, f.debits having sum(e.amount) <> f.amount or count(*) <> f.debits""",
    "an instalment both live and returned": """
        select instalment_id from live_debits where instalment_id in (select instalment_id from returned_debits)""",
    "a debit returned twice the same way": """
        select end_to_end_id, kind from returns group by all having count(*) > 1""",
    "an attempt left out": """
        select instalment_id from debit_entries group by 1 having max(attempt) <> count(*)""",
}


def step(chance: random.Random, ledger, folder, number: int) -> None:
    """One thing that may happen to debits; what is not possible then is refused and changes nothing."""
    ids = [entry[0] for entry in entries(ledger)] or ["RT0000000001-1"]
    files = [file["message_id"] for file in debit_files.listed(ledger).to_pylist()] or ["RT20240228-0001"]
    due_from, due_to = sorted(chance.choices((MARCH, APRIL, MAY), k=2))
    events = {
        "file": lambda: make(ledger, folder / f"{number}.xml", due_to, due_from=due_from),
        "return": lambda: take(ledger, notice(booked(*map(came_back, chance.choices(ids, k=2))))),
        "reject": lambda: take(ledger, reject(refused(chance.choice(ids), "AM04", "60.00"))),
        "whole": lambda: take(ledger, reject(group="RJCT", message=chance.choice(files))),
        "void": lambda: debit_files.void(ledger, chance.choice(files), "Ada"),
    }
    with contextlib.suppress(Refusal):
        events[chance.choices(list(events), weights=(4, 2, 2, 1, 3))[0]]()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_ever_debited_twice(ledger, tmp_path, seed):
    families = [f"F{n}" for n in range(1, 5)]
    settle(ledger, tmp_path / "town", *(mandate(f"M{family}", family, n) for n, family in enumerate(families, 1)))
    for family in families:
        for number, due_on in enumerate((MARCH, APRIL, MAY), 1):
            owe(ledger, family, due_on, number=number)
    chance = random.Random(seed)
    for number in range(25):
        step(chance, ledger, tmp_path, number)
        for name, sql in INVARIANTS.items():
            assert ledger.cursor().execute(sql).fetchall() == [], f"{name}, step {number}"
    assert len(entries(ledger)) > 5
