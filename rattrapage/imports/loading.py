"""An import: one transaction that takes the files of a data set into the ledger and loses nothing on the way."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from rattrapage import clock, queries
from rattrapage.errors import Refusal
from rattrapage.imports import checks, corrections, rejects, staging, suspects, withdrawals
from rattrapage.imports.corrections import Counts
from rattrapage.imports.generated import withdrawing
from rattrapage.imports.mappings import mapping
from rattrapage.imports.readers import gather
from rattrapage.imports.readers.gather import DataSet
from rattrapage.imports.readers.opened import Unreadable
from rattrapage.imports.report import FileReport, ImportReport, Refused
from rattrapage.imports.staging import Stage
from rattrapage.imports.tables import TABLES, Table
from rattrapage.ledger import Ledger
from rattrapage.payments import allocations
from rattrapage.progress import Step

RENUMBERED = (
    "plus de la moitié de ses nouvelles lignes sont déjà là sous un autre numéro ; renvoyez le fichier avec les "
    "numéros d'origine, ou importez-le avec --renumbered pour remplacer les anciennes."
)


class Whole(NamedTuple):
    """What the sender says of the files: whole for what they cover, numbered anew."""

    complete: bool
    renumbered: bool


class Act(NamedTuple):
    """Who imports, through which mapping (None: files in our own format), since when."""

    source: str | None
    actor: str
    started: dt.datetime


def load(
    ledger: Ledger,
    paths: list[Path],
    source: str | None = None,
    actor: str = "cli",
    complete: bool = False,
    renumbered: bool = False,
) -> Generator[Step, None, ImportReport]:
    """Imports files, folders and ZIPs, through the mapping `source` when given (rules.md, Files in).

    `complete` says that the files are whole for what they cover: what they no longer bring is withdrawn; `renumbered`
    that rows known under other numbers come under new ones, and replace them.
    Yields its progress and returns an `ImportReport`. Raises `Refusal`, nothing changed, when no file could be read.
    """
    started = clock.now()
    with tempfile.TemporaryDirectory(prefix="rattrapage-") as scratch:
        cursor = ledger.cursor()
        staging.prepare(cursor)
        withdrawals.prepare(cursor)
        wanted = mapping.expected(source) if source else set(TABLES)
        found = gather.gather(paths, wanted, Path(scratch), is_ours=source is None)
        report = ImportReport(notices=list(found.notices))
        report.refused = [Refused(*refused) for refused in found.refused]
        stages = yield from _stages(cursor, found, source, Path(scratch), report)
        if not stages:
            raise Refusal(_nothing_read(report))
        act = Act(source, actor, started)
        yield from _enter(ledger, cursor, stages, found, act, report, Whole(complete, renumbered))
    report.seconds = (clock.now() - started).total_seconds()
    return report


def _nothing_read(report: ImportReport) -> str:
    if report.refused:
        return " | ".join(refused.message for refused in report.refused)
    return "Aucun fichier à lire ici : une table par fichier, nommé <table>.csv, .xlsx, .xls, .xlsb, .ods ou .parquet."


def _stages(
    cursor: duckdb.DuckDBPyConnection, found: DataSet, source: str | None, scratch: Path, report: ImportReport
) -> Generator[Step, None, list[Stage]]:
    if source:
        return (yield from mapping.stages(cursor, source, found, scratch, report))
    order = list(TABLES)
    stages, waiting = [], sorted(found.files, key=lambda file: order.index(file.table))
    for number, file in enumerate(waiting):
        yield Step(number, 2 * len(waiting), f"Lecture de {file.name}")
        try:
            stages.append(staging.stage(cursor, f"stage_{number}", file, TABLES[file.table], scratch))
        except Unreadable as error:
            report.refused.append(Refused(file.name, str(error)))
    return stages


def _enter(
    ledger: Ledger,
    cursor: duckdb.DuckDBPyConnection,
    stages: list[Stage],
    found: DataSet,
    act: Act,
    report: ImportReport,
    whole: Whole,
) -> Generator[Step, None, None]:
    details: dict[str, Any] = {"source": act.source or "", "files": [stage.file for stage in stages]}
    with ledger.write(act.actor, "import", act.source or "contrat", details, cursor):
        report.import_id = queries.value(cursor, "imports/next_import", int)
        for number, stage in enumerate(stages):
            yield Step(len(stages) + number, 2 * len(stages), f"Contrôle de {stage.file} ({stage.table.name})")
            _take(cursor, stage, report, whole)
        if not report.files:
            raise Refusal(_nothing_read(report))
        _find_absent(cursor, act.source or "", report, whole)
        report.suspects = suspects.find(cursor, report.import_id)
        report.notices += [suspect.sentence for suspect in report.suspects]
        _record(cursor, found, act, report)
        allocations.place(cursor)
        details["tables"] = {name: vars(counts) for name, counts in report.tables.items()}
        if report.withdrawn:
            details["withdrawn"] = report.withdrawn
    yield Step(2 * len(stages), 2 * len(stages), "Import terminé")


def _take(cursor: duckdb.DuckDBPyConnection, stage: Stage, report: ImportReport, whole: Whole) -> None:
    checks.judge(cursor, stage)
    if withdrawals.is_renumbered(cursor, stage):
        if not whole.renumbered:
            report.refused.append(Refused(stage.file, f"{stage.file} : {RENUMBERED}"))
            return
        _withdraw(cursor, stage.table, report)
    if report.import_id > 1:  # before, nothing can be missing
        withdrawals.note(cursor, stage)
    counts = corrections.enter(cursor, stage, report.import_id)
    rejects.keep(cursor, stage, report.import_id)
    if stage.table.notice:
        sentences = queries.run(cursor, stage.table.notice).fetchall()
        stage.notices += [f"{stage.file} : {sentence}" for (sentence,) in sentences]
    total = report.tables.setdefault(stage.table.name, Counts())
    total += counts
    notices = stage.notices
    for name, part in corrections.by_part(cursor, stage, counts):
        kept = {"table": stage.table.name, "sha256": stage.sha256, "refused": None, "notices": notices}
        queries.run(cursor, "imports/keep_file", import_id=report.import_id, file=name, **kept, **vars(part))
        report.files.append(FileReport(name, stage.table.name, part, notices))
        notices = []
    report.notices += stage.notices
    cursor.execute(f"drop table {stage.name}")


def _withdraw(cursor: duckdb.DuckDBPyConnection, table: Table, report: ImportReport) -> None:
    rows = withdrawals.withdraw(cursor, table, report.import_id)
    report.withdrawn[table.name] = report.withdrawn.get(table.name, 0) + rows


def _find_absent(cursor: duckdb.DuckDBPyConnection, source: str, report: ImportReport, whole: Whole) -> None:
    """Lists what the files cover and no longer bring, and withdraws it when they are whole."""
    for table in (TABLES[name] for name in withdrawing.TABLES if name in report.tables):
        absent = withdrawals.absent(cursor, table, source, report.import_id)
        if absent and whole.complete:
            _withdraw(cursor, table, report)
        elif absent:
            report.notices += [one.sentence for one in absent]
        report.absent += absent


def _record(cursor: duckdb.DuckDBPyConnection, found: DataSet, act: Act, report: ImportReport) -> None:
    import_id, is_first = report.import_id, report.import_id == 1
    times = {"started_at": act.started, "finished_at": clock.now()}
    queries.run(cursor, "imports/keep_import", import_id=import_id, actor=act.actor, source=act.source or "", **times)
    for refused in report.refused:
        kept: dict[str, Any] = {"table": None, "sha256": None, "refused": refused.message, "notices": []}
        queries.run(cursor, "imports/keep_file", import_id=import_id, file=refused.file, **kept, **vars(Counts()))
    invented = found.sample_city if is_first else found.sample_city or not _brings_people(cursor, report)
    queries.run(cursor, "imports/mark_sample", invented=invented, is_first=is_first)


def _brings_people(cursor: duckdb.DuckDBPyConnection, report: ImportReport) -> bool:
    """Says whether an import may have brought real people: a family or a child, or rows that name one nobody knows.

    Signed mandates, payments or catch-up invoices of the sample city's own families leave it a sample city.
    """
    people = [counts for name, counts in report.tables.items() if TABLES[name].people]
    strangers = queries.value(cursor, "imports/names_strangers", bool, import_id=report.import_id)
    return strangers or any(counts.accepted or counts.rejected for counts in people)
