"""The tree of the house as `docs/dev/house.md` shows it; `python -m tests.tools.house` writes it anew."""

import ast
from pathlib import Path

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "dev" / "house.md"
BEGIN, END = "<!-- the tree: python -m tests.tools.house -->\n", "<!-- end of the tree -->\n"
AUDIENCES = ("council", "department", "finance")
LAYERS = (
    *("commands", "requests", "keeping", "billing", "council", "debits", "letters", "plans", "mandates", "returns"),
    *("imports", "reconcile", "explorer", "payments", "sepa", "access"),
)


def tree() -> str:
    """The rooms from the top down, each with its purpose and its modules, then the ground, queries, pages and tests."""
    rooms = [ROOT / "rattrapage" / name for name in LAYERS]
    ground = {path.stem for path in (ROOT / "rattrapage").glob("*.py")} - {"__init__", "__main__"}
    parts = [
        "## `rattrapage/`\n",
        *(line(room) for room in rooms),
        f"- the ground, below all rooms: {', '.join(sorted(ground))}",
        line(ROOT / "rattrapage" / "sample"),
        "\n## `queries/`\n",
        *(f"- `{name}/`: {queries(name)}" for name in folders(ROOT / "queries") if name not in AUDIENCES),
        f"- {', '.join(f'`{name}/*.sql`' for name in AUDIENCES)}: only what analysts drop there, a page each",
        "\n## `pages/`\n",
        *(line(ROOT / "pages" / name) for name in folders(ROOT / "pages") if name not in AUDIENCES),
        *(line(path.parent) for name in AUDIENCES for path in sorted((ROOT / "pages" / name).glob("*/page.py"))),
        "\n## `tests/`\n",
        f"- {', '.join(f'`{name}/`' for name in folders(ROOT / 'tests') if name != 'golden')}",
    ]
    return "\n".join(parts) + "\n"


def folders(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir() if path.is_dir() and path.name != "__pycache__")


def line(room: Path) -> str:
    """One room: its name, what it is for, and its modules; those of a folder inside it in brackets."""
    names = [path.stem for path in sorted(room.glob("*.py")) if path.stem != "__init__"]
    inner = [f"{path.parent.name}/ ({', '.join(modules(path.parent))})" for path in sorted(room.glob("*/__init__.py"))]
    shown = room.relative_to(ROOT).as_posix().removeprefix("rattrapage/").removeprefix("pages/")
    return f"- `{shown}/` {purpose(room)} {', '.join(names + inner)}"


def modules(folder: Path) -> list[str]:
    return [path.stem for path in sorted(folder.glob("*.py")) if path.stem != "__init__"]


def purpose(room: Path) -> str:
    return ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))).partition("\n")[0]


def queries(name: str) -> str:
    return ", ".join(f"{part}/" for part in folders(ROOT / "queries" / name)) or "named SQL files"


def written(text: str) -> str:
    """The page with the tree as it stands today between its two marks."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + tree() + END + rest.split(END)[1]


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
