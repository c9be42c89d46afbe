"""Publication: files of an export take their names on disk only after the ledger knows them, whatever happens."""

from __future__ import annotations

import contextlib
import hashlib
import os
import zlib
from pathlib import Path

from rattrapage import queries
from rattrapage.errors import Refusal
from rattrapage.export import writing
from rattrapage.ledger import Ledger


def publish(ledger: Ledger, export_id: int, actor: str) -> None:
    """Writes the files of an export under their names; raises `Refusal`, the export taken back, when it cannot.

    The entries are already committed: a process that dies here leaves them live, and `complete` ends its work.
    """
    try:
        _write_all(ledger, export_id)
    except BaseException:
        _take_back(ledger, export_id, actor)
        raise
    _confirm(ledger, export_id, actor, "fichier de prélèvement publié")


def complete(ledger: Ledger, actor: str = "système") -> list[str]:
    """Publishes what a crash cut off; returns a French line for each export that cannot be yet.

    Never takes back: the file may have been under its name, and in somebody's hands, before the crash.
    """
    complaints = []
    for (export_id,) in queries.run(ledger.cursor(), "debits/cut_off").fetchall():
        try:
            _sweep(ledger, export_id)
            _write_all(ledger, export_id)
        except Refusal as error:
            complaints.append(f"Export n° {export_id} interrompu et pas encore réécrit : {error}")
            continue
        _confirm(ledger, export_id, actor, "fichier de prélèvement interrompu, republié")
    return complaints


def _write_all(ledger: Ledger, export_id: int) -> None:
    """The list of those left out first: a debit file under its name is the last thing to appear."""
    sql = "select left_out_path, left_out from debit_exports where export_id = ?"
    left_out_path, left_out = ledger.cursor().execute(sql, [export_id]).fetchone()
    _write(Path(left_out_path), left_out.encode())
    for path, packed in _files(ledger, export_id):
        data = zlib.decompress(packed)
        _step_aside(ledger, Path(path), data)
        _write(Path(path), data)


def _step_aside(ledger: Ledger, path: Path, data: bytes) -> None:
    """An earlier debit file of that name takes its message id into its own: the bank may still be waiting for it."""
    try:
        old = path.read_bytes()
    except OSError:
        return
    if old != data and (message_id := _known(ledger, old)):
        kept = path.with_name(f"{path.stem}.{message_id}{path.suffix}")
        with ledger.write("système", "fichier de prélèvement renommé", message_id, {"file": kept.name}) as cursor:
            cursor.execute("update debit_files set path = ? where message_id = ?", [str(kept), message_id])
            path.rename(kept)


def _known(ledger: Ledger, data: bytes) -> str | None:
    """The message id of a debit file of ours by its bytes."""
    sql = "select message_id from debit_files where sha256 = ?"
    found = ledger.cursor().execute(sql, [hashlib.sha256(data).hexdigest()]).fetchone()
    return found and found[0]


def _files(ledger: Ledger, export_id: int) -> list[tuple[str, bytes]]:
    sql = "select path, content from debit_files where export_id = ? and state <> 'voided' order by message_id"
    return ledger.cursor().execute(sql, [export_id]).fetchall()


def _write(path: Path, data: bytes) -> None:
    """On the disk before it has its name: a power cut must not leave an empty file that looks written."""
    with writing(path) as beside, open(beside, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sweep(ledger: Ledger, export_id: int) -> None:
    """Removes what a killed process was writing beside the files: it holds account numbers."""
    for path, _ in _files(ledger, export_id):
        for left in Path(path).parent.glob(f".{Path(path).name}.*"):
            left.unlink(missing_ok=True)


def _confirm(ledger: Ledger, export_id: int, actor: str, action: str) -> None:
    with ledger.write(actor, action, str(export_id)) as cursor:
        cursor.execute("update debit_exports set published = true where export_id = ?", [export_id])


def _take_back(ledger: Ledger, export_id: int, actor: str) -> None:
    """Nothing left this process: the entries go, and so do the files already under their names."""
    sql = "select left_out_path, encode(left_out) from debit_exports where export_id = ?"
    written = [(path, zlib.decompress(packed)) for path, packed in _files(ledger, export_id)]
    for path, data in [*written, ledger.cursor().execute(sql, [export_id]).fetchone()]:
        with contextlib.suppress(OSError):
            if Path(path).read_bytes() == data:
                Path(path).unlink()
    with ledger.write(actor, "fichier de prélèvement repris", str(export_id)) as cursor:
        cursor.execute(
            "delete from debit_entries where message_id in (select message_id from debit_files where export_id = ?)",
            [export_id],
        )
        cursor.execute("delete from debit_files where export_id = ?", [export_id])
        cursor.execute("delete from debit_exports where export_id = ?", [export_id])
