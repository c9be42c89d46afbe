"""Golden files: what the program wrote once, read in review; `UPDATE_GOLDEN=1 ./test.sh` writes them anew."""

import os
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "golden"


def check(name: str, content: bytes) -> None:
    """Compares bytes with `tests/golden/<name>`, or writes them there when asked to."""
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert content.decode() == path.read_bytes().decode()
