"""From the home page, each role reaches its answer in at most three clicks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import looking
from tests.tools import papers

pytestmark = pytest.mark.browser
HOME = "Synthèse du rattrapage"


class Reader:
    """Someone on the home page, whose clicks are counted."""

    def __init__(self, page: Page, site: str, role: str):
        self.page, self.clicks = page, 0
        page.goto(f"{site}/?role={role}")
        looking.ready(page, HOME)

    def click(self, place: Locator, **how) -> None:
        place.click(**how)
        self.clicks += 1

    def menu(self, section: str, title: str) -> None:
        """Two clicks: the section, then the page."""
        self.click(self.page.get_by_test_id("stTopNavSection").filter(has_text=section))
        self.click(self.page.get_by_role("menuitem", name=title))
        looking.ready(self.page, title)


def test_a_councillor_takes_the_page_to_quote_away(site, new_page):
    reader = Reader(new_page(), site, "council")
    expect(reader.page.get_by_text("familles sont concernées").first).to_be_visible()
    with reader.page.expect_download() as given:
        reader.click(reader.page.get_by_role("button", name="Télécharger la synthèse (PDF, une page)"))
    assert papers.pages(given.value.path().read_bytes()) == 1
    assert reader.clicks <= 3


def test_a_manager_sees_the_worst_school_and_month(site, new_page):
    reader = Reader(new_page(), site, "department")
    reader.menu("Suivi", "Suivi de la facturation")
    reader.click(reader.page.get_by_role("link", name="École du Lac, nov. 2023"))
    looking.ready(reader.page, "Facturation par mois et par école")
    expect(
        reader.page.get_by_text("École du Lac, nov. 2023 : 100,0 % non facturé, 1 famille, 120,00 €")
    ).to_be_visible()
    assert reader.clicks <= 3


def test_a_manager_knows_which_days_to_ask_for(site, new_page):
    reader = Reader(new_page(), site, "department")
    reader.menu("Suivi", "Pointages reçus")
    assert looking.metric(reader.page, "Jours inconnus") == "1"
    with reader.page.expect_download() as given:
        reader.click(reader.page.get_by_role("button", name="Télécharger (CSV)"))
    assert "École des Prés;Repas;07/11/2023;07/11/2023;1" in given.value.path().read_text(encoding="utf-8-sig")
    assert reader.clicks <= 3


def test_a_finance_officer_knows_who_owes_what_and_why(site, new_page):
    reader = Reader(new_page(), site, "finance")
    reader.click(reader.page.get_by_role("link", name="Ouvrir : Écarts à traiter"))
    looking.ready(reader.page, "Écarts à traiter")
    assert looking.metric(reader.page, "Reste à facturer") == "120,00 €"
    reader.click(reader.page.get_by_test_id("stDataFrame").last, position={"x": 20, "y": 52})
    expect(reader.page.get_by_text("Famille FAM1 — Brumecourt Alma : écart 120,00 €")).to_be_visible()
    reader.click(reader.page.get_by_role("link", name="Ouvrir le dossier"))
    looking.ready(reader.page, "Famille FAM1 — Brumecourt Alma")
    assert reader.clicks <= 3
