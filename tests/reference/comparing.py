"""What the program said and wrote against what the reference wants, as differences in words."""

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

from .accounts import DebitFile, Instalment, Presentation
from .compare import differences
from .debiting import Outcome
from .desk import Desk, Entry
from .planning import Row
from .program import Result
from .reconcile import money
from .sepa_words import ALLOWED, debtor
from .world import World

PLAN = ("family_id", "number", "due_on", "amount", "strategy", "state")
LEFT_OUT = ("family_id", "number", "due_on", "amount", "reason")


def mapping(title: str, found: dict, wanted: dict) -> list[str]:
    """The wanted keys whose value differs; what the program says besides is its own affair."""
    return differences({key: found.get(key) for key in wanted}, wanted, title)


def listing(title: str, found: list[tuple], wanted: list[tuple]) -> list[str]:
    """Rows of a file, header first: the same, in the same order."""
    lines = differences(dict(Counter(found)), dict(Counter(wanted)), title)
    return lines or ([] if found == wanted else [f"{title}: another order, {found[:4]}… not {wanted[:4]}…"])


def same_bytes(title: str, path: Path, rows: list[tuple[str, ...]]) -> list[str]:
    """A file of cells that need no quotes: commas, line feeds, nothing else."""
    wanted = "".join(f"{','.join(row)}\n" for row in rows).encode()
    return [] if path.read_bytes() == wanted else [f"{title}: other bytes than its cells joined"]


def failure(title: str, result: Result) -> list[str]:
    return [f"{title} failed with status {result.status}: {result.error}"] if result.answer is None else []


def plan(desk: Desk, result: Result, rows: list[Row]) -> list[str]:
    """The plan file, the figures, the exit status."""
    wanted = sorted(rows, key=lambda r: (r.family, r.number, r.state))
    text = [(r.family, str(r.number), str(r.due or ""), money(r.amount), r.strategy, r.state) for r in wanted]
    return failure("plan", result) or [
        *listing("plan file", desk.rows("plan.csv"), [PLAN, *text]),
        *same_bytes("plan file", desk.folder / "plan.csv", [PLAN, *text]),
        *mapping("plan --json", result.answer | {"status": result.status}, plan_figures(rows)),
    ]


def overpaid(result: Result, wanted: dict[tuple[str, str], Decimal]) -> list[str]:
    """What `plan --json` says of payments that exceed."""
    listed = (result.answer or {}).get("overpaid", [])
    found = {(row["family_id"], row["payment_id"]): row["amount"] for row in listed}
    return differences(found, {key: money(left) for key, left in wanted.items()}, "overpaid")


def letters(result: Result, folder: Path, said: dict[str, bool]) -> list[str]:
    """Who got a letter, who was left out."""
    got = sorted(path.stem.split("-", 3)[-1] for path in folder.glob("*.pdf"))
    sent = sorted(family for family, letter in said.items() if letter)
    left_out = len(said) - len(sent)
    wanted = {"letters": len(sent), "left_out": left_out, "status": 3 if left_out else 0, "families": sent}
    found = (result.answer or {}) | {"status": result.status, "families": got}
    return mapping("notify", found, wanted)


def debits(desk: Desk, result: Result, name: str, outcome: Outcome, world: World) -> list[str]:
    """The file's entries, what is left out and why, the figures."""
    wrong = failure("debits", result)
    if wrong:
        return wrong
    wanted = [
        (i.family, str(i.number), str(i.due), money(amount), reason)
        for i, amount, reason in sorted(outcome.left_out, key=lambda x: (x[0].family, x[0].number, x[0].due))
    ]
    entries = [entry for file in result.answer["files"] for entry in desk.entries(file["file"])]
    found = {(e.mandate, e.due): fields(e) for e in entries}
    return [
        *listing("left out", desk.rows(f"{name}.left_out.csv"), [LEFT_OUT, *wanted]),
        *same_bytes("left out", desk.folder / f"{name}.left_out.csv", [LEFT_OUT, *wanted]),
        *differences(found, dict(asked(outcome.included, world, desk)), "entries"),
        *mapping("debits --json", result.answer | {"status": result.status}, debit_figures(outcome)),
    ]


def returns(result: Result, counts: dict[str, object]) -> list[str]:
    wanted = counts | {"amount": money(counts["amount"])}
    return failure("returns", result) or mapping("returns --json", result.answer, wanted)


def first_block(file: DebitFile) -> list[Presentation]:
    """The debits of the first block, by date, then sequence (sepa.md, section 2)."""
    first = min((d.due, d.sequence) for d in file.debits)
    return [d for d in file.debits if (d.due, d.sequence) == first]


def instalments(desk: Desk, world: World) -> list[str]:
    """Every instalment of the ledger: dates, amounts, what is paid, its state, its id."""
    held = desk.instalments()
    found = {(row[0], row[1]): dict(zip(("due", "amount", "paid", "state"), row[3:], strict=True)) for row in held}
    wanted = {
        (i.family, i.number): {"due": i.due, "amount": i.amount, "paid": i.paid, "state": state(i)}
        for account in world.accounts.values()
        for i in [*account.instalments, *account.proposals]
    }
    reused = [f"id {row[2]} is given twice" for row in held if world.ids.setdefault(row[2], row[:2]) != row[:2]]
    doubled = [f"two instalments {key}" for key, n in Counter((r[0], r[1]) for r in held).items() if n > 1]
    return reused + doubled + differences(found, wanted, "instalments")


def state(instalment: Instalment) -> str:
    """An instalment's state in the program's words."""
    if instalment.approved_on is None:
        return "proposed"
    if instalment.closed:
        return "closed"
    if instalment.unpaid == 0:
        return "paid" if instalment.paid else "cancelled"
    if instalment.returned:
        return "returned"
    if instalment.live:
        return "exported"
    return "announced" if instalment.announced_on else "approved"


def plan_figures(rows: list[Row]) -> dict[str, object]:
    """What `plan --json` must hold."""
    of = {name: [r for r in rows if r.state == name] for name in ("proposed", "carried_over", "credit", "to_review")}
    return {
        "families": len({r.family for r in of["proposed"]}),
        "instalments": len(of["proposed"]),
        "amount": money(sum((r.amount for r in of["proposed"]), 0)),
        "carried_over": len(of["carried_over"]),
        "credits": len(of["credit"]),
        "to_review": len(of["to_review"]),
        "status": 3 if of["to_review"] else 0,
    }


def debit_figures(outcome: Outcome) -> dict[str, object]:
    """What `debits --json` must hold."""
    return {
        "included": len(outcome.included),
        "included_amount": money(sum((d.amount for d in outcome.included), 0)),
        "left_out": dict(Counter(reason for _, _, reason in outcome.left_out)),
        "left_out_amount": money(sum((amount for _, amount, _ in outcome.left_out), 0)),
        "status": 3 if outcome.left_out or not outcome.included else 0,
    }


def fields(entry: Entry) -> dict[str, object]:
    """What is compared of a debit besides its mandate and date."""
    names = ("amount", "sequence", "signed_on", "iban", "bic", "debtor", "end_to_end_id")
    clean = 0 < len(entry.why) <= 140 and bool(ALLOWED.fullmatch(entry.why))
    return {name: getattr(entry, name) for name in names} | {"why is clean": clean}


def asked(included: list[Presentation], world: World, desk: Desk):
    """(mandate, due date) → what the file must say of each debit; ids are the program's own, one for life."""
    names = {(row[0], row[1]): row[2] for row in desk.instalments()}
    for debit in included:
        row = world.register.rows[debit.mandate]
        name = names[debit.instalment.family, debit.instalment.number]
        if not re.fullmatch(r"RT\d{10}", name):
            raise ValueError(f"{name} is no instalment id")
        family = world.state.ledger["families"][(debit.instalment.family,)]
        yield (
            (debit.mandate, str(debit.due)),
            {
                "amount": debit.amount,
                "sequence": debit.sequence,
                "signed_on": str(row["signed_on"]),
                "iban": row["iban"],
                "bic": row["bic"] or "",
                "debtor": debtor(row, family),
                "end_to_end_id": f"{name}-{debit.attempt}",
                "why is clean": True,
            },
        )
