"""The waivers of « Demandes des familles »: what the council voted to give up, recorded with its reference."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from pages.finance.requests import forms
from pages.ui import confirm, data, errors, formats, tables
from pages.ui.columns import Column
from rattrapage import amounts
from rattrapage.access.guard import Visitor
from rattrapage.requests import waivers
from rattrapage.requests.waivers import Effect

OLDEST = "Les plus anciens d'abord"
ATTENTION = ":orange-badge[:material/warning: Attention] "
COLUMNS = {
    "recorded_on": Column("Enregistrée le", "date"),
    "family_id": Column("Famille"),
    "payer_name": Column("Redevable"),
    "month": Column("Mois", "month"),
    "amount": Column("Montant", "euro"),
    "reference": Column("Référence"),
    "actor": Column("Auteur"),
}


def form(wanted: str | None, visitor: Visitor) -> None:
    """Shows « Enregistrer une remise votée »; `wanted` is the family that the address names."""
    key = forms.key
    with st.container(horizontal=True):
        number = st.text_input("Famille (numéro)", wanted or "", key=key(f"remise:famille:{wanted}"), width=240)
        amount = st.text_input("Montant remis (€)", key=key("remise:montant"), width=200)
        month = st.selectbox(
            "Mois remis", data.choices("months"), None, formats.month, key("remise:mois"), placeholder=OLDEST, width=240
        )
        reference = st.text_input("Référence du vote", key=key("remise:reference"), width=240)
        by = st.text_input("Auteur de la demande", key=key("remise:auteur"), width=240)
    why = st.text_area("Motif", key=key("remise:motif"))
    if st.button("Enregistrer la remise"):
        with errors.shown("Remise"):
            forms.check_filled(famille=number, montant=amount, référence=reference, auteur=by, motif=why)
            found = forms.family(number)
            _ask(found, amounts.parse(amount), month, (reference.strip(), by.strip(), why.strip()), visitor)


def _ask(found: dict, amount: Decimal, month: str | None, vote: tuple[str, str, str], visitor: Visitor) -> None:
    def act() -> None:
        number = waivers.record(data.ledger(), found["family_id"], amount, *vote, month, visitor.name)
        forms.done(f"Remise n° {number} enregistrée : elle entre dans la prochaine proposition de plans.")

    effect = waivers.effect(data.ledger(), found["family_id"], amount, month)
    name = formats.plain(f"{found['family_id']} — {found['payer_name']}")
    effects = [
        (
            f"**Une remise** de **{formats.euro(amount)}**, famille {name}, "
            f"{formats.month(month) if month else OLDEST.lower()}, référence {formats.plain(vote[0])}."
        ),
        *said(effect, amount, month),
        "Elle est déduite de ce qui est à recouvrer à la prochaine proposition de plans, jamais en dessous de zéro.",
    ]
    confirm.ask("Enregistrer une remise votée", effects, "Enregistrer la remise", act)


def said(effect: Effect | None, amount: Decimal, month: str | None) -> list[str]:
    """Gives in words what the family owes and what the waiver really takes.

    Warns where it takes less than voted, or what is paid already.
    """
    if effect is None:
        return [f"{ATTENTION}Son effet ne se chiffre pas encore : aucun calcul ne porte sur tous les mois à rattraper."]
    of_month = f" ({formats.month(month)} : **{formats.euro(effect.due_of_month)}** à recouvrer)" if month else ""
    lines = [
        (
            f"{ATTENTION if effect.taken < amount else ''}Cette famille doit **{formats.euro(effect.due)}**{of_month} "
            f": {_taken(effect, amount)}"
        )
    ]
    if effect.overpaid:
        paid, over = formats.euro(effect.paid), formats.euro(effect.overpaid)
        lines.append(f"{ATTENTION}La famille a déjà réglé **{paid}** : **{over}** de la remise seront du trop perçu.")
    return lines


def _taken(effect: Effect, amount: Decimal) -> str:
    if not effect.taken:
        return "la remise n'en prend rien, elle est sans effet."
    rest = ", le reste est sans effet" if effect.taken < amount else ""
    return f"la remise en prend **{formats.euro(effect.taken)}**{rest}."


def recorded() -> None:
    """Shows « Remises votées », when there are some."""
    found = data.arrow("pages/requests/waivers")
    if found.num_rows:
        st.header("Remises votées")
        shown = found.slice(0, tables.ROWS)
        tables.show(shown, COLUMNS, alt="Remises votées, de la plus récente à la plus ancienne", total=found.num_rows)
