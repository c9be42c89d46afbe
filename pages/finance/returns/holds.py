"""The debits that wait because of what the bank answered, and « Lever la suspension »."""

from __future__ import annotations

import streamlit as st

from pages.ui import confirm, data, formats, said, tables
from rattrapage.access.guard import Visitor
from rattrapage.returns import holds
from rattrapage.returns.holds import Hold

SCOPES = {"mandate": "mandat", "family": "famille", "file": "familles du fichier"}
SHOWN = 29


def show(visitor: Visitor) -> None:
    """The holds that stand, the oldest first."""
    st.header("Prélèvements suspendus")
    found = holds.standing(data.ledger())
    if not found:
        st.markdown("Aucune suspension en cours.")
        return
    if len(found) > SHOWN:
        st.markdown(f"{SHOWN} premières sur {formats.count(len(found))}")
    tables.small(
        [_row(row) for row in found[:SHOWN]], alt="Suspensions en cours, de la plus ancienne à la plus récente"
    )
    known = {row.hold_id: row for row in found}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Suspension", list(known), format_func=lambda number: _named(known[number]), width=480)
        if st.button("Lever la suspension"):
            _ask(known[chosen], visitor)


def _row(row: Hold) -> dict[str, str]:
    return {
        "N°": str(row.hold_id),
        "Suspendu": f"{SCOPES[row.scope]} {row.subject}",
        "Motif": f"{row.reason} {row.meaning}",
        "Depuis le": formats.day(row.placed_at.date()),
    }


def _named(row: Hold) -> str:
    return f"n° {row.hold_id}, {SCOPES[row.scope]} {row.subject} ({row.reason})"


def _ask(row: Hold, visitor: Visitor) -> None:
    def act(why: str) -> None:
        holds.release(data.ledger(), row.hold_id, visitor.name, why)
        said.say(f"Suspension n° {row.hold_id} levée.")

    effects = [
        f"**{formats.plain(_named(row))}** : {formats.plain(row.meaning)}.",
        "Les prochaines échéances pourront de nouveau être prélevées. Celle qui est revenue ne l'est pas d'elle-même.",
    ]
    confirm.ask("Lever la suspension", effects, "Lever la suspension", act, why="Pourquoi")
