"""A debit file and its returns against sepaxml alone (its payments and its export, unchecked), as ratios of one run.

    python -m tests.bench.debits [--debits 30000]

Prints seconds of processor and of wall for: sepaxml alone, `debits` whole (who is due, the file, its checks, the
ledger), and the bank's answer that every one of them came back.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sepaxml import SepaDD

from rattrapage.ledger import Ledger
from tests.towns.debits import CREDITOR, MARCH, MAY, TOLD, booked, came_back, iban, make, notice, take


def fill(ledger: Ledger, count: int) -> None:
    """`count` families that pay by direct debit, each with a mandate and 60.00 due, announced in time."""
    cursor = ledger.cursor()
    values = {"count": count, "ibans": [iban(n) for n in range(1, count + 1)], "due": MARCH, "told": TOLD}
    for sql in (
        (
            "insert into families (family_id, payer_name, payment_method) "
            "select 'F' || n, 'Payeur ' || n, 'direct_debit' from range(1, $count + 1) t(n)"
        ),
        (
            "insert into mandates (mandate_reference, family_id, iban, signed_on, status, origin) "
            "select 'RTM' || lpad(n::varchar, 8, '0') || '-1', 'F' || n, $ibans[n], date '2023-05-02', 'active', "
            "'kiosque' from range(1, $count + 1) t(n)"
        ),
        (
            "insert into plans select n, 1, 'F' || n, 'equal', 14, $told, 0, 0, $told, 'Ada', $told "
            "from range(1, $count + 1) t(n)"
        ),
        (
            "insert into positions select 'F' || n, 1, 'equal', 60, 0, 0, 60, 60, 0, 0, 0, 0, 0 "
            "from range(1, $count + 1) t(n)"
        ),
        (
            "insert into instalments select 'RT' || lpad(n::varchar, 10, '0'), 'F' || n, 1, n, $due, 60, 60, 'equal', "
            "$told, null, null from range(1, $count + 1) t(n)"
        ),
    ):
        named = {name: values[name] for name in values if f"${name}" in sql}
        cursor.execute(sql, named)


def alone(count: int) -> bytes:
    """What sepaxml does for as many payments, its own check left out."""
    config = {"name": CREDITOR.name, "IBAN": CREDITOR.iban, "BIC": CREDITOR.bic, "batch": True}
    config |= {"creditor_id": CREDITOR.creditor_id, "currency": "EUR"}
    made = SepaDD(config, schema=CREDITOR.schema, clean=False)
    for number in range(1, count + 1):
        made.add_payment(
            {
                **{"name": f"Payeur {number}", "IBAN": iban(number), "amount": 6000, "type": "FRST"},
                **{"collection_date": MARCH, "mandate_date": TOLD, "mandate_id": f"RTM{number:08d}-1"},
                **{"description": "Rattrapage, echeance 1/1", "endtoend_id": f"RT{number:010d}-1"},
            }
        )
    return made.export(validate=False)


def timed(label: str, work: Callable, base: float | None = None) -> float:
    """Runs it once and prints what it cost, and its ratio to `base` seconds of processor."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    ratio = f", {processor / base:5.2f} × sepaxml alone" if base else ""
    print(f"{label:24} {wall:6.2f} s, processor {processor:6.2f} s{ratio}")
    return processor


def main() -> None:
    """Makes a ledger, then times the three."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--debits", type=int, default=30_000)
    count = parser.parse_args().debits
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "ledger.duckdb") as ledger:
        fill(ledger, count)
        base = timed(f"sepaxml, {count} debits", lambda: alone(count))
        timed("debits", lambda: make(ledger, Path(folder) / "d.xml", MAY), base)
        answer = notice(booked(*(came_back(f"RT{n:010d}-1") for n in range(1, count + 1))))
        timed("returns", lambda: take(ledger, answer), base)


if __name__ == "__main__":
    main()
