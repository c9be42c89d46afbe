"""Commands that keep the ledger: `backup`, `restore`, `audit`."""

from __future__ import annotations

from pathlib import Path

import click

from rattrapage import amounts, journal
from rattrapage.commands.cli import DONE, INCOMPLETE, Output, command
from rattrapage.debits import gate
from rattrapage.errors import Refusal
from rattrapage.keeping import backup, restore
from rattrapage.keeping.restore import Restored


@command("backup")
@click.option("--out", "path", required=True, type=click.Path(path_type=Path), help="Fichier de sauvegarde à écrire.")
def backup_(out: Output, path: Path) -> int:
    """Copie tout le registre dans un fichier."""
    with out.open() as book:
        sha256 = backup.make(book, path)
    out.result({"sha256": sha256, "file": str(path)}, f"Sauvegarde : {path}", f"SHA-256 {sha256}")
    return DONE


@command("restore")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--confirm-debits", is_flag=True, help="Après vérification : permet de nouveau les prélèvements.")
@click.option("--by", "actor", help="Qui restaure, ou qui confirme.")
@click.option("--why", help="Ce qui a été vérifié.")
def restore_(out: Output, path: Path | None, confirm_debits: bool, actor: str | None, why: str | None) -> int:
    """Remet une sauvegarde à la place du registre ; les prélèvements attendent alors une confirmation."""
    if confirm_debits:
        return _confirm(out, path, actor, why)
    if path is None or why is not None:
        raise Refusal("Indiquez le fichier à restaurer ; --why ne va qu'avec --confirm-debits.")
    made = restore.restore(out.db, path, actor or "cli")
    out.warn(*_warnings(made))
    out.result(
        {
            "sha256": made.sha256,
            "kept_aside": str(made.kept_aside) if made.kept_aside else None,
            "files_after": made.lost.files if made.lost else None,
            "actions_lost": made.lost.actions if made.lost else None,
        },
        f"Registre restauré : {out.db} (SHA-256 de la sauvegarde : {made.sha256})",
        *([f"Registre remplacé, gardé sous : {made.kept_aside}"] if made.kept_aside else []),
    )
    return DONE


def _warnings(made: Restored) -> list[str]:
    lost = made.lost
    lines = [
        f"Fichier de prélèvement écrit après la sauvegarde : {file['message_id']}, {file['debits']} prélèvements, "
        f"{amounts.said(file['amount'])}"
        for file in (lost.files if lost else [])
    ]
    if lost and lost.actions:
        lines.append(f"{lost.actions} actions du registre remplacé ne sont pas dans celui-ci : voyez {made.kept_aside}")
    return [*lines, f"Prélèvements bloqués : {made.reason}"]


def _confirm(out: Output, path: Path | None, actor: str | None, why: str | None) -> int:
    if path is not None or actor is None or why is None or not actor.strip() or not why.strip():
        raise Refusal("--confirm-debits demande --by et --why, sans fichier.")
    with out.open() as book:
        gate.unblock(book, actor, why)
    out.result({"confirmed": True}, "Prélèvements de nouveau permis.")
    return DONE


@command("audit")
@click.option("--verify", is_flag=True, help="Relit le journal chaîné.")
def audit_(out: Output, verify: bool) -> int:
    """Vérifie qu'aucune ligne du journal n'a été changée ou retirée."""
    if not verify:
        raise Refusal("Il manque --verify.")
    with out.open() as book:
        rows, broken = journal.verify(book.cursor())
    out.warn(*(f"Ligne {number} du journal changée, ou absente." for number in broken[:20]))
    out.result(
        {"rows": rows, "broken": len(broken), "broken_rows": broken},
        f"{rows} lignes, {len(broken)} fausses ou absentes",
    )
    return INCOMPLETE if broken else DONE
