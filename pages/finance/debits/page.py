"""« Fichiers de prélèvement »: is this file safe to hand in?"""

import datetime as dt

import streamlit as st

from pages.finance.debits import blocks, checks, files, left_out, making
from pages.ui import blank, creditor, data, errors, filters, formats, menu, money, said
from rattrapage import clock
from rattrapage.access import guard
from rattrapage.debits import exports
from rattrapage.debits import gate as debit_gate
from rattrapage.debits.eligibility import DebitRequest, Selection
from rattrapage.debits.gate import Gate
from rattrapage.sepa.creditor import Creditor

LOOKED = "prelevements:controles"


def requested(proposed: dt.date) -> DebitRequest:
    """Asks what the file is for; raises `Refusal` when the dates are out of order."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        due_from = filters.day("Échéances du", "du", proposed, width=170)
        due_to = filters.day("au", "au", proposed, width=170)
        created_on = filters.day("Créé le", "cree", clock.today(), width=170)
        allow_legacy = filters.toggle("Accepter les mandats de l'ancien système", "anciens")
    return DebitRequest(due_from, due_to, created_on, allow_legacy)


def looked(found: Creditor, request: DebitRequest) -> Gate:
    """Gives the gate; the session keeps it until the request or the ledger changes."""
    version = data.version()
    key = (found, request, version)
    kept = st.session_state.get(LOOKED)
    if not kept or kept[0] != key:
        with st.spinner("Contrôles en cours…"):
            kept = (key, debit_gate.look(data.ledger(), found, request))
        st.session_state[LOOKED] = kept
    return kept[1]


def metrics(row: Selection) -> None:
    """Shows what the file takes and leaves, in count and euros, and their sum."""
    with st.container(horizontal=True, vertical_alignment="distribute"):
        for label, tally in (("Retenues", row.included), ("Écartées", row.left_out), ("Total à échoir", row.due)):
            count = formats.counted(tally.count, "échéance", "échéances")
            st.metric(label, formats.euro(tally.amount), border=True, delta=count, delta_color="off", delta_arrow="off")


def new_file(visitor: guard.Visitor, closed: str | None) -> None:
    """Shows the making of a file, from the dates to the button."""
    st.header("Nouveau fichier")
    found = data.rows("pages/debits/next_date", today=clock.today())
    if not found:
        st.info("Aucune échéance approuvée n'attend de prélèvement.")
        st.page_link(menu.PLANS.file, label="Ouvrir les plans de rattrapage")
        return
    request = requested(found[0]["due_on"])
    who = creditor.field(visitor)
    if not who:
        st.markdown("Les contrôles attendent le fichier du créancier.")
        return
    gate = looked(who, request)
    checks.show(gate)
    if gate.selection:
        metrics(gate.selection)
        left_out.show(gate.selection, gate.left_out, request, visitor, closed)
    making.show(gate, who, request, visitor, closed)


def page() -> None:
    """Shows the page, from the warning to the files written."""
    visitor = guard.require(guard.FINANCE)
    st.title("Fichiers de prélèvement")
    blank.latest_run(visitor)
    closed = money.catch_up()
    st.warning(exports.WARNING)
    said.show()
    with errors.shown("Blocage"):
        blocks.show(visitor)
    with errors.shown("Nouveau fichier"):
        new_file(visitor, closed)
    with errors.shown("Fichiers produits"):
        files.show(visitor, closed)


page()
