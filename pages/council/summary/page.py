"""« Synthèse du rattrapage »: how much was used and not billed, and where does the catch-up stand?

Every figure comes from the council's own database, for all roles: one page to quote, the same for everybody.
"""

import streamlit as st

from pages.council.summary import charts
from pages.ui import blank, data, errors, formats, menu, money, tables
from rattrapage import clock
from rattrapage.access import guard
from rattrapage.council import summary
from rattrapage.errors import Refusal
from rattrapage.letters import printing
from rattrapage.letters.printing import council, council_rows
from rattrapage.letters.shapes.council import CouncilSummary
from rattrapage.reconcile import balance
from rattrapage.reconcile.balance import UNBALANCED

SECRET = "secret (moins de 11 familles)"
# the page is the same for all, but nobody should look for where their work begins
ONWARD = {
    guard.DEPARTMENT: (menu.FOLLOW_UP.file, menu.FOLLOW_UP.title),
    guard.FINANCE: (menu.DISCREPANCIES.file, menu.DISCREPANCIES.title),
}


def strip(found: CouncilSummary, texts: dict) -> None:
    """Shows the equation of what is published, its badge, the period and what the amounts leave out."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="bandeau-montants"):
        if found["difference"]:
            st.badge("Ne tombe pas juste", icon=":material/error:", color="red")
        else:
            st.badge("Équilibré au centime", icon=":material/check:", color="green")
        st.markdown(texts["strip"])
        if found["difference"]:
            st.markdown(UNBALANCED)
        period = formats.period(found["first_month"], found["last_month"])
        notes = money.notes({**found, "unpriced": found["unpriced"] or 0})
        st.markdown(" · ".join([f"Périmètre : {period}", *notes]))


def metrics(texts: dict) -> None:
    """Shows the four figures of the page."""
    with st.container(horizontal=True, vertical_alignment="distribute"):
        for metric in texts["metrics"]:
            st.metric(metric["label"], metric["value"], help=metric["note"] or None, border=True)


def months(found: CouncilSummary, texts: dict) -> None:
    """Shows « Par mois d'usage »: the chart, and the same figures in a table."""
    st.header("Par mois d'usage")
    label, _ = council.billed(found)
    if any(not row["masked"] for row in found["months"]):
        charts.months(found["months"], label)
    shown = [
        {"Mois": row["month"], "Dû": row["due"], label: row["billed"], "Reste à facturer": row["left"]}
        for row in texts["months"]
    ]
    table(shown, "Dû, facturé et reste à facturer par mois d'usage")


def causes(found: CouncilSummary, texts: dict) -> None:
    """Shows « Pourquoi »: the chart by cause, and the same figures in a table."""
    st.header("Pourquoi")
    if any(row["amount"] for row in found["causes"]):
        charts.causes(found["causes"])
    shown = [{"Cause": row["cause"], "Familles": row["families"], "Montant": row["amount"]} for row in texts["causes"]]
    table(shown, "Écarts par cause")


def breakdowns(texts: dict) -> None:
    """Shows « Par quotient familial » and « Par service »."""
    tables_of = {"quotient familial": texts["quotients"], "service": texts["services"]}
    for what, rows in tables_of.items():
        st.header(f"Par {what}")
        first = what.capitalize()
        shown = [
            {
                first: formats.plain(row["label"]),
                "Familles": row["families"],
                "Reste à facturer": row["left"],
                "Moyenne": row["mean"],
            }
            for row in rows
        ]
        table(shown, f"Familles, reste à facturer et moyenne par {what}")
    if texts["masked"]:
        st.markdown(texts["masked"])


def table(rows: list[dict[str, str]], alt: str) -> None:
    """Shows a table whose hidden cells say why they are hidden."""
    worded = [{key: SECRET if value == council_rows.SECRET else value for key, value in row.items()} for row in rows]
    tables.small(worded, alt=alt)


def progress(found: CouncilSummary, texts: dict) -> None:
    """Shows « Où en est le rattrapage »: a bar where there is a share to show."""
    st.header("Où en est le rattrapage")
    shares = (found["scheduled_share"], found["collected_share"], None)
    for row, share in zip(texts["progress"], shares, strict=True):
        label = f"{row['label']} : {SECRET if row['value'] == council_rows.SECRET else row['value']}"
        if share is None:
            st.markdown(label)
        else:
            st.progress(share, label)


def paper(found: CouncilSummary, visitor: guard.Visitor) -> None:
    """Offers the page as a PDF of one page, closed while the amounts do not add up."""
    name = f"synthese_{found['first_month']}_{found['last_month']}_calcul-{found['run']}.pdf"

    def content() -> bytes:
        again = summary.of(data.council(), clock.today())
        if again is None:
            raise Refusal(UNBALANCED)
        balance.require(again["difference"])
        document = printing.council_summary(again)
        with data.ledger().write(visitor.name, "téléchargement", name):
            return document

    st.download_button(
        "Télécharger la synthèse (PDF, une page)",
        content,
        file_name=name,
        mime="application/pdf",
        on_click="ignore",
        type="primary",
        disabled=bool(found["difference"]),
    )


def page() -> None:
    """Shows the page, in the order in which it prints."""
    visitor = guard.require(guard.COUNCIL, guard.DEPARTMENT, guard.FINANCE)
    st.title("Synthèse du rattrapage")
    found = summary.of(data.council(), clock.today())
    if found is None:
        blank.latest_run(visitor)
        return
    texts = council.texts(found)
    strip(found, texts)
    metrics(texts)
    st.markdown(texts["sentence"])
    if visitor.role in ONWARD:
        file, title = ONWARD[visitor.role]
        st.page_link(file, label=f"Ouvrir : {title}")
    with errors.shown("Par mois d'usage"):
        months(found, texts)
    causes(found, texts)
    breakdowns(texts)
    progress(found, texts)
    st.header("Méthode et limites")
    st.markdown(" ".join(texts["method"]))
    st.markdown(f"Calcul n° {found['run']} du {formats.moment(found['made_at'])}.")
    paper(found, visitor)


page()
