"""What the command line's options accept, refused in French."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Generic, TypeVar

import click

from rattrapage import amounts, months
from rattrapage.errors import Refusal

Value = TypeVar("Value")


class _French(click.ParamType[Value, str | Value], Generic[Value]):
    """A type whose refusal is a French sentence of the domain; a default may be a value already."""

    def convert(self, value: str | Value, param: click.Parameter | None, ctx: click.Context | None) -> Value:
        """Gives the value of an option; fails with a French sentence when `read` refuses the text."""
        if not isinstance(value, str):
            return value
        try:
            return self.read(value)
        except (Refusal, ValueError) as error:
            self.fail(str(error) if isinstance(error, Refusal) else self.refusal(value), param, ctx)

    def read(self, value: str) -> Value:
        """Reads the text of an option; raises `ValueError` or `Refusal` when it is not of the type."""
        raise NotImplementedError(value)

    def refusal(self, value: str) -> str:
        """Gives the French sentence for a text that `read` refuses with `ValueError`."""
        return f"« {value} » est refusé"


class Day(_French[dt.date]):
    """A date, `2024-02-28`."""

    name = "AAAA-MM-JJ"

    def read(self, value: str) -> dt.date:
        """Reads a date, `2024-02-28`; raises `ValueError` for another text."""
        return dt.date.fromisoformat(value)

    def refusal(self, value: str) -> str:
        """Gives the French sentence for a text that is no date."""
        return f"« {value} » n'est pas une date ; écrivez AAAA-MM-JJ"


class Month(_French[str]):
    """A month, `2023-09`."""

    name = "AAAA-MM"

    def read(self, value: str) -> str:
        """Reads a month, `2023-09`; raises `Refusal` for another text."""
        return months.check(value)


class Amount(_French[Decimal]):
    """An amount in euros, never negative, at most two decimals."""

    name = "MONTANT"

    def read(self, value: str) -> Decimal:
        """Reads an amount in euros; raises `Refusal` for a text that is none."""
        return amounts.parse(value)


class Count(_French[int]):
    """A whole number between two bounds."""

    name = "NOMBRE"

    def __init__(self, least: int, most: int = 10**9):
        self.least, self.most = least, most

    def read(self, value: str) -> int:
        """Reads a whole number; raises `ValueError` outside the two bounds."""
        if self.least <= int(value) <= self.most:
            return int(value)
        raise ValueError(value)

    def refusal(self, value: str) -> str:
        """Gives the French sentence for a text that is no whole number between the bounds."""
        return f"« {value} » n'est pas un nombre entier entre {self.least} et {self.most}"


DAY, MONTH, AMOUNT = Day(), Month(), Amount()
