"""Texts in the only characters that every SEPA bank takes."""

from __future__ import annotations

import re

from text_unidecode import unidecode

_OUTSIDE = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]+")
# What has a French reading is written out before the accents go; the library would make `n°` of it `ndeg`.
_READINGS = (("&", " et "), ("@", "(a)"), ("_", "-"), ("°", "o"))
NAME, REMITTANCE, ADDRESS, TOWN, POSTAL_CODE = 70, 140, 70, 35, 16


def clean(text: str | None, size: int) -> str:
    """The text in SEPA characters, one blank between words, cut at `size`; empty when nothing is left (EPC set).

    For names and free texts only: an identifier is never cleaned or cut.
    """
    for sign, reading in _READINGS:
        text = (text or "").replace(sign, reading)
    return re.sub(" +", " ", _OUTSIDE.sub(" ", unidecode(text))).strip()[:size].strip()


def first(size: int, *texts: str | None) -> str:
    """The first of the texts that is not empty once cleaned, or an empty one."""
    return next((cleaned for text in texts if (cleaned := clean(text, size))), "")
