"""Debit files: what is due becomes a pain.008 file, all or nothing, and never twice (R13)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from rattrapage import clock, queries
from rattrapage.debits import checks, eligibility, publishing
from rattrapage.debits.checks import Trial
from rattrapage.debits.drafts import Draft
from rattrapage.debits.eligibility import DebitRequest, Selection
from rattrapage.errors import Refusal
from rattrapage.export import check_place, write_text
from rattrapage.ledger import Ledger
from rattrapage.payments import allocations
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


class _Export(NamedTuple):
    export_id: int


@dataclass(frozen=True)
class Written:
    """What `write` did: the instalments included and left out, and the files, none when nothing was included."""

    selection: Selection
    files: list[File]
    left_out_file: Path


def write(
    ledger: Ledger,
    creditor: Creditor,
    request: DebitRequest,
    out: Path,
    actor: str = "cli",
    seen: Iterable[Draft] | None = None,
) -> Written:
    """Writes the debit file of what is due, and the list of those left out beside it.

    The entries are in the ledger before the file has its name; a crash in between is mended by `publication.complete`.
    `seen` are the drafts that someone checked: nothing else is written. Raises `Refusal`, nothing changed, when debits
    are blocked, some plan does not add up to the cent, or the file cannot be written or is not the one `seen`.
    """
    trial = Trial(ledger, ledger.cursor(), creditor, request)
    trial.require([checks.FREE])
    check_place(out.absolute())
    left_out_path = _left_out_path(out.absolute())
    details = asdict(request) | {"creditor": creditor.creditor_id}
    with ledger.write(actor, "fichier de prélèvement", out.name, details, trial.cursor) as cursor:
        allocations.place(cursor)
        trial.judge()
        trial.require(checks.ON_FILE)
        _check_seen(trial.drafts, seen)
        files = list(_places(out.absolute(), creditor, trial.drafts))
        details |= _details(trial.balanced, files)
        left_out = eligibility.left_out_csv(cursor)
        if not trial.drafts:
            write_text(left_out_path, left_out)
            return Written(trial.balanced, [], left_out_path)
        export_id = _keep_export(trial, files, left_out_path, left_out, actor)
    publishing.publish(ledger, export_id, actor)
    return Written(trial.balanced, files, left_out_path)


def _check_seen(drafts: list[Draft], seen: Iterable[Draft] | None) -> None:
    if seen is not None and [draft.sha256 for draft in drafts] != [draft.sha256 for draft in seen]:
        raise Refusal("Le registre a changé depuis les contrôles, rien n'a été écrit ; relisez-les et recommencez.")


def _left_out_path(out: Path) -> Path:
    return out.with_name(f"{out.name.removesuffix('.xml')}.left_out.csv")


def _places(out: Path, creditor: Creditor, drafts: list[Draft]) -> Iterator[File]:
    for number, draft in enumerate(drafts, 1):
        name = f"{out.stem}-{number}{out.suffix}" if creditor.one_file_per_block else out.name
        yield File(str(out.with_name(name)), draft.message_id, draft.sha256)


def _details(selection: Selection, files: list[File]) -> dict[str, Any]:
    """Gives what the journal keeps of an export."""
    return {
        "included": selection.included.count,
        "included_amount": selection.included.amount,
        "left_out": {reason: tally.count for reason, tally in selection.reasons.items()},
        "left_out_amount": selection.left_out.amount,
        "files": {file.message_id: file.sha256 for file in files},
    }


def _keep_export(trial: Trial, files: list[File], left_out_path: Path, left_out: str, actor: str) -> int:
    """Keeps the export, its files and entries, inside the caller's transaction; not yet under their names."""
    cursor, request = trial.cursor, trial.request
    export = queries.one(
        cursor,
        "debits/keep_export",
        _Export,
        **asdict(request),
        made_at=clock.now(),
        actor=actor,
        left_out_path=str(left_out_path),
        left_out=left_out,
    )
    for draft, file in zip(trial.drafts, files, strict=True):
        queries.run(
            cursor,
            "debits/keep_file",
            message_id=draft.message_id,
            export_id=export.export_id,
            created_on=request.created_on,
            schema_name=trial.creditor.schema,
            path=file.file,
            sha256=draft.sha256,
            content=zlib.compress(draft.data),
            debits=draft.debits,
            amount=draft.amount,
        )
    queries.run(cursor, "debits/keep_entries")
    return export.export_id
