"""What was just done, said once: an action ends by a rerun, and its words must outlive it."""

from __future__ import annotations

import streamlit as st

SAID = "dit"


def say(words: str) -> None:
    """Keeps what was done for the page's next run."""
    st.session_state[SAID] = words


def show() -> None:
    """Shows what was done just before this run, if anything was."""
    if words := st.session_state.pop(SAID, None):
        st.success(words)
