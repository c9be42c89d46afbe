"""What is odd in the cells of a staged file but rejects no row: told with its first example (rules.md, Reading)."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from rattrapage.imports.generated import oddities, reading
from rattrapage.imports.readers.opened import Opened
from rattrapage.imports.tables import Table

MENDED = {
    "bic": ("BIC pris comme vide", "BIC pris comme vides", "ni 8 ni 11 caractères, ou pays inconnu"),
    "postal_code": ("code postal complété", "codes postaux complétés", "le 0 qui manquait devant a été remis"),
}
ODD = {
    "caractères de contrôle": r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}]",
    "texte décodé deux fois (« Ã© » au lieu de « é »)": (
        r"[ÃÂ][\x{80}-\x{bf}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\x{80}-\x{bf}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¦]"
    ),
}
"""What a text may hold that nobody typed, and the pattern by which it is found."""


def mended(
    cursor: duckdb.DuckDBPyConnection, name: str, file: str, table: Table, header: Collection[str], opened: Opened
) -> list[str]:
    """Gives a sentence for each column of the stage `name` in which cells were read otherwise than they stand."""
    notices = []
    for column in reading.mended(table, header):
        count, record = cursor.execute(oddities.count_mended(name, column)).fetchall()[0]
        if count:
            one, several, why = MENDED[column]
            what = f"1 {one}" if count == 1 else f"{count} {several}"
            notices.append(f"{file} : {what} ({why}), par exemple ligne {opened.locate([record])[record].line}.")
    return notices


def odd_texts(cursor: duckdb.DuckDBPyConnection, name: str, file: str, table: Table, opened: Opened) -> list[str]:
    """Gives a sentence for each kind of odd text in the staged table `name`, with the first example and its line."""
    notices = []
    for what, pattern in ODD.items():
        found = cursor.execute(oddities.count_odd(name, table), {"pattern": pattern}).fetchall()[0]
        count, record, texts = found
        if count:
            place = opened.locate([record])[record]
            example = next(text for text in texts if text is not None)
            shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in example)[:60]
            rows = "1 ligne" if count == 1 else f"{count} lignes"
            where = f"{place.file or file}, ligne {place.line}"
            notices.append(f"{file} : {what} dans {rows}, par exemple « {shown} » ({where}).")
    return notices
