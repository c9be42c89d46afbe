"""What the address asks and the page does not have: a line above the page names it, never other figures in silence."""

from __future__ import annotations

import streamlit as st

from pages.ui import formats

NOTED = "adresse:filtres"
NO_FILTERS = {"role", "vue"}


def begin() -> None:
    """Forgets what the page before had; the shell calls it before each page."""
    st.session_state[NOTED] = {"known": set(), "ignored": {}}


def codes(key: str) -> list[str]:
    """Gives the codes that the address gives a filter of the page."""
    _noted()["known"].add(key)
    return st.query_params.get_all(key)


def ignore(key: str, *wanted: str) -> None:
    """Notes codes that the page does not have; the filter stands as if the address did not name them."""
    if wanted:
        _noted()["ignored"][key] = list(wanted)


def tell(place) -> None:
    """Says in one sentence what was ignored, with a button to forget it, at a `place` (`st.empty`).

    A page that stopped before its filters ignored nothing.
    """
    found = _noted()
    ignored = dict(found["ignored"])
    if found["known"]:
        strangers = set(st.query_params) - found["known"] - NO_FILTERS
        ignored |= {key: st.query_params.get_all(key) for key in sorted(strangers)}
    if ignored:
        named = ", ".join(f"{key} = {value or '(vide)'}" for key, values in ignored.items() for value in values)
        with place.container():
            st.warning(f"L'adresse demande ce que cette page n'a pas : {formats.plain(named)}. Ce filtre est ignoré.")
            st.button("Oublier ce filtre", on_click=_forget, args=(list(ignored),))


def _forget(keys: list[str]) -> None:
    """Takes from the address what the page does not have, and leaves the rest."""
    found = _noted()["ignored"]
    for key in keys:
        left = [code for code in st.query_params.get_all(key) if code not in found.get(key, [code])]
        if left:
            st.query_params[key] = left
        else:
            st.query_params.pop(key, None)


def _noted() -> dict:
    return st.session_state.setdefault(NOTED, {"known": set(), "ignored": {}})
