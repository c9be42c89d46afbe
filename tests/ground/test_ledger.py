"""The ledger: one owner, one door, and a clear line when it cannot be opened or written."""

import json
import os
import re
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from rattrapage import journal
from rattrapage.errors import Refusal
from rattrapage.imports import tables
from rattrapage.ledger import VERSION, Ledger
from tests.towns import cities

SUMS = ("school_months", "school_days")
ROOT = Path(__file__).resolve().parent.parent
VERSION_4 = ROOT / "fixtures" / "ledgers" / "version_4.sql"


def test_a_second_process_learns_who_holds_the_ledger(tmp_path):
    path = tmp_path / "l.duckdb"
    hold = (
        "import sys; from rattrapage.ledger import Ledger; l = Ledger(sys.argv[1]); print('open', flush=True); input()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(Refusal, match=f"processus {holder.pid} "):
            Ledger(path)
    finally:
        holder.communicate("\n", timeout=30)
    Ledger(path).close()


@pytest.mark.slow
def test_of_those_that_make_the_same_new_ledger_one_writes_and_the_others_wait_or_are_refused(tmp_path):
    rounds = 40
    race = [sys.executable, "-m", "tests.tools.race_worker", str(tmp_path), str(rounds)]
    done = subprocess.run(race, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    for number, messages in json.loads(done.stdout).items():
        place = tmp_path / number / "l.duckdb"
        refused = [message for message in messages if message]
        assert all(re.search(r": registre déjà ouvert par le processus \d+ ;", message) for message in refused)
        with Ledger(place, create=False) as book:
            assert journal.verify(book.cursor()) == (len(messages) - len(refused), [])
        assert len(refused) < len(messages)
        assert [file.name for file in place.parent.iterdir()] == ["l.duckdb"]


def test_duckdb_never_opens_the_name_of_a_ledger_that_has_no_file(tmp_path, monkeypatch):
    path, connect, opened = tmp_path / "l.duckdb", duckdb.connect, []

    def watched(name, **settings):
        opened.append((name == str(path), Path(name).exists()))
        return connect(name, **settings)

    monkeypatch.setattr(duckdb, "connect", watched)
    Ledger(path).close()
    assert (True, False) not in opened
    assert (True, True) in opened


def test_a_ledger_that_appears_while_one_is_made_is_the_one_that_is_opened(tmp_path, monkeypatch):
    path, link, other = tmp_path / "l.duckdb", os.link, cities.build(tmp_path / "other.duckdb")

    def late(made, place):
        other.rename(place)
        link(made, place)

    monkeypatch.setattr(os, "link", late)
    with Ledger(path) as book:
        assert book.has_data()
    assert [file.name for file in tmp_path.iterdir()] == ["l.duckdb"]


@pytest.mark.parametrize("step", ["database._name", "ledger.Ledger._prepare", "queries.run"])
def test_a_new_ledger_that_a_kill_cut_short_is_made_again_and_nothing_is_left(tmp_path, step):
    path = tmp_path / "l.duckdb"
    die = (
        "import os, sys; from rattrapage import database, ledger, queries; "
        f"die = lambda *_, **__: os.kill(os.getpid(), 9); {step} = die; ledger.Ledger(sys.argv[1])"
    )
    killed = subprocess.run([sys.executable, "-c", die, str(path)], cwd=ROOT, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    with Ledger(path) as book:
        assert not book.has_data()
    assert [file.name for file in tmp_path.iterdir()] == ["l.duckdb"]


def test_a_new_ledger_takes_nothing_from_the_log_of_one_that_is_gone(tmp_path):
    path = tmp_path / "l.duckdb"
    with Ledger(path) as book, book.write("test", "essai"):
        pass
    with Ledger(path) as book:
        book.cursor().execute("set wal_autocheckpoint = '1TB'")
        with book.write("test", "essai"):
            pass
        log = Path(f"{path}.wal").read_bytes()
    path.unlink()
    Path(f"{path}.wal").write_bytes(log)
    with Ledger(path) as book:
        assert journal.verify(book.cursor()) == (0, [])


def test_a_link_to_a_ledger_that_is_to_come_stays_a_link(tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "l.duckdb").symlink_to(tmp_path / "disk" / "town.duckdb")
    Ledger(tmp_path / "l.duckdb").close()
    assert (tmp_path / "l.duckdb").is_symlink()
    assert [file.name for file in (tmp_path / "disk").iterdir()] == ["town.duckdb"]


@pytest.mark.parametrize("content", [b"", b"hello" * 5000, b"\x00" * 20000])
def test_a_foreign_or_damaged_file_is_named_and_left_alone(tmp_path, content):
    path = tmp_path / "l.duckdb"
    path.write_bytes(content)
    with pytest.raises(Refusal, match="n'est pas un registre"):
        Ledger(path)
    assert path.read_bytes() == content


def test_a_truncated_ledger_is_refused(tmp_path):
    path = tmp_path / "l.duckdb"
    Ledger(path).close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Refusal, match="sauvegarde"):
        Ledger(path)


def test_somebody_elses_duckdb_base_is_refused(tmp_path):
    with duckdb.connect(str(tmp_path / "l.duckdb")) as other:
        other.execute("create table theirs (x integer)")
    with pytest.raises(Refusal, match="étrangère"):
        Ledger(tmp_path / "l.duckdb")


@pytest.mark.parametrize(("version", "word"), [(VERSION + 1, "plus récente"), (0, "trop ancienne")])
def test_another_version_is_refused_with_the_remedy(tmp_path, version, word):
    path = tmp_path / "l.duckdb"
    Ledger(path).close()
    with duckdb.connect(str(path)) as raw:
        raw.execute("update ledger_info set version = ?", [version])
    with pytest.raises(Refusal, match=word):
        Ledger(path)


def test_a_ledger_of_the_version_before_is_brought_up_to_date_with_the_sums_of_its_runs(tmp_path):
    today = cities.build(tmp_path / "today.duckdb")
    with Ledger(today) as book:
        now = {name: book.cursor().execute(f"from {name} order by all").fetchall() for name in SUMS}
    path = tmp_path / "l.duckdb"
    with duckdb.connect(str(path)) as raw:
        raw.execute(VERSION_4.read_text(encoding="utf-8"))
        for name in SUMS:
            raw.execute(f"drop view {name}; drop table run_{name}")
        raw.execute(f"attach '{today}' as today (read_only)")
        for name in ("runs", "run_cells", "run_days"):
            raw.execute(f"insert into {name} by name from today.{name}")
        raw.execute("insert into ledger_info values (3, '2024-02-01', false)")
    with Ledger(path) as book:
        again = {name: book.cursor().execute(f"from {name} order by all").fetchall() for name in SUMS}
        assert book.cursor().execute("select version from ledger_info").fetchone() == (VERSION,)
    assert again == now
    lake = ("2023-11", "REPAS", "E1", Decimal("120.00"), Decimal(0), Decimal("120.00"), *[Decimal(0)] * 3, 0, False)
    assert lake in now["school_months"]
    assert ("2023-11", "REPAS", "E2", 2, 1) in now["school_days"]


def test_a_ledger_that_is_not_there_is_said(tmp_path):
    with pytest.raises(Refusal, match="aucun registre"):
        Ledger(tmp_path / "none.duckdb", create=False)
    with pytest.raises(Refusal, match="dossier n'existe pas"):
        Ledger(tmp_path / "nowhere" / "l.duckdb")


def test_an_error_in_a_write_leaves_the_old_state(ledger):
    with pytest.raises(duckdb.CatalogException), ledger.write("test", "essai") as cursor:
        cursor.execute("insert into schools values ('S1', 'x', null, null, 1); select * from nowhere")
    assert ledger.cursor().execute("select count(*) from schools").fetchone() == (0,)
    assert journal.verify(ledger.cursor()) == (0, [])


def test_the_journal_shows_a_changed_or_missing_row(ledger):
    for number in range(4):
        with ledger.write("test", "essai", str(number)):
            pass
    assert journal.verify(ledger.cursor()) == (4, [])
    ledger.cursor().execute("update journal set subject = 'x' where seq = 2")
    assert journal.verify(ledger.cursor())[1] == [2]
    ledger.cursor().execute("delete from journal where seq = 2")
    assert journal.verify(ledger.cursor())[1] == [3]


def test_the_journal_shows_that_its_end_was_cut_off_even_once_it_goes_on(ledger):
    for number in range(4):
        with ledger.write("test", "essai", str(number)):
            pass
    ledger.cursor().execute("delete from journal where seq >= 3")
    assert journal.verify(ledger.cursor()) == (2, [3])
    with ledger.write("test", "essai", "4"):
        pass
    assert journal.verify(ledger.cursor()) == (3, [5])
    ledger.cursor().execute("delete from journal")
    assert journal.verify(ledger.cursor()) == (0, [1])


@pytest.mark.parametrize("spoil", ["delete from journal_end", "update journal_end set hash = 'x'"])
def test_an_end_that_is_not_the_last_row_shows(ledger, spoil):
    with ledger.write("test", "essai"):
        pass
    ledger.cursor().execute(spoil)
    assert journal.verify(ledger.cursor()) == (1, [1])


@pytest.mark.parametrize("name", tables.TABLES)
def test_the_schema_has_the_contracts_columns(ledger, name):
    cursor = ledger.cursor()
    columns = [row[0] for row in cursor.execute(f"describe {name}").fetchall()]
    assert sorted(columns) == sorted([*tables.TABLES[name].stored, "import_id"])
    past = [row[0] for row in cursor.execute(f"describe past_{name}").fetchall()]
    assert past == [*columns, "replaced_by"]
