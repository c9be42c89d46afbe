"""Ledgers that a test process builds once and copies: importing nine tiny tables costs ten times a copy of the file."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Callable, Hashable
from pathlib import Path

from rattrapage.ledger import IN_MEMORY, Ledger

ROWS = "select sum(estimated_size) from duckdb_tables() where table_name <> 'ledger_info'"
_kept: dict[Hashable, Path] = {}
_numbers = itertools.count(1)
_folder = Path(tempfile.gettempdir())
_fresh: list[int] = []


def copy(path: Path, key: Hashable, build: Callable[[Path], object]) -> Path:
    """Gives `path` the closed ledger that `build` makes; the same key, the same ledger: `build` runs once a key."""
    if key not in _kept:
        place = _place()
        build(place)
        _kept[key] = _whole(place)
    shutil.copyfile(_kept[key], path)
    return path


def empty(path: Path) -> Path:
    """A new ledger, closed."""
    return copy(path, "empty", lambda place: Ledger(place).close())


def fill(ledger: Ledger, key: Hashable, build: Callable[[], object]) -> None:
    """Does to an open ledger what `build` does; when both ledger and key are as before, by a copy of what came of it.

    A ledger where something happened, or one in memory, is always built. Cursors opened before do not survive.
    """
    if ledger.path == IN_MEMORY or not _is_fresh(ledger):
        build()
        return
    if key in _kept:
        ledger.close()
        shutil.copyfile(_kept[key], ledger.path)
    else:
        build()
        ledger.close()
        _kept[key] = shutil.copyfile(_whole(ledger.path), _place())
    Ledger.__init__(ledger, ledger.path)


def keep_in(folder: Path) -> None:
    """Forgets what was built, and builds in this folder from now on."""
    global _folder
    _folder = folder
    _kept.clear()


def _whole(path: Path) -> Path:
    assert not Path(f"{path}.wal").exists(), f"{path} is still open somewhere: its file does not hold all"
    return path


def _place() -> Path:
    return _folder / f"{next(_numbers)}.duckdb"


def _is_fresh(ledger: Ledger) -> bool:
    """Whether no row was added to what every new ledger holds, and no sample city announced."""
    if not _fresh:
        with Ledger(IN_MEMORY) as new:
            _fresh.extend(new.cursor().execute(ROWS).fetchone())
    return not ledger.is_sample() and ledger.cursor().execute(ROWS).fetchone() == tuple(_fresh)
