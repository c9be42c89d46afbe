"""The form of « Demandes des familles » for what a family asks, and what its forms share."""

from __future__ import annotations

from dataclasses import asdict

import streamlit as st

from pages.finance.requests import terms as request_terms
from pages.ui import confirm, data, errors, formats, labels
from rattrapage.access.guard import Visitor
from rattrapage.errors import Refusal
from rattrapage.requests import desk
from rattrapage.requests.terms import Step, Terms

ROUND, DONE, ANSWERED = "demandes:tour", "demandes:dit", "demandes:reponse"


def key(name: str) -> str:
    """Gives a widget's key, new after each record: a form that was recorded comes back empty."""
    return f"demandes:{st.session_state.setdefault(ROUND, 0)}:{name}"


def done(words: str, request_id: int | None = None) -> None:
    """Empties the forms, and keeps what was done and the request that now needs a letter, for the next run."""
    st.session_state[ROUND] += 1
    st.session_state[DONE] = words
    st.session_state[ANSWERED] = request_id


def check_filled(**fields: str | None) -> None:
    """Raises `Refusal` naming the fields left empty (keys are their French labels, `_` for a blank)."""
    missing = [label.replace("_", " ") for label, value in fields.items() if not (value or "").strip()]
    if missing:
        raise Refusal(f"Il manque : {', '.join(missing)}.")


def family(number: str) -> dict:
    """Gives the family of a number; raises `Refusal` for an unknown one."""
    rows = data.rows("pages/shared/family", family=number.strip())
    if not rows:
        raise Refusal(f"Aucune famille n° {number} ; vérifiez le numéro.")
    return rows[0]


def asking(wanted: str | None, visitor: Visitor) -> None:
    """Shows « Enregistrer une demande »; `wanted` is the family that the address names."""
    number = st.text_input("Famille (numéro)", wanted or "", key=key(f"famille:{wanted}"), width=240)
    kind = st.radio(
        "Ce que la famille demande", list(labels.REQUEST_KINDS), format_func=labels.REQUEST_KINDS.get, key=key("nature")
    )
    typed = request_terms.fields(kind, key("demande"))
    why = st.text_area("Motif", key=key("motif"), help="Reste au dossier : il n'est écrit dans aucune lettre.")
    if st.button("Enregistrer la demande"):
        with errors.shown("Demande"):
            check_filled(famille=number, motif=why)
            found = family(number)
            terms = request_terms.terms(typed, may_be_empty=kind == "hardship")
            desk.check_terms(data.ledger(), found["family_id"], terms)
            _ask_to_keep(found, Step("asked", visitor.name, why.strip()), terms, visitor)


def _ask_to_keep(found: dict, step: Step, terms: Terms, visitor: Visitor) -> None:
    name = formats.plain(f"{found['family_id']} — {found['payer_name']}")

    def act() -> None:
        number = desk.record(data.ledger(), found["family_id"], step, terms, visitor.name)
        done(f"Demande n° {number} enregistrée.", number)

    effects = [
        f"**Une demande**, famille {name} : {request_terms.said(asdict(terms))}.",
        "Les prélèvements de la famille sont suspendus jusqu'à la réponse. Une demande déjà ouverte est complétée.",
    ]
    confirm.ask("Enregistrer une demande", effects, "Enregistrer la demande", act)
