"""« Effet sur des familles réelles » : eight fixed cases under the simulated policy, the heaviest first."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import groupby

import streamlit as st

from pages.ui import formats, tables
from rattrapage.plans.simulation import HEAVY, Case

KINDS = {
    "largest": "La plus grosse somme",
    "median": "La somme médiane",
    "smallest": "La plus petite somme",
    "lowest_quotient": "Le quotient le plus bas",
    "three_children": "Trois enfants ou plus",
    "request_open": "Demande en cours",
    "no_mandate": "Prélèvement sans mandat",
    "credit": "Trop facturé aussi",
}
NOTHING = {
    "carried_over": "reporté : sous le seuil",
    "to_review": "à décider : plafond dépassé",
    "proposed": "rien de neuf : déjà annoncé, en banque ou réglé",
}


def show(cases: list[Case], heavy: int) -> None:
    """Shows the table of the cases, then how many families of the whole city have a heavy month."""
    st.header("Effet sur des familles réelles")
    if cases:
        tables.small([_row(case) for case in cases], alt="Effet de la politique sur des familles réelles")
    words = f"**{formats.counted(heavy, 'famille a', 'familles ont')}**" if heavy else "aucune famille n'a"
    st.markdown(
        f"▲ : l'échéance la plus haute dépasse {HEAVY} % de la facture mensuelle habituelle. "
        f"En tout, {words} une telle échéance."
    )


def _row(case: Case) -> dict[str, str]:
    return {
        "Cas": KINDS[case.kind],
        "Famille": f"{case.family_id} — {case.payer_name or formats.MISSING}",
        "À recouvrer": formats.euro(case.to_collect),
        "Échéances : dates et montants": dates(case.instalments) or NOTHING[case.state],
        "Échéance la plus haute / facture mensuelle habituelle": _share(case),
    }


def _share(case: Case) -> str:
    if case.share is None:
        return formats.MISSING
    return f"{'▲ ' if case.is_heavy else ''}{formats.count(case.share)} %"


def dates(instalments: list[tuple[dt.date, Decimal]]) -> str:
    """Writes the instalments in short: « 05/03/2024 60,02 € ; 4 × 60,00 € du 05/04/2024 au 05/07/2024 ».

    Equal ones in a row stand together.
    """
    return " ; ".join(_run([day for day, _ in same], amount) for amount, same in _runs(instalments))


def _runs(instalments: list[tuple[dt.date, Decimal]]) -> list[tuple[Decimal, list]]:
    return [(amount, list(same)) for amount, same in groupby(instalments, key=lambda part: part[1])]


def _run(days: list[dt.date], amount: Decimal) -> str:
    if len(days) == 1:
        return f"{formats.day(days[0])} {formats.euro(amount)}"
    return f"{len(days)} × {formats.euro(amount)} du {formats.day(days[0])} au {formats.day(days[-1])}"
