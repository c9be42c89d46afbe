"""The URL is the only state: a link, Back and Forward give the same figures, and a selection dies with its filters."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking

pytestmark = pytest.mark.browser
TITLE = "Écarts à traiter"
DRILL = "Filtrer sur cette cause"
UNSELECTED = "Sélectionnez une barre pour voir ses lignes"


def families(page: Page, number: str) -> None:
    """Waits until the metric says that many families."""
    card = page.get_by_test_id("stMetric").filter(has_text="Familles").get_by_test_id("stMetricValue")
    expect(card).to_have_text(number)
    looking.ready(page, TITLE)


def choose(page: Page, label: str, option: str) -> None:
    """Picks an option of a multiple choice."""
    looking.choose(page, label, option)
    page.keyboard.press("Escape")


@pytest.fixture
def ecarts(site, new_page) -> Page:
    page = new_page()
    page.goto(f"{site}/ecarts")
    families(page, "3")
    return page


def menu(page: Page, section: str, title: str) -> None:
    """Opens a page by the menu."""
    page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
    page.get_by_role("menuitem", name=title).click()
    looking.ready(page, title)


def test_filters_then_back_and_forward(ecarts):
    choose(ecarts, "Mois", "nov. 2023")
    families(ecarts, "2")
    assert ecarts.url.endswith("?mois=2023-11")
    looking.select_bar(ecarts, 1)
    ecarts.get_by_role("button", name=DRILL).click()
    families(ecarts, "1")
    assert ecarts.url.endswith("?mois=2023-11&cause=duplicate")
    ecarts.go_back()
    families(ecarts, "2")
    ecarts.go_forward()
    families(ecarts, "1")


def test_a_filter_then_a_link_then_back_and_forward(ecarts):
    choose(ecarts, "Statut", "Non facturé")
    families(ecarts, "1")
    menu(ecarts, "Écarts", "Imports et rejets")
    ecarts.go_back()
    families(ecarts, "1")
    assert ecarts.url.endswith("?statut=unbilled")
    ecarts.go_forward()
    looking.ready(ecarts, "Imports et rejets")


def test_an_address_opens_on_its_own_figures_whatever_the_session_held(ecarts, site):
    choose(ecarts, "Statut", "Surfacturé")
    families(ecarts, "1")
    ecarts.goto(f"{site}/ecarts?mois=2023-10")
    families(ecarts, "1")
    assert looking.metric(ecarts, "Usages sans tarif") == "1"


def test_a_menu_click_starts_clean(site, new_page):
    page = new_page()
    page.goto(f"{site}/ecarts?mois=2023-10")
    families(page, "1")
    menu(page, "Écarts", "Imports et rejets")
    menu(page, "Écarts", TITLE)
    families(page, "3")


def test_a_filter_change_clears_the_selection(ecarts):
    looking.select_bar(ecarts, 0)
    expect(ecarts.get_by_role("button", name=DRILL)).to_be_visible()
    choose(ecarts, "Mois", "nov. 2023")
    families(ecarts, "2")
    expect(ecarts.get_by_text(UNSELECTED)).to_be_visible()
    expect(ecarts.get_by_role("button", name=DRILL)).to_have_count(0)


def test_a_selection_names_its_figures(ecarts):
    looking.select_bar(ecarts, 0)
    expect(ecarts.get_by_text("Non facturé : 120,00 €, 1 ligne")).to_be_visible()
