"""The ledger: one owner, one door, and a clear line when it cannot be opened or written."""

import subprocess
import sys
from decimal import Decimal

import duckdb
import pytest

from rattrapage import journal
from rattrapage.errors import Refusal
from rattrapage.imports import tables
from rattrapage.ledger import VERSION, Ledger
from tests.towns import cities

SUMS = ("school_months", "school_days")


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
    path = cities.build(tmp_path / "l.duckdb")
    with Ledger(path) as book:
        now = {name: book.cursor().execute(f"from {name} order by all").fetchall() for name in SUMS}
    with duckdb.connect(str(path)) as raw:
        for name in SUMS:
            raw.execute(f"drop view {name}; drop table run_{name}")
        raw.execute("update ledger_info set version = 3")
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
    assert columns == [*tables.TABLES[name].stored, "import_id"]
    past = [row[0] for row in cursor.execute(f"describe past_{name}").fetchall()]
    assert past == [*columns, "replaced_by"]
