"""Towns with something to collect: claims as a reconciliation would have found them, payments, what the bank does."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from rattrapage.ledger import Ledger
from rattrapage.plans import proposals
from rattrapage.plans.policy import Policy
from rattrapage.plans.proposals import Proposal
from rattrapage.progress import finish
from rattrapage.reconcile import runs

PREPARED, APPROVED, TOLD = dt.date(2024, 2, 6), dt.date(2024, 2, 7), dt.date(2024, 2, 8)
MARCH, APRIL, MAY = dt.date(2024, 3, 5), dt.date(2024, 4, 5), dt.date(2024, 5, 6)
CENT = Decimal("0.01")
MONTHS = ("2023-09", "2023-10", "2023-11", "2023-12", "2024-01")


def euros(cents: int) -> Decimal:
    """Cents as euros."""
    return cents * CENT


def policy(**changes) -> Policy:
    """At most three equal parts from 5 March 2024 on, prepared on 6 February, no threshold; with these changes."""
    chosen = {"strategy": "equal", "first_due": dt.date(2024, 3, 1), "day": 5, "max_instalments": 3}
    return Policy(**(chosen | {"prepared_on": PREPARED, "threshold": Decimal(0)} | changes))


def families(ledger: Ledger, *names: str, method: str = "direct_debit") -> None:
    """Families that pay by a method."""
    for name in names:
        ledger.cursor().execute(
            "insert into families (family_id, payer_name, payment_method) values (?, ?, ?)",
            [name, f"Payeur {name}", method],
        )


def claim(ledger: Ledger, **owed: dict[str, str] | str) -> None:
    """A run over five months that found these claims: `F1={"2023-09": "60.00"}`, or `F1="60.00"` for September.

    A negative amount is to credit, one that starts with `?` is to review.
    """
    cursor = ledger.cursor()
    (last,) = cursor.execute("select coalesce(max(run), 0) from runs").fetchone()
    rows = [
        (last + 1, family, month, *_sides(amount))
        for family, months in owed.items()
        for month, amount in (months.items() if isinstance(months, dict) else [("2023-09", months)])
    ]
    if rows:
        cursor.executemany("insert into run_claims values (?, ?, ?, ?, ?, ?)", rows)
    cursor.execute(
        "insert into runs (run, results_of, first_month, last_month, input_hash) values (?, ?, ?, ?, ?)",
        [last + 1, last + 1, MONTHS[0], MONTHS[-1], runs.input_hash(cursor)],
    )


def _sides(amount: str) -> tuple[str, str, str]:
    if amount.startswith("?"):
        return "0", "0", amount[1:]
    return ("0", amount, "0") if amount.startswith("-") else (amount, "0", "0")


def owing(ledger: Ledger, **owed: dict[str, str] | str) -> None:
    """Families with these claims."""
    families(ledger, *owed)
    claim(ledger, **owed)


def plan(ledger: Ledger, **changes) -> Proposal:
    """Proposes plans by `policy(**changes)`."""
    return finish(proposals.propose(ledger, policy(**changes), "test"))


def approve(ledger: Ledger, *names: str, on: dt.date = APPROVED) -> proposals.Approved:
    """Approves the plans of families, of all when none is named."""
    return proposals.approve(ledger, "Ada", on, names or None)


def announce(ledger: Ledger, *ids: str, on: dt.date = TOLD) -> int:
    """Tells families of instalments, of all that wait for a letter when none is named."""
    with ledger.write("test", "lettres") as cursor:
        waiting = cursor.execute("select instalment_id from announceable").fetchall()
        return proposals.announce(cursor, ids or [name for (name,) in waiting], on)


def agree(ledger: Ledger, **changes) -> None:
    """Plans, approves and announces."""
    plan(ledger, **changes)
    approve(ledger)
    announce(ledger)


def document(ledger: Ledger, name: str, family: str, origin: str = "catch_up") -> None:
    """An invoice of a family."""
    ledger.cursor().execute(
        "insert into invoices (invoice_id, family_id, kind, status, origin) values (?, ?, 'invoice', 'issued', ?)",
        [name, family, origin],
    )


def pay(
    ledger: Ledger, name: str, family: str, amount: str, names: str | None = None, on: dt.date = dt.date(2024, 3, 1)
) -> None:
    """A payment, or its correction when the ledger knows it."""
    cursor = ledger.cursor()
    cursor.execute("delete from payments where payment_id = ?", [name])
    cursor.execute(
        "insert into payments (payment_id, family_id, invoice_id, paid_on, amount) values (?, ?, ?, ?, ?)",
        [name, family, names, on, amount],
    )


def export(ledger: Ledger, message: str, *ids: str) -> None:
    """A debit file of the unpaid rest of instalments, as `debits` keeps it."""
    cursor = ledger.cursor()
    cursor.execute(
        "insert into debit_files by name select $message as message_id, 1 as export_id, "
        "'2024-02-28'::date as created_on, 'pain.008.001.08' as schema_name, '' as path, '' as sha256, "
        "''::blob as content, 1 as debits, 1 as amount, 'written' as state",
        {"message": message},
    )
    for name in ids:
        cursor.execute(
            "insert into debit_entries (end_to_end_id, message_id, instalment_id, family_id, attempt, amount) "
            "select concat($name, '-', $message), $message, $name, family_id, 1, unpaid from instalment_states "
            "where instalment_id = $name",
            {"name": name, "message": message},
        )


def void(ledger: Ledger, message: str) -> None:
    """A file that is given up."""
    ledger.cursor().execute(
        "update debit_files set state = 'voided', voided_at = now() where message_id = ?", [message]
    )


def give_back(ledger: Ledger, message: str, *ids: str) -> None:
    """The bank returns debits of a file."""
    for name in ids:
        ledger.cursor().execute(
            "insert into returns select coalesce(max(return_id), 0) + 1, '', 'return', 'debit', ?, 'AM04', 1, null, "
            "null, null from returns",
            [f"{name}-{message}"],
        )


def instalments(ledger: Ledger, family: str = "F1") -> list[tuple]:
    """(number, due date, amount, state) of a family's instalments, in the order of their ids."""
    sql = "select number, due_on, amount, state from instalment_states where family_id = ? order by instalment_id"
    return ledger.cursor().execute(sql, [family]).fetchall()


def ids(ledger: Ledger, *states: str, family: str = "F1") -> list[str]:
    """The ids of a family's instalments in these states, the oldest due first."""
    sql = (
        "select instalment_id from instalment_states where family_id = ? and list_contains(?, state) "
        "order by due_on, instalment_id"
    )
    return [name for (name,) in ledger.cursor().execute(sql, [family, list(states)]).fetchall()]


def rows(ledger: Ledger) -> list[str]:
    """The lines of the plan file, without its header."""
    return proposals.csv_text(ledger).splitlines()[1:]


def balance(ledger: Ledger, family: str = "F1") -> dict[str, Decimal]:
    """The balance of a family, terms that are 0 left out."""
    cursor = ledger.cursor().execute("select * exclude (family_id) from plan_balances where family_id = ?", [family])
    names = [column[0] for column in cursor.description]
    return {name: value for name, value in zip(names, cursor.fetchone(), strict=True) if value}
