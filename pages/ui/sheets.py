"""Tables as files for a French spreadsheet: real dates and numbers in Excel, `;` and decimal comma in CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter
from pyarrow import types

from pages.ui.columns import Column, worded
from rattrapage.export import neutral

BOM = "\ufeff"
FORMATS = {
    "number": "#,##0",
    "euro": '#,##0.00" €"',
    "percent": "0.0%",
    "date": "dd/mm/yyyy",
    "month": "mm/yyyy",
    "moment": "dd/mm/yyyy hh:mm",
}
PLACES = 8
WIDTHS = {"euro": 14, "number": 11, "percent": 9, "date": 12, "month": 10, "moment": 17}


def _records(table: pa.Table, columns: dict[str, Column]) -> Iterator[list]:
    for batch in worded(table, columns).to_batches(max_chunksize=10_000):
        yield from map(list, zip(*(column.to_pylist() for column in batch.columns), strict=True))


def csv_bytes(table: pa.Table, columns: dict[str, Column]) -> bytes:
    """Makes a CSV that French Excel opens by a double click: BOM, `;`, decimal comma, formulas neutralised."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.label for column in columns.values()])
    kinds = [column.kind for column in columns.values()]
    for record in _records(table, columns):
        writer.writerow([_cell(value, kind) for value, kind in zip(record, kinds, strict=True)])
    return (BOM + text.getvalue()).encode("utf-8")


def _cell(value: object, kind: str) -> object:
    match value:
        case Decimal():
            said = f"{value:f}"
            said = said.rstrip("0").rstrip(".") if kind == "number" and "." in said else said
            return said.replace(".", ",")
        case dt.datetime():
            return value.strftime("%d/%m/%Y %H:%M")
        case dt.date():
            return value.strftime("%m/%Y" if kind == "month" else "%d/%m/%Y")
        case _:
            return neutral(value)


def excel_bytes(table: pa.Table, columns: dict[str, Column], title: str) -> bytes:
    """Makes a workbook: one sheet, header frozen, filters on, cells typed, formulas neutralised."""
    file = io.BytesIO()
    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, settings) as book:
        sheet = book.add_worksheet(title[:31])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, table.num_rows, len(columns) - 1)
        cells = _head(book, sheet, columns, _formats(table, columns))
        for line, record in enumerate(_records(table, columns), 1):
            for place, value in enumerate(record):
                if value is not None:
                    _put(sheet, line, place, value, cells[place])
    return file.getvalue()


def _formats(table: pa.Table, columns: dict[str, Column]) -> list[str | None]:
    """The number format of each column; a number has as many decimals as its column needs, none for whole ones."""
    return [
        "#,##0." + "0" * places if (places := _places(table[name], column.kind)) else FORMATS.get(column.kind)
        for name, column in columns.items()
    ]


def _places(column: pa.ChunkedArray, kind: str) -> int:
    """The fewest decimals that show every value of a column of numbers; 0 for other kinds."""
    if kind != "number" or not (types.is_decimal(column.type) or types.is_floating(column.type)):
        return 0
    most = min(column.type.scale, PLACES) if types.is_decimal(column.type) else PLACES
    exact = (n for n in range(most) if pc.all(pc.equal(pc.round(column, n), column)).as_py() is not False)
    return next(exact, most)


def _head(book, sheet, columns: dict[str, Column], formats: list[str | None]) -> list:
    """Writes the header row and the widths; returns each column's cell format, None for text."""
    bold = book.add_format({"bold": True, "bottom": 1})
    cells = []
    for place, (column, number_format) in enumerate(zip(columns.values(), formats, strict=True)):
        cells.append(book.add_format({"num_format": number_format}) if number_format else None)
        sheet.set_column(place, place, WIDTHS.get(column.kind, 24))
        sheet.write_string(0, place, column.label, bold)
    return cells


def _put(sheet, line: int, place: int, value: object, cell_format) -> None:
    if isinstance(value, dt.date):
        sheet.write_datetime(line, place, value, cell_format)
    elif isinstance(value, str):
        sheet.write_string(line, place, neutral(value))
    else:
        sheet.write_number(line, place, value, cell_format)
