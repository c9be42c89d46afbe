"""The checks of a debit file to be: one line each, and the page that mends what fails."""

from __future__ import annotations

import streamlit as st

from pages.ui import formats, menu
from rattrapage.debits import checks as debit_checks
from rattrapage.debits.checks import Check
from rattrapage.debits.gate import Gate

MENDED_ON = {
    debit_checks.BALANCE: (menu.JOURNAL.file, "Ouvrir le journal et les calculs"),
    debit_checks.FACTS["approved"]: (menu.PLANS.file, "Ouvrir les plans de rattrapage"),
    debit_checks.FACTS["notified"]: (menu.PLANS.file, "Produire les lettres"),
    debit_checks.FACTS["mandate"]: (menu.MANDATES.file, "Ouvrir la campagne de mandats"),
    debit_checks.FACTS["collected"]: (menu.PLANS.file, "Ouvrir les plans de rattrapage"),
}


def show(gate: Gate) -> None:
    """Shows « Contrôles »: each check ✓ or ✗ with its count."""
    st.header("Contrôles")
    with st.container(border=True, gap="small", key="controles"):
        for check in gate.checks:
            _line(check, gate)


def _line(check: Check, gate: Gate) -> None:
    label = formats.plain(check.label)
    if check.holds:
        st.markdown(f"✓ **{label}** : {_went_through(check, gate)}")
        return
    st.markdown(f"✗ **{label}** : {formats.plain(check.fault)}")
    if check.label in MENDED_ON:
        page, words = MENDED_ON[check.label]
        st.page_link(page, label=words)


def _went_through(check: Check, gate: Gate) -> str:
    """What a check that holds went through, with its count."""
    debits = formats.counted(gate.drafted.count, "prélèvement", "prélèvements")
    match check.label:
        case debit_checks.FREE:
            return "rien n'empêche de produire un fichier"
        case debit_checks.BALANCE:
            selection = gate.balanced
            due = formats.counted(selection.due.count, "échéance", "échéances")
            taken, left = formats.count(selection.included.count), formats.count(selection.left_out.count)
            return f"{due} à échoir, {taken} à retenir et {left} à écarter ; les plans de toutes les familles aussi"
        case debit_checks.BYTES:
            return f"{debits}, {formats.euro(gate.drafted.amount)}, relus dans le fichier comme au registre"
        case _:
            return f"{debits} en règle"
