"""The money strip: the equation that must hold to the cent, first thing under the title of a page that shows money."""

from __future__ import annotations

import streamlit as st

from pages.ui import data, formats, menu
from rattrapage.access import guard
from rattrapage.plans import proposals
from rattrapage.reconcile import balance
from rattrapage.reconcile.balance import UNBALANCED


def equation(row: dict) -> str:
    """Writes « Dû … = facturé … + reste à facturer … − trop facturé … ».

    The unknown is a last term when there is some.

    `row` holds due, billed, remaining, over, unknown, in euros.
    """
    terms = [
        f"Dû **{formats.euro(row['due'])}** = facturé **{formats.euro(row['billed'])}**",
        f"+ reste à facturer **{formats.euro(row['remaining'])}**",
        f"− trop facturé **{formats.euro(row['over'])}**",
    ]
    if row["unknown"]:
        terms.append(f"− facturé sans pointage, non comparé **{formats.euro(row['unknown'])}**")
    return " ".join(terms)


def notes(row: dict) -> list[str]:
    """Lists what the amounts leave out: usage without a tariff and days without attendance, when there are some."""
    said = []
    if row["unpriced"]:
        words = ("usage sans tarif, non chiffré", "usages sans tarif, non chiffrés")
        said.append(formats.counted(row["unpriced"], *words))
    if row["unknown_days"]:
        words = ("jour sans pointage, non comparé", "jours sans pointage, non comparés")
        said.append(formats.counted(row["unknown_days"], *words))
    return said


def strip(row: dict, scope: str) -> None:
    """Shows the equation, its badge and what it covers; `scope` is the period and the filters in words."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="bandeau-montants"):
        _badge(row)
        st.markdown(equation(row))
        if row["difference"]:
            st.markdown(f"Écart inexpliqué : **{formats.euro(row['difference'])}**. {UNBALANCED}")
            _to_the_journal()
        st.markdown(" · ".join([f"Périmètre : {formats.plain(scope)}", *notes(row)]))


def catch_up(family: str | None = None) -> str | None:
    """Shows both equations of the catch-up, of the city or of one family; returns why nothing may be exported.

    Before any plan it says so, and nothing is closed.
    """
    *_, run, is_old = proposals.base_run(data.ledger().cursor())
    found = data.kept("pages/shared/catch_up", family=family, run=run)
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="bandeau-rattrapage"):
        if not found:
            st.markdown("Aucun plan n'est encore proposé : rien n'est à recouvrer par échéances.")
            return None
        (row,) = found
        _badge(row)
        st.markdown(claimed(row))
        st.markdown(scheduled(row))
        if row["difference"]:
            st.markdown(f"Écart inexpliqué : **{formats.euro(row['difference'])}**. {UNBALANCED}")
            _to_the_journal()
        for note in catch_up_notes(row, is_old):
            st.markdown(note)
    return blocked(row)


def claimed(row: dict) -> str:
    """Writes « À recouvrer … − remises votées … = échéances … + reporté … + à décider … »; omits zero terms of R11."""
    terms = [f"À recouvrer **{formats.euro(row['claimed'])}** − remises votées **{formats.euro(row['waived'])}**"]
    if row["netted"]:
        terms.append(f"− compensations **{formats.euro(row['netted'])}**")
    return " ".join(
        [
            *terms,
            f"= échéances **{formats.euro(row['scheduled'])}**",
            f"+ reporté (moins de {formats.euro(row['threshold'])}) **{formats.euro(row['carried_over'])}**",
            f"+ à décider (plafond dépassé) **{formats.euro(row['over_cap'])}**",
        ]
    )


def scheduled(row: dict) -> str:
    """Writes the life of instalments in one equation.

    « Échéances … = réglé … + en banque … + à venir … + retourné, à replanifier … − trop perçu … ».
    """
    return " ".join(
        [
            f"Échéances **{formats.euro(row['scheduled'])}** = réglé **{formats.euro(row['paid'])}**",
            f"+ en banque **{formats.euro(row['in_file'])}**",
            f"+ à venir **{formats.euro(row['planned'])}**",
            f"+ retourné, à replanifier **{formats.euro(row['to_replan'])}**",
            f"− trop perçu **{formats.euro(row['excess'])}**",
        ]
    )


def catch_up_notes(row: dict, is_old: bool) -> list[str]:
    """Lists what stands apart from the equations: reductions to issue, cases to look at, outdated plans.

    `is_old`: data came since the latest run.
    """
    said = []
    if row["credit"]:
        said.append(f"Réductions à émettre : {formats.euro(row['credit'])}")
    if row["to_review"]:
        said.append(f"À examiner (plus crédité que facturé) : {formats.euro(row['to_review'])}")
    if row["moved"]:
        words = ("famille doit", "familles doivent")
        said.append(f"Depuis ces plans, {formats.counted(row['moved'], *words)} autre chose : proposez-les à nouveau")
    elif is_old:
        said.append("Des données sont arrivées depuis le dernier calcul : proposez les plans à nouveau")
    return said


def _badge(row: dict) -> None:
    if row["difference"]:
        st.badge("Ne tombe pas juste", icon=":material/error:", color="red")
    else:
        st.badge("Équilibré au centime", icon=":material/check:", color="green")


def _to_the_journal() -> None:
    """Finance goes on to what the runs read and found; the other audiences tell finance."""
    visitor = guard.present()
    if visitor and visitor.role == guard.FINANCE:
        st.page_link(menu.JOURNAL.file, label="Ouvrir le journal et les calculs")


def blocked(row: dict) -> str | None:
    """Says why nothing may be exported, or gives None."""
    return balance.reason(row["difference"])
