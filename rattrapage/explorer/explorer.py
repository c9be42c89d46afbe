"""The explorer: each `.sql` file of an audience's folder is a page, or a fault that names its line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from rattrapage import clock, queries
from rattrapage.errors import Refusal
from rattrapage.explorer import columns as explorer_columns
from rattrapage.explorer import head as explorer_head
from rattrapage.explorer.audiences import VIEWERS, Audiences
from rattrapage.explorer.faults import Fault
from rattrapage.explorer.head import Head
from rattrapage.explorer.parameters import Parameter
from rattrapage.explorer.sandbox import Sandbox

NAME = r"[a-z0-9][a-z0-9_-]*"
MISSING = "—"


@dataclass(frozen=True)
class Query:
    """A query that passed every check: `text` is the whole file, `columns` its (label, format) by column shown."""

    audience: str
    name: str
    head: Head
    text: str
    columns: dict[str, tuple[str, str]]

    @property
    def url(self) -> str:
        """The address of its page."""
        return f"q-{self.audience}-{self.name}"


@dataclass(frozen=True)
class Refused:
    """A file that is no page, and why: one French line with file and line."""

    audience: str
    file: str
    reason: str


def files(audience: str) -> list[Path]:
    """Lists the query files of an audience, by name; folders beneath belong to other pages."""
    paths = (queries.FOLDER / audience).glob("*.sql")
    return sorted(path for path in paths if not path.name.startswith(".") and path.is_file())


def load(path: Path, audience: str, audiences: Audiences, pages: Mapping[str, tuple[str, ...]]) -> Query | Refused:
    """Loads a file as a query, or as the refusal that names its first fault.

    `pages` gives, by address, the roles of the pages that a drill may open.
    """
    file = f"queries/{audience}/{path.name}"
    try:
        return _load(path, audience, audiences, pages)
    except Fault as fault:
        return Refused(audience, file, fault.say(file))
    except Refusal as refusal:
        return Refused(audience, file, f"{file} : {refusal}")


def _load(path: Path, audience: str, audiences: Audiences, pages: Mapping[str, tuple[str, ...]]) -> Query:
    if not re.fullmatch(NAME, path.stem):
        raise Fault(1, "nom de fichier refusé : minuscules sans accent, chiffres, - et _ seulement")
    text = _text(path)
    head = explorer_head.read(text)
    with audiences.open(audience) as sandbox:
        _same_parameters(sandbox.parameters(text, head.sql_line), head)
        table = run(sandbox, head, text, {})
    columns = explorer_columns.columns(table.schema, head)
    _check_drill(head, audience, pages)
    return Query(audience, path.stem, head, text, columns)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 + path.read_bytes()[: error.start].count(b"\n")
        raise Fault(line, "ce fichier n'est pas en UTF-8 ; enregistrez-le dans ce codage") from error
    except OSError as error:
        raise Fault(1, f"fichier illisible ({error.strerror})") from error


def _same_parameters(named: set[str], head: Head) -> None:
    declared = {parameter.name for parameter in head.params}
    for name in sorted(named - declared):
        raise Fault(head.line("params"), f"la requête emploie ${name} : ajoutez params.{name} à l'en-tête")
    for name in sorted(declared - named):
        raise Fault(head.line("params", name), f"params.{name} : la requête n'emploie pas ${name}")


def _check_drill(head: Head, audience: str, pages: Mapping[str, tuple[str, ...]]) -> None:
    if head.drill is None:
        return
    if not set(VIEWERS[audience]) <= set(pages.get(head.drill.page, ())):
        known = ", ".join(sorted(page for page, roles in pages.items() if set(VIEWERS[audience]) <= set(roles)))
        raise Fault(
            head.line("drill"),
            f"drill : page « {head.drill.page} » inconnue ou fermée à ce public ; possibles : {known or 'aucune'}",
        )


def choices(sandbox: Sandbox, parameter: Parameter, head: Head) -> dict[str, str]:
    """Gives the codes and labels that a parameter's `options_sql` offers, in its order; empty for other widgets.

    A row whose code is NULL is no choice; raises `Fault` when the SELECT is refused or gives no months to a `month`.
    """
    if parameter.options_sql is None:
        return {}
    line = head.line("params", parameter.name)
    try:
        table = sandbox.run(parameter.options_sql)
    except Fault as fault:
        raise Fault(line, f"params.{parameter.name}, options_sql : {fault}") from fault
    codes, labels = (table.column(place).to_pylist() for place in (0, min(1, table.num_columns - 1)))
    found = {str(code): label for code, label in zip(codes, labels, strict=True) if code is not None}
    if parameter.widget == "month" and not all(map(explorer_columns.is_month, found)):
        raise Fault(line, f"params.{parameter.name} : options_sql doit rendre des mois comme 2023-09")
    return _distinct(found, parameter.all)


def _distinct(found: dict[str, object], everything: str | None) -> dict[str, str]:
    """Gives labels that all differ, as a list finds a choice by its label: the code completes or replaces some."""
    words = {code: code or MISSING if label in (None, "") else str(label) for code, label in found.items()}
    often = Counter([*words.values(), everything])
    return {code: f"{word} ({code or MISSING})" if often[word] > 1 else word for code, word in words.items()}


def run(sandbox: Sandbox, head: Head, text: str, chosen: Mapping[str, object]) -> pa.Table:
    """Gives the rows of a query for the values chosen; a parameter left out takes its start. Raises `Fault`."""
    values = {}
    for parameter in head.params:
        if parameter.name in chosen:
            values[parameter.name] = chosen[parameter.name]
        else:
            options = list(choices(sandbox, parameter, head))
            values[parameter.name] = parameter.start(options, clock.today())
    return sandbox.run(text, values, line=head.sql_line)
