"""The table of the bank's codes: what each means and what to do next, edited by the city, saved with its trace."""

from __future__ import annotations

import streamlit as st

from pages.ui import confirm, data, formats, said
from rattrapage import words
from rattrapage.access.guard import Visitor
from rattrapage.returns import reason_codes
from rattrapage.returns.reason_codes import ReasonCode

NONE = "—"
HOLDS: dict[str | None, str] = {None: NONE} | dict[str | None, str](words.HOLDS)
ROUND = "codes:tour"


def show(visitor: Visitor) -> None:
    """The table, its editor, and the button that saves what was changed."""
    st.header("Codes de retour")
    st.markdown(
        "Pour chaque code de la banque : ce qu'il veut dire, ce qu'il faut faire, et quels prélèvements attendent."
    )
    before = [worded(row) for row in reason_codes.listed(data.ledger())]
    after = st.data_editor(
        before,
        column_config=_columns(),
        hide_index=True,
        num_rows="add",
        alt="Codes de retour de la banque",
        key=f"codes:{st.session_state.setdefault(ROUND, 0)}",
    )
    wanted = changes(before, after)
    number = formats.counted(len(wanted), "code changé", "codes changés")
    if st.button("Enregistrer les codes", disabled=not wanted):
        _ask(wanted, number, visitor)


def worded(row: ReasonCode) -> dict[str, str]:
    """A row of the table as the editor shows it."""
    return {
        "code": row.code,
        "meaning": row.meaning,
        "action": row.action,
        "again": row.again or NONE,
        "hold": HOLDS[row.hold],
    }


def _columns() -> dict:
    actions = list(words.RETURN_ACTIONS)
    text, choice = st.column_config.TextColumn, st.column_config.SelectboxColumn
    return {
        "code": text("Code", help="« * » : tout code qui n'est pas dans la liste.", width="small", required=True),
        "meaning": text("Libellé", required=True),
        "action": choice("Suite à donner", options=actions, required=True),
        "again": choice("La seconde fois", options=[NONE, *actions], required=True),
        "hold": choice("Suspend", options=list(HOLDS.values()), required=True),
    }


def changes(before: list[dict], after: list[dict]) -> list[dict]:
    """The rows to save, in the words of the domain: those that are new or no longer what they were."""
    codes = {word: code for code, word in HOLDS.items()}
    return [
        {
            "code": (row["code"] or "").strip().upper(),
            "meaning": (row["meaning"] or "").strip(),
            "action": row["action"],
            "again": None if row["again"] in (None, NONE) else row["again"],
            "hold": codes.get(row["hold"]),
        }
        for row in after
        if row not in before
    ]


def _ask(wanted: list[dict], number: str, visitor: Visitor) -> None:
    def act() -> None:
        for row in wanted:
            reason_codes.change(data.ledger(), **row, actor=visitor.name)
        st.session_state[ROUND] += 1
        said.say(f"{number}.")

    effects = [
        f"**{number}** : {formats.plain(', '.join(row['code'] for row in wanted))}.",
        "Les suites à donner changent tout de suite ; les suspensions, pour les prochains comptes rendus.",
    ]
    confirm.ask("Enregistrer les codes de retour", effects, "Enregistrer", act)
