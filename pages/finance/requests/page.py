"""« Demandes des familles »: who waits for an answer?"""

import streamlit as st

from pages.finance.requests import decision, letter, table, waiver
from pages.finance.requests import forms as request_forms
from pages.ui import blank, data, errors, formats, labels, menu, money
from rattrapage.access import guard

WHO_GRANTS = (
    "Le comptable public accorde les délais et le conseil vote les remises ; l'outil enregistre. "
    "Tant qu'une demande attend, la famille n'est pas prélevée."
)


def metrics(row: dict) -> None:
    """Shows the requests by state, and the debits that wait."""
    families = formats.counted(row["held_families"], "famille", "familles")
    with st.container(horizontal=True, vertical_alignment="distribute"):
        for state, label in labels.REQUEST_STATES.items():
            st.metric(label, formats.count(row[state]), border=True)
        st.metric("Prélèvements suspendus", formats.euro(row["held"]), border=True, help=f"De {families}.")


def just_done(visitor: guard.Visitor) -> None:
    """Shows what was recorded just now, and the letter that it calls for."""
    if words := st.session_state.pop(request_forms.DONE, None):
        st.success(words)
        st.page_link(menu.PLANS.file, label="Ouvrir les plans")
    if request_id := st.session_state.get(request_forms.ANSWERED):
        with st.container(border=True, horizontal=True, vertical_alignment="bottom"):
            st.markdown(f"**Demande n° {request_id}** : la réponse à envoyer à la famille.")
            letter.button(request_id, "fait", visitor)


def forms(wanted: str | None, visitor: guard.Visitor) -> None:
    """Shows the three forms, one a tab."""
    names = ("Enregistrer une demande", "Enregistrer la décision", "Enregistrer une remise votée")
    for name, tab, form in zip(names, st.tabs(names), (request_forms.asking, decision.form, waiver.form), strict=True):
        with tab, errors.shown(name):
            st.header(name)
            form(wanted, visitor)


def page() -> None:
    """Shows the page, from the strip to the waivers."""
    visitor = guard.require(guard.FINANCE)
    st.title("Demandes des familles")
    blank.latest_run(visitor)
    closed = money.catch_up()
    st.markdown(WHO_GRANTS)
    just_done(visitor)
    metrics(data.rows("pages/requests/metrics")[0])
    values = table.chosen()
    with errors.shown("Liste des demandes"):
        table.show(values, visitor, closed)
    forms(values["family"], visitor)
    with errors.shown("Remises votées"):
        waiver.recorded()


page()
