"""What files would become if they were imported: read from their headers alone, before anything is loaded."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from rattrapage import csvfile, files, mappings, parquet, workbook
from rattrapage.files import SourceFile
from rattrapage.opened import Unreadable
from rattrapage.tables import TABLES


@dataclass(frozen=True)
class Recognised:
    """A file: its table (or source), its rows (None where counting means reading it all), its columns that are missing
    or that nothing reads, and why it would be refused (one French line)."""

    file: str
    table: str | None = None
    rows: int | None = None
    missing: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    message: str = ""


def recognise(paths: list[Path], source: str | None = None) -> list[Recognised]:
    """What each file of a data set is, in the order in which it was found.

    Raises `Refusal` when a path is not there or the mapping does not exist.
    """
    known = mappings.columns(source) if source else {t.name: (t.required, _names(t.name)) for t in TABLES.values()}
    with tempfile.TemporaryDirectory(prefix="rattrapage-") as scratch:
        found = files.gather(paths, set(known), Path(scratch))
        refused = [Recognised(name, message=message) for name, message in found.refused]
        return [_recognise(file, *known[file.stem]) for file in found.files] + refused


def _names(table: str) -> list[str]:
    return [column.name for column in TABLES[table].columns]


def _recognise(file: SourceFile, required: list[str], columns: list[str]) -> Recognised:
    try:
        header, rows = _header(file)
    except Unreadable as error:
        return Recognised(file.name, file.stem, message=str(error))
    missing = [column for column in required if column not in header]
    ignored = [column for column in header if column and column not in columns]
    message = f"{file.name} : colonnes obligatoires absentes : {', '.join(missing)}." if missing else ""
    return Recognised(file.name, file.stem, rows, missing, ignored, message)


def _header(file: SourceFile) -> tuple[list[str], int | None]:
    readers = {".xlsx": workbook.peek, ".parquet": parquet.peek}
    return readers.get(file.path.suffix.lower(), csvfile.peek)(file.path, file.name)
