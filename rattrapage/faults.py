"""What is wrong with a query of the explorer: one French line that names the file and the line."""

from __future__ import annotations

import re

import duckdb

from rattrapage.errors import Refusal

FRENCH = (
    (r'syntax error at or near "(.*?)"', "erreur de syntaxe près de « {} »"),
    (r"syntax error at end of input", "la requête s'arrête au milieu : il manque sa fin"),
    (r"unterminated quoted", "un texte entre guillemets ou apostrophes n'est pas fermé"),
    (r'Referenced column "(.*?)"', "colonne inconnue : « {} »"),
    (r'Referenced table "(.*?)"', "table ou alias inconnu : « {} »"),
    (r'does not have a column named "(.*?)"', "colonne inconnue : « {} »"),
    (r'Ambiguous reference to column name "(.*?)"', "colonne « {} » ambiguë : dites de quelle table"),
    (r'column "(.*?)" must appear in the GROUP BY', "colonne « {} » : ajoutez-la à group by, ou faites-en une somme"),
    (r"Table with name (\S+) does not exist", "table inconnue : « {} »"),
    (r"No function matches .*?'(\w+)\(", "fonction « {} » : ses arguments n'ont pas le type attendu"),
    (r"^Conversion Error", "une valeur ne peut pas être convertie dans le type demandé"),
    (r"^Out of Range Error", "un calcul dépasse ce que son type peut contenir"),
    (r"Out of Memory", "la requête demande trop de mémoire ; regroupez ou filtrez davantage"),
    (r"[Mm]ax(imum)? expression depth|[Rr]ecursion", "la requête est trop imbriquée"),
)
"""What DuckDB says, and how an analyst reads it; no value of the data is repeated."""


class Fault(Refusal):
    """A fault at a line of a query's file; `say` puts the file's name before it."""

    def __init__(self, line: int, message: str):
        super().__init__(message)
        self.line = line

    def say(self, file: str) -> str:
        """« queries/finance/familles.sql, ligne 4 : … »."""
        return f"{file}, ligne {self.line} : {self}"


def of_duckdb(error: Exception, line: int = 1) -> Fault:
    """DuckDB's refusal in French; `line` is where the statement starts, for errors that do not say theirs."""
    text = str(error)
    found = re.search(r"^LINE (\d+):", text, re.MULTILINE)
    return Fault(int(found[1]) if found else line, _french(text))


def _french(text: str) -> str:
    for pattern, words in FRENCH:
        if found := re.search(pattern, text):
            return words.format(*found.groups(default=""))
    return "DuckDB répond : " + text.partition("\n")[0].partition("Error: ")[2].rstrip("!")


def is_interrupt(error: duckdb.Error) -> bool:
    """Whether the statement was stopped and did not fail by itself."""
    return isinstance(error, duckdb.InterruptException)
