"""Backups: a whole copy of the ledger, made while it is open."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from rattrapage import queries
from rattrapage.errors import Refusal, cause
from rattrapage.ledger import Ledger
from rattrapage.queries import quoted

COPY = "rattrapage_copy"


def make(ledger: Ledger, out: Path, actor: str = "cli") -> str:
    """Copies the open ledger to `out`, whole or not at all, journals it, and returns the file's SHA-256.

    The copy is one snapshot: what others write meanwhile is in it wholly or not at all. Raises `Refusal` when `out` is
    the ledger itself or cannot be written.
    """
    if out.absolute() == ledger.path.absolute() or (out.exists() and out.samefile(ledger.path)):
        raise Refusal(f"{out} : c'est le registre lui-même ; donnez un autre nom à la sauvegarde.")
    if out.is_dir():
        raise Refusal(f"{out} : c'est un dossier ; donnez un nom de fichier à la sauvegarde.")
    with beside(out) as copy:
        _copy(ledger, copy)
        sha256 = fingerprint(copy)
        with ledger.write(actor, "sauvegarde", out.name, {"sha256": sha256, "bytes": copy.stat().st_size}):
            copy.replace(out)
    return sha256


def _copy(ledger: Ledger, copy: Path) -> None:
    cursor = ledger.cursor()
    own = queries.value(cursor, "keeping/this_database", str)
    try:
        cursor.execute(f"attach {quoted(copy)} as {COPY}")
        try:
            cursor.execute(f'copy from database "{own.replace(chr(34), chr(34) * 2)}" to {COPY}')
        finally:
            cursor.execute(f"detach {COPY}")
    except duckdb.IOException as error:
        raise Refusal(f"{copy.parent} : écriture impossible ({cause(error)}).") from error
    flush(copy)


def fingerprint(path: Path) -> str:
    """Gives the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Gives a name in a new folder beside `path`.

    DuckDB wants to make the file itself, and writes its WAL next to it.
    """
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.absolute().parent))
    except OSError as error:
        raise Refusal(f"{path} : écriture impossible ({cause(error)}) ; choisissez un autre dossier.") from error
    try:
        yield folder / path.name
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def flush(path: Path) -> None:
    """Forces a file onto the disk, before it takes its final name."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
