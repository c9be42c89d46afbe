"""A family's evidence on screen: how each amount was worked out, beside the invoice lines."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from pages.ui import formats, tables

STATUSES = {
    "present": "présent",
    "absent_unexcused": "absent non excusé",
    "absent_excused": "absent excusé",
    "unbooked": "sans réservation",
    "cancelled": "annulé",
}


def show(bases: dict, month: str) -> None:
    """The two tables of one month (`2023-09`) of `rattrapage.bases.of`: usage worked out, and invoice lines."""
    found = next((row for row in bases["months"] if row["month"] == month), None)
    used = [_part(row, part) for row in found["used"] for part in row["parts"]] if found else []
    billed = [_line(row) for row in found["billed"]] if found else []
    st.subheader("Pointages et calcul")
    if used:
        tables.small(used, alt=f"Pointages de {formats.month(month)} et calcul de leur prix")
    else:
        st.markdown("Aucun usage facturable ce mois-là.")
    st.subheader("Lignes de facture")
    if billed:
        tables.small(billed, alt=f"Lignes de facture pour {formats.month(month)}")
    else:
        st.markdown("Aucune ligne de facture émise pour ce mois.")


def _part(row: dict, part: dict) -> dict[str, str]:
    return {
        "Enfant": row["child"],
        "Service": row["service"],
        "Statut": STATUSES.get(part["status"], part["status"]),
        "Quantité": formats.number(part["quantity"]),
        "Facteur": formats.number(part["factor"]),
        "Quotient": "gratuité" if part["is_exempt"] else formats.euro(part["quotient"]),
        "Tranche": _bracket(part),
        "Tarif en vigueur": formats.day(part["tariff_valid_from"]),
        "Prix": formats.euro(row["unit_price"]) if row["unit_price"] is not None else "sans tarif",
        "Montant": formats.euro(row["amount"]) if len(row["parts"]) == 1 else f"{formats.euro(row['amount'])} en tout",
    }


def _bracket(part: dict) -> str:
    if part["qf_min"] is None:
        return formats.MISSING
    if part["qf_max"] is None:
        return f"à partir de {formats.number(part['qf_min'])}"
    return f"{formats.number(part['qf_min'])} à moins de {formats.number(part['qf_max'])}"


def _line(row: dict) -> dict[str, str]:
    return {
        "Facture": row["invoice_id"],
        "Émise le": formats.day(row["issued_on"]),
        "Nature": "avoir" if row["is_credit"] else "facture",
        "Enfant": row["child"] or "tous les enfants",
        "Service": row["service"],
        "Quantité": formats.number(row["quantity"]),
        "Prix": formats.euro(row["unit_price"]),
        "Montant": formats.euro(row["amount"]),
    }


def quotients(rows: list[dict]) -> None:
    """« Quotients connus »: the periods that came in; outside them the highest bracket applies."""
    st.header("Quotients connus")
    if not rows:
        st.markdown("Aucun quotient connu : la tranche la plus haute s'applique.")
        return
    shown = [
        {
            "À partir du": formats.day(row["valid_from"]),
            "Jusqu'au (non compris)": formats.day(row["valid_to"]),
            "Quotient": formats.euro(Decimal(row["quotient"])),
        }
        for row in rows
    ]
    tables.small(shown, alt="Quotients connus de la famille")
