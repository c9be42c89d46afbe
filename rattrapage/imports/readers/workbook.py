"""A workbook (.xlsx, .xls, .xlsb, .ods): every visible sheet that has the columns, each cell as a CSV would hold it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum, ZipError

from rattrapage.imports.readers import texts
from rattrapage.imports.readers.formulas import without_value
from rattrapage.imports.readers.headers import Wanted
from rattrapage.imports.readers.opened import Opened, Unreadable, by_stored_line, write_rows
from rattrapage.imports.readers.sheets import Sheet, chosen, joined
from rattrapage.queries import quoted

EXACT_DIGITS = 10**15
IDENTIFIERS = ("code", "rum", "iban")


def open_workbook(path: Path, name: str, wanted: Wanted, scratch: Path) -> Opened:
    """Opens a workbook by name: its sheets one after the other, as one table.

    Raises `Unreadable` when it is no workbook, is encrypted, or no visible sheet has the required columns.
    """
    taken, notices = chosen(name, _sheets(path, name, wanted), wanted)
    header, names, places = joined(taken)
    kinds = [wanted.kinds.get(column, "") if column in wanted.known else None for column in header]
    target = scratch / f"{path.stem}-{len(list(scratch.iterdir()))}.parquet"
    counts = [0] * len(taken)
    write_rows(_stored(name, taken, places, kinds, header, counts), len(header), target)
    return Opened(
        f"read_parquet({quoted(target)})",
        header,
        _as_csv(names),
        by_stored_line(target),
        line="line",
        has_faults=True,
        notices=notices,
        parts=[(f"{name}#{sheet.title}", count) for sheet, count in zip(taken, counts, strict=True)],
        origin="sheet",
    )


def peek(path: Path, name: str, wanted: Wanted) -> tuple[list[str], int | None]:
    """The columns of a workbook's sheets that would be read, and their number of rows. Raises `Unreadable`."""
    taken, _ = chosen(name, _sheets(path, name, wanted), wanted)
    return joined(taken)[0], sum(sheet.count() for sheet in taken)


def _sheets(path: Path, name: str, wanted: Wanted) -> list[Sheet]:
    try:
        book = CalamineWorkbook.from_path(str(path))
        pages = [page for page in book.sheets_metadata if page.typ == SheetTypeEnum.WorkSheet]
        unread = without_value(path)
        found = []
        for page in pages:
            is_visible = page.visible == SheetVisibleEnum.Visible
            cells = book.get_sheet_by_name(page.name)
            found.append(Sheet(page.name, is_visible, cells, unread.get(page.name, {}), wanted))
    except PasswordError as error:
        raise Unreadable(f"{name} : classeur protégé par un mot de passe ; enregistrez-le sans.") from error
    except (CalamineError, ZipError, OSError, ValueError) as error:
        raise Unreadable(_what_it_is(path, name)) from error
    return found


def _what_it_is(path: Path, name: str) -> str:
    """Why a workbook cannot be read: its first bytes say what it is instead."""
    with path.open("rb") as file:
        start = file.read(4)
    own = {".xls": b"\xd0\xcf", ".xlsx": b"PK", ".xlsb": b"PK", ".ods": b"PK"}.get(path.suffix.lower(), b"")
    if not start:
        return f"{name} : fichier vide (0 octet) ; exportez-le de nouveau."
    what = next((what for signature, what in texts.SIGNATURES.items() if start.startswith(signature)), "un texte")
    if start.startswith(own):
        return f"{name} : classeur Excel illisible, abîmé ou protégé ; enregistrez-le de nouveau au format .xlsx."
    return f"{name} : classeur Excel illisible, c'est {what} ; changez son extension ou enregistrez-le en .xlsx."


def _stored(
    name: str,
    taken: list[Sheet],
    places: list[list[int]],
    kinds: list[str | None],
    header: list[str],
    counts: list[int],
) -> Iterator[tuple[object, ...]]:
    """The rows of all sheets, each under the common header; `counts` are filled with their numbers."""
    for number, (sheet, there) in enumerate(zip(taken, places, strict=True)):
        title = f"{name}#{sheet.title}"
        for line, row in sheet.rows(after_header=True):
            counts[number] += 1
            moved = _moved(row, there, len(header))
            texts_ = [_text(cell, kind or "text") for cell, kind in zip(moved, kinds, strict=True)]
            unread = {there[place] for (_, place) in sheet.unread_at(line) if place < len(there)}
            extra = [cell for cell in row[len(there) :] if cell not in ("", None)]
            fault = _fault(moved, kinds, header, unread) or ("|des cellules dépassent l'en-tête" if extra else None)
            yield (*texts_, fault, _as_csv(texts_), line, title)


def _moved(row: list[Any], there: list[int], width: int) -> list[Any]:
    cells: list[Any] = [None] * width
    for place, cell in zip(there, row, strict=False):
        cells[place] = cell
    return cells


def _fault(row: list[Any], kinds: list[str | None], header: list[str], unread: set[int]) -> str | None:
    """Excel keeps 15 digits: a longer number is no identifier any more. A formula without a value is unreadable."""
    for place, (cell, kind, column) in enumerate(zip(row, kinds, header, strict=True)):
        if kind in IDENTIFIERS and isinstance(cell, float | int) and abs(cell) >= EXACT_DIGITS:
            return f"{column}|Excel a tronqué ce nombre de plus de 15 chiffres : mettez la colonne en texte"
        if place in unread and kind is not None:
            return f"{column}|formule sans valeur ou cellule en erreur : corrigez-la, enregistrez le classeur"
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
