"""From the worklist to a family's file and back: the filters come back with the reader."""

import pytest
from playwright.sync_api import Page, expect

from rattrapage.ledger import Ledger
from rattrapage.progress import finish
from rattrapage.reconcile import chain
from tests.browser import looking
from tests.browser.server import served
from tests.tools import papers
from tests.towns.ledgers import TOWN, load, write

pytestmark = pytest.mark.browser
WORKLIST = "Écarts à traiter"


def select_first_row(page: Page) -> None:
    """Selects by keyboard, as a reader without a mouse does."""
    table = page.get_by_test_id("stDataFrame").last
    table.scroll_into_view_if_needed()
    table.locator("canvas").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")


def test_the_file_opens_from_the_list_and_leads_back_to_it(site, new_page):
    page = new_page()
    page.goto(f"{site}/ecarts?statut=overbilled&mois=2023-11")
    looking.ready(page, WORKLIST)
    select_first_row(page)
    page.get_by_role("link", name="Ouvrir le dossier").click()
    looking.ready(page, "Famille FAM2 — Corvaisier Éloi")
    assert page.url.endswith("/dossier?famille=FAM2")
    page.get_by_role("link", name="Retour aux écarts").click()
    looking.ready(page, WORKLIST)
    assert page.url.split("?")[1] == "statut=overbilled&mois=2023-11"
    looking.shows(page, "Familles", "1")


def test_the_search_box_finds_another_family_or_says_there_is_none(site, new_page):
    page = new_page()
    page.goto(f"{site}/dossier?famille=FAM1")
    looking.ready(page, "Famille FAM1 — Brumecourt Alma")
    search(page, "FAM3")
    looking.ready(page, "Famille FAM3 — Delafosse Inès")
    search(page, "FAM9")
    looking.ready(page, "Dossier de la famille")
    expect(page.get_by_text("Aucune famille n° FAM9.")).to_be_visible()
    expect(page.get_by_role("link", name="Chercher dans les écarts")).to_be_visible()


def search(page: Page, number: str) -> None:
    page.get_by_label("Numéro de famille").fill(number)
    page.keyboard.press("Enter")


def test_the_bases_come_down_as_a_pdf_and_the_journal_tells_it(tmp_path, new_page):
    folder = write(tmp_path / "in", **TOWN)
    (folder / "sample_city.json").write_text('{"seed": 1}')
    with Ledger(tmp_path / "ville.duckdb") as book:
        load(book, folder)
        finish(chain.run(book, "2023-09", "2023-09"))
    page = new_page()
    with served(tmp_path / "ville.duckdb") as site:
        page.goto(f"{site}/dossier?famille=F1")
        looking.ready(page, "Famille F1 — Alma Weber")
        expect(page.get_by_role("table", name="Pointages de sept. 2023")).to_contain_text("4, 5")
        with page.expect_download() as given:
            page.get_by_role("button", name="Télécharger les bases de liquidation (PDF)").click()
        assert given.value.suggested_filename == "bases-de-liquidation_F1.pdf"
        assert papers.faults(given.value.path().read_bytes()) == []
    with Ledger(tmp_path / "ville.duckdb") as book:
        told = book.cursor().execute("select actor, subject from journal where action = 'téléchargement'").fetchall()
    assert told == [("démonstration (finances)", "bases de liquidation F1")]
