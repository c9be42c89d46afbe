"""Faults: a process killed in the middle, a full disk, a folder without rights leave the old or the new state."""

import hashlib
import random
import signal
import subprocess
import sys
import time

import pytest

from rattrapage.ledger import Ledger
from tests.towns.ledgers import TOWN, write

COMMAND = [sys.executable, "-m", "rattrapage"]


@pytest.fixture(scope="module")
def months(tmp_path_factory):
    """A small town and a later month of it, big enough to be killed in the middle."""
    folder = tmp_path_factory.mktemp("months")
    ids = (hashlib.sha256(str(n).encode()).hexdigest() for n in range(60_000))
    rows = "".join(f"{i},C{1 + n % 2},CANT,2023-10-{1 + n % 28:02},present\n" for n, i in enumerate(ids))
    write(folder / "town", **TOWN)
    write(folder / "later", attendance="attendance_id,child_id,service,date,status\n" + rows)
    return folder


def state(path):
    counts = ", ".join(f"(select count(*) from {table})" for table in ("attendance", "imports", "journal"))
    with Ledger(path) as book:
        return book.cursor().execute(f"select {counts}").fetchone()


@pytest.mark.slow
def test_kill_9_leaves_the_old_or_the_new_state(months, tmp_path):
    path = tmp_path / "l.duckdb"
    run = [*COMMAND, "--db", str(path), "import"]
    subprocess.run([*run, str(months / "town")], check=True, capture_output=True)
    old, seen = state(path), set()
    for _ in range(12):
        process = subprocess.Popen([*run, str(months / "later")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0.2, 1.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        rows, imports, entries = state(path)
        assert (rows, imports) == (old[0] if imports == 1 else old[0] + 60_000, entries)
        seen.add(imports > 1)
    subprocess.run([*run, str(months / "later")], check=True, capture_output=True)
    assert state(path)[0] == old[0] + 60_000


@pytest.mark.slow
def test_two_imports_at_once_say_who_holds_the_ledger(months, tmp_path):
    run = [*COMMAND, "--db", str(tmp_path / "l.duckdb"), "import", str(months / "town"), str(months / "later")]
    both = [subprocess.Popen(run, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    ends = [(p.communicate()[1], p.returncode, p.pid) for p in both]
    for index, (error, status, _) in enumerate(ends):
        assert status in (0, 2)
        if status == 2:
            assert error.count("\n") == 1
            assert f"processus {ends[1 - index][2]}" in error
    assert 0 in [status for _, status, _ in ends]


@pytest.mark.slow
def test_a_file_that_cannot_be_written_is_said_and_nothing_is_damaged(months, tmp_path):
    path = tmp_path / "l.duckdb"
    subprocess.run([*COMMAND, "--db", str(path), "import", str(months / "town")], check=True, capture_output=True)
    before = state(path)
    (tmp_path / "blocked").write_text("a file where a folder should be")
    end = subprocess.run(
        [*COMMAND, "--db", str(path), "reconcile", "--from", "2023-09", "--to", "2023-09"]
        + ["--out", str(tmp_path / "blocked" / "out")],
        capture_output=True,
        text=True,
    )
    assert end.returncode == 2
    assert end.stderr.count("\n") == 1
    assert "écriture impossible" in end.stderr
    assert state(path)[:2] == before[:2]


def test_a_full_disk_is_said_in_one_line_and_leaves_the_old_state(months, tmp_path):
    path = tmp_path / "l.duckdb"
    subprocess.run([*COMMAND, "--db", str(path), "import", str(months / "town")], check=True, capture_output=True)
    before = state(path)
    limited = f"ulimit -f {path.stat().st_size // 1024 + 64}; trap '' XFSZ; exec \"$@\""
    end = subprocess.run(
        ["bash", "-c", limited, "--", *COMMAND, "--db", str(path), "import", str(months / "later")],
        capture_output=True,
        text=True,
    )
    assert end.returncode == 2, end.stderr
    assert end.stderr.count("\n") == 1
    assert state(path) == before
