"""The sheets of a workbook: where each has its header, which are read, what to say of the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineSheet

from rattrapage.imports.readers import headers
from rattrapage.imports.readers.headers import Wanted
from rattrapage.imports.readers.opened import Unreadable

Unread = dict[tuple[int, int], str]
"""The cells that hold no value but are not empty, by row and column of the sheet, from 0."""


class Sheet:
    """One sheet: its header (as it stands, and with known columns under their own names) and its rows."""

    def __init__(self, title: str, is_visible: bool, cells: CalamineSheet, unread: Unread, wanted: Wanted) -> None:
        self.title, self.is_visible, self._cells = title, is_visible, cells
        self._unread: dict[int, dict[int, str]] = {}
        for (row, column), formula in unread.items():
            self._unread.setdefault(row + 1, {})[column] = formula
        self.names, self.header, self.line, self.above = self._find(wanted)
        self.has_columns = bool(self.header) and wanted.holds(self.header)

    def _find(self, wanted: Wanted) -> tuple[list[str], list[str], int, list[str]]:
        """The first line of the first 30 that holds every required column, else the one that comes nearest."""
        best: tuple[list[str], list[str], int, list[str]] = ([], [], 0, [])
        titles: list[str] = []
        for line, row in self.rows():
            if line > headers.FIRST_LINES:
                break
            names = _named(row)
            header = wanted.resolve(names)
            if not best[1] or wanted.likeness(header)[:2] > wanted.likeness(best[1])[:2]:
                best = (names, header, line, list(titles))
            if wanted.holds(header):
                break
            titles.append(" ".join(filter(None, names)))
        return best

    def unread_at(self, line: int) -> Iterator[tuple[int, int]]:
        """The places of a line's formulas without a stored value."""
        return ((line, column) for column in self._unread.get(line, {}))

    def rows(self, after_header: bool = False) -> Iterator[tuple[int, list[Any]]]:
        """The rows that hold something, with their number in the sheet; a formula without a value is its text."""
        last, least = 0, self.line if after_header else 0
        if self._cells.start is not None:
            for last, row in enumerate(self._cells.iter_rows(), 1):
                row = self._filled(last, row)
                if last > least and any(not _is_blank(cell) for cell in row):
                    yield last, row
        for line in sorted(line for line in self._unread if line > max(last, least)):
            yield line, self._filled(line, [])

    def _filled(self, line: int, row: list[Any]) -> list[Any]:
        if not (formulas := self._unread.get(line)):
            return row
        row = [*row, *[None] * (max(formulas) + 1 - len(row))]
        for column, formula in formulas.items():
            row[column] = formula
        return row

    def count(self, after_header: bool = True) -> int:
        """The number of rows that hold something."""
        return sum(1 for _ in self.rows(after_header))


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _named(row: list[Any]) -> list[str]:
    names = ["" if cell is None else str(cell).strip() for cell in row]
    while names and not names[-1]:
        names.pop()
    return names


def chosen(name: str, sheets: list[Sheet], wanted: Wanted) -> tuple[list[Sheet], list[str]]:
    """Gives the sheets to read and what to say of the others; raises `Unreadable` when there is none to read."""
    visible = [sheet for sheet in sheets if sheet.is_visible]
    taken = [sheet for sheet in visible if sheet.has_columns]
    hidden = [sheet for sheet in sheets if not sheet.is_visible and sheet.has_columns]
    if not taken:
        _refuse(name, visible, hidden, wanted)
    notices = []
    for sheet in visible:
        title = f"{name}#{sheet.title}"
        if sheet.has_columns or (wanted.strict and headers.slips(sheet.header, wanted) and _nearly(sheet, wanted)):
            headers.judge(title, sheet.header, wanted)
            notices += headers.above(title, sheet.above)
        elif count := sheet.count(after_header=False):
            notices.append(f"{title} : feuille laissée de côté ({_rows(count)}), elle n'a pas les colonnes attendues.")
    for sheet in hidden:
        notices.append(f"{name}#{sheet.title} : feuille masquée, non lue ({_rows(sheet.count())}) ; affichez-la.")
    return taken, notices


def _nearly(sheet: Sheet, wanted: Wanted) -> bool:
    """Says whether a sheet would have every required column, were its misspelled ones put right."""
    meant = [column for _, column in headers.slips(sheet.header, wanted)]
    return wanted.holds([*sheet.header, *meant])


def _refuse(name: str, visible: list[Sheet], hidden: list[Sheet], wanted: Wanted) -> None:
    if hidden:
        titles = ", ".join(f"« {sheet.title} »" for sheet in hidden)
        raise Unreadable(
            f"{name} : les colonnes attendues ne sont que sur une feuille masquée ({titles}) ; affichez-la."
        )
    best = max(visible, key=lambda sheet: wanted.likeness(sheet.header), default=None)
    if best is None or not best.header:
        raise Unreadable(f"{name} : classeur vide, sans ligne d'en-tête ; une ligne doit nommer les colonnes.")
    headers.judge(name, best.header, wanted)


def _rows(count: int) -> str:
    return "1 ligne" if count == 1 else f"{count} lignes"


def joined(taken: list[Sheet]) -> tuple[list[str], list[str], list[list[int]]]:
    """Gives the header of all sheets together, as it stands in them, and where each sheet's columns go in it."""
    header, names, places = list(taken[0].header), list(taken[0].names), [list(range(len(taken[0].header)))]
    for sheet in taken[1:]:
        used: list[int] = []
        for column, as_it_stands in zip(sheet.header, sheet.names, strict=True):
            free = (n for n, there in enumerate(header) if there == column and n not in used)
            if (place := next(free, None)) is None:
                place = len(header)
                header.append(column)
                names.append(as_it_stands)
            used.append(place)
        places.append(used)
    return header, names, places
