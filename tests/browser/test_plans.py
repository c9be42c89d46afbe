"""From the simulation to the letters in a browser: dialogs, the archive, and the same figures by Back and Forward."""

import datetime as dt
import io
import zipfile

import pytest
from playwright.sync_api import expect

from rattrapage.ledger import Ledger
from tests.browser import looking
from tests.browser.server import served
from tests.tools import papers
from tests.towns.plans import owing

pytestmark = pytest.mark.browser
TITLE, REQUESTS = "Plans de rattrapage", "Demandes des familles"
LONG = 120_000


@pytest.fixture
def town(tmp_path):
    """A server on a sample city of three families that owe something, without a plan."""
    path = tmp_path / "ville.duckdb"
    with Ledger(path) as book:
        owing(book, F1="300.00", F2="9.00", F3={"2023-09": "40.00", "2023-10": "20.00"})
        book.cursor().execute("update ledger_info set sample_city = true")
    with served(path) as site:
        yield site


def test_a_plan_goes_from_the_simulation_to_the_letters(town, new_page):
    page = new_page()
    page.goto(f"{town}/plans?nombre=2")
    looking.ready(page, TITLE)
    looking.shows(page, "Échéances", "4")
    page.get_by_role("button", name="Enregistrer la proposition").click()
    expect(page.get_by_text("Proposition enregistrée : 2 familles")).to_be_visible(timeout=LONG)
    looking.ready(page, TITLE)
    page.get_by_role("button", name="Approuver les plans").click()
    page.get_by_role("dialog").get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    looking.decide(page, "Approuver les plans", "Approuver 2 plans", "2 plans, 360,00")
    expect(page.get_by_text("2 plans approuvés")).to_be_visible()
    looking.ready(page, TITLE)
    page.get_by_role("button", name="Utiliser le créancier de la ville d'exemple").click()
    looking.decide(page, "Produire les lettres", "Produire 2 lettres", "2 lettres datées du")
    expect(page.get_by_text("2 lettres produites.")).to_be_visible(timeout=LONG)
    looking.ready(page, TITLE)
    with page.expect_download() as given:
        page.get_by_role("button", name="Télécharger les lettres (ZIP)").click()
    today = dt.date.today().isoformat()
    assert given.value.suggested_filename == f"lettres_{today}.zip"
    with zipfile.ZipFile(io.BytesIO(given.value.path().read_bytes())) as packed:
        assert packed.namelist() == [f"{today}-F1.pdf", f"{today}-F3.pdf"]
        assert papers.faults(packed.read(f"{today}-F1.pdf")) == []


def test_a_choice_is_in_the_address_and_back_takes_it_back(town, new_page):
    page = new_page()
    page.goto(f"{town}/plans")
    looking.ready(page, TITLE)
    looking.shows(page, "Échéances", "10")
    page.get_by_text("Un mois par mois").click()
    expect(page).to_have_url(f"{town}/plans?strategie=mirror")
    looking.ready(page, TITLE)
    looking.shows(page, "Échéances", "3")
    page.go_back()
    looking.ready(page, TITLE)
    expect(page.get_by_role("radio", name="Parts égales")).to_be_checked()
    looking.shows(page, "Échéances", "10")


def test_a_request_is_recorded_and_answered_with_a_letter(town, new_page):
    page = new_page()
    page.goto(f"{town}/demandes?famille=F1")
    looking.ready(page, REQUESTS)
    page.get_by_text("Difficulté", exact=True).click()
    looking.ready(page, REQUESTS)
    page.get_by_label("Motif", exact=True).first.fill("Perte d'emploi")
    page.keyboard.press("Tab")
    looking.ready(page, REQUESTS)
    looking.decide(page, "Enregistrer la demande", "Enregistrer la demande", "famille F1 — Payeur F1")
    expect(page.get_by_text("Demande n° 1 enregistrée.")).to_be_visible()
    looking.ready(page, REQUESTS)
    looking.shows(page, "Reçue", "1")
    with page.expect_download() as given:
        page.get_by_role("button", name="Télécharger la lettre de réponse (PDF)").click()
    letter = given.value.path().read_bytes()
    assert papers.faults(letter) == []
    assert "Nous avons reçu votre demande" in papers.text(letter).replace("\xa0", " ")


def test_a_refused_decision_says_why_in_its_dialog(town, new_page):
    first, second = new_page(), new_page()
    for page in (first, second):
        page.goto(f"{town}/plans")
        looking.ready(page, TITLE)
    first.get_by_role("button", name="Enregistrer la proposition").click()
    expect(first.get_by_text("Proposition enregistrée")).to_be_visible(timeout=LONG)
    looking.ready(first, TITLE)
    first.get_by_role("button", name="Approuver les plans").click()
    dialog = first.get_by_role("dialog")
    expect(dialog).to_contain_text("2 plans")
    second.get_by_role("button", name="Enregistrer la proposition").click()
    expect(second.get_by_text("Proposition enregistrée")).to_be_visible(timeout=LONG)
    dialog.get_by_role("button", name="Approuver 2 plans").click()
    expect(dialog).to_contain_text("Les plans proposés ont changé entre-temps")
    dialog.get_by_role("button", name="Annuler").click()
    expect(dialog).to_have_count(0)
    expect(first.get_by_text("2 plans proposés attendent")).to_be_visible()


def test_both_pages_fit_a_phone(town, new_page):
    page = new_page(width=320)
    for address, title in (("plans", TITLE), ("demandes", REQUESTS)):
        page.goto(f"{town}/{address}")
        looking.ready(page, title)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
