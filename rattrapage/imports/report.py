"""The report of an import: what was read, taken, unchanged, rejected and refused."""

from __future__ import annotations

from dataclasses import dataclass, field

from rattrapage.imports.corrections import Counts
from rattrapage.imports.suspects import Suspect
from rattrapage.imports.withdrawals import Absent


@dataclass(frozen=True)
class FileReport:
    """What became of one file's rows, and what to know about it (French sentences)."""

    file: str
    table: str
    counts: Counts
    notices: list[str]


@dataclass(frozen=True)
class Refused:
    """A file refused whole, and why (one French line)."""

    file: str
    message: str


@dataclass
class ImportReport:
    """The result of an import: per table, per file, what was refused, what to know, and how long it took."""

    import_id: int = 0
    tables: dict[str, Counts] = field(default_factory=dict)
    files: list[FileReport] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    absent: list[Absent] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)
    withdrawn: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def complete(self) -> bool:
        """Whether every file was read and every row taken."""
        return not self.refused and not any(counts.rejected for counts in self.tables.values())
