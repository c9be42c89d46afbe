"""Returns: what the bank could not collect, matched to our debits, once each (R13)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from lxml import etree

from rattrapage import clock, queries
from rattrapage.errors import Refusal, cause
from rattrapage.ledger import Ledger
from rattrapage.payments import allocations
from rattrapage.sepa import camt054, messages, pain002
from rattrapage.sepa.messages import Answer

READERS = {reader.ROOT: reader for reader in (pain002, camt054)}


@dataclass(frozen=True)
class Returned:
    """What a message said: debits newly matched and their sum in euros, unmatched failures, those already known,
    debits accepted; `known` when the very same file was read before."""

    matched: int
    unmatched: int
    already: int
    accepted: int
    amount: Decimal
    known: bool


class _Counted(NamedTuple):
    matched: int
    unmatched: int
    already: int
    accepted: int
    amount: Decimal


class _Known(NamedTuple):
    file: str


def read(ledger: Ledger, path: Path, actor: str = "cli") -> Returned:
    """Reads a pain.002 or camt.054 and marks the debits that failed; raises `Refusal` when it is neither."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refusal(f"{path} : fichier illisible ({cause(error)}).") from error
    return take(ledger, path.name, data, actor)


def take(ledger: Ledger, name: str, data: bytes, actor: str = "cli") -> Returned:
    """Reads the same from bytes (an upload). A file whose SHA-256 is known changes nothing."""
    kind, answers = _answers(data, name)
    sha256 = hashlib.sha256(data).hexdigest()
    cursor = ledger.cursor()
    if queries.first(cursor, "returns/known_file", _Known, sha256=sha256):
        _judge(cursor, kind, answers)
        return _count(cursor, known=True)
    details: dict[str, Any] = {"sha256": sha256, "kind": kind}
    with ledger.write(actor, "retours de la banque", name, details) as cursor:
        _judge(cursor, kind, answers)
        found = _count(cursor, known=False)
        _keep(cursor, sha256, name, actor, kind, found)
        allocations.place(cursor)
        details |= asdict(found)
    return found


def _answers(data: bytes, name: str) -> tuple[str, list[Answer]]:
    root = messages.parse(data, name)
    message = next(root.iterchildren(etree.Element), root)
    reader = READERS.get(etree.QName(message).localname)
    if not reader or etree.QName(root).localname != "Document":
        raise Refusal(f"{name} : ni un pain.002 ni un camt.054 ; demandez à la banque le compte rendu XML.")
    return reader.KIND, list(reader.answers(message))


def _judge(cursor: duckdb.DuckDBPyConnection, kind: str, answers: Iterable[Answer]) -> None:
    """Fills the cursor's temporary table `judged_answers`: the fate of each answer, debit by debit."""
    names = [field.name for field in fields(Answer)]
    columns = {name: [getattr(answer, name) for answer in answers] for name in names}
    queries.run(cursor, "returns/answers", **columns)
    queries.run(cursor, "returns/judged_answers", kind=kind)


def _count(cursor: duckdb.DuckDBPyConnection, known: bool) -> Returned:
    counted = queries.one(cursor, "returns/answers_counted", _Counted)
    return Returned(**counted._asdict(), known=known)


def _keep(cursor: duckdb.DuckDBPyConnection, sha256: str, name: str, actor: str, kind: str, found: Returned) -> None:
    now = clock.now()
    figures = asdict(found)
    queries.run(cursor, "returns/keep_file", sha256=sha256, file=name, kind=kind, read_at=now, actor=actor, **figures)
    queries.run(cursor, "returns/keep_returns", sha256=sha256, kind=kind)
    queries.run(cursor, "returns/mark_rejected_files")
    queries.run(cursor, "returns/place_holds", now=now)
