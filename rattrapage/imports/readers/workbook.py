"""An Excel workbook: the first sheet that has the columns, every row of it, each cell as the text a CSV would hold."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, ZipError

from rattrapage.imports.readers.opened import Opened, Unreadable, by_stored_line, missing_columns, write_rows
from rattrapage.queries import quoted

EXACT_DIGITS = 10**15


def open_workbook(path: Path, name: str, required: list[str], kinds: dict[str, str], scratch: Path) -> Opened:
    """Opens a workbook by name; `kinds` says which columns are codes or months.

    Raises `Unreadable` when it is no workbook, is encrypted, or no sheet has the required columns.
    """
    sheet = _sheet(path, name, required)
    rows = _rows(sheet)
    _, cells = next(rows)
    header = _header(cells)
    width, wanted = len(header), [kinds.get(column, "text") for column in header]
    target = scratch / f"{path.stem}-{len(list(scratch.iterdir()))}.parquet"
    write_rows((_stored(row, number, wanted, header) for number, row in rows), width, target)
    return Opened(
        f"read_parquet({quoted(target)})",
        header,
        _as_csv(header),
        by_stored_line(target),
        line="line",
        has_faults=True,
    )


def peek(path: Path, name: str) -> tuple[list[str], int | None]:
    """The header of a workbook's first sheet that has one, and its number of rows. Raises `Unreadable`."""
    rows = _rows(_sheet(path, name, []))
    return _header(next(rows)[1]), sum(1 for _ in rows)


def _sheet(path: Path, name: str, required: list[str]) -> CalamineSheet:
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = [book.get_sheet_by_name(title) for title in book.sheet_names]
    except (CalamineError, ZipError, OSError, ValueError) as error:
        raise Unreadable(
            f"{name} : classeur Excel illisible ou protégé ({error}) ; enregistrez-le au format .xlsx."
        ) from error
    headers = [_header(next(_rows(sheet), (0, []))[1]) for sheet in sheets]
    for sheet, header in zip(sheets, headers, strict=True):
        if header and set(required) <= set(header):
            return sheet
    best = max(headers, key=lambda header: len(set(required) & set(header)), default=[])
    if not best:
        raise Unreadable(f"{name} : classeur sans ligne d'en-tête ; la première ligne doit nommer les colonnes.")
    raise missing_columns(name, best, required)


def _rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[Any]]]:
    """The rows that hold something, with their number in the sheet."""
    if sheet.start is None:
        return
    for number, row in enumerate(sheet.iter_rows(), 1):
        if any(cell not in ("", None) for cell in row):
            yield number, row


def _header(cells: list[Any]) -> list[str]:
    names = [str(cell).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names


def _stored(row: list[Any], number: int, kinds: list[str], header: list[str]) -> tuple[object, ...]:
    cells = [_text(cell, kind) for cell, kind in zip(row, kinds, strict=False)]
    cells += [None] * (len(kinds) - len(cells))
    extra = [cell for cell in row[len(kinds) :] if cell not in ("", None)]
    fault = _fault(row, kinds, header) or ("|des cellules dépassent l'en-tête" if extra else None)
    return (*cells, fault, _as_csv(cells), number)


def _fault(row: list[Any], kinds: list[str], header: list[str]) -> str | None:
    """Excel keeps 15 digits: a longer number is no identifier any more."""
    for cell, kind, column in zip(row, kinds, header, strict=False):
        if kind in ("code", "rum", "iban") and isinstance(cell, float) and abs(cell) >= EXACT_DIGITS:
            return f"{column}|Excel a tronqué ce nombre de plus de 15 chiffres : mettez la colonne en texte"
    return None


def _text(cell: Any, kind: str) -> str | None:
    if cell in ("", None) and cell is not False:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float | int):
        return _digits(cell)
    if isinstance(cell, dt.datetime | dt.date):
        return _date(cell, kind)
    return str(cell)


def _digits(number: float) -> str:
    """What Excel shows: 15 significant digits, never an exponent."""
    if abs(number) >= EXACT_DIGITS:
        return repr(float(number))
    return f"{Decimal(f'{number:.15g}'):f}"


def _date(moment: dt.date, kind: str) -> str:
    if kind == "month":
        return f"{moment:%Y-%m}"
    if isinstance(moment, dt.datetime) and (moment.hour, moment.minute, moment.second) != (0, 0, 0):
        return f"{moment:%Y-%m-%d %H:%M:%S}"
    return f"{moment:%Y-%m-%d}"


def _as_csv(cells: Sequence[str | None]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="").writerow(["" if cell is None else cell for cell in cells])
    return line.getvalue()
