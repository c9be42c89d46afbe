"""The attack on published figures: everything known is an equation, and no hidden figure may follow from them."""

from __future__ import annotations

from collections.abc import Iterable

PRIME = (1 << 61) - 1
"""Elimination modulo a large prime: exact, and no fractions that grow."""

Equation = dict[tuple, int]


class Attacker:
    """Knows equations over unknown amounts; their values do not matter, only that they are known."""

    def __init__(self):
        self._rows: dict[tuple, Equation] = {}

    def learn(self, equation: Equation) -> None:
        """Adds an equation whose value is known."""
        rest = self._reduce(equation)
        if rest:
            pivot = min(rest, key=repr)
            inverse = pow(rest[pivot], -1, PRIME)
            self._rows[pivot] = {atom: factor * inverse % PRIME for atom, factor in rest.items()}

    def knows(self, amount: Equation) -> bool:
        """Whether this combination of the unknowns follows from what was learnt."""
        return not self._reduce(amount)

    def _reduce(self, equation: Equation) -> Equation:
        rest = {atom: factor % PRIME for atom, factor in equation.items() if factor % PRIME}
        while pivots := [atom for atom in rest if atom in self._rows]:
            factor, row = rest[pivots[0]], self._rows[pivots[0]]
            for atom, coefficient in row.items():
                left = (rest.get(atom, 0) - factor * coefficient) % PRIME
                if left:
                    rest[atom] = left
                else:
                    rest.pop(atom, None)
        return rest


def total(atoms: Iterable[tuple]) -> Equation:
    """The sum of atoms."""
    return dict.fromkeys(atoms, 1)
