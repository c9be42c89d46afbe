"""Restores: a backup takes the place of the ledger, which is kept aside; debits wait until someone has looked."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from rattrapage import clock, journal
from rattrapage.debits import gate
from rattrapage.errors import Refusal, cause
from rattrapage.keeping import losses
from rattrapage.keeping.backup import beside, fingerprint, flush
from rattrapage.keeping.losses import Knowledge, Lost
from rattrapage.ledger import Ledger, table_names


@dataclass(frozen=True)
class Restored:
    """What a restore did: the backup's fingerprint, where the replaced ledger is (None: there was none), what is lost
    (None: the replaced ledger could not be read), and why debits are blocked."""

    sha256: str
    kept_aside: Path | None
    lost: Lost | None
    reason: str


def restore(path: Path, backup: Path, actor: str = "cli") -> Restored:
    """Puts a backup in the place of the ledger at `path`, keeps the replaced one beside it, and blocks debits.

    The restored ledger's journal says who, when, from what. Raises `Refusal`, nothing changed, when the backup is not a
    ledger of ours, is damaged, or when another process holds the ledger.
    """
    _check_closed(path, backup)
    with beside(path) as copy:
        sha256 = _bring(backup, copy)
        known = _check_ours(backup, copy)
        with _replaced(path) as old:
            aside, lost = _aside(path), losses.between(old, known)
            reason = _reason(backup, lost)
            with Ledger(copy) as restored:
                details = {"sha256": sha256, "kept_aside": aside and aside.name, "lost": lost and vars(lost)}
                with restored.write(actor, "restauration", backup.name, details) as cursor:
                    losses.keep(cursor, lost, old, known)
                    gate.block(cursor, reason)
            flush(copy)
            _swap(path, copy, aside)
    return Restored(sha256, aside, lost, reason)


def _check_closed(path: Path, backup: Path) -> None:
    if path.exists() and backup.exists() and backup.samefile(path):
        raise Refusal(f"{backup} : c'est le registre lui-même ; indiquez une sauvegarde.")
    if not backup.is_file():
        raise Refusal(f"{backup} : aucun fichier ici ; indiquez la sauvegarde à restaurer.")
    if Path(f"{backup}.wal").exists():
        raise Refusal(f"{backup} : registre en cours d'usage (fichier .wal à côté), pas une sauvegarde ; refaites-la.")


def _bring(backup: Path, copy: Path) -> str:
    try:
        shutil.copyfile(backup, copy)
    except OSError as error:
        raise Refusal(f"{backup} : copie impossible ({cause(error)}), rien n'a été changé.") from error
    return fingerprint(copy)


def _check_ours(backup: Path, copy: Path) -> Knowledge:
    """A ledger of ours, of a version we know, readable to its last row, whose journal holds; returns what it knows."""
    try:
        with duckdb.connect(str(copy), read_only=True) as raw:
            tables = table_names(raw)
    except (duckdb.Error, OSError) as error:
        raise Refusal(f"{backup} : ce fichier n'est pas un registre Rattrapage, ou il est abîmé.") from error
    if not {"ledger_info", "journal", "families"} <= tables:
        raise Refusal(f"{backup} : ce n'est pas une sauvegarde de Rattrapage ; rien n'a été changé.")
    try:
        with Ledger(copy, create=False) as book:
            _read_all(book.cursor())
            _, broken = journal.verify(book.cursor())
            known = losses.knowledge(book)
    except duckdb.Error as error:
        raise Refusal(f"{backup} : sauvegarde abîmée ({str(error).splitlines()[0]}) ; prenez-en une autre.") from error
    if broken:
        raise Refusal(f"{backup} : journal modifié ou incomplet, ligne {broken[0]} ; prenez une autre sauvegarde.")
    return known


def _read_all(cursor: duckdb.DuckDBPyConnection) -> None:
    """Reads every value of every table: DuckDB checks a block's sum only when it reads it."""
    for table in table_names(cursor):
        cursor.execute(f"select bit_xor(hash(t)) from {table} t").fetchall()


@contextlib.contextmanager
def _replaced(path: Path) -> Iterator[Knowledge | None]:
    """What the ledger that goes knows, held open until it is gone; None when it cannot be read.

    A ledger held by another process stops the restore; one that is damaged is the reason for it.
    """
    if not path.exists():
        yield Knowledge({}, set())
        return
    try:
        ledger = Ledger(path, create=False)
    except Refusal as error:
        if "processus" in str(error):
            raise
        yield None
        return
    with ledger:
        ledger.cursor().execute("checkpoint")  # no WAL may stay beside the name that another file takes
        yield losses.knowledge(ledger)


def _reason(backup: Path, lost: Lost | None) -> str:
    start = f"registre restauré le {clock.today():%d/%m/%Y} depuis {backup.name} ; "
    if lost is None:
        said = "le registre remplacé était illisible : demandez à la banque les fichiers remis depuis cette sauvegarde"
    elif lost.files:
        names = ", ".join(file["message_id"] for file in lost.files)
        said = f"fichiers écrits après cette sauvegarde, que ce registre ignore : {names}"
    else:
        said = "aucun fichier de prélèvement n'a été écrit depuis cette sauvegarde"
    return f"{start}{said} ; vérifiez et confirmez avant de prélever."


def _aside(path: Path) -> Path | None:
    if not path.exists():
        return None
    stamp = f"{clock.now():%Y%m%d-%H%M%S}"
    endings = ("", *(f"-{n}" for n in range(2, 100)))
    names = (path.with_name(f"{path.name}.remplace-{stamp}{ending}") for ending in endings)
    return next(name for name in names if not name.exists())


def _swap(path: Path, copy: Path, aside: Path | None) -> None:
    """The old file gets a second name, then the new one takes the first: at no moment is there no ledger.

    A WAL left by a crash belongs to the old file and must never meet the new one.
    """
    if aside:
        wal = Path(f"{path}.wal")
        if wal.exists():
            wal.replace(f"{aside}.wal")
        try:
            os.link(path, aside)
        except OSError:
            shutil.copy2(path, aside)
            flush(aside)
    copy.replace(path)
