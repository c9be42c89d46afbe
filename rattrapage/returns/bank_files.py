"""Returns: what the bank could not collect, matched to our debits, once each (R13, Bank messages)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from lxml import etree

from rattrapage import amounts, clock, queries
from rattrapage.errors import Refusal, cause
from rattrapage.ledger import Ledger
from rattrapage.payments import allocations
from rattrapage.sepa import camt, documents, pain002
from rattrapage.sepa.messages import Answer


@dataclass(frozen=True)
class Returned:
    """What a file said, in number and euros: `read` = matched + unmatched + already + accepted + ignored.

    matched: returns of ours, said for the first time (`amount`, newly returned); unmatched: lines that need a person;
    `known` when the very same file was read before, which changes nothing.
    """

    read: int
    matched: int
    unmatched: int
    already: int
    accepted: int
    ignored: int
    amount: Decimal
    read_amount: Decimal
    matched_amount: Decimal
    unmatched_amount: Decimal
    already_amount: Decimal
    accepted_amount: Decimal
    ignored_amount: Decimal
    known: bool
    notices: tuple[str, ...]


class _Counted(NamedTuple):
    read: int
    matched: int
    unmatched: int
    already: int
    accepted: int
    ignored: int
    amount: Decimal
    read_amount: Decimal
    matched_amount: Decimal
    unmatched_amount: Decimal
    already_amount: Decimal
    accepted_amount: Decimal
    ignored_amount: Decimal


class _Known(NamedTuple):
    file: str


class _Ignored(NamedTuple):
    why: str
    lines: int
    amount: Decimal


@dataclass(frozen=True)
class Opened:
    """A file of the bank, opened and understood, before anything is judged; `notices` tell of its reading."""

    name: str
    sha256: str
    answers: list[Answer]
    notices: list[str]

    @property
    def kind(self) -> str:
        """What the file holds: reject (pain.002), return (camt) or both."""
        kinds = {answer.kind for answer in self.answers}
        return "both" if len(kinds) > 1 else next(iter(kinds), "return")


def read(ledger: Ledger, path: Path, actor: str = "cli") -> Returned:
    """Reads a file of the bank and marks the debits that failed; raises `Refusal` when it holds no message of ours."""
    return keep(ledger, opened(path), actor)


def take(ledger: Ledger, name: str, data: bytes, actor: str = "cli") -> Returned:
    """Reads the same from bytes (an upload). A file whose SHA-256 is known changes nothing."""
    return keep(ledger, understood(name, data), actor)


def opened(path: Path) -> Opened:
    """Opens a file of the bank, changing nothing; raises `Refusal` saying what it is when it holds no such message."""
    try:
        if path.is_dir():
            raise Refusal(f"{path} : c'est un dossier ; donnez le fichier de la banque.")
        if path.exists() and not path.is_file():
            raise Refusal(f"{path} : ni fichier ni dossier (tube ou périphérique) ; donnez le fichier de la banque.")
        data = path.read_bytes()
    except OSError as error:
        raise Refusal(f"{path} : fichier illisible ({cause(error)}).") from error
    return understood(path.name, data)


def understood(name: str, data: bytes) -> Opened:
    """Finds what a file's bytes say; raises `Refusal` saying what it is when it holds no message of the bank."""
    found = documents.read(data, name)
    answers = [answer for message in found.messages for answer in _answers(message)]
    return Opened(name, hashlib.sha256(data).hexdigest(), answers, found.notices)


def _answers(message: etree._Element) -> Iterator[Answer]:
    if etree.QName(message).localname in pain002.ROOTS:
        return pain002.answers(message)
    return camt.answers(message)


def keep(ledger: Ledger, file: Opened, actor: str) -> Returned:
    """Judges an opened file and keeps what it says; nothing when the very same file is known."""
    cursor = ledger.cursor()
    if queries.first(cursor, "returns/known_file", _Known, sha256=file.sha256):
        judge(cursor, file.sha256, file.answers)
        return _count(cursor, file, known=True)
    details: dict[str, Any] = {"sha256": file.sha256, "kind": file.kind}
    with ledger.write(actor, "retours de la banque", file.name, details) as cursor:
        judge(cursor, file.sha256, file.answers)
        found = _count(cursor, file, known=False)
        now = clock.now()
        about = {"sha256": file.sha256, "file": file.name, "kind": file.kind, "read_at": now, "actor": actor}
        queries.run(cursor, "returns/keep_file", **about, **asdict(found))
        queries.run(cursor, "returns/keep_unmatched", sha256=file.sha256)
        mark(cursor, file.sha256, now)
        details |= asdict(found)
    return found


def judge(cursor: duckdb.DuckDBPyConnection, sha256: str, answers: Iterable[Answer]) -> None:
    """Fills the cursor's temporary table `judged_answers`: the fate of each answer, debit by debit."""
    answers = list(answers)
    columns = {field.name: [getattr(answer, field.name) for answer in answers] for field in fields(Answer)}
    queries.run(cursor, "returns/answers", **columns)
    queries.run(cursor, "returns/judged_answers", sha256=sha256)


def mark(cursor: duckdb.DuckDBPyConnection, sha256: str, now: dt.datetime) -> None:
    """Keeps what was matched, and what follows from it: files wholly rejected, holds, payments placed anew."""
    queries.run(cursor, "returns/keep_returns", sha256=sha256)
    queries.run(cursor, "returns/mark_rejected_files")
    queries.run(cursor, "returns/place_holds", now=now)
    allocations.place(cursor)


def _count(cursor: duckdb.DuckDBPyConnection, file: Opened, known: bool) -> Returned:
    counted = queries.one(cursor, "returns/answers_counted", _Counted)
    ignored = [
        f"{file.name} : {row.lines} {'ligne ignorée' if row.lines == 1 else 'lignes ignorées'}, "
        f"{amounts.said(row.amount)} : {row.why}."
        for row in queries.all(cursor, "returns/ignored_lines", _Ignored)
    ]
    return Returned(**counted._asdict(), known=known, notices=(*file.notices, *ignored))
