"""The ledger: the one DuckDB file that holds facts, decisions and results, and the one door to it."""

from __future__ import annotations

import contextlib
import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from rattrapage import clock, database, journal, queries
from rattrapage.errors import Refusal

VERSION = 6
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
            database.make(self.path)
        self._connection = database.connect(self.path)
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
        with database.disk_errors(self.path):
            cursor.begin()
            for name in queries.names("schema"):
                queries.run(cursor, name)
            queries.run(cursor, "ledger/keep_info", version=VERSION, created_at=clock.now())
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
        """Opens a cursor of its own for one query: a shared one can return another query's rows."""
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
        """Opens one transaction under the process-wide lock, its journal row in it; any error leaves the old state.

        The block may complete `details`; `cursor` is for a caller whose temporary tables the block reads.
        """
        with self._lock, database.disk_errors(self.path):
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
    """Gives the ledger of a command without `--db`: `RATTRAPAGE_DB`, else `rattrapage.duckdb` in this folder."""
    return Path(os.environ.get("RATTRAPAGE_DB") or "rattrapage.duckdb")


def _why_unfit(error: str) -> str:
    """Says in French which constraint a row breaks."""
    if double := re.search(r'[Dd]uplicate key "([^"]+)"', error):
        return f"deux fois la clé {double[1]}"
    if empty := re.search(r"NOT NULL constraint failed: \S+\.(\S+)", error):
        return f"{empty[1]} est vide"
    return f"contrôle {error.splitlines()[0].rpartition('expression ')[2]}"
