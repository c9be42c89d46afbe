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
        if not isinstance(value, str):
            return value
        try:
            return self.read(value)
        except (Refusal, ValueError) as error:
            self.fail(str(error) if isinstance(error, Refusal) else self.refusal(value), param, ctx)

    def read(self, value: str) -> Value:
        raise NotImplementedError(value)

    def refusal(self, value: str) -> str:
        return f"« {value} » est refusé"


class Day(_French[dt.date]):
    """A date, `2024-02-28`."""

    name = "AAAA-MM-JJ"

    def read(self, value: str) -> dt.date:
        return dt.date.fromisoformat(value)

    def refusal(self, value: str) -> str:
        return f"« {value} » n'est pas une date ; écrivez AAAA-MM-JJ"


class Month(_French[str]):
    """A month, `2023-09`."""

    name = "AAAA-MM"

    def read(self, value: str) -> str:
        return months.check(value)


class Amount(_French[Decimal]):
    """An amount in euros, never negative, at most two decimals."""

    name = "MONTANT"

    def read(self, value: str) -> Decimal:
        return amounts.parse(value)


class Count(_French[int]):
    """A whole number between two bounds."""

    name = "NOMBRE"

    def __init__(self, least: int, most: int = 10**9):
        self.least, self.most = least, most

    def read(self, value: str) -> int:
        if self.least <= int(value) <= self.most:
            return int(value)
        raise ValueError(value)

    def refusal(self, value: str) -> str:
        return f"« {value} » n'est pas un nombre entier entre {self.least} et {self.most}"


DAY, MONTH, AMOUNT = Day(), Month(), Amount()
