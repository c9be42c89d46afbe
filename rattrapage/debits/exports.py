"""Debit files: what is due becomes a pain.008 file, all or nothing, and never twice (R13)."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rattrapage import queries
from rattrapage.debits import drafts as debit_drafts
from rattrapage.debits import eligibility, gate, publishing
from rattrapage.debits.drafts import Draft
from rattrapage.debits.eligibility import Sorted, Wish
from rattrapage.errors import Refusal
from rattrapage.export import check_place, write_text
from rattrapage.ledger import Ledger
from rattrapage.payments import allocations
from rattrapage.plans import proposals
from rattrapage.sepa.creditor import Creditor

WARNING = (
    "Fichier pain.008 générique, non homologué DGFiP : faites-le valider par votre comptable ou votre banque avec un "
    "fichier d'essai avant tout envoi. Si ces sommes partent aussi dans un PES, n'envoyez pas ce fichier : "
    "les familles seraient prélevées deux fois."
)


@dataclass(frozen=True)
class File:
    """A file written: where, under which message id, with which fingerprint."""

    file: str
    message_id: str
    sha256: str


@dataclass(frozen=True)
class Written:
    """What `write` did: the instalments included and left out, and the files, none when nothing was included."""

    sorted: Sorted
    files: list[File]
    left_out_file: Path


def write(
    ledger: Ledger, creditor: Creditor, wish: Wish, out: Path, actor: str = "cli", seen: Iterable[Draft] | None = None
) -> Written:
    """Writes the debit file of what is due, and the list of those left out beside it.

    The entries are in the ledger before the file has its name; a crash in between is mended by `publication.complete`.
    `seen` are the drafts that someone checked: nothing else is written. Raises `Refusal`, nothing changed, when debits
    are blocked, some plan does not add up to the cent, or the file cannot be written or is not the one `seen`.
    """
    gate.check_free(ledger, ledger.cursor())
    check_place(out.absolute())
    left_out_path = _left_out_path(out.absolute())
    details = vars(wish) | {"creditor": creditor.creditor_id}
    with ledger.write(actor, "fichier de prélèvement", out.name, details) as cursor:
        allocations.place(cursor)
        proposals.check(cursor)
        eligibility.judge(cursor, wish, creditor.lead_days)
        found = eligibility.sort(cursor)
        drafts = debit_drafts.build(cursor, creditor, wish)
        gate.prove(cursor, wish)
        _check_seen(drafts, seen)
        files = list(_places(out.absolute(), creditor, drafts))
        details |= _told(found, files)
        left_out = eligibility.left_out_csv(cursor)
        if not drafts:
            write_text(left_out_path, left_out)
            return Written(found, [], left_out_path)
        export_id = _record(cursor, creditor, wish, drafts, files, (left_out_path, left_out), actor)
    publishing.publish(ledger, export_id, actor)
    return Written(found, files, left_out_path)


def _check_seen(drafts: list[Draft], seen: Iterable[Draft] | None) -> None:
    if seen is not None and [draft.sha256 for draft in drafts] != [draft.sha256 for draft in seen]:
        raise Refusal("Le registre a changé depuis les contrôles, rien n'a été écrit ; relisez-les et recommencez.")


def _left_out_path(out: Path) -> Path:
    return out.with_name(f"{out.name.removesuffix('.xml')}.left_out.csv")


def _places(out: Path, creditor: Creditor, drafts: list[Draft]) -> Iterator[File]:
    for number, draft in enumerate(drafts, 1):
        name = f"{out.stem}-{number}{out.suffix}" if creditor.one_file_per_block else out.name
        yield File(str(out.with_name(name)), draft.message_id, draft.sha256)


def _told(found: Sorted, files: list[File]) -> dict:
    """What the journal keeps of an export."""
    return {
        "included": found.included.count,
        "included_amount": found.included.amount,
        "left_out": {reason: tally.count for reason, tally in found.reasons.items()},
        "left_out_amount": found.left_out.amount,
        "files": {file.message_id: file.sha256 for file in files},
    }


def _record(cursor, creditor, wish: Wish, drafts: list[Draft], files: list[File], left_out, actor: str) -> int:
    """The export, its files and entries, inside the caller's transaction; not yet under their names."""
    (export_id,) = cursor.execute("select coalesce(max(export_id), 0) + 1 from debit_exports").fetchone()
    cursor.execute(
        "insert into debit_exports values (?, ?, ?, ?, ?, ?, ?, ?, ?, false)",
        [
            *(export_id, dt.datetime.now(), actor, wish.created_on, wish.due_from, wish.due_to, wish.allow_legacy),
            *(str(left_out[0]), left_out[1]),
        ],
    )
    for draft, file in zip(drafts, files, strict=True):
        cursor.execute(
            "insert into debit_files values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'written', null, null, null, null, null, null)",
            [
                *(draft.message_id, export_id, wish.created_on, creditor.schema, file.file, draft.sha256),
                *(zlib.compress(draft.data), draft.debits, draft.amount),
            ],
        )
    queries.run(cursor, "debits/keep_entries")
    return export_id
