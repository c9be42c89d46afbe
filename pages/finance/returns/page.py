"""« Retours de la banque »: what came back, and what next?"""

import streamlit as st

from pages.finance.returns import codes, holds
from pages.finance.returns import files as return_files
from pages.ui import blank, data, downloads, errors, filters, formats, menu, money, said, tables
from pages.ui.columns import Column
from pages.ui.data import Scope
from rattrapage import words
from rattrapage.access import guard

NEXT_PAGES = {
    "replanifier": (menu.PLANS.file, menu.PLANS.title),
    "corriger puis replanifier": (menu.PLANS.file, menu.PLANS.title),
    "nouveau mandat": (menu.MANDATES.file, menu.MANDATES.title),
    "retrouver le mandat signé": (menu.MANDATES.file, menu.MANDATES.title),
}
COLUMNS = {
    "booked_on": Column("Date", "date"),
    "family_id": Column("Famille"),
    "payer_name": Column("Redevable"),
    "requested_on": Column("Échéance", "date"),
    "amount": Column("Montant", "euro"),
    "reason": Column("Motif"),
    "action": Column("Suite à donner"),
}
UNMATCHED = {
    "line": Column("N°", "number"),
    "file": Column("Fichier"),
    "booked_on": Column("Date", "date"),
    "subject": Column("Identifiant"),
    "amount": Column("Montant", "euro"),
    "reason": Column("Motif"),
    "why": Column("Pourquoi"),
}


def chosen() -> dict:
    """The filters: one message of the bank, what to do next."""
    files = {
        row["sha256"]: f"{row['file']}, {formats.moment(row['read_at'])}" for row in data.rows("pages/returns/files")
    }
    actions = {action: action.capitalize() for action in words.RETURN_ACTIONS}
    with st.container(horizontal=True):
        return {
            "file": filters.any_of("Compte rendu", files, "fichier", "Tous"),
            "actions": filters.many_of("Suite à donner", actions, "suite", "Toutes"),
        }


def metrics(row: dict) -> None:
    """The three figures of the page."""
    with st.container(horizontal=True, vertical_alignment="distribute"):
        st.metric(
            "Rapprochés", formats.count(row["matched"]), border=True, help="Prélèvements à nous, revenus impayés."
        )
        st.metric(
            "Non rapprochés", formats.count(row["unmatched"]), border=True, help="À regarder : rien n'est marqué."
        )
        st.metric("Montant retourné", formats.euro(row["amount"]), border=True)


def opening(row: dict | None) -> None:
    """The line above the list: the selected return, its family's file, the page of what comes next."""
    if row is None:
        st.markdown("Sélectionnez une ligne pour ouvrir le dossier de la famille.")
        return
    name = formats.plain(f"{row['family_id']} — {row['payer_name']}")
    why, action = formats.plain(row["reason"]), row["action"].capitalize()
    st.markdown(f"**Famille {name}** : {formats.euro(row['amount'])}, {why}. {action}.")
    st.page_link(menu.FAMILY_FILE.file, label="Ouvrir le dossier", query_params={"famille": row["family_id"]})
    if row["action"] in NEXT_PAGES:
        page, label = NEXT_PAGES[row["action"]]
        st.page_link(page, label=label)


def worklist(scope: Scope, row: dict, visitor: guard.Visitor, closed: str | None) -> None:
    """What came back and what to do next, and its downloads."""
    if not row["matched"]:
        st.info("Aucun retour pour ces filtres." if filters.active() else "Aucun prélèvement n'est revenu impayé.")
        return
    table = scope.arrow("list", rows=tables.ROWS)
    line = st.container(border=True, horizontal=True, vertical_alignment="center")
    place = tables.pick(
        table,
        COLUMNS,
        alt="Prélèvements revenus impayés, du plus récent au plus ancien",
        total=row["matched"],
        key=f"retours:{filters.signature()}:{row['matched']}",
    )
    with line:
        opening(tables.row(table, place))
    downloads.buttons(downloads.Download("retours", "Retours de la banque", scope, "list", COLUMNS, visitor), closed)


def unmatched(scope: Scope) -> None:
    """« Non rapprochés », when there are some."""
    found = scope.arrow("unmatched")
    if found.num_rows:
        st.header("Non rapprochés")
        st.markdown(
            "Ces lignes attendent une décision, et rien n'est marqué : comparez-les avec le relevé de la banque. "
            "La commande `returns` rapproche une ligne d'un prélèvement (`--match`) ou l'écarte (`--dismiss`)."
        )
        tables.show(found.slice(0, tables.ROWS), UNMATCHED, alt="Lignes non rapprochées", total=found.num_rows)


def page() -> None:
    """The page, from the upload to the table of codes."""
    visitor = guard.require(guard.FINANCE)
    st.title("Retours de la banque")
    blank.latest_run(visitor)
    closed = money.catch_up()
    said.show()
    with errors.shown("Lecture"):
        return_files.reading(visitor)
    with errors.shown("Suites à donner"):
        st.header("Suites à donner")
        scope = Scope(data.ledger(), "pages/returns", **chosen())
        row = scope.row("strip")
        metrics(row)
        worklist(scope, row, visitor, closed)
        unmatched(scope)
    with errors.shown("Prélèvements suspendus"):
        holds.show(visitor)
    with errors.shown("Comptes rendus lus"):
        return_files.read_before()
    with errors.shown("Codes de retour"):
        codes.show(visitor)


page()
