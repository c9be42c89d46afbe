"""What the code and its pages for engineers refer to exists: a path or a module that a move left behind fails here."""

import re
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

PATH = re.compile(r"`((?:queries|rattrapage|pages|tests|docs|data)/[\w./-]+)`")
MODULE = re.compile(r"`(rattrapage(?:\.\w+)+)(?<!\.duckdb)`")
TEXTS = [
    path
    for pattern in ("rattrapage/**/*.py", "pages/**/*.py", "tests/**/*.py", "queries/**/*.sql", "docs/dev/*.md", "*.md")
    for path in sorted(ROOT.glob(pattern))
    if path.name not in ("CHANGELOG.md", "test_references.py")
]


def exists(name: str) -> bool:
    """Whether a path is a file or a folder; a query may be named without its ending and without `queries/`."""
    places = (ROOT / name, ROOT / f"{name}.sql", ROOT / "queries" / f"{name}.sql", ROOT / "queries" / name)
    return any(place.exists() for place in places)


def is_defined(dotted: str) -> bool:
    """Whether a dotted name is a module, or something that one defines at its top."""
    parts = dotted.split(".")
    for length in range(len(parts), 1, -1):
        place = ROOT.joinpath(*parts[:length])
        file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        if file.exists():
            name = parts[length] if length < len(parts) else None
            return name is None or bool(re.search(rf"^(?:def|class) {name}\b|^{name}\b", file.read_text("utf-8"), re.M))
    return False


def dead(text: str) -> Iterator[str]:
    yield from (name for name in PATH.findall(text) if not exists(name))
    yield from (name for name in MODULE.findall(text) if not is_defined(name))


def test_every_path_and_module_that_is_named_exists():
    found = [f"{path.relative_to(ROOT)}: {name}" for path in TEXTS for name in dead(path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize("name", ["`queries/plans/gone`", "`rattrapage.plans.gone`", "`rattrapage.ledger.gone`"])
def test_a_name_of_nothing_is_found(name):
    assert list(dead(f"See {name}.")) == [name.strip("`")]
