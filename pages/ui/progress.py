"""Long work as the reader sees it: a bar with its share, and one line a step with its count."""

from __future__ import annotations

from collections.abc import Generator

import streamlit as st

from pages.ui import formats
from rattrapage.errors import Refusal
from rattrapage.progress import Result, Step, finish


def run(title: str, steps: Generator[Step, None, Result], undone: str = "rien n'a été changé") -> Result:
    """Runs the steps of `title` (« Import ») to their end and returns their result; a refusal is raised again.

    `undone` is what an interruption leaves, in words.
    """
    bar = st.progress(0.0, f"{title} en cours")
    with st.status(f"{title} en cours", expanded=True) as status:

        def show(step: Step) -> None:
            text = f"{step.label} ({formats.count(step.done)} sur {formats.count(step.total)})"
            bar.progress(step.done / max(step.total, 1), text)
            status.write(formats.plain(text))

        try:
            result = finish(steps, show)
        except Refusal:
            status.update(label=f"{title} interrompu : {undone}", state="error")
            raise
        status.update(label=f"{title} terminé", state="complete", expanded=False)
    bar.empty()
    return result
