"""From the mandate forms to the bank's answer in a browser: uploads, dialogs, bytes taken away, French words."""

import hashlib
import io
import zipfile

import pytest
from playwright.sync_api import Page, expect

from rattrapage.sepa import pain008
from tests.browser import looking
from tests.browser.server import served
from tests.browser.test_french import english
from tests.towns import pages
from tests.towns.debits import CREDITOR_FILE, booked, came_back, notice

pytestmark = pytest.mark.browser
TITLES = {address: looking.ADDRESSES[address] for address in ("mandats", "prelevements", "retours")}
LONG = 120_000


@pytest.fixture
def town(tmp_path):
    """A server on the town with debits; nobody said who the creditor is."""
    with served(pages.build(tmp_path / "ville.duckdb", tmp_path / "town")) as site:
        yield site


def go(page: Page, site: str, address: str) -> None:
    page.goto(f"{site}/{address}")
    expect(page.locator("h1")).to_have_text(TITLES[address], timeout=LONG)
    looking.ready(page, TITLES[address])


def by_menu(page: Page, address: str) -> None:
    """By the menu, so that the session stays, and with it the creditor."""
    page.get_by_role("button", name="Prélèvement", exact=True).click()
    page.get_by_role("menuitem", name=TITLES[address]).click()
    looking.ready(page, TITLES[address])


def test_the_way_from_the_forms_to_what_came_back(town, new_page, tmp_path):
    page = new_page()
    go(page, town, "mandats")
    wrong = tmp_path / "creditor.toml"
    wrong.write_text(CREDITOR_FILE.replace("FR53", "FR54"), encoding="utf-8")
    page.locator("input[type=file]").set_input_files(wrong)
    expect(page.get_by_test_id("stAlertContentError")).to_contain_text("clé creditor_id : il faut un ICS")
    expect(page.locator("input[type=file]")).to_have_count(1)
    wrong.write_text(CREDITOR_FILE, encoding="utf-8")
    page.locator("input[type=file]").set_input_files(wrong)
    expect(page.get_by_text("ICS FR53ZZZ999999")).to_be_visible()
    looking.decide(page, "Produire les formulaires (PDF)", "Produire 2 formulaires", "2 formulaires")
    expect(page.get_by_text("2 formulaires produits")).to_be_visible(timeout=LONG)
    looking.ready(page, TITLES["mandats"])
    with zipfile.ZipFile(io.BytesIO(looking.taken(page, "Télécharger les formulaires (ZIP)"))) as packed:
        assert packed.namelist() == ["RTM00000001-1.pdf", "RTM00000002-1.pdf"]
    assert looking.taken(page, "Télécharger mandats.csv").startswith(b"mandate_reference,family_id,")
    assert english(looking.words(page)) == []

    by_menu(page, "prelevements")
    looking.shows(page, "Retenues", "120,00 €")
    assert (
        looking.taken(page, "Télécharger les écartées")
        .decode("utf-8-sig")
        .startswith("Famille;N°;Échéance;Montant;Motif")
    )
    looking.decide(page, "Produire le fichier", "Produire le fichier", "2 prélèvements, 120,00 €")
    expect(page.get_by_text("Fichier produit : message RT")).to_be_visible(timeout=LONG)
    looking.ready(page, TITLES["prelevements"])
    xml = looking.taken(page, "Télécharger le fichier")
    assert [block.debits for block in pain008.read_back(xml)] == [2]
    expect(page.get_by_text(hashlib.sha256(xml).hexdigest())).to_be_visible()
    looking.decide(page, "Marquer comme remis à la banque", "Marquer comme remis", "2 prélèvements, 120,00 €")
    expect(page.get_by_role("button", name="Annuler (non remis)")).to_be_disabled()
    assert english(looking.words(page)) == []

    by_menu(page, "retours")
    message = tmp_path / "retour.xml"
    message.write_bytes(notice(booked(came_back("RT0000000001-1", "AC04"))))
    read(page, message)
    expect(page.get_by_text("retour.xml : 1 rapproché")).to_be_visible()
    looking.shows(page, "Montant retourné", "60,00 €")
    read(page, message)
    expect(page.get_by_text("Fichier déjà lu, rien n'a changé.")).to_be_visible()
    looking.decide(page, "Lever la suspension", "Lever la suspension", "mandat RTM90000001-1", why="compte rouvert")
    expect(page.get_by_text("Suspension n° 1 levée.")).to_be_visible()
    assert english(looking.words(page)) == []


def read(page: Page, message) -> None:
    expect(page.locator("input[type=file]")).to_have_count(1)
    page.locator("input[type=file]").set_input_files(message)
    page.get_by_role("button", name="Lire 1 fichier").click()
    expect(page.get_by_role("button", name="Lire les fichiers")).to_be_visible()
    looking.ready(page, TITLES["retours"])


def test_a_message_that_is_none_is_one_sentence(town, new_page, tmp_path):
    page = new_page()
    go(page, town, "retours")
    stranger = tmp_path / "releve.xml"
    stranger.write_text("<Document/>", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(stranger)
    page.get_by_role("button", name="Lire 1 fichier").click()
    expect(page.get_by_test_id("stAlertContentError")).to_contain_text("ni un pain.002 ni un camt.054")
    looking.ready(page, TITLES["retours"])


def test_a_code_is_edited_in_its_table(town, new_page):
    page = new_page()
    go(page, town, "retours")
    editor = page.get_by_test_id("stDataFrame").last
    editor.scroll_into_view_if_needed()
    box = editor.bounding_box()
    cell = page.locator("#portal textarea")
    page.mouse.click(box["x"] + 250, box["y"] + 52)
    page.keyboard.press("Enter")
    cell.fill("Motif inconnu")
    cell.press("Enter")
    expect(page.get_by_role("button", name="Enregistrer les codes")).to_be_enabled()
    assert english(looking.words(page)) == []
    looking.decide(page, "Enregistrer les codes", "Enregistrer", "1 code changé")
    expect(page.get_by_text("1 code changé.")).to_be_visible()
    assert english(looking.words(page)) == []
