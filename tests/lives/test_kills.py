"""Nothing is half done: killed anywhere, two at once, the file and the ledger say the same after the next command."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rattrapage.commands import cli
from rattrapage.debits import publishing
from rattrapage.ledger import Ledger
from tests.towns.debits import APRIL, CREDITOR_FILE, MARCH, MAY, entries, make, mandate, owe, settle

ROOT = Path(__file__).resolve().parents[2]


def owing(path: Path) -> None:
    """A closed ledger in which F1, F2 and F3 owe three instalments each."""
    with Ledger(path / "ledger.duckdb") as ledger:
        settle(ledger, path / "town", *(mandate(f"M{n}", f"F{n}", n) for n in (1, 2, 3)))
        for family in ("F1", "F2", "F3"):
            for number, due_on in enumerate((MARCH, APRIL, MAY), 1):
                owe(ledger, family, due_on, number=number)


def program(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


@pytest.fixture(scope="module")
def killed(tmp_path_factory) -> list[Path]:
    """A folder for each kill: the ledger and the files as the dead process left them."""
    folder = tmp_path_factory.mktemp("kills")
    owing(folder)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    worker = program("-m", "tests.tools.kill_worker", str(folder))
    subprocess.run(worker, check=True, cwd=ROOT, env=environment, timeout=600)
    return sorted(path.parent for path in folder.glob("[1-9]*/ledger.duckdb"))


def on_disk(folder: Path) -> set[str]:
    """The fingerprints of all that stands beside the debit file, half-written files included."""
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if "d.xml" in path.name}


def in_ledger(ledger: Ledger) -> set[str]:
    return {sha256 for (sha256,) in ledger.cursor().execute("select sha256 from debit_files").fetchall()}


@pytest.mark.slow
def test_the_next_command_makes_file_and_ledger_agree(killed):
    found = []
    for folder in killed:
        with Ledger(folder / "ledger.duckdb") as ledger:
            cut_off = ledger.cursor().execute("select count(*) from debit_exports where not published").fetchone()[0]
            assert publishing.complete(ledger) == []
            assert on_disk(folder) == in_ledger(ledger), folder.name
            written = len(entries(ledger))
            assert written in (0, 9)
            found.append((cut_off, written))
            assert make(ledger, folder / "d.xml", MAY).selection.included.count == 9 - written
            assert [entry[0] for entry in entries(ledger)] == [f"RT{n:010d}-1" for n in range(1, 10)]
            assert on_disk(folder) == in_ledger(ledger)
    assert set(found) >= {(0, 0), (1, 9)}, "the kills must have struck before and after the ledger knew the file"


@pytest.mark.slow
def test_two_processes_at_once_write_one_file(tmp_path):
    owing(tmp_path)
    (tmp_path / "creditor.toml").write_text(CREDITOR_FILE, encoding="utf-8")
    asked = ["debits", "--creditor", str(tmp_path / "creditor.toml"), "--due-from", "2024-03-01"]
    asked += ["--due-to", "2024-05-31", "--created-on", "2024-02-28", "--db", str(tmp_path / "ledger.duckdb")]
    both = [
        subprocess.Popen(
            program("-m", "rattrapage", *asked, "--out", str(tmp_path / f"{n}.xml")),
            cwd=ROOT,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        for n in (1, 2)
    ]
    said = [process.communicate(timeout=120)[1] for process in both]
    statuses = sorted(process.returncode for process in both)
    assert statuses in ([cli.DONE, cli.WRONG], [cli.DONE, cli.INCOMPLETE])
    if cli.WRONG in statuses:
        assert "déjà ouvert par le processus" in "".join(said)
    with Ledger(tmp_path / "ledger.duckdb") as ledger:
        assert len(entries(ledger)) == 9
        assert len(list(tmp_path.glob("*.xml"))) == 1
