"""The tree in `docs/dev/house.md` is the tree on disk, and its order is the one that import-linter holds."""

import tomllib

from tests.conftest import ROOT
from tests.tools import house


def test_the_tree_is_the_one_on_disk():
    text = house.PAGE.read_text(encoding="utf-8")
    assert text == house.written(text), "python -m tests.tools.house writes it anew"


def test_the_rooms_stand_in_the_order_of_the_walls():
    walls = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    assert next(wall["layers"] for wall in walls if wall["id"] == "layers")[: len(house.LAYERS)] == list(house.LAYERS)
