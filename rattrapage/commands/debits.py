"""Commands on direct debits: `mandates`, `debits`, `returns`."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from decimal import Decimal
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
from rattrapage.returns import bank_files, lines
from rattrapage.sepa import creditor as sepa_creditor
from rattrapage.words import LEFT_OUT, RETURN_LINES


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
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--list", "listing", is_flag=True, help="Liste les lignes ouvertes, à régler par une personne.")
@click.option("--match", "matched", type=int, help="Rapproche une ligne ouverte d'un prélèvement (--to).")
@click.option("--to", help="Identifiant de bout en bout du prélèvement.")
@click.option("--dismiss", "dismissed", type=int, help="Écarte une ligne ouverte.")
@click.option("--by", "actor", help="Qui règle la ligne.")
@click.option("--why", help="Pourquoi.")
def returns_(
    out: Output,
    paths: tuple[Path, ...],
    listing: bool,
    matched: int | None,
    to: str | None,
    dismissed: int | None,
    actor: str | None,
    why: str | None,
) -> int:
    """Lit les comptes rendus de la banque (pain.002, camt.054, 053, 052), ou règle une ligne qu'ils laissent."""
    if sum((bool(paths), listing, matched is not None, dismissed is not None)) != 1:
        raise Refusal("Donnez des fichiers de la banque, ou --list, ou --match, ou --dismiss.")
    if (to is not None) != (matched is not None):
        raise Refusal("--match et --to vont ensemble : dites quelle ligne, et quel prélèvement.")
    if matched is None and dismissed is None and (actor or why):
        raise Refusal("--by et --why ne vont qu'avec --match ou --dismiss.")
    if paths:
        return _read_returns(out, paths)
    if listing:
        return _list_open(out)
    return _settle_line(out, matched, to, dismissed, actor or "", why or "")


def _read_returns(out: Output, paths: tuple[Path, ...]) -> int:
    """Reads the files one after the other, once all of them could be opened."""
    files = [bank_files.opened(path) for path in paths]
    with out.open() as book:
        found = [bank_files.keep(book, file, "cli") for file in files]
    figures = _added(found)
    out.result(
        figures,
        *_returned_sentences(
            figures,
            [f"{f.name} : fichier déjà lu, rien n'a changé." for f, r in zip(files, found, strict=True) if r.known],
        ),
    )
    return INCOMPLETE if figures["unmatched"] else DONE


def _added(found: list[bank_files.Returned]) -> dict[str, Any]:
    """Gives the `--json` (rules.md, Commands): the figures of all files, added up."""
    fates = ("read", "matched", "unmatched", "already", "accepted", "ignored")
    sums = {fate: sum((getattr(one, f"{fate}_amount") for one in found), Decimal(0)) for fate in fates}
    return {
        **{fate: sum(getattr(one, fate) for one in found) for fate in fates},
        "collected": 0,
        "amount": sum((one.amount for one in found), Decimal(0)),
        "collected_amount": Decimal("0.00"),
        "amounts": sums,
        "notices": [notice for one in found for notice in one.notices],
    }


def _returned_sentences(figures: dict[str, Any], known: list[str]) -> list[str]:
    lines = [
        *known,
        f"{figures['matched']} échéances retournées, {amounts.said(figures['amount'])}",
        (
            f"{figures['already']} déjà connues, {figures['unmatched']} non rapprochées, "
            f"{figures['accepted']} acceptées, {figures['ignored']} ignorées : "
            f"{figures['read']} lignes lues, {amounts.said(figures['amounts']['read'])}"
        ),
        *figures["notices"],
    ]
    return [*lines, "Lignes à régler : returns --list"] if figures["unmatched"] else lines


def _list_open(out: Output) -> int:
    with out.open() as book:
        found = lines.listed(book)
    names = ("line", "kind", "amount", "reason", "why", "proposed")
    out.result(
        {"open": [{name: getattr(row, name) for name in names} for row in found]},
        *(
            f"{row.line} : {RETURN_LINES[row.kind]} {row.subject or 'sans identifiant'}, {_said(row.amount)}, "
            f"{row.reason or 'sans motif'} ({row.why})" + (f" ; peut-être {row.proposed}" if row.proposed else "")
            for row in found
        ),
        f"{len(found)} lignes ouvertes",
    )
    return DONE


def _said(amount: Decimal | None) -> str:
    return "sans montant" if amount is None else amounts.said(amount)


def _settle_line(out: Output, matched: int | None, to: str | None, dismissed: int | None, actor: str, why: str) -> int:
    with out.open() as book:
        if matched is not None and to is not None:
            lines.match(book, matched, to, actor, why)
            out.result({"matched": 1}, f"Ligne n° {matched} rapprochée de {to}")
        elif dismissed is not None:
            lines.dismiss(book, dismissed, actor, why)
            out.result({"dismissed": 1}, f"Ligne n° {dismissed} écartée")
    return DONE
