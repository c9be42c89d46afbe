"""Whatever a message says, what was read is what became of it: in number and in cents, the first time and again."""

import random

import pytest

from tests.returns.acting import FIRST, SECOND
from tests.towns.debits import booked, came_back, notice, refused, reject, take

FATES = ("matched", "unmatched", "already", "accepted", "ignored")
IDS = (FIRST, SECOND, "RT0000000009-1", "", "NOTPROVIDED", "X")
AMOUNTS = ("60.00", "60.000", "63.00", "59.99", "0.00", "NaN", "", "60,00")
CODES = ("RJCT", "ACSC", "ACCC", "ACCP", "PDNG", "", "LOST")


def entry(dice: random.Random) -> str:
    """A random entry of up to three parts: any side, any status, worth its parts or not."""
    parts = [
        came_back(dice.choice(IDS), dice.choice(("AM04", "")), dice.choice(AMOUNTS))
        .replace("03-07", dice.choice(("03-07", "03-20", "13-07")))
        .replace("<RtrInf", dice.choice(("", "<Chrgs><Amt Ccy='EUR'>3.00</Amt></Chrgs>")) + "<RtrInf")
        for _ in range(dice.randrange(4))
    ]
    return booked(
        *parts,
        direction=dice.choice(("DBIT", "DBIT", "CRDT", "")),
        status=dice.choice(("BOOK", "BOOK", "BOOK", "PDNG", "INFO", "ODD")),
        worth=dice.choice(("", "", "60.00", "120.00", "abc")),
    )


def report(dice: random.Random) -> bytes:
    """A random pain.002 of our file, or of another."""
    level = dice.choice(("", "<OrgnlNbOfTxs>2</OrgnlNbOfTxs>", "<OrgnlCtrlSum>60.00</OrgnlCtrlSum>"))
    own = f"{level}<PmtInfSts>{dice.choice(CODES)}</PmtInfSts>"
    parts = [
        refused(dice.choice(IDS), amount=dice.choice(AMOUNTS), status=dice.choice(CODES))
        for _ in range(dice.randrange(4))
    ]
    message = dice.choice(("RT20240228-0001", "RT20240228-0001", "OTHER"))
    return reject(own, *parts, group=dice.choice(CODES), message=message)


def check(found) -> None:
    """The fates add up, in number and in cents; what was returned is what was matched."""
    assert found.read == sum(getattr(found, fate) for fate in FATES)
    assert found.read_amount == sum(getattr(found, f"{fate}_amount") for fate in FATES)
    assert found.amount == found.matched_amount


@pytest.mark.parametrize("seed", range(12))
def test_the_fates_add_up_to_what_was_read(sent, seed):
    dice = random.Random(seed)
    for _ in range(4):
        entries = [entry(dice) for _ in range(dice.randrange(1, 5))]
        message = notice(*entries) if dice.random() < 0.6 else report(dice)
        found, again = take(sent, message), take(sent, message)
        check(found)
        check(again)
        assert (again.read, again.matched, again.read_amount) == (found.read, 0, found.read_amount)
    (failed,) = (
        sent.cursor()
        .execute("select coalesce(max(n), 0) from (select count(*) n from returns group by end_to_end_id, kind)")
        .fetchone()
    )
    assert failed <= 1


@pytest.mark.parametrize("seed", range(6))
def test_each_part_of_an_entry_is_one_line_read(sent, seed):
    dice = random.Random(100 + seed)
    entries = [entry(dice) for _ in range(5)]
    parts = sum(max(one.count("<TxDtls>"), 1) for one in entries)
    assert take(sent, notice(*entries)).read == parts
