"""Files sent by the browser, laid in a folder of the session under their own names until they are imported."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

TYPES = ["csv", "xlsx", "xls", "xlsb", "ods", "parquet", "zip"]
FOLDER, ROUND, SEEN = "envoi:dossier", "envoi:tour", "envoi:fichiers"


def field(label: str) -> list[Path]:
    """Shows the field and returns the files it holds now, each on the disk under the name it was sent with."""
    key = f"envoi:{st.session_state.setdefault(ROUND, 0)}"
    sent = st.file_uploader(label, type=TYPES, accept_multiple_files=True, key=key)
    seen: dict[str, Path] = st.session_state.setdefault(SEEN, {})
    for file in sent:
        if file.file_id not in seen:
            seen[file.file_id] = _lay(file)
    return [seen[file.file_id] for file in sent]


def _lay(file) -> Path:
    """Two files of one name stay apart: each has a folder of its own, and its base name only."""
    folder = st.session_state.setdefault(FOLDER, tempfile.TemporaryDirectory(prefix="rattrapage-envoi-"))
    path = Path(tempfile.mkdtemp(dir=folder.name)) / Path(file.name.replace("\\", "/")).name
    path.write_bytes(file.getbuffer())
    return path


def forget() -> None:
    """Empties the field and removes what it held from the disk."""
    st.session_state[ROUND] += 1
    st.session_state.pop(SEEN, None)
    folder = st.session_state.pop(FOLDER, None)
    if folder:
        folder.cleanup()
