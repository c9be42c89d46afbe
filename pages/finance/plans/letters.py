"""The letters of « Plans de rattrapage »: who gets one, « Produire les lettres », and what was sent before."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import Counter

import streamlit as st

from pages.ui import confirm, creditor, data, errors, formats, labels, progress, said, tables
from rattrapage import clock
from rattrapage.access.guard import Visitor
from rattrapage.errors import Refusal
from rattrapage.letters import mailings, notices, printing
from rattrapage.letters.notices import Notified, Sender

WANTED = "plans:lettres"
DAYS = 29
UNDONE = "les lettres déjà écrites restent valables, relancez pour la suite"


def show(visitor: Visitor, closed: str | None) -> None:
    """Shows the day of the letters, their number and the button; runs the dialog's decision; lists the letters made."""
    st.header("Lettres")
    today = clock.today()
    on = st.date_input("Date des lettres", today, min_value=today, format="DD/MM/YYYY", width=240) or today
    found = notices.waiting(data.ledger(), on, _sender())
    number = formats.counted(found.letters, "famille est à prévenir", "familles sont à prévenir")
    sentence = f"**{number}** : une lettre chacune, en PDF. Elle vaut préavis de prélèvement."
    st.markdown(sentence if found.letters else "Aucune famille n'est à prévenir à cette date.")
    _left_out(found)
    if found.without_creditor:
        _no_creditor(found.without_creditor, visitor)
    if st.button("Produire les lettres", disabled=bool(closed or found.without_creditor) or not found.letters):
        _ask(found, on)
    if wanted := st.session_state.pop(WANTED, None):
        with errors.shown("Lettres"):
            _write(wanted, visitor)
    _sent(visitor, closed)


def _sender() -> Sender:
    """Who writes; a wrong file of the server is reported where the page asks for it."""
    with contextlib.suppress(Refusal):
        return Sender(creditor=creditor.known())
    return Sender()


def _no_creditor(number: int, visitor: Visitor) -> None:
    """A notice without the creditor identifier is none: the family's bank may give the debit back."""
    letters_to_name = formats.counted(number, "lettre annonce", "lettres annoncent")
    st.warning(f"{letters_to_name} des prélèvements : dites d'abord qui prélève, le préavis porte son ICS.")
    creditor.field(visitor)


def _left_out(found: Notified) -> None:
    for reason, count in Counter(found.left_out.values()).items():
        named = ", ".join(family for family, why in found.left_out.items() if why == reason)
        families = formats.counted(count, "famille laissée", "familles laissées")
        st.warning(f"{families} de côté : {labels.NO_LETTER[reason]}.")
        with st.expander("Voir les familles laissées de côté" if count > 1 else "Voir la famille laissée de côté"):
            st.text(named)


def _ask(found: Notified, on: dt.date) -> None:
    number = formats.counted(found.letters, "lettre", "lettres")

    def act() -> None:
        st.session_state[WANTED] = on

    effects = [
        f"**{number}** datées du {formats.day(on)}.",
        "Les échéances sont alors annoncées : aucun nouveau plan ne les relève ni ne les avance.",
    ]
    confirm.ask("Produire les lettres", effects, f"Produire {number}", act)


def _write(on: dt.date, visitor: Visitor) -> None:
    """Writes the letters beside the ledger: left half-way, the next click writes what is missing."""
    st.markdown("Vous pouvez quitter cette page : les lettres écrites sont gardées, relancez pour la suite.")
    book = data.ledger()
    steps = notices.write(book, on, mailings.folder(book, on), printing.notice, _sender(), visitor.name)
    made = progress.run("Courrier", steps, UNDONE)
    said.say(f"{formats.counted(made.letters, 'lettre produite', 'lettres produites')}.")
    st.rerun()


def _sent(visitor: Visitor, closed: str | None) -> None:
    """« Lettres produites », by day, and those of a day to take away."""
    days = mailings.days(data.ledger())
    if not days:
        return
    st.subheader("Lettres produites")
    rows = [
        {
            "Date": formats.day(day["sent_on"]),
            "Lettres": formats.count(day["letters"]),
            "Montant annoncé": formats.euro(day["amount"]),
        }
        for day in days[:DAYS]
    ]
    tables.small(rows, alt="Lettres produites, par date")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Lettres du", [day["sent_on"] for day in days], format_func=formats.day, width=200)
        st.download_button(
            "Télécharger les lettres (ZIP)",
            lambda: mailings.archive(data.ledger(), chosen, visitor.name),
            file_name=f"lettres_{chosen}.zip",
            mime="application/zip",
            on_click="ignore",
            disabled=bool(closed),
        )
