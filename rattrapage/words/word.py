"""The shape of a code's French, and how a table reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol


class Word(NamedTuple):
    """A code in French: `label` heads or fills a cell of a page, `text` its other wording (each table says where)."""

    label: str
    text: str


class Labelled(Protocol):
    """A `Word`, or a shape that says more of its codes."""

    @property
    def label(self) -> str:
        """The word of a page's cell."""


def labels(table: Mapping[str, Labelled]) -> dict[str, str]:
    """Gives the label of each code of a table, in its order."""
    return {code: word.label for code, word in table.items()}
