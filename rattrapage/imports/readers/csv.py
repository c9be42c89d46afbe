"""A CSV file as cities send them: any separator, title lines above its header, quoted line breaks, ragged lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rattrapage.imports.readers import headers, texts
from rattrapage.imports.readers.headers import Wanted
from rattrapage.imports.readers.opened import Opened, Place, Unreadable, by_stored_line, write_rows
from rattrapage.imports.readers.texts import UTF16, Text
from rattrapage.queries import quoted

DELIMITERS = (";", ",", "\t")
SAID = re.compile(r'\ufeff?"?sep=([^\w"\s]|\t)"?[;,\t ]*[\r\n]*', re.IGNORECASE)
BLANKS = ';,\t\r\n "'
csv.field_size_limit(1 << 30)


@dataclass(frozen=True)
class Head:
    """The header of a CSV: its columns, its text, its separator, the lines up to its end, the titles above it."""

    columns: list[str]
    text: str
    delimiter: str
    lines: int
    above: list[str]


@dataclass(frozen=True)
class Source:
    """A CSV to cut into records: its text and its header."""

    text: Text
    head: Head

    def records(self) -> Iterator[tuple[int, str, list[str]]]:
        """Each record after the header: the line where it starts, its text, its cells; blank records are none."""
        taken: list[str] = []
        with self.text.path.open(encoding="utf-8-sig", newline="") as file:
            for _ in range(self.head.lines):
                next(file)
            start = self.head.lines + 1
            for cells in csv.reader(_noted(file, taken), delimiter=self.head.delimiter, skipinitialspace=True):
                raw = "".join(taken).rstrip("\r\n")
                if any(cell.strip() for cell in cells):
                    yield start, raw, cells
                start, taken[:] = start + len(taken), []


def _noted(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    """Passes lines on, and adds each to `taken`."""
    for line in lines:
        taken.append(line)
        yield line


def open_csv(path: Path, name: str, wanted: Wanted, scratch: Path) -> Opened:
    """Opens a CSV by name; raises `Unreadable` when it is no text or its header is refused."""
    text = texts.as_utf8(path, name, scratch)
    with text.path.open(encoding="utf-8-sig", newline="") as file:
        head = find_head(name, [line for line, _ in zip(file, range(2 * headers.FIRST_LINES), strict=False)], wanted)
    headers.judge(name, head.columns, wanted)
    text.notices.extend(headers.above(name, head.above))
    source = Source(text, head)
    if text.mixed:
        return _cut_here(source, name, scratch)
    return Opened(
        _relation(source),
        head.columns,
        _sent_again(head),
        lambda ordinals: _lines(source, ordinals),
        tidy=text.tidy,
        odd=text.odd,
        notices=text.notices,
        careful=lambda: _cut_here(source, name, scratch),
    )


def peek(path: Path, name: str, wanted: Wanted) -> tuple[list[str], int | None]:
    """The header of a CSV, from its first bytes, and its number of rows. Raises `Unreadable`."""
    head = find_head(name, texts.first_lines(path, name)[: 2 * headers.FIRST_LINES], wanted)
    return head.columns, _count(path, head.lines)


def _count(path: Path, skipped: int) -> int:
    """The rows of a CSV after its header, in one pass: a line break between quotes ends none, a blank line is none.

    Latin-1 reads any byte, and every sign that counts here is the same in the encodings of cities.
    """
    with path.open("rb") as file:
        encoding = "utf-16" if file.read(2) in UTF16 else "latin-1"
    count, is_open = 0, False
    with path.open(encoding=encoding, errors="replace") as lines:
        for number, line in enumerate(lines):
            if number < skipped:
                continue
            count += not is_open and bool(line.strip(BLANKS))
            if '"' in line and line.count('"') % 2:
                is_open = not is_open
    return count


def find_head(name: str, lines: list[str], wanted: Wanted) -> Head:
    """The first header among the first lines that has every required column, else the one that comes nearest."""
    said = SAID.fullmatch(lines[0]) if lines else None
    signs = (said[1],) if said else DELIMITERS
    best: Head | None = None
    for place in range(1 if said else 0, min(headers.FIRST_LINES, len(lines))):
        if not lines[place].strip():
            continue
        head = _head_at(lines, place, signs, wanted, 1 if said else 0)
        if best is None or wanted.likeness(head.columns)[:2] > wanted.likeness(best.columns)[:2]:
            best = head
        if wanted.holds(head.columns):
            return head
    if best is None:
        raise Unreadable(f"{name} : fichier sans ligne d'en-tête ; la première ligne doit nommer les colonnes.")
    return best


def _head_at(lines: list[str], place: int, signs: Iterable[str], wanted: Wanted, first: int) -> Head:
    """The header that the record starting at a line would be, with the separator that gives most of the columns."""
    text, count = _first_record(lines[place:])
    found = {sign: wanted.resolve(_split(text, sign)) for sign in signs}
    sign = max(found, key=lambda sign: wanted.likeness(found[sign]))
    titles = [line.strip() for line in lines[first:place] if line.strip(BLANKS)]
    return Head(found[sign], text, sign, place + count, titles)


def _first_record(lines: Iterable[str]) -> tuple[str, int]:
    """The record that starts at the first line, and its number of physical lines."""
    text, count = "", 0
    for line in lines:
        count += 1
        text += line
        if text.count('"') % 2 == 0:
            break
    return text.rstrip("\r\n"), count


def _split(text: str, sign: str) -> list[str]:
    return next(csv.reader(io.StringIO(text), delimiter=sign), [])


def _sent_again(head: Head) -> str:
    """The header under which rejected rows are sent back: a separator that nobody expects is said above it."""
    return head.text if head.delimiter in DELIMITERS else f"sep={head.delimiter}\n{head.text}"


def _relation(source: Source) -> str:
    """The fast way through: DuckDB reads it, and fails where a record has not the header's width or clean quotes."""
    columns = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(len(source.head.columns)))
    delimiter = source.head.delimiter.replace("'", "''")
    return (
        f"read_csv({quoted(source.text.path)}, columns={{{columns}}}, auto_detect=false, header=false, "
        f"skip={source.head.lines}, delim='{delimiter}', quote='\"', escape='\"', strict_mode=true, "
        "max_line_size=16000000)"
    )


def _lines(source: Source, ordinals: list[int]) -> dict[int, Place]:
    wanted = set(ordinals)
    return {n: Place(line, raw) for n, (line, raw, _) in enumerate(source.records()) if n in wanted}


def _cut_here(source: Source, name: str, scratch: Path) -> Opened:
    """The careful way, for ragged lines and stray quotes: records are cut here and kept beside their lines."""
    text, width = source.text, len(source.head.columns)
    rows = ((*_fit(cells, width), raw, line, None) for line, raw, cells in _closed(source, name))
    target = write_rows(rows, width, scratch / f"{text.path.stem}-{len(list(scratch.iterdir()))}.parquet")
    return Opened(
        f"read_parquet({quoted(target)})",
        source.head.columns,
        _sent_again(source.head),
        by_stored_line(target),
        line="line",
        has_faults=True,
        odd=text.odd,
        notices=text.notices,
    )


def _closed(source: Source, name: str) -> Iterator[tuple[int, str, list[str]]]:
    """The records, refusing a quote that opens and never closes: it has swallowed the rest of the file."""
    line, raw = 0, ""
    for line, raw, cells in source.records():
        yield line, raw, cells
    if not _is_closed(raw, source.head.delimiter):
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
