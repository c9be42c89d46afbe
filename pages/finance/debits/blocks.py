"""The part of « Fichiers de prélèvement » that says why debits wait after a restore, and lets them go on."""

from __future__ import annotations

import streamlit as st

from pages.ui import confirm, data, formats, said
from rattrapage.access.guard import Visitor
from rattrapage.debits import gate


def show(visitor: Visitor) -> None:
    """Shows the reasons why debits are blocked, and « Reprendre les prélèvements »."""
    found = data.rows("pages/debits/blocks")
    for row in found:
        st.error(formats.plain(f"Prélèvements bloqués depuis le {formats.moment(row['set_at'])} : {row['reason']}"))
    if found and st.button("Reprendre les prélèvements"):
        _ask(visitor)


def _ask(visitor: Visitor) -> None:
    def act(why: str) -> None:
        gate.unblock(data.ledger(), visitor.name, why)
        said.say("Les prélèvements peuvent reprendre.")

    effects = [
        "Des fichiers de prélèvement pourront de nouveau être produits.",
        (
            "Vérifiez d'abord avec la banque ce qui a été remis depuis la sauvegarde : une échéance déjà prélevée le "
            "serait deux fois."
        ),
    ]
    confirm.ask("Reprendre les prélèvements", effects, "Reprendre les prélèvements", act, why="Pourquoi")
