"""« Plans de rattrapage »: is this schedule fair, and what does it bring, before anyone gets a letter?"""

import streamlit as st

from pages.finance.plans import effect, letters, steps, table
from pages.finance.plans import policy as plan_policy
from pages.ui import blank, data, errors, money, said
from rattrapage.access import guard
from rattrapage.plans import simulation
from rattrapage.plans.policy import Policy


def trying(version: int) -> Policy | None:
    """Shows the policy on the left and its effect on the right; gives the policy, None while a field is wrong."""
    base = plan_policy.starting(simulation.policy_in_force(data.ledger()))
    left, right = st.columns([1, 3], gap="medium")
    with left:
        policy = plan_policy.chosen(base)
    with right, errors.shown("Simulation"):
        if policy:
            effect.show(policy, version)
        else:
            st.info("L'effet sera calculé quand les choix de gauche seront corrigés.")
    return policy


def page() -> None:
    """Shows the page, from the strip to the instalments."""
    visitor = guard.require(guard.FINANCE)
    st.title("Plans de rattrapage")
    blank.latest_run(visitor)
    closed = money.catch_up()
    said.show()
    version = data.version()
    policy = trying(version)
    steps.saving(policy, visitor)
    with errors.shown("Approbation"):
        steps.approving(visitor, closed)
    with errors.shown("Lettres"):
        letters.show(visitor, closed)
    with errors.shown("Échéances"):
        table.show(visitor, version, closed)
    with errors.shown("Trop perçu"):
        table.overpaid()


page()
