"""The text of a CSV as UTF-8 on disk, whatever its encoding, and what its bytes say of it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy

from rattrapage.imports.readers.opened import Unreadable

BLOCK = 8 << 20
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SIGNATURES = {
    b"PK\x03\x04": "un classeur ou une archive ZIP",
    b"PAR1": "un fichier Parquet",
    b"\xd0\xcf\x11\xe0": "un ancien classeur Excel (.xls)",
    b"%PDF": "un PDF",
    b"\x1f\x8b": "une archive gzip",
    b"<!DO": "une page web",
    b"<htm": "une page web",
    b"<?xm": "un fichier XML",
}
CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
MANGLED = (b"\xc3\x83", b"\xc3\x82", b"\xc3\xa2\xe2\x82\xac")
"""`Ã`, `Â` and `â€` in UTF-8: letters that text decoded twice is full of."""


@dataclass(frozen=True)
class Text:
    """A CSV in UTF-8 on disk.

    `tidy`: no cell can have blanks or apostrophes to take off. `odd`: it may hold control characters or text decoded
    twice. `mixed`: its lines end in more than one way.
    """

    path: Path
    tidy: bool
    odd: bool
    mixed: bool
    notices: list[str]


def as_utf8(path: Path, name: str, scratch: Path) -> Text:
    """Gives a file's text in UTF-8, copied under `scratch` if it was not; raises `Unreadable` when it is no text."""
    start = check(path, name)
    if start.startswith(UTF16):
        return _copied(path, scratch, _from_utf16(path, name), [f"{name} : lu en UTF-16."])
    bytes_seen = _Bytes()
    if _is_utf8(path, bytes_seen):
        return Text(path, bytes_seen.tidy, bytes_seen.odd, bytes_seen.mixed, [])
    foreign: list[int] = []
    text = _copied(path, scratch, _line_by_line(path, foreign), [])
    lines = "1 ligne lue" if len(foreign) == 1 else f"{len(foreign)} lignes lues"
    first = f"la première est la ligne {foreign[0]}"
    text.notices.append(f"{name} : {lines} en Windows-1252 (ce n'est pas de l'UTF-8) ; {first}.")
    return text


def check(path: Path, name: str) -> bytes:
    """Gives the first four bytes of a text; raises `Unreadable`, naming what the file is, when it is none."""
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        raise Unreadable(f"{name} : fichier vide (0 octet) ; exportez-le de nouveau.")
    for signature, what in SIGNATURES.items():
        if start == signature or start.startswith(signature):
            raise Unreadable(
                f"{name} : ce n'est pas un fichier CSV mais {what} ; donnez-lui la bonne extension ou exportez en CSV."
            )
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) or (
        b"\x00" in start and not start.startswith(UTF16)
    ):
        raise Unreadable(
            f"{name} : ce n'est pas un fichier CSV, ou son encodage n'est pas lu ; exportez en CSV, en UTF-8."
        )
    return start


def first_lines(path: Path, name: str) -> list[str]:
    """Gives the first lines of a text, from its first bytes alone; raises `Unreadable` when it is none."""
    start = check(path, name)
    with path.open("rb") as file:
        data = file.read(1 << 18)
    if start.startswith(UTF16):
        text = data.decode("utf-16", errors="ignore")
    else:
        text = "".join(line for line, _ in map(decoded, _lines(data.removeprefix(codecs.BOM_UTF8))))
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text)


def _copied(path: Path, scratch: Path, parts: Iterator[str], notices: list[str]) -> Text:
    target = scratch / f"{path.stem}-{len(list(scratch.iterdir()))}.csv"
    seen = _Bytes()
    with target.open("wb") as copy:
        for part in parts:
            data = part.encode("utf-8", errors="replace")
            seen.add(data)
            copy.write(data)
    return Text(target, False, seen.odd, seen.mixed, notices)


def _from_utf16(path: Path, name: str) -> Iterator[str]:
    try:
        with path.open(encoding="utf-16", newline="") as file:
            while part := file.read(BLOCK):
                yield part
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name} : texte UTF-16 coupé ou abîmé ; exportez-le de nouveau.") from error


def _line_by_line(path: Path, foreign: list[int]) -> Iterator[str]:
    """Gives the text of each line, and adds to `foreign` the numbers of those that are not UTF-8."""
    number = 0
    with path.open("rb") as file:
        if file.read(3) != codecs.BOM_UTF8:
            file.seek(0)
        for lines in _blocks(file):
            for line in _lines(lines):
                number += 1
                text, is_foreign = decoded(line)
                if is_foreign:
                    foreign.append(number)
                yield text


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """Gives whole lines, some megabytes at a time."""
    while block := file.read(1 << 20):
        yield block + file.readline() if block[-1:] != b"\n" else block


def _lines(data: bytes) -> list[bytes]:
    return re.findall(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", data)


def decoded(line: bytes) -> tuple[str, bool]:
    """Gives a line's text, and whether it was not UTF-8: then it is Windows-1252."""
    try:
        return line.decode("utf-8"), False
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="windows1252"), True


def _undefined_as_control(error: UnicodeError) -> tuple[str, int]:
    """Reads the five bytes that Windows-1252 leaves undefined as Latin-1 control characters: nothing is lost."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("windows1252", _undefined_as_control)


class _Bytes:
    """What blocks of UTF-8 say, one after the other.

    DuckDB takes one way of ending lines for the whole file and would lose the others: they are counted here.
    """

    def __init__(self) -> None:
        self.tidy, self.odd, self.last = True, False, b""
        self.returns = self.feeds = self.pairs = 0

    def add(self, block: bytes) -> None:
        """Takes one more block into account."""
        if returns := block.count(b"\r"):
            self.returns += returns
            self.pairs += block.count(b"\r\n")
        self.pairs += self.last == b"\r" and block[:1] == b"\n"
        self.feeds += block.count(b"\n")
        self.last = block[-1:] or self.last
        self.tidy = self.tidy and _is_tidy(block)
        self.odd = self.odd or _is_odd(block)

    @property
    def mixed(self) -> bool:
        """Whether lines end in more than one way."""
        return sum((self.pairs > 0, self.returns > self.pairs, self.feeds > self.pairs)) > 1


def _is_utf8(path: Path, seen: _Bytes) -> bool:
    """Says whether a file is UTF-8, and adds its blocks to `seen`."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        if file.read(3) != codecs.BOM_UTF8:
            file.seek(0)
        try:
            while block := file.read(BLOCK):
                seen.add(block)
                if not block.isascii() or decoder.getstate()[0]:
                    decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _is_odd(block: bytes) -> bool:
    """Says whether a block may hold control characters or text decoded twice."""
    if len(block.translate(None, CONTROLS)) < len(block):
        return True
    if block.isascii():
        return False
    return any(sign in block for sign in MANGLED) or re.search(rb"\xc2[\x80-\x9f]", block) is not None


_EDGES = numpy.zeros(256, bool)
_EDGES[[ord(sign) for sign in ';,\t\r\n" ']] = True


def _is_tidy(block: bytes) -> bool:
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
