"""A family's evidence on screen: how each amount was worked out, beside the invoice lines, and the rates applied."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from pages.ui import formats, labels, tables
from rattrapage.letters.shapes.bases import Bases, BasesDay, BasesLine, BasesMonth, BasesPart, BasesRate, BasesUse

NOTHING: BasesMonth = {
    "month": "",
    "used": [],
    "billed": [],
    "expected": Decimal(0),
    "billed_amount": Decimal(0),
    "is_unpriced": False,
}


STALE = (
    "Les données ont changé depuis le calcul n° {run} : ce détail ne donne plus les montants du tableau. "
    "Relancez le calcul depuis « Imports et rejets »."
)


def show(bases: Bases, month: str, counted: dict) -> None:
    """Shows the two tables of a month (`2023-09`) of `rattrapage.billing.bases.of`: usage worked out, invoice lines.

    `counted` is the month as the run found it (due, billed): a detail that no longer gives it says so.
    """
    found = next((row for row in bases["months"] if row["month"] == month), NOTHING)
    if (found["expected"], found["billed_amount"]) != (counted["due"], counted["billed"]):
        st.warning(STALE.format(run=bases["run"]))
    _used(found, formats.month(month))
    _billed(found, formats.month(month))


def _used(found: BasesMonth, month: str) -> None:
    st.subheader("Pointages et calcul")
    if not found["used"]:
        st.markdown("Aucun usage facturable ce mois-là.")
        return
    lines = [_part(row, place) for row in found["used"] for place in range(len(row["parts"]))]
    tables.small(lines, alt=f"Pointages de {month} et calcul de leur prix")
    unpriced = " ; des usages sans tarif ne sont pas chiffrés" if found["is_unpriced"] else ""
    st.markdown(f"Dû pour {month} : **{formats.euro(found['expected'])}**{unpriced}.")


def _billed(found: BasesMonth, month: str) -> None:
    st.subheader("Lignes de facture")
    if not found["billed"]:
        st.markdown("Aucune ligne de facture émise pour ce mois.")
        return
    tables.small([_line(row) for row in found["billed"]], alt=f"Lignes de facture pour {month}")
    st.markdown(f"Facturé pour {month} : **{formats.euro(found['billed_amount'])}**.")


def _part(row: BasesUse, place: int) -> dict[str, str]:
    """One way the price came about; the amount of a price is rounded once, so it stands on its first line (R5)."""
    part = row["parts"][place]
    return {
        "Enfant": row["child"],
        "Service": row["service"],
        "Jours": _days(part["days"]),
        "Statut": labels.ATTENDANCE.get(part["status"], part["status"]),
        "Quantité": formats.number(part["quantity"]),
        "Facteur": formats.number(part["factor"]),
        "Quotient": _quotient(part),
        "Tranche": _bracket(part),
        "Tarif en vigueur": formats.day(part["tariff_valid_from"]),
        "Prix": formats.euro(row["unit_price"]) if row["unit_price"] is not None else "sans tarif",
        "Montant": formats.euro(row["amount"]) if place == 0 else "compris ci-dessus",
    }


def _days(days: list[BasesDay]) -> str:
    """« 4, 5, 7 (2,5) »: the days of the month, with the quantity of a day that is not one."""
    return ", ".join(
        str(day["day"].day) + (f" ({formats.number(day['quantity'])})" if day["quantity"] != 1 else "") for day in days
    )


def _quotient(row: BasesPart | BasesRate) -> str:
    if row["is_exempt"]:
        return "gratuité"
    return "inconnu" if row["quotient"] is None else formats.euro(row["quotient"])


def _bracket(part: BasesPart | BasesRate) -> str:
    if part["qf_min"] is None:
        return formats.MISSING
    if part["qf_max"] is None:
        return f"à partir de {formats.number(part['qf_min'])}"
    return f"{formats.number(part['qf_min'])} à moins de {formats.number(part['qf_max'])}"


def _line(row: BasesLine) -> dict[str, str]:
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


def applied(rows: list[BasesRate]) -> None:
    """Shows « Quotients et tarifs appliqués »: rows of `rattrapage.billing.bases.of`'s `applied`."""
    if not rows:
        st.markdown("Aucun usage facturable sur la période.")
        return
    shown = [
        {
            "Service": row["service"],
            "Quotient": _quotient(row),
            "Tranche": _bracket(row),
            "Tarif en vigueur": formats.day(row["tariff_valid_from"]),
            "Prix": formats.euro(row["price"]) if row["price"] is not None else "sans tarif",
            "Premier jour": formats.day(row["first_day"]),
            "Dernier jour": formats.day(row["last_day"]),
        }
        for row in rows
    ]
    tables.small(shown, alt="Quotients et tarifs appliqués")


def quotients(rows: list[dict]) -> None:
    """Shows the quotients that came in, by period; outside them the highest bracket applies."""
    if not rows:
        st.markdown("Aucun quotient connu : la tranche la plus haute s'applique.")
        return
    shown = [
        {
            "À partir du": formats.day(row["valid_from"]),
            "Jusqu'au (non compris)": formats.day(row["valid_to"]),
            "Quotient": formats.euro(row["quotient"]),
        }
        for row in rows
    ]
    tables.small(shown, alt="Quotients connus de la famille")
