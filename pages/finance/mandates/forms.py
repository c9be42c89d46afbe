"""The forms of « Campagne de mandats »: who debits, « Produire les formulaires », the register, the states on paper."""

from __future__ import annotations

import datetime as dt

import duckdb
import streamlit as st

from pages.ui import confirm, creditor, data, downloads, errors, formats, labels, progress, said
from rattrapage import queries, words
from rattrapage.access.guard import Visitor
from rattrapage.letters import printing
from rattrapage.mandates import campaign
from rattrapage.mandates import forms as mandate_forms
from rattrapage.sepa.creditor import Creditor

WANTED = "mandats:demande"
ZIP = "formulaires-de-mandat.zip"
UNDONE = "les RUM données restent valables, relancez pour imprimer les formulaires"


def show(cursor: duckdb.DuckDBPyConnection, today: dt.date, visitor: Visitor, closed: str | None) -> None:
    """Shows the creditor, the forms, the register, and what became of the forms on paper."""
    st.header("Formulaires")
    found = creditor.field(visitor)
    (row,) = queries.rows(cursor, "pages/mandates/figures")
    if st.button("Produire les formulaires (PDF)", type="primary", disabled=not found or not row["to_renew"]):
        _ask(row["to_renew"])
    if not found:
        st.markdown("Les formulaires attendent le fichier du créancier.")
    elif not row["to_renew"]:
        st.markdown("Aucun mandat n'est à renouveler.")
    if st.session_state.pop(WANTED, None) and found:
        with errors.shown("Formulaires"):
            _print(found, today, visitor)
    forms = queries.rows(cursor, "pages/mandates/markable")
    _take_away(forms, today, visitor, closed)
    _mark(forms, visitor)


def _ask(number: int) -> None:
    forms = formats.counted(number, "formulaire", "formulaires")

    def act() -> None:
        st.session_state[WANTED] = True

    effects = [
        f"**{forms}**, un par famille dont le mandat est à renouveler.",
        "Chaque formulaire reçoit sa RUM. Imprimé une seconde fois sans changement, il garde la même.",
    ]
    confirm.ask("Produire les formulaires", effects, f"Produire {forms}", act)


def _print(found: Creditor, today: dt.date, visitor: Visitor) -> None:
    st.markdown("Ne fermez pas cette page : les formulaires seraient à produire à nouveau, sous les mêmes RUM.")
    book = data.ledger()
    steps = mandate_forms.write(book, found, campaign.folder(book), printing.mandate_form, today, visitor.name)
    number = formats.counted(
        progress.run("Impression", steps, UNDONE).mandates, "formulaire produit", "formulaires produits"
    )
    said.say(f"{number} : téléchargez-les plus bas.")
    st.rerun()


def _take_away(forms: list[dict], today: dt.date, visitor: Visitor, closed: str | None) -> None:
    printed = campaign.printed(data.ledger(), [row["mandate_reference"] for row in forms])
    with st.container(horizontal=True):
        if printed:
            label = "Télécharger les formulaires (ZIP)"
            downloads.file(label, ZIP, "application/zip", lambda: campaign.archive(printed), visitor, closed)
        downloads.file(
            "Télécharger mandats.csv",
            "mandats.csv",
            "text/csv",
            lambda: mandate_forms.register_csv(data.ledger(), today).encode(),
            visitor,
            closed,
        )


def _mark(forms: list[dict], visitor: Visitor) -> None:
    """« État des formulaires »: what people know of the paper; a signed form is only valid once it is imported."""
    st.header("État des formulaires")
    st.markdown(
        "Notez ici ce que devient le papier. Un formulaire signé devient « Valide » quand la table des mandats est "
        "importée avec sa RUM, son IBAN et sa date de signature."
    )
    if not forms:
        st.markdown("Aucun formulaire n'attend de retour.")
        return
    known = {row["mandate_reference"]: row for row in forms}
    states = words.ON_PAPER
    chosen = st.multiselect(
        "Formulaires",
        list(known),
        key="mandats:references",
        format_func=lambda reference: _named(known[reference]),
        placeholder="Choisissez les formulaires",
    )
    everything = st.checkbox(f"Tous les formulaires ({formats.count(len(known))})")
    state = st.selectbox("État", list(states), index=1, format_func=lambda code: states[code], width=240)
    note = st.text_input("Remarque", width=480)
    references = list(known) if everything else chosen
    if st.button("Noter l'état", disabled=not references):
        _ask_mark(references, state, note, visitor)


def _named(row: dict) -> str:
    state = labels.CAMPAIGN_STATES[row["state"]].lower()
    return f"{row['mandate_reference']} — {row['family_id']}, {row['payer_name']} ({state})"


def _ask_mark(references: list[str], state: str, note: str, visitor: Visitor) -> None:
    forms = formats.counted(len(references), "formulaire", "formulaires")
    word = labels.CAMPAIGN_STATES[state]

    def act() -> None:
        marked = mandate_forms.mark(data.ledger(), references, state, visitor.name, note)
        said.say(f"{formats.counted(marked, 'formulaire noté', 'formulaires notés')} « {word} ».")

    effects = [f"**{forms}** : « {word} ».", "Seul le suivi change ; aucun prélèvement n'en dépend."]
    confirm.ask("Noter l'état des formulaires", effects, f"Noter {forms}", act)
