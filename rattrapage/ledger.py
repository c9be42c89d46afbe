"""The ledger: the one DuckDB file that holds facts, decisions and results, and the one door to it."""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import glob
import os
import re
import secrets
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from rattrapage import journal, queries
from rattrapage.errors import Refusal, cause

VERSION = 6
MEMORY = "600MB"
IN_MEMORY = Path(":memory:")


class Ledger:
    """An open ledger. One process owns the file; each query takes its own cursor; writes go through `write`."""

    def __init__(self, path: str | Path, create: bool = True):
        """Opens the file, and makes it when `create`; raises `Refusal` when it cannot be used as it is."""
        self.path = Path(path)
        if not create and not self.path.exists():
            raise Refusal(f"{self.path} : aucun registre ici ; importez d'abord des fichiers.")
        self._lock = threading.RLock()
        if self.path != IN_MEMORY:
            _make(self.path)
        self._connection = _connect(self.path)
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        tables = table_names(self._connection)
        if "ledger_info" in tables:
            self._check_version()
        elif tables:
            raise Refusal(f"{self.path} : base DuckDB étrangère à Rattrapage ; indiquez un autre fichier (--db).")
        else:
            self._create()

    def _create(self) -> None:
        cursor = self.cursor()
        with _disk_errors(self.path):
            cursor.begin()
            for name in queries.names("schema"):
                queries.run(cursor, name)
            queries.run(cursor, "ledger/keep_info", version=VERSION, created_at=dt.datetime.now())
            cursor.commit()

    def _check_version(self) -> None:
        found = queries.value(self._connection, "ledger/version", int)
        if found > VERSION:
            raise Refusal(
                f"{self.path} : registre d'une version plus récente ({found}, ici {VERSION}) ; "
                "installez la version de Rattrapage qui l'a écrit."
            )
        if found < VERSION:
            self._upgrade(found)

    def _upgrade(self, found: int) -> None:
        """Brings a ledger to this version, in one transaction; raises `Refusal`, nothing changed, when it cannot be."""
        names = [f"schema/upgrades/{version:03}" for version in range(found + 1, VERSION + 1)]
        if not all((queries.FOLDER / f"{name}.sql").exists() for name in names):
            raise Refusal(
                f"{self.path} : registre d'une version trop ancienne ; réimportez les fichiers dans un registre neuf."
            )
        with self.write("système", "mise à niveau", str(VERSION), {"version_before": found}) as cursor:
            for name in names:
                self._apply(cursor, name)
            queries.run(cursor, "ledger/keep_version", version=VERSION)

    def _apply(self, cursor: duckdb.DuckDBPyConnection, name: str) -> None:
        """Runs an upgrade statement by statement: DuckDB names the key that stands twice, but not its table."""
        for statement in cursor.extract_statements(queries.text(name)):
            try:
                cursor.execute(statement)
            except duckdb.ConstraintException as error:
                table = re.search(r"insert into (\w+)", statement.query)
                raise Refusal(
                    f"{self.path} : la table « {table[1] if table else '?'} » contient une ligne que cette version "
                    f"refuse ({_why_unfit(str(error))}) ; rien n'a été changé : gardez la version précédente de "
                    "Rattrapage et faites corriger cette ligne."
                ) from error

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of its own for one query: a shared one can return another query's rows."""
        return self._connection.cursor()

    @contextlib.contextmanager
    def write(
        self,
        actor: str,
        action: str,
        subject: str = "",
        details: dict[str, Any] | None = None,
        cursor: duckdb.DuckDBPyConnection | None = None,
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction under the process-wide lock, its journal row in it; any error leaves the old state.

        The block may complete `details`; `cursor` is for a caller whose temporary tables the block reads.
        """
        with self._lock, _disk_errors(self.path):
            cursor = cursor or self.cursor()
            cursor.begin()
            try:
                yield cursor
                journal.append(cursor, actor, action, subject, **(details or {}))
                cursor.commit()
            except BaseException:
                with contextlib.suppress(duckdb.Error):
                    cursor.rollback()
                raise

    def is_sample(self) -> bool:
        """Says whether the ledger holds the generated sample city and nothing else."""
        return queries.value(self.cursor(), "ledger/is_sample", bool)

    def has_data(self) -> bool:
        """Says whether any import was made."""
        return queries.value(self.cursor(), "ledger/has_data", bool)

    def close(self) -> None:
        """Frees the file for another process."""
        self._connection.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def table_names(cursor: duckdb.DuckDBPyConnection) -> set[str]:
    """Gives the names of the tables of a database, which may not be a ledger of ours."""
    return {row[0] for row in queries.run(cursor, "ledger/tables").fetchall()}


def default_path() -> Path:
    """The ledger a command works on when `--db` does not say: `RATTRAPAGE_DB`, else `rattrapage.duckdb` here."""
    return Path(os.environ.get("RATTRAPAGE_DB") or "rattrapage.duckdb")


def _make(path: Path) -> None:
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
            _connect(beside, path).close()
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
        with _disk_errors(path):
            beside.rename(place)


def _connect(file: Path, path: Path | None = None) -> duckdb.DuckDBPyConnection:
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


def _why_unfit(error: str) -> str:
    """Says in French which constraint a row breaks."""
    if double := re.search(r'[Dd]uplicate key "([^"]+)"', error):
        return f"deux fois la clé {double[1]}"
    if empty := re.search(r"NOT NULL constraint failed: \S+\.(\S+)", error):
        return f"{empty[1]} est vide"
    return f"contrôle {error.splitlines()[0].rpartition('expression ')[2]}"


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
def _disk_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (duckdb.IOException, duckdb.OutOfMemoryException, OSError) as error:
        first = str(error).splitlines()[0]
        if "No space left" in first:
            raise Refusal(f"{path} : disque plein, rien n'a été changé ; libérez de la place et relancez.") from error
        raise Refusal(f"{path} : écriture impossible, rien n'a été changé ({cause(error)}).") from error
