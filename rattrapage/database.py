"""The database file: made whole or not at all, opened by one process, its faults said in French."""

from __future__ import annotations

import contextlib
import fcntl
import glob
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

import duckdb

from rattrapage.errors import Refusal, cause

MEMORY = "600MB"


def make(path: Path) -> None:
    """Makes an empty database beside the ledger's name and gives it that name; does nothing where a file stands.

    DuckDB cuts a file that appears between its look and its opening: it may only open a name that has its file. The
    tables come with the first opening that finds none.
    """
    if path.exists():
        return
    place = path.resolve()  # a symbolic link may point to the ledger that is to come
    with _alone_in(place.parent) as alone:
        if place.exists():
            return
        if alone:  # what is left is of a process that was killed here
            _remove(*place.parent.glob(f".{glob.escape(place.name)}.neuf-*"))
        beside = place.with_name(f".{place.name}.neuf-{secrets.token_hex(4)}")
        try:
            connect(beside, path).close()
            _remove(Path(f"{path}.wal"))  # of a ledger that is gone: it must never meet the new one
            _name(beside, place, path)
        finally:
            _remove(beside, Path(f"{beside}.wal"))


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[bool]:
    """Keeps other makers of ledgers out of a folder; yields whether it could (some network disks have no such lock).

    The lock is on the folder itself: no file stays behind, and the system lifts it when the process dies.
    """
    alone, handle = False, None
    try:
        with contextlib.suppress(OSError):  # a folder that is absent or closed is refused by what comes next
            handle = os.open(folder, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX)
            alone = True
        yield alone
    finally:
        if handle is not None:
            os.close(handle)


def _remove(*files: Path) -> None:
    for file in files:
        with contextlib.suppress(OSError):
            file.unlink()


def _name(beside: Path, place: Path, path: Path) -> None:
    """Gives a new database its name, unless another process was first."""
    try:
        os.link(beside, place)
    except FileExistsError:
        return
    except OSError:  # a disk without hard links
        with disk_errors(path):
            beside.rename(place)


def connect(file: Path, path: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Opens a file; a refusal names `path`, the ledger that it is or will be."""
    path = path or file
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "memory_limit": os.environ.get("RATTRAPAGE_MEMORY") or MEMORY,
    }
    try:
        return duckdb.connect(str(file), config=settings)
    except (duckdb.Error, OSError) as error:
        raise Refusal(_why_closed(path, str(error))) from error


def _why_closed(path: Path, error: str) -> str:
    holder = re.search(r"PID (\d+)", error)
    if "lock" in error and holder:
        return f"{path} : registre déjà ouvert par le processus {holder[1]} ; fermez-le ou attendez qu'il finisse."
    if "not a valid DuckDB" in error or "erializ" in error or "checksum" in error or "storage version" in error:
        return f"{path} : ce fichier n'est pas un registre Rattrapage, ou il est abîmé ; restaurez une sauvegarde."
    if path.is_dir():
        return f"{path} : c'est un dossier ; indiquez le fichier du registre (--db)."
    if not path.parent.is_dir():
        return f"{path} : le dossier n'existe pas ; créez-le ou indiquez un autre fichier (--db)."
    if re.search(r"ermission denied|[Rr]ead-only", error):
        return f"{path} : écriture interdite ici ; indiquez un fichier dans un dossier accessible (--db)."
    return f"{path} : registre illisible ; restaurez une sauvegarde."


@contextlib.contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turns what the disk refuses inside the block into a `Refusal` that names the file: nothing was changed."""
    try:
        yield
    except (duckdb.IOException, duckdb.OutOfMemoryException, OSError) as error:
        first = str(error).splitlines()[0]
        if "No space left" in first:
            raise Refusal(f"{path} : disque plein, rien n'a été changé ; libérez de la place et relancez.") from error
        raise Refusal(f"{path} : écriture impossible, rien n'a été changé ({cause(error)}).") from error
