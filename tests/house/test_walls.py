"""Walls that import-linter cannot see: whose queries are whose, and what the reference may know of the product."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from rattrapage import queries
from tests.conftest import ROOT

QUERY = re.compile(r"[a-z]+/[a-z0-9_/]*")
AUDIENCES = {"council", "department", "finance"}
OWNERS = {"schema": "", "ledger": "", "mappings": "imports"}
"""Query folders whose name is not their room's: those of the ground, which stands in no room, and the mappings."""
NAMES_PAGES = ROOT / "pages" / "ui" / "menu.py"
"""The menu's texts are folders of pages, some of which are called like one of queries."""
REFERENCE_KNOWS = {"rattrapage.commands.cli", "rattrapage.ledger.Ledger"}


def named(path: Path) -> Iterator[str]:
    """The query files and folders that a module names, as `plans/positions`; an f-string counts by its beginning."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if QUERY.fullmatch(text) and not text.startswith("queries/"):
            place = queries.FOLDER / text.rstrip("/")
            if place.is_dir() or place.with_suffix(".sql").is_file() or text.endswith("/") or place.parent.is_dir():
                yield text


def owner(path: Path) -> str:
    """`plans` for a module of that room, `pages/plans` for one of that page, '' for one of the ground."""
    first, *rest = path.relative_to(ROOT).parts
    if first == "rattrapage":
        return rest[0] if len(rest) > 1 else ""
    return f"pages/{rest[1] if rest[0] in AUDIENCES else rest[0]}"


def may_name(who: str, query: str) -> bool:
    parts = query.split("/")
    if parts[0] == "pages":
        return who.startswith("pages") and parts[1] in ("shared", who.removeprefix("pages/"))
    return who == OWNERS.get(parts[0], parts[0])


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from (ROOT / folder).rglob("*.py")


def test_a_rooms_queries_are_run_from_that_room_only():
    strangers = [
        f"{path.relative_to(ROOT)} names queries/{query}"
        for path in modules("rattrapage", "pages")
        if path != NAMES_PAGES
        for query in named(path)
        if not may_name(owner(path), query)
    ]
    assert strangers == []


def test_every_query_folder_is_a_rooms_or_a_pages():
    rooms = {path.parent.name for path in (ROOT / "rattrapage").glob("*/__init__.py")}
    pages = {path.parent.name for path in (ROOT / "pages").rglob("page.py")}
    folders = {path.name for path in queries.FOLDER.iterdir() if path.is_dir()}
    assert folders - rooms - AUDIENCES - set(OWNERS) == {"pages"}
    assert {path.name for path in (queries.FOLDER / "pages").iterdir()} <= pages | {"shared"}


def test_the_reference_knows_the_command_line_and_the_ledger_alone():
    for path in modules("tests/reference"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            else:
                continue
            product = {name for name in names if name.split(".")[0] in ("rattrapage", "pages")}
            assert product <= REFERENCE_KNOWS, path
