"""A CSV file as cities send them: any of three separators, two encodings, quoted line breaks, ragged lines."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy

from rattrapage.imports.readers.opened import Opened, Place, Unreadable, by_stored_line, missing_columns, write_rows
from rattrapage.queries import quoted

BLOCK = 8 << 20
DELIMITERS = (";", ",", "\t")
csv.field_size_limit(1 << 30)


@dataclass(frozen=True)
class Text:
    """A CSV in UTF-8 on disk: `tidy` when no cell can have blanks or apostrophes to take off, `mixed` when some of its
    lines end by a lone carriage return and others do not."""

    path: Path
    tidy: bool
    mixed: bool
    notices: list[str]
    delimiter: str = ";"
    header_lines: int = 1

    def records(self) -> Iterator[tuple[int, str, list[str]]]:
        """Each record after the header: the line where it starts, its text, its cells; blank records are none."""
        taken: list[str] = []
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            for _ in range(self.header_lines):
                next(file)
            start = self.header_lines + 1
            for cells in csv.reader(_noted(file, taken), delimiter=self.delimiter, skipinitialspace=True):
                raw = "".join(taken).rstrip("\r\n")
                if any(cell.strip() for cell in cells):
                    yield start, raw, cells
                start, taken[:] = start + len(taken), []


def _noted(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    """Passes lines on, and adds each to `taken`."""
    for line in lines:
        taken.append(line)
        yield line


def open_csv(path: Path, name: str, required: list[str], scratch: Path) -> Opened:
    """Opens a CSV by name; raises `Unreadable` when it is no text or lacks required columns."""
    text = _as_utf8(path, name, scratch)
    with text.path.open(encoding="utf-8-sig", newline="") as file:
        header_text, lines = _first_record(file)
    delimiter, header = _delimiter(name, header_text, required)
    text = replace(text, delimiter=delimiter, header_lines=lines)
    if text.mixed:
        return _cut_here(text, name, header, header_text, scratch)
    return Opened(
        _relation(text, len(header)),
        header,
        header_text,
        lambda ordinals: _lines(text, ordinals),
        tidy=text.tidy,
        notices=text.notices,
        careful=lambda: _cut_here(text, name, header, header_text, scratch),
    )


def peek(path: Path, name: str) -> tuple[list[str], int | None]:
    """The header of a CSV, from its first bytes; its rows are not counted. Raises `Unreadable`."""
    _is_text(path, name)
    with path.open("rb") as file:
        start = file.read(1 << 16)
    try:
        text = start.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = start.decode("cp1252", errors="windows1252")
    lines = text.splitlines(keepends=True)
    return _delimiter(name, _first_record(lines)[0], [])[1], None


def _as_utf8(path: Path, name: str, scratch: Path) -> Text:
    _is_text(path, name)
    ends = _Ends()
    tidy = _tidy_utf8(path, ends)
    if tidy is not None:
        return Text(path, tidy, ends.mixed, [])
    target, ends = scratch / f"{path.stem}-{len(list(scratch.iterdir()))}.csv", _Ends()
    with path.open("rb") as source, target.open("w", encoding="utf-8", newline="") as copy:
        while block := source.read(BLOCK):
            ends.add(block)
            copy.write(block.decode("cp1252", errors="windows1252"))
    return Text(target, False, ends.mixed, [f"{name} : lu en Windows-1252 (ce n'est pas de l'UTF-8)."])


@dataclass
class _Ends:
    """How lines end, counted block by block: DuckDB takes one way for the whole file and would lose the others."""

    lone: int = 0
    feeds: bool = False
    last: bytes = b""

    def add(self, block: bytes) -> None:
        if returns := block.count(b"\r"):
            self.lone += returns - block.count(b"\r\n")
        self.lone -= self.last == b"\r" and block[:1] == b"\n"
        self.feeds = self.feeds or b"\n" in block
        self.last = block[-1:]

    @property
    def mixed(self) -> bool:
        return self.feeds and self.lone > 0


def _is_text(path: Path, name: str) -> None:
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        raise Unreadable(f"{name} : fichier vide (0 octet) ; exportez-le de nouveau.")
    if start in (b"PK\x03\x04", b"PAR1") or b"\x00" in start:
        raise Unreadable(f"{name} : ce n'est pas un fichier CSV ; donnez-lui la bonne extension ou exportez en CSV.")


def _undefined_as_control(error: UnicodeError) -> tuple[str, int]:
    """Reads the five bytes that Windows-1252 leaves undefined as Latin-1 control characters: nothing is lost."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("windows1252", _undefined_as_control)


def _tidy_utf8(path: Path, ends: _Ends) -> bool | None:
    """None when the file is not UTF-8; else whether its cells need no trimming. Counts the `ends` of lines."""
    decoder, tidy = codecs.getincrementaldecoder("utf-8")(), True
    with path.open("rb") as file:
        if file.read(3) != codecs.BOM_UTF8:
            file.seek(0)
        try:
            while block := file.read(BLOCK):
                ends.add(block)
                if not block.isascii() or decoder.getstate()[0]:
                    decoder.decode(block)
                tidy = tidy and _tidy_block(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return None
    return tidy


_EDGES = numpy.zeros(256, bool)
_EDGES[[ord(sign) for sign in ';,\t\r\n" ']] = True


def _tidy_block(block: bytes) -> bool:
    if b"'" in block or b"\t" in block or not (block.isascii() or _no_wide_blank(block)):
        return False
    if b" " not in block:
        return True
    codes = numpy.frombuffer(block, numpy.uint8)
    spaces = numpy.flatnonzero(codes == 32)
    if spaces[0] == 0 or spaces[-1] == len(codes) - 1:
        return False
    return not (_EDGES[codes[spaces - 1]].any() or _EDGES[codes[spaces + 1]].any())


def _no_wide_blank(block: bytes) -> bool:
    """No no-break space, no thin space, no byte-order mark in the middle."""
    return b"\xc2\xa0" not in block and b"\xe2\x80" not in block and b"\xef\xbb\xbf" not in block


def _first_record(lines: Iterable[str]) -> tuple[str, int]:
    """The header as it stands, and the number of physical lines before the first row of data."""
    text, count = "", 0
    for line in lines:
        count += 1
        text = text + line if text.strip() else line
        if text.strip() and text.count('"') % 2 == 0:
            break
    return text.rstrip("\r\n") if text.strip() else "", count


def _delimiter(name: str, header_text: str, required: list[str]) -> tuple[str, list[str]]:
    """The separator that gives the required columns, and the header it gives."""
    headers = {sign: _split(header_text, sign) for sign in DELIMITERS}
    best = max(DELIMITERS, key=lambda sign: (sum(c in headers[sign] for c in required), len(headers[sign])))
    header = headers[best]
    if not header_text.strip():
        raise Unreadable(f"{name} : fichier sans ligne d'en-tête ; la première ligne doit nommer les colonnes.")
    if not set(required) <= set(header):
        raise missing_columns(name, header, required)
    return best, header


def _split(header_text: str, sign: str) -> list[str]:
    cells = next(csv.reader(io.StringIO(header_text), delimiter=sign), [])
    return [cell.strip().lstrip("\ufeff") for cell in cells]


def _relation(text: Text, width: int) -> str:
    """The fast way through: DuckDB reads it, and fails where a record has not the header's width or clean quotes."""
    columns = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(width))
    return (
        f"read_csv({quoted(text.path)}, columns={{{columns}}}, auto_detect=false, header=false, "
        f"skip={text.header_lines}, delim='{text.delimiter}', quote='\"', escape='\"', strict_mode=true, "
        "max_line_size=16000000)"
    )


def _lines(text: Text, ordinals: list[int]) -> dict[int, Place]:
    wanted = set(ordinals)
    return {n: Place(line, raw) for n, (line, raw, _) in enumerate(text.records()) if n in wanted}


def _cut_here(text: Text, name: str, header: list[str], header_text: str, scratch: Path) -> Opened:
    """The careful way, for ragged lines and stray quotes: records are cut here and kept beside their lines."""
    rows = ((*_fit(cells, len(header)), raw, line) for line, raw, cells in _closed(text, name))
    target = write_rows(rows, len(header), scratch / f"{text.path.stem}-{len(list(scratch.iterdir()))}.parquet")
    return Opened(
        f"read_parquet({quoted(target)})",
        header,
        header_text,
        by_stored_line(target),
        line="line",
        has_faults=True,
        notices=text.notices,
    )


def _closed(text: Text, name: str) -> Iterator[tuple[int, str, list[str]]]:
    """The records, refusing a quote that opens and never closes: it has swallowed the rest of the file."""
    line, raw = 0, ""
    for line, raw, cells in text.records():
        yield line, raw, cells
    if not _is_closed(raw, text.delimiter):
        raise Unreadable(f"{name}, ligne {line} : guillemet ouvert et jamais refermé ; corrigez cette ligne.")


def _is_closed(raw: str, delimiter: str) -> bool:
    try:
        list(csv.reader(io.StringIO(raw, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" not in str(error)
    return True


def _fit(cells: list[str], width: int) -> tuple[str | None, ...]:
    extra = [cell for cell in cells[width:] if cell.strip()]
    fault = f"|la ligne a {len(cells)} cellules, l'en-tête {width}" if extra else None
    short = [None] * (width - len(cells))
    return (*cells[:width], *short, fault)
