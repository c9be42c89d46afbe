"""The decisions of « Plans de rattrapage »: save the proposal, approve the plans."""

from __future__ import annotations

import streamlit as st

from pages.ui import confirm, data, errors, formats, progress, said
from rattrapage import clock
from rattrapage.access.guard import Visitor
from rattrapage.plans import approvals, proposals
from rattrapage.plans.approvals import Waiting
from rattrapage.plans.policy import Policy

SHOWN = 20


def saving(policy: Policy | None, visitor: Visitor) -> None:
    """Shows « Enregistrer la proposition », for the policy that the reader sees."""
    st.header("Proposition")
    st.markdown(
        "Enregistrer remplace les plans qui ne sont pas encore approuvés. Ce qui est annoncé, en banque ou réglé ne "
        "bouge pas ; une échéance annoncée de trop est seulement baissée, tout de suite."
    )
    if st.button("Enregistrer la proposition", type="primary", disabled=policy is None) and policy:
        with errors.shown("Proposition"):
            made = progress.run("Calcul des plans", proposals.propose(data.ledger(), policy, visitor.name))
            families = formats.counted(made.families, "famille", "familles")
            parts = formats.counted(made.instalments, "échéance", "échéances")
            said.say(f"Proposition enregistrée : {families}, {parts}, {formats.euro(made.amount)}.")
            st.rerun()


def approving(visitor: Visitor, closed: str | None) -> None:
    """Shows « Approuver les plans », and which ones are out of date."""
    st.header("Approbation")
    found = approvals.waiting(data.ledger())
    if not found.plan_ids and not found.stale:
        st.markdown("Aucun plan n'attend d'approbation.")
        return
    number = formats.counted(len(found.plan_ids), "plan proposé attend", "plans proposés attendent")
    st.markdown(f"**{number}** une approbation : {formats.euro(found.amount)}.")
    if found.stale:
        st.warning(_stale(found.stale))
    if st.button("Approuver les plans", disabled=bool(closed) or not found.plan_ids):
        _ask(found, visitor)


def _stale(families: list[str]) -> str:
    """Which plans are out of date, the first ones by name, and what to do."""
    number = formats.counted(len(families), "plan périmé est laissé", "plans périmés sont laissés")
    named = ", ".join(formats.plain(family) for family in families[:SHOWN])
    return (
        f"{number} de côté (familles {named}{', …' if len(families) > SHOWN else ''}) : un paiement, un retour, une "
        "lettre ou une décision est venu depuis. Enregistrez la proposition à nouveau."
    )


def _ask(found: Waiting, visitor: Visitor) -> None:
    number = formats.counted(len(found.plan_ids), "plan", "plans")

    def act() -> None:
        done = approvals.approve(data.ledger(), found, visitor.name, clock.today())
        left = f" {_stale(done.left_out)}" if done.left_out else ""
        approved = formats.counted(done.families, "plan approuvé", "plans approuvés")
        said.say(f"{approved}, {formats.euro(done.amount)}.{left}")

    effects = [
        f"**{number}**, {formats.euro(found.amount)}.",
        "Les échéances deviennent dues à leur date. Les familles sont prévenues par les lettres, à produire ensuite.",
    ]
    confirm.ask("Approuver les plans", effects, f"Approuver {number}", act)
