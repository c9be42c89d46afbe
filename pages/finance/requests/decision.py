"""The form of « Demandes des familles » for what the accountant decided; the tool records it, through a dialog."""

from __future__ import annotations

import streamlit as st

from pages.finance.requests import terms as request_terms
from pages.finance.requests.forms import check_filled, done, key
from pages.ui import confirm, data, errors, formats, labels
from rattrapage import clock
from rattrapage.access.guard import Visitor
from rattrapage.requests import desk
from rattrapage.requests.terms import Step, Terms

ANSWERS = {code: labels.REQUEST_STATES[code] for code in ("sent_to_accountant", "granted", "refused")}
EFFECTS = {
    "sent_to_accountant": "Les prélèvements de la famille restent suspendus jusqu'à la décision.",
    "granted": "Si des conditions sont accordées, les échéances annoncées qui ne sont pas en banque sont reprises : "
    "enregistrez ensuite une nouvelle proposition de plans.",
    "refused": "Les échéances déjà annoncées restent à payer, et les prélèvements reprennent.",
}


def form(wanted: str | None, visitor: Visitor) -> None:
    """Shows « Enregistrer la décision », on one of the requests that wait.

    The request of the family that the address names comes first.
    """
    waiting = {row["request_id"]: row for row in data.rows("pages/requests/open")}
    if not waiting:
        st.info("Aucune demande n'attend de réponse.")
        return
    first = next((place for place, row in enumerate(waiting.values()) if row["family_id"] == wanted), 0)
    number = st.selectbox(
        "Demande", list(waiting), first, lambda number: _named(waiting[number]), key=key(f"demande:{wanted}")
    )
    typed = _fields()
    asked = _granted(typed["state"])
    if st.button("Enregistrer la décision"):
        with errors.shown("Décision"):
            check_filled(référence=typed["reference"], auteur=typed["by"], motif=typed["why"])
            terms = request_terms.terms(asked, may_be_empty=True)
            desk.check_terms(data.ledger(), waiting[number]["family_id"], terms)
            _ask(waiting[number], Step(**typed), terms, visitor)


def _fields() -> dict:
    """What is decided, by whom, when, why, and its reference, as a step of the request has them."""
    today = clock.today()
    with st.container(horizontal=True):
        typed = {
            "state": st.selectbox(
                "Décision", list(ANSWERS), format_func=lambda state: ANSWERS[state], key=key("decision"), width=240
            ),
            "reference": st.text_input("Référence", key=key("reference"), width=240).strip(),
            "decided_on": st.date_input(
                "Date", today, max_value=today, format="DD/MM/YYYY", key=key("date"), width=160
            ),
            "by": st.text_input("Auteur de la décision", key=key("auteur"), width=240).strip(),
        }
    why = st.text_area("Motif", key=key("motif-decision"), help="Reste au dossier : il n'est écrit dans aucune lettre.")
    return typed | {"why": why.strip()}


def _named(row: dict) -> str:
    """« n° 3, famille F1 — Weber Alma, reçue le 10/02/2024 », and whether the accountant has it."""
    sent = ", transmise au comptable" if row["state"] == "sent_to_accountant" else ""
    return (
        f"n° {row['request_id']}, famille {row['family_id']} — {row['payer_name']}, "
        f"reçue le {formats.day(row['asked_on'])}{sent}"
    )


def _granted(state: str) -> dict:
    """What the accountant grants, where it is not what the family asked."""
    if state != "granted":
        return {}
    with st.expander("Conditions accordées, si elles diffèrent de la demande"):
        return request_terms.fields("schedule", key("accord")) | request_terms.fields("method", key("accord"))


def _ask(row: dict, step: Step, terms: Terms, visitor: Visitor) -> None:
    def act() -> None:
        number = desk.record(data.ledger(), row["family_id"], step, terms, visitor.name, row["request_id"])
        done(f"Demande n° {number} : {labels.REQUEST_STATES[step.state].lower()}.", number)

    verb = "Transmettre" if step.state == "sent_to_accountant" else "Enregistrer la décision"
    effects = [
        (
            f"**Une demande**, {formats.plain(_named(row))} : **{labels.REQUEST_STATES[step.state]}**, référence "
            f"{formats.plain(step.reference)}, le {formats.day(step.decided_on)}, par {formats.plain(step.by)}."
        ),
        f"Échéances qui attendent la réponse : **{formats.euro(row['held'])}**. {EFFECTS[step.state]}",
    ]
    confirm.ask("Enregistrer la décision", effects, verb, act)
