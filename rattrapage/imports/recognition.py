"""What files would become if they were imported: their headers and their rows, before anything is loaded."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from rattrapage.imports.mappings import mapping
from rattrapage.imports.readers import csv, gather, parquet, workbook
from rattrapage.imports.readers.gather import SourceFile
from rattrapage.imports.readers.opened import Unreadable
from rattrapage.imports.tables import TABLES

BLANKS = ';,\t\r\n "'


@dataclass(frozen=True)
class Recognised:
    """A file: its table (or source), its rows (None when it cannot be read), its columns that are missing or that
    nothing reads, and why it would be refused (one French line)."""

    file: str
    table: str | None = None
    rows: int | None = None
    missing: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    message: str = ""

    @property
    def can_come_in(self) -> bool:
        """Whether an import would read it."""
        return self.table is not None and not self.message


def recognise(paths: list[Path], source: str | None = None) -> list[Recognised]:
    """What each file of a data set is, in the order in which it was found.

    Raises `Refusal` when a path is not there or the mapping does not exist.
    """
    known = mapping.columns(source) if source else {t.name: (t.required, _names(t.name)) for t in TABLES.values()}
    with tempfile.TemporaryDirectory(prefix="rattrapage-") as scratch:
        found = gather.gather(paths, set(known), Path(scratch))
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
    if reader := readers.get(file.path.suffix.lower()):
        return reader(file.path, file.name)
    return csv.peek(file.path, file.name)[0], _records(file.path)


def _records(path: Path) -> int:
    """The rows of a CSV after its header, in one pass: a line break between quotes ends none, a blank line is none.

    Latin-1 reads any byte, and every sign that counts here is the same in the encodings of cities.
    """
    count, is_open = 0, False
    with path.open(encoding="latin-1") as file:
        for line in file:
            count += not is_open and bool(line.strip(BLANKS))
            if '"' in line and line.count('"') % 2:
                is_open = not is_open
    return max(count - 1, 0)
