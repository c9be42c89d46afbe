"""Explorer queries for tests: a folder of their own, the city of three families, one call to load a file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from rattrapage import queries
from rattrapage.access.guard import DEPARTMENT, FINANCE
from rattrapage.council.publication import Council
from rattrapage.explorer import explorer
from rattrapage.explorer.audiences import Audiences
from rattrapage.explorer.explorer import Query, Refused
from rattrapage.ledger import Ledger

PAGES = {"ecarts": (FINANCE,), "facturation": (DEPARTMENT, FINANCE)}
HEAD = '-- title = "Restes"\n-- description = "Ce qui reste."\n'
CHOICES = 'options_sql = "select service from services", all = "Tous"'
GOOD = f"""{HEAD}-- params.service = {{label = "Service", widget = "select", {CHOICES}}}
-- chart = {{kind = "bar", x = "month", y = "gap"}}
-- columns.month = {{label = "Mois", format = "month"}}
-- columns.gap = {{label = "Reste", format = "euro"}}
-- drill = {{page = "ecarts", params = {{mois = "month"}}}}
select month, sum(gap) as gap from cells where $service is null or service = $service group by month order by month
"""


class Folder:
    """A `queries` folder made of the real views, to which a test adds its files."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch):
        self.root = root
        for part in queries.FOLDER.iterdir():
            if part.name not in ("council", "department", "finance"):
                (root / part.name).symlink_to(part)
        for audience in ("council", "department", "finance"):
            (root / audience).mkdir()
            for part in (queries.FOLDER / audience).iterdir():
                if part.is_dir():
                    (root / audience / part.name).symlink_to(part)
        monkeypatch.setattr(queries, "FOLDER", root)

    def add(self, text: str | bytes, audience: str = "finance", name: str = "essai.sql") -> Path:
        """Writes a query of an audience."""
        path = self.root / audience / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path


@lru_cache(1)
def audiences(book: Ledger) -> Audiences:
    """The sandboxes of a ledger, its council's database included: made once a ledger, as a server does."""
    return Audiences(book, Council(book).cursor)


def load(book: Ledger, path: Path, audience: str = "finance") -> Query | Refused:
    """One file through the loader."""
    return explorer.load(path, audience, audiences(book), PAGES)
