"""What is wrong with a query of the explorer: one French line that names the file and the line."""

from __future__ import annotations

import re

from rattrapage.errors import Refusal

WRITTEN = (
    (r'syntax error at or near "(.*?)"', "erreur de syntaxe près de « {} »"),
    (r"syntax error at end of input", "la requête s'arrête au milieu : il manque sa fin"),
    (r"unterminated quoted", "un texte entre guillemets ou apostrophes n'est pas fermé"),
    (r'Duplicate CTE name "(.*?)"', "« {} » est défini deux fois dans with : renommez l'un des deux"),
    (r'window "(.*?)" does not exist', "fenêtre inconnue : « {} »"),
    (r"VALUES lists must all be", "les lignes de values n'ont pas toutes le même nombre de valeurs"),
    (r'Referenced column "(.*?)"', "colonne inconnue : « {} »"),
    (r'Referenced table "(.*?)"', "table ou alias inconnu : « {} »"),
    (r'does not have a column named "(.*?)"', "colonne inconnue : « {} »"),
    (r'Column "(.*?)" (?:in \w+ list|does not exist on)', "colonne inconnue : « {} »"),
    (r'Could not find key "(.*?)" in struct', "champ inconnu : « {} »"),
    (r'Ambiguous reference to column name "?(.*?)"?(?: \(|!?$)', "colonne « {} » ambiguë : dites de quelle table"),
    (r'Ambiguous reference to (?:table|alias) "?(.*?)"?(?: \(|!?$)', "table « {} » ambiguë : donnez-lui un alias"),
    (r'Duplicate alias "(.*?)"', "deux tables s'appellent « {} » : donnez à chacune son alias"),
    (r'column "?(.*?)"? must appear in the GROUP BY', "colonne « {} » : ajoutez-la à group by, ou faites-en une somme"),
    (r"GROUP BY clause cannot contain", "pas d'agrégat ni de fonction de fenêtre dans group by"),
    (r"(\w+) clause cannot contain aggregates", "pas d'agrégat (sum, count…) dans {} : filtrez-le dans having"),
    (r"(\w+) clause cannot contain window", "pas de fonction de fenêtre dans {} : filtrez-la dans qualify"),
    (r"aggregate function calls cannot", "un agrégat dans un agrégat : calculez le premier dans un with"),
    (r"window function calls cannot", "une fonction de fenêtre dans une autre : calculez la première dans un with"),
    (r"at least one window function must", "qualify demande une fonction de fenêtre"),
    (r"(ORDER|GROUP BY) term out of range .*between 1 and (\d+)", "{} : ce numéro de colonne n'est pas entre 1 et {}"),
    (r"Could not ORDER BY column", "order by après union : triez par une colonne du résultat"),
    (r"Set operations can only apply", "union, except, intersect : les SELECT n'ont pas le même nombre de colonnes"),
    (r"Subquery returns (\d+) columns", "une sous-requête rend {} colonnes là où il en faut une"),
    (r'table "(.*?)" has \d+ columns available', "table « {} » : elle a moins de colonnes que de noms donnés"),
    (r"Table with name (\S+) does not exist", "table inconnue : « {} »"),
    (r"Function with name (\S+) does not exist", "fonction inconnue à cet endroit : « {} »"),
    (r"Type with name (\S+) does not exist", "type inconnu : « {} »"),
    (r"No function matches .*?'(.+?)\(", "fonction « {} » : ses arguments n'ont pas le type ou le nombre attendu"),
    (r'Could not choose a best candidate .*?"(.+?)\(', "fonction « {} » : dites le type de ses arguments (::date…)"),
    (r"Cannot (?:compare|mix) values of type", "deux types ne se comparent pas : convertissez l'un (::varchar…)"),
    (r"UNNEST", "unnest attend une liste"),
    (r"LIMIT/OFFSET cannot be negative", "limit et offset ne sont jamais négatifs"),
    (r"STAR expression", "« * » n'est pas permis à cet endroit"),
)
"""What DuckDB says of the text of a query, and how an analyst reads it: what it quotes is of that text."""

TOO_BIG = "un calcul dépasse ce que son type peut contenir"
RUNNING = (
    (
        r"Values were not provided for .*: (\w+)",
        "${} n'a pas de valeur : une requête prend les siennes de params, et options_sql n'en reçoit aucune",
    ),
    (r"Could not parse string", "un texte n'est pas une date du format demandé ; try_strptime y met NULL"),
    (r"parse format specifier", "format de date inconnu"),
    (r"More than one row returned", "une sous-requête rend plusieurs lignes là où il en faut une"),
    (r"extract specifier", "partie de date inconnue ; possibles : year, quarter, month, week, day…"),
    (r"^Conversion Error", "une valeur ne peut pas être convertie dans le type demandé ; try_cast y met NULL"),
    (r"^Out of Range Error: Overflow", TOO_BIG),
    (r"(?i)divi(?:de|sion) by zero", "une division par zéro ; nullif(diviseur, 0) l'évite"),
    (r"^Out of Range Error", "un nombre sort des limites de son type ou de sa fonction"),
)
"""What DuckDB says of the values met while a query runs: none of them is repeated."""

ANYWHERE = (
    (r"[Mm]ax(?:imum)? expression depth|[Rr]ecursion", "la requête est trop imbriquée"),
    (r"^Out of Memory", "la requête demande trop de mémoire ; regroupez ou filtrez davantage"),
)
KINDS = {
    "Parser": " : erreur de syntaxe",
    "Syntax": " : erreur de syntaxe",
    "Catalog": " : nom inconnu",
    "Binder": " : erreur de nom ou de type",
    "Mismatch Type": " : erreur de type",
    "Conversion": " : erreur de valeur",
    "Invalid Input": " : erreur de valeur",
}


class Fault(Refusal):
    """A fault at a line of a query's file; `say` puts the file's name before it."""

    def __init__(self, line: int, message: str):
        super().__init__(message)
        self.line = line

    def say(self, file: str) -> str:
        """Writes the fault with its file and line: « queries/finance/familles.sql, ligne 4 : … »."""
        return f"{file}, ligne {self.line} : {self}"


def of_duckdb(error: Exception, line: int = 1) -> Fault:
    """Makes a French fault of DuckDB's refusal; `line`, where the statement starts, is for errors that name no line."""
    text = str(error)
    found = re.search(r"^LINE (\d+):", text, re.MULTILINE)
    return Fault(int(found[1]) if found else line, _french(text))


def _french(text: str) -> str:
    """Gives the French of the first pattern that fits, else of the kind of error: never DuckDB's own English."""
    kind = text.partition(" Error")[0]
    known = WRITTEN if kind in ("Parser", "Syntax", "Catalog", "Binder") else RUNNING
    for pattern, words in (*ANYWHERE, *known):
        if found := re.search(pattern, text):
            said: str = words.format(*(group.strip('"!') for group in found.groups(default="")))
            return said
    return f"DuckDB refuse cette requête{KINDS.get(kind, '')} ; essayez-la seule, sans ses filtres"
