"""What files would become if they were imported: their headers and their rows, before anything is loaded."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from rattrapage.imports.mappings import mapping
from rattrapage.imports.readers import csv, gather, headers, parquet, workbook
from rattrapage.imports.readers.gather import WORKBOOKS, SourceFile
from rattrapage.imports.readers.headers import Wanted
from rattrapage.imports.readers.opened import Unreadable
from rattrapage.imports.tables import TABLES


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
        found = gather.gather(paths, set(known), Path(scratch), is_ours=source is None)
        refused = [Recognised(name, message=message) for name, message in found.refused]
        return [_recognise(file, *known[file.table], source is None) for file in found.files] + refused


def _names(table: str) -> list[str]:
    return [column.name for column in TABLES[table].columns]


def _recognise(file: SourceFile, required: list[str], columns: list[str], is_ours: bool) -> Recognised:
    wanted = Wanted(required, dict.fromkeys(columns, "text"), strict=is_ours)
    try:
        header, rows = _header(file, wanted)
    except Unreadable as error:
        return Recognised(file.name, file.table, message=str(error))
    missing = [column for column in required if column not in header]
    ignored = [column for column in header if column and column not in columns]
    message = ""
    try:
        headers.judge(file.name, header, wanted)
    except Unreadable as error:
        message = str(error)
    return Recognised(file.name, file.table, rows, missing, ignored, message)


def _header(file: SourceFile, wanted: Wanted) -> tuple[list[str], int | None]:
    suffix = file.path.suffix.lower()
    peek = workbook.peek if suffix in WORKBOOKS else parquet.peek if suffix == ".parquet" else csv.peek
    return peek(file.path, file.name, wanted)
