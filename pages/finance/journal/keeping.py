"""What keeps the ledger, on « Journal et calculs »: the journal's chain verified, a backup while the app runs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import streamlit as st

from pages.ui import data, formats
from rattrapage import clock, journal
from rattrapage.access import guard
from rattrapage.keeping import backup as keeping_backup

FOLDER = "sauvegardes"
MADE = "sauvegarde:faite"


def chain() -> None:
    """Says whether every row of the journal is there, unchanged."""
    rows, broken = journal.verify(data.ledger().cursor())
    if broken:
        places = ", ".join(formats.count(number) for number in broken[:5])
        st.error(
            f"Journal modifié ou incomplet, lignes en défaut : {formats.count(len(broken))} (n° {places}). "
            "Comparez-le avec une sauvegarde avant toute décision."
        )
    else:
        words = ("action, chaînée et intacte", "actions, chaînées et intactes")
        st.markdown(f"Journal vérifié : {formats.counted(rows, *words)}.")


def backup(visitor: guard.Visitor) -> None:
    """Shows « Sauvegarde »: a whole copy beside the ledger, its fingerprint, and the file to take away."""
    st.header("Sauvegarde")
    st.markdown(
        "Une copie entière du registre, faite pendant que l'application tourne, dans le dossier "
        f"« {FOLDER} » à côté du registre. Elle contient toutes les données personnelles : gardez-la comme le registre."
    )
    if st.button("Faire une sauvegarde"):
        with st.spinner("Copie du registre en cours…"):
            path = _path(data.ledger().path, clock.now())
            st.session_state[MADE] = (str(path), keeping_backup.make(data.ledger(), path, visitor.name))
    if MADE in st.session_state:
        _made(Path(st.session_state[MADE][0]), st.session_state[MADE][1], visitor)


def _path(ledger: Path, now: dt.datetime) -> Path:
    return ledger.parent / FOLDER / f"{ledger.stem}-{now:%Y%m%d-%H%M%S}.duckdb"


def _made(path: Path, sha256: str, visitor: guard.Visitor) -> None:
    st.markdown(f"Sauvegarde faite : **{formats.plain(path.name)}**.")
    st.markdown(f"Empreinte SHA-256 : {sha256}")
    if not path.exists():
        st.markdown("Ce fichier n'est plus dans le dossier.")
        return

    def content() -> bytes:
        with data.ledger().write(visitor.name, "téléchargement", f"sauvegarde {path.name}"):
            return path.read_bytes()

    st.download_button("Télécharger la sauvegarde", content, file_name=path.name, on_click="ignore")
