"""The letters and documents for paper, as PDF/UA-1: each takes its data and returns the bytes of the file.

Importing this starts the typesetter, whose threads stay: never fork after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rattrapage.letters.printing import bases, council, decisions, mandates, notices
from rattrapage.letters.printing.typesetting import pdf
from rattrapage.letters.shapes.bases import Bases
from rattrapage.letters.shapes.council import CouncilSummary
from rattrapage.letters.shapes.decisions import Decision
from rattrapage.letters.shapes.notices import Notice


def notice(data: Notice) -> bytes:
    """Prints the catch-up notice to a family, which is also the SEPA pre-notification."""
    return pdf("notice", notices.texts(data), data["on"])


def decision(data: Decision) -> bytes:
    """Prints the answer to a family's request."""
    return pdf("decision", decisions.texts(data), data["on"])


def mandate_form(data: Mapping[str, Any]) -> bytes:
    """Prints the SEPA mandate form, pre-filled; keys: those of `rattrapage.mandates.forms.form_data`."""
    return pdf("mandate", mandates.texts(data), mandates.issued_on(data))


def council_summary(data: CouncilSummary) -> bytes:
    """Prints the council's one-page summary."""
    return pdf("council", council.sheet(council.texts(data)), data["on"])


def bases_de_liquidation(data: Bases) -> bytes:
    """Prints how each amount of a family was worked out, against what was billed."""
    return pdf("bases", bases.texts(data), data["on"])
