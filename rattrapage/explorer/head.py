"""The head of an explorer query: TOML after `-- `, read and checked before any SQL runs."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

from rattrapage.explorer.faults import Fault
from rattrapage.explorer.parameters import KEYS as PARAM_KEYS
from rattrapage.explorer.parameters import Parameter

FORMATS = ("euro", "number", "percent", "date", "month", "text")
CHARTS = ("bar", "line", "hbar", "none")
HEAD_KEYS = ("title", "description", "params", "chart", "columns", "drill")
CHART_KEYS = ("kind", "x", "y")
COLUMN_KEYS = ("label", "format")
DRILL_KEYS = ("page", "params")


@dataclass(frozen=True)
class Chart:
    """`x` is the column of the labels, `y` the one of the figures, whichever way the bars lie."""

    kind: str
    x: str
    y: str


@dataclass(frozen=True)
class Drill:
    """A link from a row to `page` (its address); `params` gives the column that fills each of its filters."""

    page: str
    params: dict[str, str]


@dataclass(frozen=True)
class Head:
    """What the head says; `columns` gives (label, format or None) by column, `sql_line` is where the SQL starts."""

    title: str
    description: str
    params: tuple[Parameter, ...] = ()
    chart: Chart | None = None
    columns: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    drill: Drill | None = None
    lines: tuple[str, ...] = ()
    sql_line: int = 1

    def line(self, *path: str) -> int:
        """Gives the line of the file where a key stands, such as `("columns", "gap")`."""
        return _line(self.lines, *path)


def read(text: str) -> Head:
    """Reads the head of a file's text; raises `Fault` with the line of the first thing that is wrong."""
    lines = _lines(text)
    entries = _toml(lines)
    _known(entries, HEAD_KEYS, lines)
    for key in ("title", "description"):
        if not isinstance(entries.get(key), str) or not entries[key].strip():
            raise Fault(_line(lines, key), f"l'en-tête doit donner {key}, un texte entre guillemets")
    return Head(
        title=" ".join(entries["title"].split()),
        description=entries["description"].strip(),
        params=tuple(_parameter(name, value, lines) for name, value in _table(entries, lines, "params").items()),
        chart=_chart(entries, lines),
        columns={name: _column(name, value, lines) for name, value in _table(entries, lines, "columns").items()},
        drill=_drill(entries, lines),
        lines=lines,
        sql_line=min(len(lines) + 1, text.count("\n") + 1),
    )


def _lines(text: str) -> tuple[str, ...]:
    """The head's lines without their dashes, at their own numbers: everything before the first line of SQL."""
    lines = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").removeprefix(" "))
    if not any(lines):
        raise Fault(1, 'il manque l\'en-tête : des lignes « -- title = "…" » avant la requête')
    return tuple(lines)


def _toml(lines: tuple[str, ...]) -> dict[str, Any]:
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+), column (\d+)", str(error))
        line, column = (int(found[1]), int(found[2]) + 3) if found else (len(lines), 1)
        twice = "Cannot" in str(error)
        said = "une clé est écrite deux fois" if twice else "vérifiez guillemets, accolades, virgules et signe ="
        raise Fault(line, f"en-tête illisible vers la colonne {column} : {said}") from error


def _known(table: dict[str, Any], keys: tuple[str, ...], lines: tuple[str, ...], *path: str) -> None:
    for key in table:
        if key not in keys:
            place = ".".join([*path, key])
            raise Fault(_line(lines, *path, key), f"clé inconnue : {place} ; clés possibles : {', '.join(keys)}")


def _table(table: dict[str, Any], lines: tuple[str, ...], *path: str) -> dict[str, Any]:
    value = table.get(path[-1], {})
    if not isinstance(value, dict):
        raise Fault(_line(lines, *path), f"{'.'.join(path)} : attendu entre accolades, {{clé = valeur}}")
    return value


def _parameter(name: str, value: object, lines: tuple[str, ...]) -> Parameter:
    table = _table({name: value}, lines, "params", name)
    _known(table, PARAM_KEYS, lines, "params", name)
    try:
        return Parameter.read(name, table)
    except ValueError as error:
        raise Fault(_line(lines, "params", name), f"params.{name} : {error}") from error


def _column(name: str, value: object, lines: tuple[str, ...]) -> tuple[str, str | None]:
    table = _table({name: value}, lines, "columns", name)
    _known(table, COLUMN_KEYS, lines, "columns", name)
    if "format" in table and table["format"] not in FORMATS:
        wrong = f"columns.{name} : format inconnu « {table['format']} » ; formats possibles : {', '.join(FORMATS)}"
        raise Fault(_line(lines, "columns", name), wrong)
    return str(table.get("label", name)), table.get("format")


def _chart(entries: dict[str, Any], lines: tuple[str, ...]) -> Chart | None:
    chart = _table(entries, lines, "chart")
    _known(chart, CHART_KEYS, lines, "chart")
    kind = chart.get("kind", "none")
    if kind not in CHARTS:
        raise Fault(_line(lines, "chart"), f"graphique inconnu « {kind} » ; possibles : {', '.join(CHARTS)}")
    if kind == "none":
        return None
    if not all(isinstance(chart.get(axis), str) for axis in ("x", "y")):
        raise Fault(_line(lines, "chart"), "chart : x et y doivent nommer deux colonnes")
    return Chart(kind, chart["x"], chart["y"])


def _drill(entries: dict[str, Any], lines: tuple[str, ...]) -> Drill | None:
    drill = _table(entries, lines, "drill")
    _known(drill, DRILL_KEYS, lines, "drill")
    if not drill:
        return None
    params = _table(drill, lines, "drill", "params")
    if not isinstance(drill.get("page"), str) or not all(isinstance(column, str) for column in params.values()):
        raise Fault(_line(lines, "drill"), "drill : page est une adresse, params nomme une colonne par filtre")
    return Drill(drill["page"], dict(params))


def _line(lines: tuple[str, ...], *path: str) -> int:
    """The line where a dotted key stands, else where its parent does, else the first line of the head."""
    for depth in range(len(path), 0, -1):
        dotted = r"\s*\.\s*".join(re.escape(key) for key in path[:depth])
        for number, line in enumerate(lines, 1):
            if re.match(rf"\s*\[?\s*{dotted}\b", line):
                return number
    return next((number for number, line in enumerate(lines, 1) if line.strip()), 1)
