"""Notices: one letter a family that announces its approved instalments, and the record that it was sent."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, TypeVar

import duckdb

from rattrapage import queries
from rattrapage.errors import Refusal
from rattrapage.export import writing
from rattrapage.ledger import Ledger
from rattrapage.letters import contact as letter_contact
from rattrapage.letters import sent
from rattrapage.letters.contact import Contact
from rattrapage.letters.sent import SentLetter
from rattrapage.letters.shapes.notices import Notice, NoticeDetail, NoticeHead, NoticeInstalment, NoticeMonth
from rattrapage.mandates import choices
from rattrapage.plans import proposals
from rattrapage.progress import Step
from rattrapage.sepa.creditor import Creditor

BATCH = 200
Letter = Callable[[Notice], bytes]
Row = TypeVar("Row", NoticeMonth, NoticeDetail, NoticeInstalment)


@dataclass(frozen=True)
class Sender:
    """Who writes: the contact printed on letters, and the creditor when a file says who that is."""

    contact: Contact = field(default_factory=letter_contact.read)
    creditor: Creditor | None = None


@dataclass(frozen=True)
class Notified:
    """The letters written, the families left out with the reason (`too_late`, `stopped`), and how many letters announce
    debits without the creditor identifier (ICS), for lack of one: no whole pre-notification (sepa.md, section 5)."""

    letters: int
    left_out: dict[str, str]
    without_creditor: int = 0


def write(
    ledger: Ledger, on: dt.date, folder: Path, letter: Letter, sender: Sender | None = None, actor: str = "cli"
) -> Generator[Step, None, Notified]:
    """Writes the letters of a day, one PDF a family (`<on>-<family>.pdf`), and records the pre-notification.

    `letter` makes the PDF of a letter's data. Works by batches, each recorded once its files stand: an interrupted run
    is simply run again and writes what is left. Yields its progress. Raises `Refusal` when the plans do not add up, the
    folder cannot be written or the plan of a family changes meanwhile; the batches before stay announced.
    """
    cursor, sender = ledger.cursor(), sender or Sender()
    proposals.check(cursor)
    families, left_out = _choose(cursor, on)
    debited = _debited(cursor)
    creditor_id = _creditor_id(cursor, sender)
    for start in range(0, len(families), BATCH):
        yield Step(start, len(families), "Lettres")
        batch = _gather(cursor, families[start : start + BATCH], on, sender, creditor_id)
        _send(ledger, cursor, batch, folder, letter, actor)
    return Notified(len(families), left_out, 0 if creditor_id else debited)


def waiting(ledger: Ledger, on: dt.date, sender: Sender | None = None) -> Notified:
    """Gives the letters that `write` would write on a day, and the families it would leave out; writes nothing."""
    cursor = queries.run(ledger.cursor(), "letters/notice_families", on=on)
    families, left_out = _recipients(cursor)
    unnamed = not _creditor_id(cursor, sender or Sender())
    return Notified(len(families), left_out, _debited(cursor) if unnamed else 0)


def _debited(cursor: duckdb.DuckDBPyConnection) -> int:
    """How many families of `notice_families` get a letter and pay by direct debit."""
    return queries.value(cursor, "letters/debited", int)


def _choose(cursor: duckdb.DuckDBPyConnection, on: dt.date) -> tuple[list[str], dict[str, str]]:
    """The families to write to, and those left out; fills `notice_families` and `notice_mandates`."""
    queries.run(cursor, "letters/notice_families", on=on)
    choices.choose(cursor, "notice_families", on, allow_legacy=True)
    queries.run(cursor, "letters/notice_mandates")
    return _recipients(cursor)


class _Recipient(NamedTuple):
    family_id: str
    left_out: str | None


def _recipients(cursor: duckdb.DuckDBPyConnection) -> tuple[list[str], dict[str, str]]:
    """The families of `notice_families` to write to, and those left out with the reason."""
    rows = queries.all(cursor, "letters/recipients", _Recipient)
    return [row.family_id for row in rows if not row.left_out], {r.family_id: r.left_out for r in rows if r.left_out}


class _Creditor(NamedTuple):
    creditor_id: str | None


def _creditor_id(cursor: duckdb.DuckDBPyConnection, sender: Sender) -> str | None:
    if sender.creditor:
        return sender.creditor.creditor_id
    return queries.one(cursor, "letters/creditor", _Creditor).creditor_id


def _gather(
    cursor: duckdb.DuckDBPyConnection, families: list[str], on: dt.date, sender: Sender, creditor_id: str | None
) -> list[Notice]:
    """All that the letters of a batch say."""
    queries.run(cursor, "letters/batch", families=families)
    months = _by_family(queries.records(cursor, "letters/months", NoticeMonth))
    details = _by_family(queries.records(cursor, "letters/details", NoticeDetail))
    instalments = _by_family(queries.records(cursor, "letters/instalments", NoticeInstalment))
    return [
        {
            **head,
            "months": months[head["family_id"]],
            "details": details[head["family_id"]],
            "instalments": instalments[head["family_id"]],
            "on": on,
            "contact": sender.contact,
            "creditor": sender.creditor,
            "creditor_id": creditor_id,
        }
        for head in queries.records(cursor, "letters/heads", NoticeHead, on=on)
    ]


def _by_family(rows: list[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["family_id"]].append(row)
    return grouped


def _send(
    ledger: Ledger,
    cursor: duckdb.DuckDBPyConnection,
    batch: Sequence[Notice],
    folder: Path,
    letter: Letter,
    actor: str,
) -> None:
    """The files first, then the record of all of them: a family is never taken for informed when it was not."""
    made = [_letter(data, letter(data)) for data in batch]
    for row in made:
        with writing(folder / row.file) as beside:
            beside.write_bytes(row.pdf)
    on = batch[0]["on"]
    new = [row["instalment_id"] for data in batch for row in data["instalments"] if not row["known"]]
    details = {"on": on, "letters": len(made), "instalments": len(new), "first": made[0].file, "last": made[-1].file}
    with ledger.write(actor, "lettres de rattrapage", str(folder), details, cursor):
        if proposals.announce(cursor, new, on) != len(new):
            raise Refusal("Des plans ont changé pendant l'écriture des lettres ; relancez « notify » pour la suite.")
        sent.record(cursor, "notice", made, on, actor)


def _letter(data: Notice, pdf: bytes) -> SentLetter:
    instalments = data["instalments"]
    amount = sum((row["amount"] - row["paid"] for row in instalments), Decimal(0))
    return SentLetter(data["family_id"], file_name(data), pdf, len(instalments), amount)


def file_name(data: Notice) -> str:
    """Gives `2024-02-20-F00001.pdf`; signs that a file name cannot hold are written as their code.

    A second letter of the same day ends with `~2`: what was sent is evidence and is never written over.
    """
    safe = re.sub(r"[^A-Za-z0-9._-]", lambda sign: f"%{ord(sign[0]):x}", data["family_id"])
    again = f"~{data['same_day'] + 1}" if data["same_day"] else ""
    return f"{data['on']}-{safe}{again}.pdf"
