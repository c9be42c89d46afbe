"""« Campagne de mandats »: how much can we debit on the next date?"""

import datetime as dt

import duckdb
import streamlit as st

from pages.finance.mandates import chart, forms
from pages.ui import blank, creditor, data, errors, filters, formats, labels, menu, money, said, tables
from pages.ui.columns import Column
from rattrapage import clock, queries
from rattrapage.access import guard
from rattrapage.errors import Refusal
from rattrapage.mandates import campaign
from rattrapage.mandates.campaign import Reach

LOOKED = "mandats:campagne"
NEW_ACCOUNT = (
    "Un nouvel IBAN demande un nouveau mandat, avec une nouvelle RUM : le formulaire d'un autre compte ne peut pas "
    "être corrigé. La RUM d'un formulaire imprimé ne change pas tant que rien d'autre ne change."
)
COLUMNS = {
    "family_id": Column("Famille"),
    "payer_name": Column("Redevable"),
    "mandate_reference": Column("RUM"),
    "state": Column("État", "campaign"),
    "signed_on": Column("Signé le", "date"),
    "reason": Column("Motif", "mandate_reason"),
}


def asked(today: dt.date) -> tuple[duckdb.DuckDBPyConnection, Reach | None]:
    """Gives a cursor whose table `campaign` is the campaign of today, and what the next due date can collect.

    The session keeps both until the creditor or the ledger changes.
    """
    try:
        known = creditor.known()
    except Refusal:
        known = None
    key = (known and known.number, today, data.version())
    kept = st.session_state.get(LOOKED)
    if not kept or kept[0] != key:
        cursor = data.ledger().cursor()
        campaign.prepare(cursor, today, known.number if known else None)
        rows = cursor.table("campaign").to_arrow_table()
        kept = st.session_state[LOOKED] = (key, rows, campaign.reach(data.ledger(), today))
    return data.beside(campaign=kept[1]), kept[2]


def metrics(row: dict, found: Reach | None) -> None:
    """Shows the families, and what the next due date can collect."""
    with st.container(horizontal=True, vertical_alignment="distribute"):
        st.metric("Familles au prélèvement", formats.count(row["families"]), border=True)
        st.metric("Mandats à renouveler", formats.count(row["to_renew"]), border=True)
        until = "Peuvent servir jusqu'à la dernière échéance de la famille."
        st.metric("Mandats valides", formats.count(row["valid"]), border=True, help=until)
        if found:
            label = f"Montant prélevable au {formats.day(found.due_on)}"
            words = f"Sur {formats.euro(found.due)} à échoir ce jour, préavis et approbation mis à part."
            st.metric(label, formats.euro(found.debitable), border=True, help=words)
        else:
            st.metric("Montant prélevable", formats.MISSING, border=True, help="Aucune échéance n'est prévue.")


def opening(row: dict | None) -> None:
    """Shows the line above the list: the selected family, and the link to its file."""
    if row is None:
        st.markdown("Sélectionnez une ligne pour ouvrir le dossier de la famille.")
        return
    name = formats.plain(f"{row['family_id']} — {row['payer_name']}")
    st.markdown(f"**Famille {name}** : {labels.CAMPAIGN_STATES[row['state']].lower()}")
    st.page_link(menu.FAMILY_FILE.file, label="Ouvrir le dossier", query_params={"famille": row["family_id"]})


def listed(cursor: duckdb.DuckDBPyConnection) -> None:
    """Lists the families under the filters, those to act on first."""
    st.header("Familles")
    with st.container(horizontal=True):
        values = {
            "states": filters.many_of("État", labels.CAMPAIGN_STATES, "statut", "Tous"),
            "text": filters.text("Nom ou numéro de famille", "q", width=240),
        }
    (total,) = queries.rows(cursor, "pages/mandates/total", **values)
    if not total["families"]:
        st.info("Aucun résultat pour ces filtres.")
        st.button("Effacer les filtres", on_click=filters.clear)
        return
    table = queries.arrow(cursor, "pages/mandates/list", rows=tables.ROWS, **values)
    line = st.container(border=True, horizontal=True, vertical_alignment="center")
    place = tables.pick(
        table,
        COLUMNS,
        alt="Mandats, famille par famille",
        total=total["families"],
        key=f"mandats:{filters.signature()}",
    )
    with line:
        opening(tables.row(table, place))


def page() -> None:
    """Shows the page, from the strip to the forms."""
    visitor = guard.require(guard.FINANCE)
    st.title("Campagne de mandats")
    blank.latest_run(visitor)
    closed = money.catch_up()
    said.show()
    today = clock.today()
    cursor, reach = asked(today)
    (row,) = queries.rows(cursor, "pages/mandates/figures")
    if not row["families"]:
        st.info("Aucune famille ne paie par prélèvement : il n'y a pas de mandat à demander.")
        return
    metrics(row, reach)
    st.markdown(NEW_ACCOUNT)
    with errors.shown("Avancement"):
        chart.states(queries.rows(cursor, "pages/mandates/states"))
    with errors.shown("Familles"):
        listed(cursor)
    with errors.shown("Formulaires"):
        forms.show(cursor, today, visitor, closed)


page()
