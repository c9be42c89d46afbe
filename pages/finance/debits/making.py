"""« Produire le fichier »: closed while a check fails, decided in figures, written exactly as it was checked."""

from __future__ import annotations

import streamlit as st

from pages.ui import confirm, data, formats, said
from rattrapage.access.guard import Visitor
from rattrapage.debits import exports, files
from rattrapage.debits.eligibility import DebitRequest
from rattrapage.debits.gate import Gate
from rattrapage.sepa.creditor import Creditor


def show(gate: Gate, creditor: Creditor, request: DebitRequest, visitor: Visitor, closed: str | None) -> None:
    """Shows the button, and beside it why it is closed."""
    reasons = _reasons(gate, closed)
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button("Produire le fichier", type="primary", disabled=bool(reasons))
        for reason in reasons:
            st.markdown(formats.plain(reason))
    if pressed:
        _ask(gate, creditor, request, visitor)


def _reasons(gate: Gate, closed: str | None) -> list[str]:
    failed = [f"✗ {check.label}" for check in gate.checks if not check.holds]
    found = [*([closed] if closed else []), *failed]
    return found or ([] if gate.open else ["Rien à prélever à ces dates."])


def _ask(gate: Gate, creditor: Creditor, request: DebitRequest, visitor: Visitor) -> None:
    debits_said = formats.counted(gate.balanced.included.count, "prélèvement", "prélèvements")

    def act() -> None:
        book = data.ledger()
        made = exports.write(book, creditor, request, files.place(book), visitor.name, gate.drafts)
        names = " et ".join(file.message_id for file in made.files)
        said.say(f"Fichier produit : message {names}. Téléchargez-le dans « Fichiers produits ».")

    effects = [
        (
            f"**{debits_said}**, {formats.euro(gate.balanced.included.amount)}, "
            f"échéances du {formats.day(request.due_from)} au {formats.day(request.due_to)}."
        ),
        "Ces échéances entrent dans ce fichier et dans aucun autre ; elles ne bougent plus dans les plans.",
        "Rien ne part tout seul : c'est vous qui remettez le fichier à la banque ou au comptable.",
    ]
    confirm.ask("Produire le fichier de prélèvement", effects, "Produire le fichier", act)
