"""The line of a file that names its columns: how names are compared, where it stands, why it is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from rattrapage.imports.readers.opened import Unreadable, missing_columns, named

FIRST_LINES = 30
MOST_COLUMNS = 200


@dataclass(frozen=True)
class Wanted:
    """What is looked for in a file: columns it must have, and the kind of each column that is known.

    `strict` says that a column spelled almost like a known one refuses the file, so that no default fills in for it.
    """

    required: list[str]
    kinds: dict[str, str] = field(default_factory=dict)
    strict: bool = True

    @property
    def known(self) -> list[str]:
        """Gives the columns that something reads, each once."""
        return list(dict.fromkeys([*self.required, *self.kinds]))

    def resolve(self, cells: Iterable[str]) -> list[str]:
        """Gives the header that cells make: known columns under their own name, however they were spelled."""
        meant = {folded(column): column for column in self.known}
        clean = [cell.strip().lstrip("\ufeff").strip() for cell in cells]
        return [meant.get(folded(cell), cell) for cell in clean]

    def holds(self, header: Iterable[str]) -> bool:
        """Says whether a header has every required column."""
        return set(self.required) <= set(header)

    def likeness(self, header: list[str]) -> tuple[int, int, int]:
        """Ranks headers that may be meant: required columns, known ones, then the number of columns."""
        return len(set(self.required) & set(header)), len(set(self.known) & set(header)), len(header)


def folded(name: str) -> str:
    """Gives a name as it is compared: no case, no accents; blanks, `-` and `_` are one."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return re.sub(r"[\s_-]+", "_", plain.strip().casefold())


def is_one_edit(one: str, other: str) -> bool:
    """Says whether two names differ by one letter more, less or other, or by two that are swapped."""
    if len(one) > len(other):
        one, other = other, one
    if one == other or len(other) - len(one) > 1:
        return False
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    rest, longer = one[same:], other[same:]
    if len(one) < len(other):
        return rest == longer[1:]
    return rest[1:] == longer[1:] or (rest[:2] == longer[1::-1] and rest[2:] == longer[2:])


def slips(header: list[str], wanted: Wanted) -> list[tuple[str, str]]:
    """Gives each unknown column that is one edit away from a known one that the header lacks, with that one."""
    lacking = [column for column in wanted.known if column not in header]
    unknown = [column for column in header if column and column not in wanted.known]
    return [(found, meant) for found in unknown for meant in lacking if is_one_edit(folded(found), folded(meant))]


def judge(name: str, header: list[str], wanted: Wanted) -> None:
    """Raises `Unreadable` for a header that lacks a required column, misspells a known one, or gives one twice."""
    if (count := sum(map(bool, header))) > MOST_COLUMNS:
        raise Unreadable(
            f"{name} : {count} colonnes, c'est trop pour une table (au plus {MOST_COLUMNS}) ; "
            "gardez celles qui sont attendues."
        )
    if wanted.strict or not wanted.holds(header):
        for found, meant in slips(header, wanted):
            raise Unreadable(
                f"{name} : la colonne « {named([found])} » ressemble à « {meant} », qui manque ; "
                "corrigez son nom dans la ligne d'en-tête."
            )
    if not wanted.holds(header):
        raise missing_columns(name, header, wanted.required)
    if twice := [column for column in wanted.known if header.count(column) > 1]:
        raise Unreadable(f"{name} : colonnes présentes deux fois : {named(twice)} ; gardez-en une.")


def above(name: str, lines: list[str]) -> list[str]:
    """Gives the notice on lines that stand above a header: none, or one sentence with the first of them."""
    if not lines:
        return []
    count = "1 ligne laissée" if len(lines) == 1 else f"{len(lines)} lignes laissées"
    return [f"{name} : {count} de côté au-dessus de l'en-tête (« {named([lines[0].strip(';, ')])} »)."]
