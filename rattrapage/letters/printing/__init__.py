"""The letters and documents for paper, as PDF/UA-1: each takes its data and returns the bytes of the file.

Importing this starts the typesetter, whose threads stay: never fork after it.
"""

from __future__ import annotations

from rattrapage.letters.printing import bases, council, decisions, mandates, notices
from rattrapage.letters.printing.typesetting import pdf


def notice(data: dict) -> bytes:
    """The catch-up notice to a family, which is also the SEPA pre-notification; keys: `letters.notices.texts`."""
    return pdf("notice", notices.texts(data), data["on"])


def decision(data: dict) -> bytes:
    """The answer to a family's request; keys: `letters.decisions.texts`."""
    return pdf("decision", decisions.texts(data), data["on"])


def mandate_form(data: dict) -> bytes:
    """The SEPA mandate form, pre-filled; keys: those of `rattrapage.mandates.form_data`."""
    return pdf("mandate", mandates.texts(data), mandates.issued_on(data))


def council_summary(data: dict) -> bytes:
    """The council's one-page summary; data: `rattrapage.synthesis.of`."""
    return pdf("council", council.sheet(council.texts(data)), data["on"])


def bases_de_liquidation(data: dict) -> bytes:
    """How each amount of a family was worked out, against what was billed; data: `rattrapage.bases.of`."""
    return pdf("bases", bases.texts(data), data["on"])
