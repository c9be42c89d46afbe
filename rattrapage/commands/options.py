"""What the command line's options accept, refused in French."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import click

from rattrapage import amounts, months
from rattrapage.errors import Refusal


class _French(click.ParamType):
    """A type whose refusal is a French sentence of the domain."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return self.read(value)
        except (Refusal, ValueError) as error:
            self.fail(str(error) if isinstance(error, Refusal) else self.refusal(value), param, ctx)

    def read(self, value: str) -> Any:
        raise NotImplementedError(value)

    def refusal(self, value: str) -> str:
        return f"« {value} » est refusé"


class Day(_French):
    """A date, `2024-02-28`."""

    name = "AAAA-MM-JJ"

    def read(self, value: str) -> dt.date:
        return dt.date.fromisoformat(value)

    def refusal(self, value: str) -> str:
        return f"« {value} » n'est pas une date ; écrivez AAAA-MM-JJ"


class Month(_French):
    """A month, `2023-09`."""

    name = "AAAA-MM"

    def read(self, value: str) -> str:
        return months.check(value)


class Amount(_French):
    """An amount in euros, never negative, at most two decimals."""

    name = "MONTANT"

    def read(self, value: str) -> Decimal:
        return amounts.parse(value)


class Count(_French):
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
