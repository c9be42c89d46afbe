"""« Dossier de la famille »: can I defend this figure to the family?"""

import streamlit as st

from pages.finance.family_file import catch_up, evidence
from pages.ui import blank, data, errors, filters, formats, labels, menu, money, said, tables
from pages.ui.columns import Column
from pages.ui.data import Scope
from rattrapage import clock
from rattrapage.access import guard
from rattrapage.billing import bases
from rattrapage.letters import printing
from rattrapage.letters.shapes.bases import Bases

LIST_FILTERS = "ecarts:filtres"
PROOF = "dossier:preuve"
LINES = {
    "child": Column("Enfant"),
    "label": Column("Service"),
    "used_quantity": Column("Quantité consommée", "number"),
    "billed_quantity": Column("Quantité facturée", "number"),
    "due": Column("Dû", "euro"),
    "billed": Column("Facturé", "euro"),
    "gap": Column("Écart", "euro"),
    "status": Column("Statut", "status"),
    "cause": Column("Cause", "cause"),
}
CATCH_UP = {
    "Plan": catch_up.plan,
    "Demandes": catch_up.requests,
    "Mandat et prélèvements": catch_up.debits,
    "Paiements": catch_up.payments,
}
HISTORY = {
    "done_at": Column("Date", "moment"),
    "actor": Column("Qui"),
    "what": Column("Quoi"),
    "brought": Column("Lignes apportées", "number"),
    "corrected": Column("Lignes corrigées", "number"),
}


def wanted() -> dict | None:
    """Gives the family that the address asks for; None after saying why there is none."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.page_link(
            menu.DISCREPANCIES.file, label="Retour aux écarts", query_params=st.session_state.get(LIST_FILTERS, {})
        )
        number = filters.text("Numéro de famille", "famille", width=240)
    if number is None:
        st.title("Dossier de la famille")
        st.info("Écrivez un numéro de famille, ou ouvrez un dossier depuis la liste des écarts.")
        return None
    found = data.rows("pages/shared/family", family=number)
    if not found:
        st.title("Dossier de la famille")
        st.info(f"Aucune famille n° {formats.plain(number)}.")
        st.page_link(menu.DISCREPANCIES.file, label="Chercher dans les écarts")
        return None
    return found[0]


def proof(family: str, run: int) -> Bases:
    """Gives how each amount was worked out.

    The session keeps the last family's, so that opening a month is instant.
    """
    kept = st.session_state.get(PROOF)
    if not kept or kept[:2] != (family, run):
        kept = (family, run, bases.of(data.ledger(), family, clock.today()))
        st.session_state[PROOF] = kept
    return kept[2]


def months(scope: Scope, family: str, run: int) -> None:
    """Shows « Mois par mois », then the month that the reader opens."""
    rows = scope.rows("months")
    st.header("Mois par mois")
    if not rows:
        st.markdown("Ni usage ni facture sur les mois calculés.")
        return
    shown = [
        {
            "Mois": formats.month(row["month"]),
            "Dû": formats.euro(row["due"]),
            "Facturé": formats.euro(row["billed"]),
            "Écart": formats.euro(row["gap"]),
            "Statut": labels.MONTH_STATUSES[row["status"]],
            "Cause principale": labels.of(labels.CAUSES, row["cause"]) or formats.MISSING,
        }
        for row in rows
    ]
    tables.small(shown, alt="Les mois de la famille")
    st.header("Détail du mois")
    words = {row["month"]: formats.month(row["month"]) for row in rows}
    month = filters.one_of("Mois", list(words), "mois", words)
    tables.show(scope.arrow("lines", month=month), LINES, alt=f"Écarts de {words[month]}")
    evidence.show(proof(family, run), month, next(row for row in rows if row["month"] == month))


def rates(scope: Scope, family: str, run: int) -> None:
    """Shows « Quotients et tarifs appliqués », then the quotients as they came in."""
    st.header("Quotients et tarifs appliqués")
    evidence.applied(proof(family, run)["applied"])
    st.subheader("Quotients connus")
    evidence.quotients(scope.rows("quotients"))


def paper(family: str, blocked: str | None, visitor: guard.Visitor) -> None:
    """Offers the bases de liquidation as a PDF, closed while the amounts do not add up."""

    def content() -> bytes:
        book = data.ledger()
        document = printing.bases_de_liquidation(bases.of(book, family, clock.today()))
        with book.write(visitor.name, "téléchargement", f"bases de liquidation {family}"):
            return document

    name = f"bases-de-liquidation_{family}.pdf"
    st.download_button(
        "Télécharger les bases de liquidation (PDF)",
        content,
        file_name=name,
        mime="application/pdf",
        on_click="ignore",
        disabled=bool(blocked),
    )


def page() -> None:
    """Shows the page: one family, section below section, as it prints."""
    visitor = guard.require(guard.FINANCE)
    family = wanted()
    if family is None:
        return
    number = family["family_id"]
    st.title(f"Famille {formats.plain(number)} — {formats.plain(family['payer_name'])}")
    said.show()
    run = blank.latest_run(visitor)
    scope = data.scope("pages/family_file", run["run"], family=number)
    row = scope.row("strip")
    money.strip(row, f"famille {number}, {formats.period(run['first_month'], run['last_month'])}")
    closed = money.catch_up(number) or money.blocked(row)
    with errors.shown("Mois par mois"):
        months(scope, number, run["run"])
    with errors.shown("Quotients et tarifs appliqués"):
        rates(scope, number, run["run"])
    for name, section in CATCH_UP.items():
        with errors.shown(name):
            section(number)
    with errors.shown("Historique"):
        st.header("Historique")
        tables.show(scope.arrow("history"), HISTORY, alt="Qui a apporté, corrigé ou décidé quoi, et quand")
    paper(number, closed, visitor)


page()
