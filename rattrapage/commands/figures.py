"""Commands on figures: `reconcile`, `watch`."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import click

from rattrapage import amounts, clock, export
from rattrapage.commands.cli import DONE, INCOMPLETE, Output, command
from rattrapage.commands.options import AMOUNT, DAY, MONTH, Count
from rattrapage.reconcile import chain, runs, watch


@command("reconcile")
@click.option("--from", "first", required=True, type=MONTH, help="Premier mois, AAAA-MM.")
@click.option("--to", "last", required=True, type=MONTH, help="Dernier mois, AAAA-MM.")
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path), help="Dossier des fichiers écrits.")
def reconcile_(out: Output, first: str, last: str, folder: Path) -> int:
    """Compare l'usage et la facturation, et écrit les écarts avec leurs causes."""
    with out.open() as book:
        export.check_place(folder / "cells.csv")
        result = out.finish(chain.run(book, first, last))
        runs.write(book, result.run, folder)
        unknown = runs.unknown(book, result.run)
        out.result(
            {
                "run": result.run,
                "expected": result.expected,
                "billed": result.billed,
                "gap": result.gap,
                "cells": runs.statuses(book, result.run),
                "families_unbilled": result.families_unbilled,
                "unknown": unknown,
            },
            f"Calcul n° {result.run} : dû {amounts.said(result.expected)}, facturé {amounts.said(result.billed)}, "
            f"écart {amounts.said(result.gap)}",
            f"{result.families_unbilled} familles avec un mois entier non facturé",
            *(
                f"inconnu : {u['service']} {u['month']}, {amounts.said(u['billed'])} facturés sans pointage"
                for u in unknown
            ),
        )
    return INCOMPLETE if unknown else DONE


@command("watch")
@click.option("--as-of", type=DAY, help="Date du contrôle (défaut : aujourd'hui).")
@click.option("--lag-days", type=Count(0), default=45, show_default=True, help="Jours après la fin du mois.")
@click.option("--min-coverage", type=AMOUNT, default="95", show_default=True, help="Taux de facturation minimal, en %.")
def watch_(out: Output, as_of: dt.date | None, lag_days: int, min_coverage: Decimal) -> int:
    """Signale les services et mois clos qui n'ont pas été facturés."""
    with out.open() as book:
        found = watch.alerts(book, as_of or clock.today(), lag_days, min_coverage)
    out.result(
        {"alerts": found},
        *(
            f"{a['service']} {a['month']} : {a['coverage']} % facturés "
            f"(dû {amounts.said(a['expected'])}, facturé {amounts.said(a['billed'])})"
            for a in found
        ),
    )
    return INCOMPLETE if found else DONE
