"""« Fichiers produits »: the list, and what is done with one of them: taken away, handed in, voided."""

from __future__ import annotations

import functools

import streamlit as st

from pages.ui import confirm, data, downloads, filters, formats, labels, said, tables
from pages.ui.columns import Column
from rattrapage.access.guard import Visitor
from rattrapage.debits import exports
from rattrapage.debits import files as debit_files
from rattrapage.errors import Refusal

COLUMNS = {
    "message_id": Column("Identifiant"),
    "created_on": Column("Créé le", "date"),
    "debits": Column("Prélèvements", "number"),
    "amount": Column("Montant", "euro"),
    "state": Column("État", "file"),
    "returned": Column("Retournés", "number"),
    "decided_by": Column("Décidé par"),
    "decided_at": Column("Décidé le", "moment"),
    "void_reason": Column("Motif d'annulation"),
}


def show(visitor: Visitor, closed: str | None) -> None:
    """Shows the files, the latest first, then the one chosen."""
    st.header("Fichiers produits")
    found = debit_files.listed(data.ledger())
    if not found.num_rows:
        st.info("Aucun fichier produit pour l'instant.")
        return
    tables.show(found.slice(0, tables.ROWS), COLUMNS, alt="Fichiers de prélèvement produits", total=found.num_rows)
    files = {row["message_id"]: row for row in found.to_pylist()}
    words = {name: f"{name}, {labels.FILE_STATES[row['state']].lower()}" for name, row in files.items()}
    chosen = filters.one_of("Fichier", list(files), "fichier", words, width=420)
    with st.container(border=True, key="fichier-choisi"):
        _one(files[chosen], visitor, closed)


def _one(row: dict, visitor: Visitor, closed: str | None) -> None:
    """The receipt of one file, and its buttons."""
    name = row["message_id"]
    st.markdown(
        f"Message **{formats.plain(name)}** : {_said(row)}, {labels.FILE_STATES[row['state']].lower()}  \n"
        f"Empreinte SHA-256 : {row['sha256']}"
    )
    if row["state"] == "written":
        st.markdown(exports.WARNING)
    with st.container(horizontal=True):
        shut = closed or ("fichier annulé" if row["state"] == "voided" else None)
        made = functools.partial(debit_files.content, data.ledger(), name)
        downloads.file("Télécharger le fichier", f"{name}.xml", "application/xml", made, visitor, shut)
        if st.button("Marquer comme remis à la banque", disabled=row["state"] != "written"):
            _hand_in(row, visitor)
        if st.button("Annuler (non remis)", disabled=row["state"] not in ("written", "rejected")):
            _void(row, visitor)
    if row["state"] == "voided":
        st.markdown("Fichier annulé : détruisez-le, il ne doit plus être remis.")


def _said(row: dict) -> str:
    return f"{formats.counted(row['debits'], 'prélèvement', 'prélèvements')}, {formats.euro(row['amount'])}"


def _hand_in(row: dict, visitor: Visitor) -> None:
    def act() -> None:
        debit_files.hand_in(data.ledger(), row["message_id"], visitor.name)
        said.say(f"{row['message_id']} : remis à la banque.")

    effects = [
        f"**{formats.plain(row['message_id'])}** : {_said(row)}.",
        "Un fichier remis ne peut plus être annulé ; ce que la banque refuse revient par ses comptes rendus.",
    ]
    confirm.ask("Marquer comme remis à la banque", effects, "Marquer comme remis", act)


def _void(row: dict, visitor: Visitor) -> None:
    def act(why: str) -> None:
        if not why.strip():
            raise Refusal("Dites pourquoi le fichier est annulé.")
        freed = debit_files.void(data.ledger(), row["message_id"], visitor.name, why)
        words = formats.counted(freed, "échéance de nouveau à prélever", "échéances de nouveau à prélever")
        said.say(f"{row['message_id']} annulé : {words}. Détruisez le fichier.")

    effects = [
        f"**{formats.plain(row['message_id'])}** : {_said(row)}.",
        (
            "Les échéances redeviennent à prélever. N'annulez que si la banque n'a rien reçu, ou a tout refusé : sinon "
            "les familles seraient prélevées deux fois."
        ),
    ]
    confirm.ask("Annuler le fichier", effects, "Annuler le fichier", act, why="Motif de l'annulation")
