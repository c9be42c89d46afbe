"""Commands on files in: `import`, `rejects`, `sample`."""

from __future__ import annotations

import contextlib
from dataclasses import asdict
from pathlib import Path

import click

from rattrapage import export, sample
from rattrapage.commands.cli import DONE, INCOMPLETE, Output, command
from rattrapage.commands.options import Count
from rattrapage.errors import Refusal
from rattrapage.imports import loading, rejects


@command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--source", help="Correspondance de queries/mappings/ pour les fichiers d'un autre système.")
@click.option("--complete", is_flag=True, help="Fichiers entiers pour ce qu'ils couvrent : retire ce qui n'y est plus.")
@click.option("--renumbered", is_flag=True, help="Mêmes lignes sous d'autres numéros : remplace les anciennes.")
def import_(out: Output, paths: tuple[Path, ...], source: str | None, complete: bool, renumbered: bool) -> int:
    """Charge des tables : dossiers, ZIP ou fichiers CSV, XLSX, Parquet."""
    is_new = not out.db.exists()
    try:
        with out.open(create=True) as book:
            report = out.finish(loading.load(book, list(paths), source, complete=complete, renumbered=renumbered))
    except Refusal:
        if is_new:
            with contextlib.suppress(OSError):
                out.db.unlink()
        raise
    out.warn(*(refused.message for refused in report.refused))
    out.warn(*report.notices)
    out.result(
        {
            "import_id": report.import_id,
            "tables": {
                name: asdict(counts) | {"withdrawn": report.withdrawn.get(name, 0)}
                for name, counts in report.tables.items()
            },
            "refused": [asdict(refused) for refused in report.refused],
            "absent": [one._asdict() for one in report.absent],
            "suspects": {suspect.kind: suspect.number for suspect in report.suspects},
            "notices": report.notices,
            "seconds": round(report.seconds, 2),
        },
        *(
            f"{name} : {c.read} lues = {c.accepted} acceptées + {c.unchanged} inchangées + {c.rejected} rejetées"
            for name, c in report.tables.items()
        ),
    )
    return DONE if report.complete else INCOMPLETE


@command("rejects")
@click.option("--out", "path", required=True, type=click.Path(path_type=Path), help="Fichier CSV à écrire.")
@click.option("--tables", type=click.Path(path_type=Path), help="Dossier : les lignes rejetées, à corriger.")
def rejects_(out: Output, path: Path, tables: Path | None) -> int:
    """Écrit les lignes rejetées, avec la raison, et de quoi les corriger."""
    with out.open() as book:
        text, count = rejects.csv_text(book)
        written = rejects.write_tables(book, tables) if tables else []
        export.write_text(path, text)
    out.result({"rejected": count, "files": [str(file) for file in written]}, f"{count} lignes rejetées : {path}")
    return DONE


@command("sample")
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path), help="Dossier à écrire.")
@click.option("--families", type=Count(1), default=2000, show_default=True, help="Nombre de familles.")
@click.option("--seed", type=Count(0), default=1, show_default=True, help="Graine : la même donne les mêmes fichiers.")
def sample_(out: Output, folder: Path, families: int, seed: int) -> int:
    """Écrit une ville d'exemple, avec les défauts de l'histoire."""
    made = sample.write(folder, families, seed, out.progress)
    out.result(made, f"Ville d'exemple : {made['families']} familles, {made['attendance']} pointages dans {folder}")
    return DONE
