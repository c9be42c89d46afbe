"""Publication: files of an export take their names on disk only after the ledger knows them, whatever happens."""

from __future__ import annotations

import contextlib
import hashlib
import os
import zlib
from pathlib import Path
from typing import NamedTuple

from rattrapage import queries
from rattrapage.errors import Refusal
from rattrapage.export import writing
from rattrapage.ledger import Ledger


class _CutOff(NamedTuple):
    export_id: int


class _List(NamedTuple):
    left_out_path: str
    left_out: str


class _Packed(NamedTuple):
    path: str
    content: bytes


class _Known(NamedTuple):
    message_id: str


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
    for (export_id,) in queries.all(ledger.cursor(), "debits/cut_off", _CutOff):
        try:
            _sweep(ledger, export_id)
            _write_all(ledger, export_id)
        except Refusal as error:
            complaints.append(f"Export n° {export_id} interrompu et pas encore réécrit : {error}")
            continue
        _confirm(ledger, export_id, actor, "fichier de prélèvement interrompu, republié")
    return complaints


def _write_all(ledger: Ledger, export_id: int) -> None:
    """Writes the list of those left out first: a debit file under its name is the last thing to appear."""
    left_out_path, left_out = queries.one(ledger.cursor(), "debits/export_list", _List, export_id=export_id)
    _write(Path(left_out_path), left_out.encode())
    for path, packed in _files(ledger, export_id):
        data = zlib.decompress(packed)
        _step_aside(ledger, Path(path), data)
        _write(Path(path), data)


def _step_aside(ledger: Ledger, path: Path, data: bytes) -> None:
    """Adds its message id to the name of an earlier debit file of that name: the bank may still be waiting for it."""
    try:
        old = path.read_bytes()
    except OSError:
        return
    if old != data and (message_id := _known(ledger, old)):
        kept = path.with_name(f"{path.stem}.{message_id}{path.suffix}")
        with ledger.write("système", "fichier de prélèvement renommé", message_id, {"file": kept.name}) as cursor:
            queries.run(cursor, "debits/move_file", message_id=message_id, path=str(kept))
            path.rename(kept)


def _known(ledger: Ledger, data: bytes) -> str | None:
    """Gives the message id of a debit file of ours by its bytes."""
    sha256 = hashlib.sha256(data).hexdigest()
    file = queries.first(ledger.cursor(), "debits/file_by_bytes", _Known, sha256=sha256)
    return file.message_id if file else None


def _files(ledger: Ledger, export_id: int) -> list[_Packed]:
    return queries.all(ledger.cursor(), "debits/export_files", _Packed, export_id=export_id)


def _write(path: Path, data: bytes) -> None:
    """Brings a file to the disk before it has its name: a power cut must not leave an empty file that looks written."""
    with writing(path) as beside, beside.open("wb") as file:
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
        queries.run(cursor, "debits/confirm_export", export_id=export_id)


def _take_back(ledger: Ledger, export_id: int, actor: str) -> None:
    """Takes back the entries, and the files already under their names: nothing left this process."""
    left_out = queries.one(ledger.cursor(), "debits/export_list", _List, export_id=export_id)
    written = [(path, zlib.decompress(packed)) for path, packed in _files(ledger, export_id)]
    for path, data in [*written, (left_out.left_out_path, left_out.left_out.encode())]:
        with contextlib.suppress(OSError):
            if Path(path).read_bytes() == data:
                Path(path).unlink()
    with ledger.write(actor, "fichier de prélèvement repris", str(export_id)) as cursor:
        queries.run(cursor, "debits/take_back_export", export_id=export_id)
