"""The recipes of `docs/dev/add.md` name files that exist: a recipe that a move left behind fails here."""

import re

from tests.conftest import ROOT

NAMED = re.compile(r"`((?:app|data|docs|pages|queries|rattrapage|tests)/[\w./-]*|[A-Z]+\.md)`")


def recipes() -> dict[str, list[str]]:
    """The files that each recipe names, by its heading."""
    _, *parts = (ROOT / "docs" / "dev" / "add.md").read_text(encoding="utf-8").split("\n## ")
    return {part.partition("\n")[0]: NAMED.findall(part) for part in parts}


def test_there_are_ten_recipes_and_each_says_where_its_test_goes():
    assert len(recipes()) == 10
    assert [title for title, files in recipes().items() if not any(name.startswith("tests/") for name in files)] == []


def test_every_file_of_a_recipe_exists():
    assert [(title, name) for title, files in recipes().items() for name in files if not (ROOT / name).exists()] == []
