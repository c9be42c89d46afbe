"""A city's tables as files of real systems: encodings, separators, decimals, dates, yes and no."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from .schema import TABLES


@dataclass(frozen=True)
class Dialect:
    """How one source system writes a CSV file."""

    encoding: str = "utf-8"
    separator: str = ","
    comma: bool = False
    thousands: str = ""
    french_dates: bool = False
    yes: str = "true"
    no: str = "false"
    neutralised: bool = False
    newline: str = "\n"


DIALECTS = {
    "plain": Dialect(),
    "bom": Dialect(encoding="utf-8-sig", yes="TRUE", no="FALSE", neutralised=True, newline="\r\n"),
    "french": Dialect("cp1252", ";", True, "\u00a0", True, "oui", "non", True, "\r\n"),
    "tabs": Dialect("utf-8", "\t", True, "\u202f", True, "Vrai", "Faux"),
    "numeric": Dialect("utf-8", ";", False, " ", False, "1", "0"),
}


def spelled(text: str, kind: str, dialect: Dialect) -> str:
    """One cell in the dialect; what the dialect cannot say (a faulty cell) is left as it is."""
    if kind == "decimal" and re.fullmatch(r"-?\d+(\.\d+)?", text):
        whole, dot, decimals = text.partition(".")
        grouped = f"{int(whole):,}".replace(",", dialect.thousands) if len(whole) < 15 and whole != "-0" else whole
        return grouped + ("," if dialect.comma and dot else dot) + decimals
    if kind in ("date", "day_or_month") and dialect.french_dates:
        return re.sub(r"^(\d{4})-(\d\d)-(\d\d)$", r"\3/\2/\1", text)
    if kind == "bool":
        return {"true": dialect.yes, "false": dialect.no}.get(text, text)
    return f"'{text}" if dialect.neutralised and text[:1] in tuple("=+-@") else text


def file_text(table: str, rows: list[dict[str, str]], dialect: Dialect) -> str:
    """The file's text: the columns that any row fills and the required ones."""
    columns = TABLES[table].columns
    used = [c for c in columns.values() if c.required or any(row.get(c.name) for row in rows)]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=dialect.separator, lineterminator=dialect.newline)
    writer.writerow([c.name for c in used])
    writer.writerows([[spelled(row.get(c.name, ""), c.kind, dialect) for c in used] for row in rows])
    return buffer.getvalue()


def write(tables: dict[str, list[dict[str, str]]], folder: Path, dialect: str = "plain") -> Path:
    """Write `<table>.csv` for each table that has rows; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    how = DIALECTS[dialect]
    for table, rows in tables.items():
        if rows:
            data = file_text(table, rows, how).encode(how.encoding, errors="replace")
            (folder / f"{table}.csv").write_bytes(data)
    return folder
