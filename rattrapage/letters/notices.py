"""Notices: a letter to each family whose approved instalments nobody told it yet, and the record that it was told."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from rattrapage import queries
from rattrapage.errors import Refusal
from rattrapage.export import writing
from rattrapage.ledger import Ledger
from rattrapage.letters import contact as letter_contact
from rattrapage.letters.contact import Contact
from rattrapage.mandates import choices
from rattrapage.plans import proposals
from rattrapage.progress import Step
from rattrapage.sepa.creditor import Creditor

BATCH = 200
PARTS = ("months", "details", "instalments")
Letter = Callable[[dict], bytes]


@dataclass(frozen=True)
class Sender:
    """Who writes: the contact printed on letters, and the creditor when a file says who that is."""

    contact: Contact = field(default_factory=letter_contact.read)
    creditor: Creditor | None = None


@dataclass(frozen=True)
class Notified:
    """The letters written, the families left out with the reason (`too_late`, `stopped`), and how many letters announce
    debits without the creditor identifier (ICS), which nobody gave: no whole pre-notification (sepa.md, section 5)."""

    letters: int
    left_out: dict[str, str]
    without_creditor: int = 0


def write(
    ledger: Ledger, on: dt.date, folder: Path, letter: Letter, sender: Sender | None = None, actor: str = "cli"
) -> Generator[Step, None, Notified]:
    """Writes the letters of a day, one PDF a family (`<on>-<family>.pdf`), and records the pre-notification.

    `letter` makes the PDF of a letter's data. Works by batches, each recorded once its files stand: an interrupted run
    is simply run again and writes what is left. Yields its progress. Raises `Refusal` when the folder cannot be written
    or the plan of a family changes meanwhile; the batches before stay told.
    """
    cursor, sender = ledger.cursor(), sender or Sender()
    families, left_out = _choose(cursor, on)
    debited = _debited(cursor)
    creditor_id = _creditor_id(cursor, sender)
    for start in range(0, len(families), BATCH):
        yield Step(start, len(families), "Lettres")
        data = _gather(cursor, families[start : start + BATCH], on)
        common = {"on": on, "contact": sender.contact, "creditor": sender.creditor, "creditor_id": creditor_id}
        _send(ledger, cursor, [row | common for row in data], folder, letter, actor)
    return Notified(len(families), left_out, 0 if creditor_id else debited)


def waiting(ledger: Ledger, on: dt.date, sender: Sender | None = None) -> Notified:
    """The letters that `write` would write on a day, and the families it would leave out; writes nothing."""
    cursor = queries.run(ledger.cursor(), "letters/notice_families", on=on)
    found = cursor.execute("select family_id, left_out from notice_families order by family_id").fetchall()
    left_out = {family: reason for family, reason in found if reason}
    unnamed = not _creditor_id(cursor, sender or Sender())
    return Notified(len(found) - len(left_out), left_out, _debited(cursor) if unnamed else 0)


def _debited(cursor: duckdb.DuckDBPyConnection) -> int:
    """How many families of `notice_families` get a letter and pay by direct debit."""
    return queries.run(cursor, "letters/debited").fetchone()[0]


def _choose(cursor: duckdb.DuckDBPyConnection, on: dt.date) -> tuple[list[str], dict[str, str]]:
    """The families to write to, and those left out; fills `notice_families` and `notice_mandates`."""
    queries.run(cursor, "letters/notice_families", on=on)
    choices.choose(cursor, "notice_families", on, allow_legacy=True)
    queries.run(cursor, "letters/notice_mandates")
    found = cursor.execute("select family_id, left_out from notice_families order by family_id").fetchall()
    return [family for family, reason in found if not reason], {family: reason for family, reason in found if reason}


def _creditor_id(cursor: duckdb.DuckDBPyConnection, sender: Sender) -> str | None:
    if sender.creditor:
        return sender.creditor.creditor_id
    return queries.run(cursor, "letters/creditor").fetchone()[0]


def _gather(cursor: duckdb.DuckDBPyConnection, families: list[str], on: dt.date) -> list[dict]:
    """All that the letters of a batch say."""
    queries.run(cursor, "letters/batch", families=families)
    parts = {name: _by_family(queries.rows(cursor, f"letters/{name}")) for name in PARTS}
    heads = queries.rows(cursor, "letters/heads", on=on)
    return [head | {name: parts[name][head["family_id"]] for name in PARTS} for head in heads]


def _by_family(rows: list[dict]) -> dict[str, list[dict]]:
    grouped = defaultdict(list)
    for row in rows:
        grouped[row["family_id"]].append(row)
    return grouped


def _send(ledger: Ledger, cursor, letters: list[dict], folder: Path, letter: Letter, actor: str) -> None:
    """The files first, then the record of all of them: a family is never taken for told when it was not."""
    made = [(data, file_name(data), letter(data)) for data in letters]
    for _, name, pdf in made:
        with writing(folder / name) as beside:
            beside.write_bytes(pdf)
    on = letters[0]["on"]
    new = [row["instalment_id"] for data in letters for row in data["instalments"] if not row["known"]]
    details = {"on": on, "letters": len(made), "instalments": len(new), "first": made[0][1], "last": made[-1][1]}
    with ledger.write(actor, "lettres de rattrapage", str(folder), details, cursor):
        if proposals.announce(cursor, new, on) != len(new):
            raise Refusal("Des plans ont changé pendant l'écriture des lettres ; relancez « notify » pour la suite.")
        _record(cursor, made, on, actor)


def _record(cursor: duckdb.DuckDBPyConnection, made: list[tuple[dict, str, bytes]], on: dt.date, actor: str) -> None:
    queries.run(
        cursor,
        "letters/record",
        kind="notice",
        families=[data["family_id"] for data, _, _ in made],
        files=[name for _, name, _ in made],
        hashes=[hashlib.sha256(pdf).hexdigest() for _, _, pdf in made],
        counts=[len(data["instalments"]) for data, _, _ in made],
        amounts=[sum(row["amount"] - row["paid"] for row in data["instalments"]) for data, _, _ in made],
        on=on,
        now=dt.datetime.now(),
        actor=actor,
    )


def file_name(data: dict) -> str:
    """`2024-02-20-F00001.pdf`; signs that a file name cannot hold are written as their code.

    A second letter of the same day ends with `~2`: what was sent is evidence and is never written over.
    """
    safe = re.sub(r"[^A-Za-z0-9._-]", lambda sign: f"%{ord(sign[0]):x}", data["family_id"])
    again = f"~{data['same_day'] + 1}" if data["same_day"] else ""
    return f"{data['on']}-{safe}{again}.pdf"
