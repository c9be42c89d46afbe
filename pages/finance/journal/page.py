"""« Journal et calculs »: who did what, on which data, with which result?"""

import streamlit as st

from pages.finance.journal import keeping
from pages.ui import data, downloads, errors, filters, formats, labels, tables
from pages.ui.columns import Column
from rattrapage import words
from rattrapage.access import guard
from rattrapage.reconcile import runs

RUNS = {
    "run": Column("N°", "number"),
    "made_at": Column("Date", "moment"),
    "actor": Column("Qui"),
    "first_month": Column("Du", "month"),
    "last_month": Column("Au", "month"),
    "due": Column("Dû", "euro"),
    "billed": Column("Facturé", "euro"),
    "gap": Column("Écart", "euro"),
    "input_hash": Column("Empreinte des entrées"),
    "output_hash": Column("Empreinte des résultats"),
}
ACTIONS = {
    "seq": Column("N°", "number"),
    "done_at": Column("Date", "moment"),
    "actor": Column("Qui"),
    "action": Column("Action"),
    "subject": Column("Objet"),
    "details": Column("Détail", "details"),
}
CAUSES = {**labels.CAUSES, "unknown": words.NO_GAP["unknown"].capitalize()}


def calculations() -> None:
    """Shows the runs, and what changed from one to another."""
    st.header("Calculs")
    found = data.arrow("pages/journal/runs")
    if not found.num_rows:
        st.info("Aucun calcul pour l'instant.")
        return
    tables.show(found, RUNS, alt="Calculs, du plus récent au plus ancien")
    numbers = [str(number) for number in found["run"].to_pylist()]
    if len(numbers) > 1:
        compared(numbers)


def compared(numbers: list[str]) -> None:
    """Shows « Ce qui a changé », by cause, between two runs."""
    st.header("Ce qui a changé")
    with st.container(horizontal=True):
        before = filters.one_of("Du calcul n°", numbers, "avant", default=numbers[1])
        after = filters.one_of("au calcul n°", numbers, "apres", default=numbers[0])
    rows = [
        {
            "Cause": CAUSES[row["cause"]],
            "Lignes changées": formats.count(row["cells"]),
            "Avant": formats.euro(row["before"]),
            "Après": formats.euro(row["after"]),
            "Différence": formats.euro(row["change"]),
        }
        for row in runs.compare(data.ledger(), int(before), int(after))
    ]
    if any(row["Lignes changées"] != "0" for row in rows):
        tables.small(rows, alt=f"Ce qui a changé du calcul {before} au calcul {after}, par cause")
    else:
        st.markdown("Les deux calculs trouvent exactement les mêmes écarts.")


def actions(visitor: guard.Visitor) -> None:
    """Shows the journal under its filters, and its downloads."""
    st.header("Actions")
    keeping.chain()
    known = data.rows("pages/journal/choices")
    with st.container(horizontal=True):
        values = {
            kind: filters.any_of(label, {r["code"]: r["code"] for r in known if r["kind"] == kind}, key, everything)
            for kind, label, key, everything in (
                ("actor", "Qui", "qui", "Tous"),
                ("action", "Action", "action", "Toutes"),
            )
        }
        values["text"] = filters.text("Objet ou détail", "q", width=240)
    scope = data.Scope(data.ledger(), "pages/journal", **values)
    total = scope.row("strip")["rows"]
    tables.show(scope.arrow("actions", rows=tables.ROWS), ACTIONS, alt="Journal des actions", total=total)
    downloads.buttons(downloads.Download("journal", "Journal", scope, "actions", ACTIONS, visitor), None)


def page() -> None:
    """Shows the page: runs, comparison, journal, backup. Nothing here can be changed."""
    visitor = guard.require(guard.FINANCE)
    st.title("Journal et calculs")
    with errors.shown("Calculs"):
        calculations()
    with errors.shown("Actions"):
        actions(visitor)
    with errors.shown("Sauvegarde"):
        keeping.backup(visitor)


page()
