"""The menu: every page, where it stands, its address and the roles that open it, named once for all who link to it."""

from __future__ import annotations

from typing import NamedTuple

from rattrapage.access.guard import COUNCIL, DEPARTMENT, FINANCE

EVERYBODY, MANAGERS, OFFICE = (COUNCIL, DEPARTMENT, FINANCE), (DEPARTMENT, FINANCE), (FINANCE,)


class Entry(NamedTuple):
    """Describes a page: its section and title in the menu, its folder under `pages/`, its address and its roles.

    `url` is one segment, unused for the page at `/`; a hidden page has only links.
    """

    section: str
    title: str
    folder: str
    url: str
    roles: tuple[str, ...]
    hidden: bool = False

    @property
    def file(self) -> str:
        """The script that Streamlit runs for the page."""
        return f"pages/{self.folder}/page.py"


SUMMARY = Entry("", "Synthèse du rattrapage", "council/summary", "synthese", EVERYBODY)
FOLLOW_UP = Entry("Suivi", "Suivi de la facturation", "department/follow_up", "suivi", MANAGERS)
BILLING_MAP = Entry("Suivi", "Facturation par mois et par école", "department/billing_map", "facturation", MANAGERS)
RECEIVED = Entry("Suivi", "Pointages reçus", "department/received", "pointages", MANAGERS)
ALERTS = Entry("Suivi", "Alertes", "department/alerts", "alertes", MANAGERS)
IMPORTS = Entry("Écarts", "Imports et rejets", "finance/imports", "imports", OFFICE)
DISCREPANCIES = Entry("Écarts", "Écarts à traiter", "finance/discrepancies", "ecarts", OFFICE)
FAMILY_FILE = Entry("Écarts", "Dossier de la famille", "finance/family_file", "dossier", OFFICE, hidden=True)
PLANS = Entry("Rattrapage", "Plans de rattrapage", "finance/plans", "plans", OFFICE)
REQUESTS = Entry("Rattrapage", "Demandes des familles", "finance/requests", "demandes", OFFICE)
MANDATES = Entry("Prélèvement", "Campagne de mandats", "finance/mandates", "mandats", OFFICE)
DEBITS = Entry("Prélèvement", "Fichiers de prélèvement", "finance/debits", "prelevements", OFFICE)
RETURNS = Entry("Prélèvement", "Retours de la banque", "finance/returns", "retours", OFFICE)
JOURNAL = Entry("Contrôle", "Journal et calculs", "finance/journal", "journal", OFFICE)

MENU = (
    *(SUMMARY, FOLLOW_UP, BILLING_MAP, RECEIVED, ALERTS),
    *(IMPORTS, DISCREPANCIES, FAMILY_FILE),
    *(PLANS, REQUESTS, MANDATES, DEBITS, RETURNS, JOURNAL),
)
"""In the order of the menu; the first page that a role may open is the one at `/`."""
