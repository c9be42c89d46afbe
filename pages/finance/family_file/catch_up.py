"""The catch-up in a family's file: its plan, its requests, its mandates and debits, its payments."""

from __future__ import annotations

import streamlit as st

from pages.finance.family_file import approval
from pages.ui import data, formats, labels, menu, tables
from rattrapage.sepa import ibans

NOTHING = "Aucun plan n'est encore proposé pour cette famille."


def _rows(name: str, family: str) -> list[dict]:
    """Asked afresh each time: a decision taken on another page shows at once."""
    return data.rows(f"pages/family_file/catch_up/{name}", family=family)


def plan(family: str) -> None:
    """Shows « Plan »: the instalments, and what stands beside them."""
    st.header("Plan")
    position, instalments = _rows("position", family), _rows("instalments", family)
    if not position and not instalments:
        st.markdown(NOTHING)
        return
    for row in position:
        st.markdown(_position(row))
    if not instalments:
        st.markdown("Aucune échéance.")
        return
    shown = [
        {
            "N°": str(row["number"]),
            "Échéance": formats.day(row["due_on"]),
            "Montant": formats.euro(row["amount"]),
            "Réglé": formats.euro(row["paid"]),
            "Reste": formats.euro(row["unpaid"]),
            "État": labels.of(labels.INSTALMENT_STATES, row["state"]) or formats.MISSING,
            "Annoncée le": formats.day(row["announced_on"]),
        }
        for row in instalments
    ]
    tables.small(shown, alt="Les échéances de la famille")
    if any(row["state"] == "proposed" for row in instalments):
        approval.offer(family)


def _position(row: dict) -> str:
    """The strategy, then only what is not zero."""
    beside = {
        "remise votée": row["waived"],
        "reporté, sous le seuil": row["carried_over"],
        "à décider, plafond dépassé": row["over_cap"],
        "réduction à émettre": row["credit"],
        "à examiner": row["to_review"],
    }
    said = [f"{words} {formats.euro(amount)}" for words, amount in beside.items() if amount]
    strategy = labels.of(labels.STRATEGIES, row["strategy"]) or formats.MISSING
    return f"Stratégie : {strategy} · " + " · ".join([*said, f"calculé le {formats.moment(row['made_at'])}"])


def requests(family: str) -> None:
    """Shows « Demandes »: what the family asked, what was decided, and the waivers voted."""
    st.header("Demandes")
    found, waivers = _rows("requests", family), _rows("waivers", family)
    if found:
        tables.small([_request(row) for row in found], alt="Les demandes de la famille")
    if waivers:
        tables.small([_waiver(row) for row in waivers], alt="Les remises votées pour la famille")
    if not found and not waivers:
        st.markdown("Aucune demande, aucune remise.")
    st.page_link(menu.REQUESTS.file, label="Enregistrer une demande", query_params={"famille": family})


def _request(row: dict) -> dict[str, str]:
    return {
        "Demande": f"n° {row['request_id']}, {labels.of(labels.REQUEST_KINDS, row['kind'])}",
        "Reçue le": formats.day(row["opened_at"].date()),
        "État": labels.of(labels.REQUEST_STATES, row["state"]) or formats.MISSING,
        "Depuis le": formats.day(row["changed_at"].date()),
        "Qui": formats.plain(row["actor"]),
        "Pourquoi": formats.plain(row["why"]),
        "Référence": formats.plain(row["reference"] or "") or formats.MISSING,
    }


def _waiver(row: dict) -> dict[str, str]:
    return {
        "Remise": formats.euro(row["amount"]),
        "Mois": formats.month(row["month"]) if row["month"] else "tous",
        "Référence": formats.plain(row["reference"]),
        "Qui": formats.plain(row["actor"]),
        "Pourquoi": formats.plain(row["why"]),
    }


def debits(family: str) -> None:
    """Shows « Mandat et prélèvements »: mandates with a masked account, what was presented and what came back."""
    st.header("Mandat et prélèvements")
    mandates, entries = _rows("mandates", family), _rows("debits", family)
    if mandates:
        tables.small([_mandate(row) for row in mandates], alt="Les mandats de la famille")
    else:
        st.markdown("Aucun mandat.")
    if entries:
        tables.small([_debit(row) for row in entries], alt="Les prélèvements de la famille")
    else:
        st.markdown("Aucun prélèvement.")


def _mandate(row: dict) -> dict[str, str]:
    return {
        "RUM": formats.plain(row["mandate_reference"]),
        "État": labels.of(labels.MANDATE_STATES, row["state"]) or formats.MISSING,
        "Signé le": formats.day(row["signed_on"]),
        "IBAN": ibans.masked(row["iban"]) or formats.MISSING,
        "Présenté le": formats.day(row["presented_on"]),
    }


def _debit(row: dict) -> dict[str, str]:
    return {
        "Échéance": str(row["number"]),
        "Demandé le": formats.day(row["requested_on"]),
        "Montant": formats.euro(row["amount"]),
        "Fichier": row["message_id"],
        "Suite": labels.of(labels.DEBIT_FATES, row["fate"]),
        "Motif": formats.plain(f"{row['reason']} : {row['meaning']}") if row["reason"] else formats.MISSING,
    }


def payments(family: str) -> None:
    """Shows « Paiements »: what paid instalments, and what is too much."""
    st.header("Paiements")
    shown = [
        {
            "Paiement": formats.plain(row["payment_id"]),
            "Date": formats.day(row["paid_on"]),
            "Montant": formats.euro(row["amount"]),
            "Sur les échéances": formats.euro(row["used"]),
            "Trop perçu": formats.euro(row["too_much"]),
        }
        for row in _rows("payments", family)
    ]
    if shown:
        tables.small(shown, alt="Les paiements du rattrapage")
    else:
        st.markdown("Aucun paiement sur ces échéances.")
