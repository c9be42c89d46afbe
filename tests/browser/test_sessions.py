"""Twenty sessions at once while an import runs: each sees its own figures, to the cent, and nobody else's."""

from __future__ import annotations

import csv
import itertools
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import expect

from pages.ui import formats, money
from rattrapage import sample
from rattrapage.ledger import Ledger
from rattrapage.progress import finish
from rattrapage.reconcile import chain
from tests.browser.server import served
from tests.browser.talking import PATIENCE, Session, visiting
from tests.towns.ledgers import load

pytestmark = pytest.mark.browser
SESSIONS = 20
PAUSE = 2
"""Seconds that a session reads a page: without them the import itself would hardly get on."""
LONG = 180_000
STRIP = """
    select
        {key} as key, sum(expected) as due, sum(billed) as billed,
        coalesce(sum(gap) filter (gap > 0 and status <> 'unknown'), 0) as remaining,
        coalesce(-sum(gap) filter (gap < 0 and status <> 'unknown'), 0) as over,
        coalesce(sum(billed) filter (status = 'unknown'), 0) as unknown
    from cells
    where {key} <> ''
    group by {key}
    order by {key}
"""
Question = tuple[str, dict[str, str], set[str]]
"""A page, its filters, and the texts that must stand on it."""


class Town:
    """The sample city on disk and in a ledger, with the truth about each family and each school."""

    def __init__(self, folder: Path):
        self.tables = folder / "in"
        self.path = folder / "ville.duckdb"
        sample.write(self.tables, families=150)
        with Ledger(self.path) as book:
            load(book, self.tables)
            finish(chain.run(book, "2023-09", "2024-01"))
            self.changed = _family_alone_in_its_school(book)
            self.families, self.schools = (_truth(book, key) for key in ("family_id", "school_id"))
            self.names = dict(book.cursor().execute("select family_id, payer_name from families").fetchall())

    def questions(self) -> Iterator[Question]:
        """What is true before, during and after the import: everything but the changed family and its school."""
        family, school = self.changed
        families = [key for key in self.families if key != family]
        schools = [key for key in self.schools if key != school]
        for place in range(SESSIONS):
            family, school = families[place % len(families)], schools[place % len(schools)]
            yield "dossier", {"role": "finance", "famille": family}, {self.title(family), self.families[family]}
            yield "ecarts", {"role": "finance", "ecole": school}, {self.schools[school]}
            yield "facturation", {"role": "department", "ecole": school}, {self.schools[school]}

    def title(self, family: str) -> str:
        return f"Famille {formats.plain(family)} — {formats.plain(self.names[family])}"

    def correction(self, target: Path) -> Path:
        """The whole city again, with the changed family's meals excused: a long import that moves one family."""
        with Ledger(self.path, create=False) as book:
            sql = "select child_id from children where family_id = ?"
            children = {row[0] for row in book.cursor().execute(sql, [self.changed[0]]).fetchall()}
        with zipfile.ZipFile(target, "w") as packed:
            for path in self.tables.iterdir():
                text = path.read_text(encoding="utf-8")
                packed.writestr(path.name, _excused(text, children) if path.stem == "attendance" else text)
        return target


def _truth(book: Ledger, key: str) -> dict[str, str]:
    """The equation of the money strip for each value of a column, worked out from the cells alone."""
    cursor = book.cursor().execute(STRIP.format(key=key))
    columns = [column[0] for column in cursor.description]
    rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return {row["key"]: money.equation(row) for row in rows}


def _family_alone_in_its_school(book: Ledger) -> tuple[str, str]:
    """A family that owes something, all of it in one school, and that school."""
    sql = (
        "select family_id, any_value(school_id) from cells group by family_id "
        "having count(distinct school_id) = 1 and sum(gap) > 50 and any_value(school_id) <> '' order by family_id"
    )
    return book.cursor().execute(sql).fetchone()


def _excused(text: str, children: set[str]) -> str:
    lines = list(csv.DictReader(text.splitlines()))
    for line in lines:
        if line["child_id"] in children and line["status"] == "present":
            line["status"] = "absent_excused"
    rows = [",".join(lines[0]), *(",".join(line.values()) for line in lines)]
    return "\n".join(rows) + "\n"


def keep_asking(site: str, questions: list[Question], ready: threading.Barrier, over: threading.Event) -> list:
    """Asks in turn until the import is over, and once more after it; gives the answers that lack something."""
    with visiting(site) as session:
        wrong = [fault for question in questions for fault in faults(session, *question)]
        ready.wait(timeout=PATIENCE)
        for question in itertools.cycle(questions):
            wrong += faults(session, *question)
            if over.wait(PAUSE):
                break
        return wrong + [fault for question in questions for fault in faults(session, *question)]


def faults(session: Session, page: str, filters: dict[str, str], wanted: set[str]) -> list:
    """The answer, when it lacks its own title or equation or holds the equation of somebody else."""
    said = session.look(page, **filters)
    equations = {text for text in said if text.startswith("Dû **")}
    return [] if wanted <= set(said) and equations <= wanted else [(page, filters, wanted, said)]


def bring_in(page, site: str, archive: Path) -> None:
    """Imports an archive as finance does, and waits until it is compared."""
    page.goto(f"{site}/imports")
    expect(page.locator("h1")).to_have_text("Imports et rejets", timeout=LONG)
    page.locator("input[type=file]").set_input_files(archive)
    page.get_by_role("button", name="Importer 1 fichier").click(timeout=LONG)
    expect(page.get_by_text("Import terminé en")).to_be_visible(timeout=LONG)


def test_twenty_sessions_see_their_own_figures_while_an_import_runs(tmp_path, new_page):
    town = Town(tmp_path)
    archive = town.correction(tmp_path / "corrections.zip")
    questions = list(town.questions())
    own = [questions[place::SESSIONS] for place in range(SESSIONS)]
    ready, over = threading.Barrier(SESSIONS + 1), threading.Event()
    with served(town.path) as site, ThreadPoolExecutor(SESSIONS) as pool:
        sessions = [pool.submit(keep_asking, site, asked, ready, over) for asked in own]
        try:
            ready.wait(timeout=PATIENCE)
            bring_in(new_page(), site, archive)
        finally:
            over.set()
        assert [wrong for session in sessions for wrong in session.result()][:3] == []
        with visiting(site) as session:
            said = session.look("dossier", role="finance", famille=town.changed[0])
    assert town.title(town.changed[0]) in said
    assert town.families[town.changed[0]] not in said
