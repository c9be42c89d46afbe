"""Commands on direct debits: `mandates`, `debits`, `returns`."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from rattrapage import amounts, clock
from rattrapage.commands.cli import DONE, INCOMPLETE, Output, command
from rattrapage.commands.options import DAY
from rattrapage.debits import exports, files
from rattrapage.debits.eligibility import DebitRequest
from rattrapage.debits.exports import Written
from rattrapage.errors import Refusal
from rattrapage.mandates import forms
from rattrapage.returns import bank_files
from rattrapage.sepa import creditor as sepa_creditor
from rattrapage.words import LEFT_OUT


@command("mandates")
@click.option("--creditor", "creditor_file", required=True, type=click.Path(path_type=Path), help="creditor.toml.")
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path), help="Dossier des formulaires.")
@click.option("--on", "day", type=DAY, help="Date des formulaires (défaut : aujourd'hui).")
def mandates_(out: Output, creditor_file: Path, folder: Path, day: dt.date | None) -> int:
    """Écrit les formulaires de mandat à faire signer, et le registre mandates.csv."""
    from rattrapage.letters import printing  # the typesetter starts threads: only this command pays for it

    creditor = sepa_creditor.read(creditor_file)
    with out.open() as book:
        on = day or clock.today()
        made = out.finish(forms.write(book, creditor, folder, printing.mandate_form, on))
    out.result({"mandates": made.mandates}, f"{made.mandates} formulaires de mandat dans {folder}")
    return DONE


@command("debits")
@click.option("--creditor", "creditor_file", type=click.Path(path_type=Path), help="Fichier creditor.toml.")
@click.option("--due-from", type=DAY, help="Première échéance.")
@click.option("--due-to", type=DAY, help="Dernière échéance.")
@click.option("--created-on", type=DAY, help="Date de création du fichier.")
@click.option("--allow-legacy", is_flag=True, help="Accepte les mandats de l'ancien système.")
@click.option("--out", "out_file", type=click.Path(path_type=Path), help="Fichier pain.008 à écrire.")
@click.option("--void", "message_id", help="Annule un fichier jamais envoyé, ou rejeté en entier.")
@click.option("--by", "actor", help="Qui annule.")
def debits_(out: Output, message_id: str | None, actor: str | None, allow_legacy: bool, **options: Any) -> int:
    """Écrit le fichier de prélèvement des échéances dues, ou annule un fichier (--void)."""
    if message_id is not None:
        return _void(out, message_id, actor, allow_legacy, options)
    missing = [f"--{name.removesuffix('_file').replace('_', '-')}" for name, value in options.items() if value is None]
    if missing or actor:
        raise Refusal(f"Il manque {', '.join(missing)}." if missing else "--by ne va qu'avec --void.")
    creditor = sepa_creditor.read(options["creditor_file"])
    request = DebitRequest(options["due_from"], options["due_to"], options["created_on"], allow_legacy)
    with out.open() as book:
        made = exports.write(book, creditor, request, options["out_file"])
    out.result(_figures(made), *_sentences(made))
    return INCOMPLETE if made.selection.left_out.count or not made.files else DONE


def _void(out: Output, message_id: str, actor: str | None, allow_legacy: bool, options: dict[str, Any]) -> int:
    if allow_legacy or any(value is not None for value in options.values()):
        raise Refusal("--void ne prend que --by ; retirez les autres options.")
    if actor is None or not actor.strip():
        raise Refusal("Il manque --by : dites qui annule.")
    with out.open() as book:
        freed = files.void(book, message_id, actor)
    out.result(
        {"freed": freed}, f"{message_id} annulé : {freed} échéances de nouveau à prélever ; détruisez le fichier."
    )
    return DONE


def _figures(made: Written) -> dict[str, Any]:
    """Gives the `--json` (rules.md, Commands); with several files, `message_id` and `sha256` are those of the first."""
    selection, first = made.selection, made.files[0] if made.files else None
    return {
        "included": selection.included.count,
        "included_amount": selection.included.amount,
        "left_out": {reason: tally.count for reason, tally in selection.reasons.items()},
        "left_out_amount": selection.left_out.amount,
        "message_id": first.message_id if first else None,
        "sha256": first.sha256 if first else None,
        "files": [asdict(file) for file in made.files],
    }


def _sentences(made: Written) -> list[str]:
    selection, left_out = made.selection, made.selection.left_out
    lines = [f"Retenues : {selection.included.count} échéances, {amounts.said(selection.included.amount)}"]
    lines += [f"{file.file} : message {file.message_id}, SHA-256 {file.sha256}" for file in made.files]
    lines.append(f"Écartées : {left_out.count} échéances, {amounts.said(left_out.amount)} ({made.left_out_file})")
    lines += [
        f"  {LEFT_OUT[reason].label} : {t.count} échéances, {amounts.said(t.amount)}"
        for reason, t in selection.reasons.items()
    ]
    return [*lines, exports.WARNING] if made.files else [*lines, "Rien à prélever : aucun fichier écrit."]


@command("returns")
@click.argument("path", type=click.Path(path_type=Path))
def returns_(out: Output, path: Path) -> int:
    """Lit un pain.002 ou un camt.054 de la banque et marque les échéances retournées."""
    with out.open() as book:
        found = bank_files.read(book, path)
    figures = {name: getattr(found, name) for name in ("matched", "unmatched", "already", "accepted", "amount")}
    out.result(
        figures,
        *(["Fichier déjà lu, rien n'a changé."] if found.known else []),
        f"{found.matched} échéances retournées, {amounts.said(found.amount)}",
        f"{found.already} déjà connues, {found.unmatched} non rapprochées, {found.accepted} acceptées",
    )
    return INCOMPLETE if found.unmatched else DONE
