"""Every page first on a fresh server, signed out and in each role: the right page, nothing else, no false alarm."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser import looking
from tests.browser.server import served
from tests.browser.test_french import english
from tests.towns import cities

pytestmark = pytest.mark.browser
HOME = "Synthèse du rattrapage"
CLOSED = "Rattrapage"
MISSING = "Page introuvable"
FIRST = [
    (None, "", CLOSED, False),
    (None, "imports", CLOSED, False),
    (None, "ecarts", CLOSED, False),
    (None, "q-finance-surfacturees", CLOSED, False),
    (None, "nulle-part", CLOSED, True),
    ("council", "", HOME, False),
    ("council", "suivi", HOME, True),
    ("council", "ecarts", HOME, True),
    ("department", "", HOME, False),
    ("department", "suivi", "Suivi de la facturation", False),
    ("department", "imports", HOME, True),
    ("department", "ecarts", HOME, True),
    ("finance", "", HOME, False),
    ("department", "facturation", "Facturation par mois et par école", False),
    ("department", "journal", HOME, True),
    ("department", "dossier", HOME, True),
    ("department", "q-finance-surfacturees", HOME, True),
    ("council", "q-council-mois", "Reste à facturer par mois", False),
    *[("finance", address, title, False) for address, title in looking.ADDRESSES.items() if address],
]


@pytest.mark.parametrize(("role", "address", "title", "missing"), FIRST)
def test_a_fresh_server_shows_the_right_page_first(tmp_path, new_page, role, address, title, missing):
    with served(cities.build(tmp_path / "ville.duckdb"), demo=role is not None) as site:
        page = new_page()
        page.goto(f"{site}/{address}" + (f"?role={role}" if role else ""))
        looking.ready(page, title)
        expect(page.get_by_text(MISSING)).to_have_count(1 if missing else 0)


def test_a_flat_file_of_the_pages_folder_is_never_served(tmp_path, new_page):
    with served(cities.build(tmp_path / "ville.duckdb"), demo=False) as site:
        page = new_page()
        page.goto(f"{site}/discrepancies")
        looking.ready(page, CLOSED)


@pytest.mark.parametrize("address", ["finance/ecarts", "ecarts/x", "a/b/c/"])
def test_an_address_of_several_segments_is_a_plain_page_with_a_way_home(site, new_page, address):
    page = new_page(width=320)
    answer = page.goto(f"{site}/{address}")
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text(MISSING)
    assert page.locator("html").get_attribute("lang") == "fr"
    assert english(looking.words(page)) == []
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.get_by_role("link", name="Aller à la page d'accueil").click()
    looking.ready(page, HOME)
