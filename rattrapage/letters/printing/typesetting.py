"""Typesetting: a Typst template and data as text become a tagged PDF/UA-1, the same bytes for the same data."""

from __future__ import annotations

import datetime as dt
import functools
import importlib.util
import json
import re
import threading
import unicodedata
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent.parent / "templates"
FONT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
MISSING_GLYPH = "□"
_one_at_a_time = threading.Lock()
"""A compiler serves one caller at a time, and compiling holds the interpreter anyway."""


def pdf(template: str, data: dict[str, Any], on: dt.date) -> bytes:
    """Prints the document `templates/<template>.typ` of `data` (texts, lists and dictionaries of them), dated `on`.

    Data reaches Typst as JSON and is only shown, never read as markup; control characters, which no font has, become
    spaces. Do not fork after a call: Typst keeps threads.
    """
    text = json.dumps(_printable(data), ensure_ascii=False)
    noon = dt.datetime.combine(on, dt.time(12), dt.UTC)
    while True:
        try:
            with _one_at_a_time:
                made = _compiler(template).compile(
                    format="pdf", sys_inputs={"data": text}, pdf_standards=["ua-1"], timestamp=int(noon.timestamp())
                )
            if not isinstance(made, bytes):  # the compiler gives a list of pages for images alone
                raise TypeError(f"{template}: the typesetter gave {type(made).__name__} for a PDF")
            return made
        except typst.TypstError as error:
            text = _without(text, error)


def _without(text: str, error: typst.TypstError) -> str:
    """A sign that no font has is shown as an empty square: one odd sign must not cost a family its letter."""
    missing = NO_GLYPH.search(str(error))
    shown = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), missing[1]) if missing else ""
    signs = {sign for sign in shown if not sign.isascii()}
    if not signs.intersection(text) or MISSING_GLYPH in signs:
        raise error
    return "".join(MISSING_GLYPH if sign in signs else sign for sign in text)


def _printable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(inner) for inner in value]
    if isinstance(value, str):
        return "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in value)
    return value


@functools.cache
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(TEMPLATES / f"{template}.typ", root=TEMPLATES, font_paths=_fonts())


@functools.cache
def _fonts() -> typst.Fonts:
    """Only fonts that packages bring, never the machine's: two machines write the same bytes."""
    packages = [importlib.util.find_spec(name) for name in FONT_PACKAGES]
    folders = [Path(spec.origin).parent for spec in packages if spec and spec.origin]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)
