"""The closed door: what a person sees who is not signed in."""

from __future__ import annotations

import streamlit as st

NO_SIGN_IN = (
    "La connexion n'est pas configurée sur ce serveur : aucune page n'est ouverte. "
    "Demandez à l'administrateur du serveur de configurer la connexion de la collectivité."
)
NOT_THE_SAMPLE = (
    "La démonstration n'est ouverte que sur la ville d'exemple, et ce registre contient autre chose ou rien. "
    "Créez la ville d'exemple dans un registre neuf (commandes « sample » puis « import »), puis relancez le serveur."
)


def menu(reason: str) -> list:
    """The one page there is, which says why the others are closed."""

    def closed_door() -> None:
        st.title("Rattrapage")
        st.info(reason)

    return [st.Page(closed_door, title="Connexion", url_path="connexion", default=True)]
