"""The explorer in the menu: one page a query, and for finance the list of the files that are refused."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from pages.explorer import answers, page
from pages.ui import data, formats
from rattrapage.access import guard
from rattrapage.access.guard import FINANCE, Visitor
from rattrapage.explorer import explorer
from rattrapage.explorer.audiences import VIEWERS
from rattrapage.explorer.explorer import Query, Refused

SECTION = "Explorer"
REFUSED = "q-refusees"


@st.cache_resource(show_spinner=False, max_entries=500)
def _checked(path: str, audience: str, state: tuple, _pages: dict) -> Query | Refused:  # noqa: ARG001 (what the cache is keyed by)
    """A file is checked once, and again when it changes; what later data does to it, its own page says."""
    return explorer.load(Path(path), audience, answers.audiences(), _pages)


def catalogue(role: str, entries: Iterable) -> list[Query | Refused]:
    """Lists the queries that a role may open and the files refused, by audience and file name."""
    entries = list(entries)
    roles = {entry.url: entry.roles for entry in entries}
    calculated = bool(data.rows("pages/shared/run"))
    files = []
    for audience, viewers in VIEWERS.items():
        for path in explorer.files(audience) if role in viewers else ():
            state = (str(data.ledger().path), calculated, *_stamp(path))
            files.append(_checked(str(path), audience, state, roles))
    return files


def _stamp(path: Path) -> tuple[int, int]:
    """What changes when the file does; a file taken away meanwhile has none."""
    try:
        return path.stat().st_mtime_ns, path.stat().st_size
    except OSError:
        return 0, 0


class Offer(NamedTuple):
    """A page that the menu offers; `url` is its address, and its name for Streamlit."""

    title: str
    url: str
    show: Callable[[], None]
    hidden: bool = False


def addresses() -> set[str]:
    """Gives the addresses of all the files, refused ones too."""
    return {f"q-{audience}-{path.stem}" for audience in VIEWERS for path in explorer.files(audience)} | {REFUSED}


def offers(visitor: Visitor, entries: Iterable) -> list[Offer]:
    """Gives the pages of the explorer for a visitor; `entries` are the other pages, to which a drill may lead."""
    entries = list(entries)
    files = catalogue(visitor.role, entries)
    links = {entry.url: entry for entry in entries}
    queries = [query for query in files if isinstance(query, Query)]
    made = [Offer(query.head.title, query.url, functools.partial(page.show, query, links)) for query in queries]
    refused = [file for file in files if isinstance(file, Refused)]
    if refused and visitor.role == FINANCE:
        title = f"Requêtes refusées ({len(refused)})"
        made.append(Offer(title, REFUSED, functools.partial(show_refused, refused, title)))
    return made


def pages(visitor: Visitor, entries: Iterable) -> list:
    """Gives the same offers as Streamlit's pages.

    Pages that were offered and are no more stay, hidden: one may be open in the reader's tab.
    """
    entries = list(entries)
    offered = offers(visitor, entries)
    found = {offer.url: _page(offer) for offer in offered}
    home = next(entry.file for entry in entries if visitor.role in entry.roles)
    return [*found.values(), *(_page(offer) for offer in _gone(visitor, offered, found.get(REFUSED), home))]


def _gone(visitor: Visitor, offered: list[Offer], refused, home: str) -> list[Offer]:
    """What this session was offered in this role and is offered no more."""
    kept = st.session_state.setdefault(f"explorer:{visitor.role}", {})
    kept.update({offer.url: offer.title for offer in offered})
    gone = {url: title for url, title in kept.items() if url not in {offer.url for offer in offered}}
    shows = {url: functools.partial(show_gone, title, refused, home) for url, title in gone.items()}
    if REFUSED in gone:
        gone[REFUSED] = "Requêtes refusées (0)"
        shows[REFUSED] = functools.partial(show_refused, [], gone[REFUSED])
    return [Offer(title, url, shows[url], hidden=True) for url, title in gone.items()]


def _page(offer: Offer):
    """Streamlit tells the pages made of functions apart by their name."""

    def shown() -> None:
        offer.show()

    shown.__name__ = offer.url
    return st.Page(shown, title=offer.title, url_path=offer.url, visibility="hidden" if offer.hidden else "visible")


def show_gone(title: str, refused, home: str) -> None:
    """Says that a page no longer exists, to a reader who had it open.

    `refused` is the page of the faulty files, None when the visitor may not see it.
    """
    guard.require(*guard.ROLES)
    st.title(formats.plain(title))
    st.warning(
        formats.plain(f"La page « {title} » n'existe plus ou sa requête est refusée : son fichier vient de changer.")
    )
    if refused:
        st.page_link(refused, label="Voir les requêtes refusées")
    st.page_link(home, label="Aller à la page d'accueil")


def show_refused(refused: list[Refused], title: str) -> None:
    """Lists the files that are refused, each with its fault, its file and its line."""
    guard.require(FINANCE)
    st.title(title)
    if not refused:
        st.success("Aucune requête n'est refusée : chaque fichier est une page.")
        return
    st.markdown(
        "Ces fichiers ne sont pas devenus des pages ; les autres requêtes fonctionnent. "
        "Corrigez la ligne indiquée, enregistrez, puis rechargez cette page."
    )
    for file in refused:
        st.error(formats.plain(file.reason))
    st.button("Vérifier de nouveau", on_click=_checked.clear)
