"""What each SQL file of `queries/` says of itself in its head, and what its statements really read, make and change."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import sqlglot
from sqlglot import exp

from rattrapage import queries
from rattrapage.council import publication

ANALYSTS = ("council", "department", "finance")
"""Folders whose own files are analysts' pages: the explorer reads another head there."""
SILENT = (exp.Transaction, exp.Commit, exp.Set)
"""Statements that touch no table."""
HEAD = re.compile(r"^-- (needs|makes|changes|grain(?: of \w+)?): ((?:.*,\n--  +)*.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Head:
    """The head lines of a file: names needed, made and changed, and the grain of each table ("" for rows given)."""

    needs: set[str]
    makes: set[str]
    changes: set[str]
    grains: dict[str, str]


@dataclass
class Deeds:
    """What the statements of a file do: names read before they are made, made, changed; whether the last gives rows."""

    needs: set[str] = field(default_factory=set)
    makes: set[str] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    gives: bool = False

    @property
    def tables(self) -> set[str]:
        """The tables and views made, without the macros."""
        return {name for name in self.makes if not name.endswith("()")}


def files() -> list[str]:
    """Gives the names of the files that have a head.

    All but analysts' pages, the explorer's lists for them, and upgrades, which tell of the tables of an older ledger.
    """
    paths = sorted(queries.FOLDER.rglob("*.sql"))
    names = [path.relative_to(queries.FOLDER).with_suffix("").as_posix() for path in paths]
    return [name for name in names if folder(name) not in (*ANALYSTS, "explorer", "schema/upgrades")]


def folder(name: str) -> str:
    """Gives the folder of a file: `mandates` for `mandates/forms`."""
    return str(Path(name).parent)


def head(name: str) -> Head:
    """Reads the head lines of a file; a grain with a table's name is of that table."""
    found: dict[str, str] = dict(HEAD.findall(queries.text(name)))
    grains = {word.removeprefix("grain").removeprefix(" of "): said for word, said in found.items() if word[0] == "g"}
    return Head(*(_names(found.get(word, "")) for word in ("needs", "makes", "changes")), grains)


def _names(said: str) -> set[str]:
    return set(re.findall(r"\w+(?:\(\))?", said))


@functools.cache
def deeds(name: str) -> Deeds:
    """Works out what a file does; tables of the ledger are no need, for `queries/schema` makes them for all.

    A step of a mapping is a SELECT that `rattrapage/imports/mappings` makes a table of the file's name.
    """
    found = read(queries.text(name), source_tables(name))
    step = Path(name).name
    if folder(name).startswith("mappings/") and step.startswith("_"):
        found.makes.add(step)
        found.gives = False
    return found


def read(sql: str, sources: frozenset[str] = frozenset()) -> Deeds:
    """Works out what statements do, in their order; `sources` are tables that hide the ledger's of the same name."""
    found, statements = Deeds(), _parse(sql)
    made_elsewhere = _macros() - {made for _, made in map(_target, statements)}
    for statement in statements:
        target, made = _target(statement)
        read_here = set(_tables(statement, target)) | (_calls(statement) & made_elsewhere)
        found.needs |= read_here - found.makes
        if made:
            found.makes.add(made)
        elif target is not None:
            found.changes.add(target.name)
        found.gives = isinstance(statement, exp.Query) or statement.args.get("returning") is not None
    found.changes -= found.makes
    found.needs = (found.needs | found.changes) - (ledger() - sources)
    return found


@functools.cache
def ledger() -> frozenset[str]:
    """The tables and views of the ledger: what the files of `queries/schema` make."""
    return frozenset().union(*(_made(name) for name in files() if folder(name) == "schema"))


def views(name: str) -> set[str]:
    """Gives the views that a file creates."""
    return {found.this.name for found in _parse(queries.text(name)) if found.args.get("kind") == "VIEW"}


@functools.cache
def _macros() -> frozenset[str]:
    return frozenset(made for name in files() for made in _made(name) if made.endswith("()"))


def _made(name: str) -> set[str]:
    return {made for _, made in map(_target, _parse(queries.text(name))) if made}


def source_tables(name: str) -> frozenset[str]:
    """The tables that a mapping reads from its source, or a council's page from its database, whatever the ledger's."""
    if folder(name) == "council/summary":
        return frozenset(publication.TABLES)
    declared = queries.FOLDER / folder(name) / "sources.toml"
    if not declared.exists():
        return frozenset()
    settings = tomllib.loads(declared.read_text(encoding="utf-8"))
    return frozenset([*settings["files"], *(f"data_{table}" for table in settings.get("data", {}).get("files", []))])


@functools.cache
def _parse(sql: str) -> list[exp.Expression]:
    found = sqlglot.parse(sql, dialect="duckdb")
    return [one for one in found if one is not None and not isinstance(one, SILENT)]


def _target(statement: exp.Expression) -> tuple[exp.Table | None, str]:
    """Gives the table that a statement writes, None for a SELECT, and the name it makes, "" for none."""
    if isinstance(statement, exp.Query):
        return None, ""
    target = statement.this.find(exp.Table)
    if not isinstance(statement, exp.Create):
        return target, ""
    is_macro = isinstance(statement.this, exp.UserDefinedFunction)
    return target, f"{target.name}()" if is_macro else target.name


def _calls(statement: exp.Expression) -> set[str]:
    return {f"{call.name.lower()}()" for call in statement.find_all(exp.Anonymous)}


def _tables(statement: exp.Expression, target: exp.Table | None) -> Iterator[str]:
    for table in statement.find_all(exp.Table):
        if table is not target and isinstance(table.this, exp.Identifier) and table.name not in _visible(table):
            yield table.name


def _visible(table: exp.Table) -> set[str]:
    """Gives the WITH parts that the table's name may mean where it stands: those before it, or around it."""
    seen: set[str] = set()
    node: exp.Expression = table
    while node.parent is not None:
        inside, node = node, node.parent
        if isinstance(node, exp.With):
            named = [part.alias for part in node.expressions]
            place = next(n for n, part in enumerate(node.expressions) if part is inside)
            seen |= set(named if node.recursive else named[:place])
        elif (around := node.args.get("with_")) is not None and around is not inside:
            seen |= {part.alias for part in around.expressions}
    return seen
