"""Commands on documents: `claims`, `notify`."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path

import click

from rattrapage import amounts
from rattrapage.billing import documents
from rattrapage.commands.cli import DONE, INCOMPLETE, Output, command
from rattrapage.commands.options import DAY
from rattrapage.letters import contact, notices
from rattrapage.letters.notices import Sender
from rattrapage.sepa import creditor
from rattrapage.words import NO_LETTER

SAID = 20


@command("claims")
@click.option("--issued-on", required=True, type=DAY, help="Date d'émission des documents.")
@click.option("--due-on", required=True, type=DAY, help="Date d'échéance des documents.")
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path), help="Dossier des deux fichiers.")
def claims_(out: Output, issued_on: dt.date, due_on: dt.date, folder: Path) -> int:
    """Écrit les factures et avoirs de rattrapage, à importer, avec leurs bases de liquidation."""
    with out.open() as book:
        made = out.finish(documents.write(book, issued_on, due_on, folder))
    out.result(
        asdict(made),
        f"{made.invoices} factures, {amounts.said(made.amount)} ; "
        f"{made.credit_notes} avoirs, {amounts.said(made.credit_amount)} : {folder}",
        *([f"{made.left} lignes non comparables laissées : sans tarif ou sans pointage"] if made.left else []),
    )
    return INCOMPLETE if made.left else DONE


@command("notify")
@click.option("--on", required=True, type=DAY, help="Date des lettres.")
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path), help="Dossier des lettres.")
@click.option("--creditor", "creditor_file", type=click.Path(path_type=Path), help="creditor.toml, pour l'en-tête.")
@click.option("--contact", "contact_file", type=click.Path(path_type=Path), help="contact.toml : qui appeler.")
def notify_(out: Output, on: dt.date, folder: Path, creditor_file: Path | None, contact_file: Path | None) -> int:
    """Écrit une lettre par famille aux échéances approuvées, et note qu'elle est prévenue."""
    from rattrapage.letters import printing  # the typesetter starts threads: only this command pays for it

    sender = Sender(contact.read(contact_file), creditor.read(creditor_file) if creditor_file else None)
    with out.open() as book:
        made = out.finish(notices.write(book, on, folder, printing.notice, sender))
        is_invented = sender.contact.is_invented and not book.is_sample()
    out.warn(*_left_out_lines(made.left_out))
    if made.without_creditor:
        out.warn(
            f"{made.without_creditor} lettres annoncent un prélèvement sans l'identifiant du créancier (ICS) : "
            "donnez --creditor, ou lancez d'abord « mandates »."
        )
    if is_invented:
        out.warn("Lettres au contact inventé de la ville d'exemple : donnez --contact, ou modifiez data/contact.toml.")
    out.result(
        {"letters": made.letters, "left_out": len(made.left_out), "families_left_out": list(made.left_out)},
        f"{made.letters} lettres dans {folder} ; {len(made.left_out)} familles laissées",
    )
    return INCOMPLETE if made.left_out else DONE


def _left_out_lines(left_out: dict[str, str]) -> list[str]:
    """Writes one line a family left out; of a whole city, the first ones and how many more."""
    lines = [f"Famille {family} : {NO_LETTER[reason].text}" for family, reason in list(left_out.items())[:SAID]]
    more = len(left_out) - len(lines)
    return [*lines, f"… et {more} autres familles laissées (--json les nomme toutes)."] if more else lines
