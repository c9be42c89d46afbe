"""Writes `docs/dev/tables.md`: who makes which table, for whom. `python -m tests.tools.tables` writes it anew."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from rattrapage import queries
from rattrapage.imports.tables import TABLES
from rattrapage.reconcile.runs import RESULTS
from tests.tools import sql_files

PAGE = queries.ROOT / "docs" / "dev" / "tables.md"
READS = r"\b(?:from|join|describe) {0}\b|\"{0}\""
CREATES = re.compile(r'(?:\bcreate (?:or replace )?temp (?:table|view) |\bregister\(")(\w+)')
WRITES = re.compile(r"\b(?:insert into|update|delete from) (\w+)")
INTRODUCTION = """# Who makes which table, for whom

Generated from the heads of `queries/` by `python -m tests.tools.tables`; a test compares it. Edit the heads, not this
page: `-- needs:`, `-- makes:`, `-- changes:` and `-- grain:` are held against what the statements do, and `queries.run`
refuses a file whose needed tables are not there.
"""
TEMPORARY = """## Temporary tables, views and macros

They live on one cursor. Of two files that make a table of one name, the one in the folder of those that need it counts.
Where the last column is empty, only the file itself reads the table. The tables of a source that
`queries/mappings/<source>/` reads are named in its `sources.toml`."""
LEDGER = """## Tables and views of the ledger

Made by `queries/schema/` for all; only the rooms named here write them.
"""


def makers(table: str, name: str) -> list[str]:
    """Gives the files that make a table for the file `name`: those of its own folder, else any, else Python's."""
    if table in sql_files.source_tables(name):
        return [_source(name)]
    found = _makers()[table]
    if near := [maker for maker in found if sql_files.folder(maker) == sql_files.folder(name)]:
        return [_sql(maker) for maker in near]
    return [_sql(maker) for maker in found] or _modules(CREATES, table)


@functools.cache
def _makers() -> dict[str, list[str]]:
    found = defaultdict(list)
    for name in sql_files.files():
        if not name.startswith("schema"):
            for made in sorted(sql_files.deeds(name).makes):
                found[made].append(name)
    return found


def _source(name: str) -> str:
    is_mapping = name.startswith("mappings/")
    return f"queries/{sql_files.folder(name)}/sources.toml" if is_mapping else "rattrapage/council/publication.py"


def _modules(pattern: re.Pattern, table: str) -> list[str]:
    """The modules whose text has the pattern with that name."""
    return [module for module, text in _python().items() if table in pattern.findall(text)]


def _readers(table: str) -> list[str]:
    """The modules that read a temporary table, or name it in full."""
    pattern = re.compile(READS.format(table))
    is_word = "_" not in table or table.endswith("()")
    return [] if is_word else [module for module, text in _python().items() if pattern.search(text)]


@functools.cache
def _python() -> dict[str, str]:
    paths = sorted((queries.ROOT / "rattrapage").rglob("*.py"))
    return {path.relative_to(queries.ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def _sql(name: str) -> str:
    return f"queries/{name}.sql"


def page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, TEMPORARY, *_temporary(), "", LEDGER, *_ledger(), ""])


def _temporary() -> Iterable[str]:
    needers = defaultdict(list)
    for name in sql_files.files():
        for table in sql_files.deeds(name).needs:
            for maker in makers(table, name):
                needers[table, maker].append(name)
    made = {(table, _sql(name)) for table, names in _makers().items() for name in names}
    rows = ((table, maker) for table, maker in made | needers.keys() if not maker.endswith(".toml"))
    in_order = sorted(rows, key=lambda row: (str(Path(row[1]).parent), row[1], row[0]))
    for place, group in groupby(in_order, key=lambda row: Path(row[1]).parent):
        yield from ("", f"### {place}", "", *_table("Name", "Made by", "Grain", "Needed by"))
        for table, maker in group:
            readers = _readers(table) if (table, maker) in made and table not in sql_files.ledger() else []
            needed_by = _listed([*needers[table, maker], *readers])
            yield _row(f"`{table}`", f"`{Path(maker).name}`", _grain(table, maker), needed_by)


def _grain(table: str, maker: str) -> str:
    if table.endswith("()"):
        return "a macro"
    if not maker.endswith(".sql"):
        return ""
    grains = sql_files.head(maker.removeprefix("queries/").removesuffix(".sql")).grains
    return grains.get(table) or grains.get("", "")


def _ledger() -> Iterable[str]:
    writers = _writers()
    yield from _table("Name", "Made by", "Written by")
    for name in sql_files.files():
        if sql_files.folder(name) == "schema":
            for table in sorted(sql_files.deeds(name).makes):
                rooms = "a view" if table in sql_files.views(name) else ", ".join(sorted(writers[table]))
                yield _row(f"`{table}`", f"`{_sql(name)}`", rooms)


def _writers() -> dict[str, set[str]]:
    """The rooms that write each table of the ledger: by their queries, in their modules, or table by table."""
    found = defaultdict(set)
    for name in sql_files.files():
        for table in sql_files.deeds(name).changes:
            found[table].add(name.split("/")[0])
    for module, text in _python().items():
        parts = Path(module).parts
        for table in WRITES.findall(text):
            found[table].add(parts[1] if len(parts) > 2 else "the ground")
    for table in TABLES:
        found[table].add("imports"), found[f"past_{table}"].add("imports")
    for table in RESULTS:
        found[table].add("reconcile")
    return {table: found[table] - {"schema"} for table in sql_files.ledger()}


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _table(*titles: str) -> list[str]:
    return [_row(*titles), _row(*("---" for _ in titles))]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
