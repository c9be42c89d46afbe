"""Suspects: what an import brought that looks wrong and counts all the same (rules.md, Suspects)."""

from __future__ import annotations

from typing import NamedTuple

import duckdb

from rattrapage import clock, queries, words


class Suspect(NamedTuple):
    """A kind of suspects with their number and the first three."""

    kind: str
    number: int
    firsts: list[str]

    @property
    def sentence(self) -> str:
        """Says it in French."""
        firsts = ", ".join(self.firsts) + (", …" if self.number > len(self.firsts) else "")
        return f"À vérifier, compté tel quel : {words.SUSPECTS[self.kind]} : {self.number} ({firsts})."


def find(cursor: duckdb.DuckDBPyConnection, import_id: int) -> list[Suspect]:
    """Lists the suspects that rows of this import make, by kind."""
    queries.run(cursor, "imports/suspicions", import_id=import_id, today=clock.today())
    return queries.all(cursor, "imports/suspects_by_kind", Suspect)
