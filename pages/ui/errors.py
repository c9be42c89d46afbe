"""Errors shown in their own place: what failed, and what to do, while the rest of the page lives on."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

import duckdb
import streamlit as st

from rattrapage.errors import Refusal

LOG = logging.getLogger("rattrapage.pages")


@contextlib.contextmanager
def shown(what: str) -> Iterator[None]:
    """Shows a refusal as it is, and a failing query as one line that names `what` could not be shown."""
    try:
        yield
    except Refusal as refusal:
        st.error(str(refusal))
    except duckdb.Error:
        LOG.exception("query failed: %s", what)
        st.error(
            f"{what} : la requête a échoué. Rechargez la page ; si l'erreur revient, transmettez l'heure au support."
        )
