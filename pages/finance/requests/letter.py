"""The answer to a request as a letter: on the page after a decision, and for a request selected in the list."""

from __future__ import annotations

import streamlit as st

from pages.ui import creditor, data
from rattrapage import clock
from rattrapage.access.guard import Visitor
from rattrapage.letters import printing
from rattrapage.letters.notices import Sender
from rattrapage.requests import answer


def button(request_id: int, place: str, visitor: Visitor) -> None:
    """Shows the field of the motive, and the letter to take away; `place` keeps two buttons of one page apart."""
    motive = st.text_input(
        "Motif à écrire à la famille (facultatif)", key=f"lettre:{place}:{request_id}:a-la-famille", width=360
    )

    def content() -> bytes:
        book = data.ledger()
        decision = answer.of(book, request_id, clock.today(), Sender(creditor=creditor.known()), motive.strip())
        return answer.write(book, request_id, decision, printing.decision, visitor.name)[1]

    st.download_button(
        "Télécharger la lettre de réponse (PDF)",
        content,
        file_name=f"demande-{request_id}.pdf",
        mime="application/pdf",
        on_click="ignore",
        key=f"lettre:{place}:{request_id}",
    )
