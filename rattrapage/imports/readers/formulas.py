"""The cells of a workbook that hold no value but are not empty: a reader of values takes them for empty.

They are formulas whose value was never stored, and errors such as `#N/A`.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from lxml import etree

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
Found = dict[str, dict[tuple[int, int], str]]


def without_value(path: Path) -> Found:
    """Gives, by sheet, the text of each such cell by row and column, from 0.

    Of .xlsx and .ods alone: in .xls and .xlsb a formula's record always has a value. Raises `ValueError` for
    an archive whose XML cannot be read.
    """
    if not zipfile.is_zipfile(path):
        return {}
    try:
        with zipfile.ZipFile(path) as book:
            names = set(book.namelist())
            if "content.xml" in names:
                return _of_ods(book)
            return _of_xlsx(book, names) if "xl/workbook.xml" in names else {}
    except (etree.XMLSyntaxError, zipfile.BadZipFile, KeyError, RuntimeError, EOFError) as error:
        raise ValueError(str(error)) from error


def _of_xlsx(book: zipfile.ZipFile, names: set[str]) -> Found:
    targets = {
        relation.get("Id"): str(PurePosixPath("xl") / relation.get("Target", "")).lstrip("/")
        for relation in _parsed(book, "xl/_rels/workbook.xml.rels").iter("{*}Relationship")
    }
    found: Found = {}
    for sheet in _parsed(book, "xl/workbook.xml").iter("{*}sheet"):
        part = targets.get(sheet.get(RELATION) or sheet.get(STRICT_RELATION), "")
        if part in names and _mentions(book, part, rb"<(\w+:)?f[ />]|t=[\"']e[\"']"):
            with book.open(part) as file:
                found[sheet.get("name", "")] = dict(_cells(file))
    return found


def _parsed(book: zipfile.ZipFile, part: str) -> etree._Element:
    return etree.fromstring(book.read(part), etree.XMLParser(resolve_entities=False, no_network=True))


def _mentions(book: zipfile.ZipFile, part: str, pattern: bytes) -> bool:
    """Says whether a part holds what is looked for, so that most are read once and parsed never."""
    last = b""
    with book.open(part) as file:
        while block := file.read(1 << 20):
            if re.search(pattern, last + block):
                return True
            last = block[-64:]
    return False


def _cells(file: IO[bytes]) -> Iterator[tuple[tuple[int, int], str]]:
    """The cells without a value of one sheet of an .xlsx."""
    row = column = -1
    for event, element in etree.iterparse(file, ("start", "end"), tag=("{*}row", "{*}c"), resolve_entities=False):
        name = etree.QName(element).localname
        if name == "row":
            if event == "start":
                row, column = int(element.get("r") or row + 2) - 1, -1
            else:
                element.clear()
        elif event == "start":
            column = _column(place) if (place := element.get("r")) else column + 1
        elif element.get("t") == "e":
            yield (row, column), element.findtext("{*}v") or "#N/A"
        elif (formula := element.find("{*}f")) is not None and _is_unread(element):
            yield (row, column), f"={formula.text or ''}"


def _is_unread(cell: etree._Element) -> bool:
    """Says whether nothing was stored; an empty text that was computed is a value."""
    value = cell.find("{*}v")
    return cell.get("t") != "str" and cell.find("{*}is") is None and (value is None or not value.text)


def _column(place: str) -> int:
    number = 0
    for letter in place.rstrip("0123456789").upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _of_ods(book: zipfile.ZipFile) -> Found:
    if not _mentions(book, "content.xml", rb"table:formula"):
        return {}
    found: Found = {}
    row = column = 0
    here: dict[tuple[int, int], str] = {}
    tags = tuple(f"{TABLE}{name}" for name in ("table", "table-row", "table-cell", "covered-table-cell"))
    with book.open("content.xml") as file:
        for event, element in etree.iterparse(file, ("start", "end"), tag=tags, resolve_entities=False):
            name = etree.QName(element).localname
            if name == "table" and event == "start":
                row, here = 0, found.setdefault(element.get(f"{TABLE}name", ""), {})
            elif name == "table-row":
                row += int(element.get(f"{TABLE}number-rows-repeated", 1)) if event == "end" else 0
                column = 0
            elif name.endswith("cell") and event == "end":
                formula = element.get(f"{TABLE}formula")
                if formula and _is_unread_ods(element):
                    here[row, column] = "=" + formula.partition("=")[2]
                column += int(element.get(f"{TABLE}number-columns-repeated", 1))
                element.clear()
    return found


def _is_unread_ods(cell: etree._Element) -> bool:
    """Says whether nothing was stored; an empty text that was computed is a value."""
    stored = [cell.get(f"{OFFICE}{name}") for name in ("value", "date-value", "time-value", "boolean-value")]
    if "error" in (value for name, value in cell.attrib.items() if str(name).endswith("}value-type")):
        return True
    return not any(stored) and cell.get(f"{OFFICE}value-type") != "string"
