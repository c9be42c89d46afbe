"""Backup, restore, audit: nothing is lost, nothing foreign gets in, and debits wait until someone has looked."""

import datetime as dt
import hashlib
import json
import subprocess
import sys

import duckdb
import pytest

from rattrapage import journal
from rattrapage.commands import cli
from rattrapage.debits import files, gate
from rattrapage.errors import Refusal
from rattrapage.keeping import backup as keeping_backup
from rattrapage.keeping import restore
from rattrapage.ledger import Ledger
from tests.towns import copies
from tests.towns.debits import entries, make, mandate, owe, settle, state
from tests.towns.ledgers import town as small_town

MADE = dt.date(2024, 2, 28)


def town(path, folder) -> None:
    """A ledger on disk that holds the small town."""
    with Ledger(copies.empty(path)) as ledger:
        small_town(ledger, folder)


def export(ledger, message_id) -> None:
    """A debit file as `debits` records it: only its name and sums matter here."""
    with ledger.write("test", "fichier de prélèvement", message_id) as cursor:
        columns = "message_id, export_id, created_on, schema_name, path, sha256, content, debits, amount, state"
        row = "(?, 1, ?, '', '', '', ''::blob, 2, 120, 'written')"
        cursor.execute(f"insert into debit_files ({columns}) values {row}", [message_id, MADE])


def test_no_end_to_end_id_is_given_twice_by_a_ledger_that_forgot_it(tmp_path):
    path, backup = tmp_path / "l.duckdb", tmp_path / "nuit.duckdb"
    with Ledger(path) as ledger:
        settle(ledger, tmp_path / "town", mandate("RTM00000001-1", "F1", 1))
        instalment = owe(ledger, "F1")
        keeping_backup.make(ledger, backup)
        make(ledger, tmp_path / "lost.xml")
        files.void(ledger, "RT20240228-0001", "Ana")
        make(ledger, tmp_path / "lost.xml")
    restore.restore(path, backup)
    with Ledger(path) as ledger:
        assert state(ledger, instalment) == "announced"
        gate.unblock(ledger, "Ana", "rien n'était parti")
        assert make(ledger, tmp_path / "new.xml").files[0].message_id == "RT20240228-0003"
        assert [entry[0] for entry in entries(ledger)] == [f"{instalment}-{n}" for n in (1, 2, 3)]
        assert [file["debits"] for file in files.listed(ledger).to_pylist()] == [1]


def sha256(path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run(capsys, db, *arguments):
    status = cli.main(["--db", str(db), "--json", *map(str, arguments)])
    said = capsys.readouterr()
    return status, json.loads(said.out) if said.out else None, said.err


def test_a_backup_is_the_whole_ledger_made_while_it_is_open(ledger, tmp_path):
    small_town(ledger, tmp_path / "in")
    export(ledger, "RT20240228-0001")
    out = tmp_path / "kept" / "nuit.duckdb"
    assert keeping_backup.make(ledger, out, "Ana") == sha256(out)
    assert keeping_backup.make(ledger, out, "Ana") == sha256(out)
    assert [path.name for path in out.parent.iterdir()] == ["nuit.duckdb"]
    with Ledger(out, create=False) as copy:
        rows, broken = journal.verify(copy.cursor())
        assert broken == []
        for table in ("attendance", "import_files", "debit_files", "reason_codes"):
            sql = f"select * from {table} order by all"
            assert copy.cursor().execute(sql).fetchall() == ledger.cursor().execute(sql).fetchall()
        assert copy.cursor().execute("select count(*) from live_debits").fetchone() == (0,)
    assert journal.verify(ledger.cursor()) == (rows + 1, [])
    last = "select actor, action, subject, details from journal order by seq desc limit 1"
    actor, action, subject, details = ledger.cursor().execute(last).fetchone()
    assert (actor, action, subject) == ("Ana", "sauvegarde", "nuit.duckdb")
    assert json.loads(details)["sha256"] == sha256(out)


def test_a_backup_cannot_take_the_place_of_the_ledger(ledger, tmp_path):
    (tmp_path / "other.duckdb").hardlink_to(ledger.path)
    for name in (ledger.path, tmp_path / "other.duckdb"):
        with pytest.raises(Refusal, match="registre lui-même"):
            keeping_backup.make(ledger, name)


def test_a_backup_that_cannot_be_written_changes_nothing(ledger, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refusal, match="écriture impossible"):
        keeping_backup.make(ledger, tmp_path / "file" / "nuit.duckdb")
    (tmp_path / "taken").mkdir()
    with pytest.raises(Refusal, match="taken : c'est un dossier"):
        keeping_backup.make(ledger, tmp_path / "taken")
    assert journal.verify(ledger.cursor()) == (0, [])
    assert list((tmp_path / "taken").iterdir()) == []


@pytest.fixture
def kept(tmp_path):
    """(ledger path, backup): one debit file in both, a second one and a voided state only in the ledger."""
    path, backup = tmp_path / "l.duckdb", tmp_path / "nuit.duckdb"
    town(path, tmp_path / "in")
    with Ledger(path) as ledger:
        export(ledger, "RT20240228-0001")
        keeping_backup.make(ledger, backup)
        export(ledger, "RT20240229-0001")
        ledger.cursor().execute("update plan_counters set last_plan = 12, last_instalment = 950")
    return path, backup


def test_a_restore_tells_what_is_lost_and_blocks_debits_until_someone_confirms(kept, capsys):
    path, backup = kept
    before = sha256(path)
    status, told, said = run(capsys, path, "restore", backup, "--by", "Ana")
    assert status == cli.DONE
    assert told["sha256"] == sha256(backup)
    assert [file["message_id"] for file in told["files_after"]] == ["RT20240229-0001"]
    assert "RT20240229-0001, 2 prélèvements, 120,00 €" in said
    assert sha256(path.with_name(told["kept_aside"].rpartition("/")[2])) == before
    with Ledger(path, create=False) as ledger:
        assert ledger.cursor().execute("select message_id from debit_files").fetchall() == [("RT20240228-0001",)]
        assert journal.verify(ledger.cursor())[1] == []
        last = "select actor, action, subject, details from journal order by seq desc limit 1"
        actor, action, subject, details = ledger.cursor().execute(last).fetchone()
        assert (actor, action, subject) == ("Ana", "restauration", backup.name)
        assert json.loads(details)["lost"]["files"][0]["message_id"] == "RT20240229-0001"
        (reason,) = ledger.cursor().execute("select reason from debit_blocks where lifted_at is null").fetchone()
        assert "RT20240229-0001" in reason
        kept = "select message_id, created_on, debits from lost_debit_files"
        assert ledger.cursor().execute(kept).fetchall() == [("RT20240229-0001", MADE, 2)]
        assert ledger.cursor().execute("from plan_counters").fetchall() == [(12, 950)]
    assert run(capsys, path, "restore", "--confirm-debits", "--by", "Ana", "--why", "vu avec la banque")[0] == cli.DONE
    with Ledger(path, create=False) as ledger:
        sql = "select lifted_by, lift_reason from debit_blocks"
        assert ledger.cursor().execute(sql).fetchall() == [("Ana", "vu avec la banque")]


def test_debits_are_refused_after_a_restore(kept, tmp_path, capsys):
    path, backup = kept
    restore.restore(path, backup)
    creditor = tmp_path / "creditor.toml"
    creditor.write_text(
        'name = "Ville d\'Exemple"\ncreditor_id = "FR53ZZZ999999"\niban = "FR7699999000010000000000115"\n'
        'bic = "BDFEFRPPCCT"\naddress_line = "1 place de l\'Etoile"\npostal_code = "67000"\ntown = "Strasbourg"\n'
        'country = "FR"\ncurrency = "EUR"\n'
    )
    dates = ["--due-from", "2024-03-01", "--due-to", "2024-03-31", "--created-on", "2024-02-28"]
    asked = ["debits", "--creditor", creditor, *dates, "--out", tmp_path / "sdd.xml"]
    status, _, said = run(capsys, path, *asked)
    assert status == cli.WRONG
    assert "Prélèvements bloqués" in said
    with Ledger(path) as ledger:
        gate.unblock(ledger, "Ana", "vu avec la banque")
    assert "bloqués" not in run(capsys, path, *asked)[2]


def test_a_restore_where_there_was_no_ledger(kept, tmp_path):
    _, backup = kept
    made = restore.restore(tmp_path / "new" / "l.duckdb", backup)
    assert (made.kept_aside, made.lost.files, made.lost.actions) == (None, [], 0)
    with Ledger(tmp_path / "new" / "l.duckdb", create=False) as ledger:
        assert ledger.has_data()


def test_a_damaged_ledger_is_replaced_and_kept_aside(kept):
    path, backup = kept
    path.write_bytes(b"ruin")
    path.with_name("l.duckdb.wal").write_bytes(b"of another file")
    made = restore.restore(path, backup)
    assert made.lost is None
    assert "illisible" in made.reason
    with Ledger(path, create=False) as ledger:
        assert ledger.cursor().execute("from plan_counters").fetchall() == [(1_000_000, 1_000_000)]
    assert made.kept_aside.read_bytes() == b"ruin"
    assert not path.with_name("l.duckdb.wal").exists()
    with Ledger(path, create=False) as ledger:
        assert ledger.has_data()


def damaged(path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 4 :: 4096] = b"\xff" * len(data[len(data) // 4 :: 4096])
    path.write_bytes(data)


def tampered(path) -> None:
    with duckdb.connect(str(path)) as raw:
        raw.execute("update journal set subject = 'x' where seq = 1")


def foreign(path) -> None:
    path.unlink()
    with duckdb.connect(str(path)) as raw:
        raw.execute("create table theirs (x integer)")


def empty(path) -> None:
    path.unlink()
    duckdb.connect(str(path)).close()


def newer(path) -> None:
    with duckdb.connect(str(path)) as raw:
        raw.execute("update ledger_info set version = version + 1")


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (lambda path: path.unlink(), "aucun fichier"),
        (lambda path: path.write_bytes(b""), "registre Rattrapage"),
        (lambda path: path.write_text("pas une base"), "registre Rattrapage"),
        (lambda path: path.write_bytes(path.read_bytes()[:40000]), "abîmé"),
        (damaged, "abîmé"),
        (tampered, "ligne 1"),
        (foreign, "pas une sauvegarde"),
        (empty, "pas une sauvegarde"),
        (newer, "plus récente"),
        (lambda path: path.with_name(f"{path.name}.wal").write_bytes(b"x"), "en cours d'usage"),
    ],
)
def test_a_file_that_is_no_backup_of_ours_changes_nothing(kept, spoil, word):
    path, backup = kept
    spoil(backup)
    before = sha256(path)
    names = sorted(file.name for file in path.parent.iterdir())
    with pytest.raises(Refusal, match=word):
        restore.restore(path, backup)
    assert sha256(path) == before
    assert sorted(file.name for file in path.parent.iterdir()) == names


def test_the_ledger_itself_is_no_backup(kept):
    path, _ = kept
    with pytest.raises(Refusal, match="registre lui-même"):
        restore.restore(path, path)


def test_a_ledger_in_use_elsewhere_is_not_replaced(kept, capsys):
    path, backup = kept
    code = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", code, str(path)], **pipes) as holder:
        assert holder.stdout.readline() == "open\n"
        for command in (["restore", backup], ["backup", "--out", backup.with_name("b.duckdb")], ["audit", "--verify"]):
            status, _, said = run(capsys, path, *command)
            assert status == cli.WRONG
            assert str(holder.pid) in said
        holder.stdin.close()
    assert run(capsys, path, "restore", backup)[0] == cli.DONE


def test_audit_finds_a_changed_row(kept, capsys):
    path, _ = kept
    status, told, _ = run(capsys, path, "audit", "--verify")
    assert (status, told["broken"]) == (cli.DONE, 0)
    assert told["rows"] == 4
    tampered(path)
    status, told, said = run(capsys, path, "audit", "--verify")
    assert (status, told["broken"], told["broken_rows"]) == (cli.INCOMPLETE, 1, [1])
    assert "Ligne 1" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["audit"],
        ["restore"],
        ["restore", "x.duckdb", "--why", "x"],
        ["restore", "--confirm-debits", "--by", "Ana"],
        ["restore", "--confirm-debits", "--why", "x"],
        ["restore", "x.duckdb", "--confirm-debits", "--by", "Ana", "--why", "x"],
        ["backup"],
    ],
)
def test_wrong_uses_end_with_one_line(kept, capsys, arguments):
    status, _, said = run(capsys, kept[0], *arguments)
    assert (status, said.count("\n")) == (cli.WRONG, 1)
