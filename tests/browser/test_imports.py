"""A whole import through the page: recognised, imported, compared, listed; the demonstration goes on."""

import zipfile

import pytest
from playwright.sync_api import expect

from rattrapage import sample
from tests.browser import looking
from tests.browser.server import served
from tests.towns import cities

pytestmark = pytest.mark.browser
TITLE = "Imports et rejets"
LONG = 120_000


def test_the_sample_city_comes_in_and_is_compared(tmp_path, new_page):
    sample.write(tmp_path / "ville", families=30)
    archive = tmp_path / "ville.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in (tmp_path / "ville").iterdir():
            packed.write(path, path.name)
    page = new_page()
    with served(cities.build(tmp_path / "ville.duckdb")) as site:
        page.goto(f"{site}/imports")
        looking.ready(page, TITLE)
        page.locator("input[type=file]").set_input_files(archive)
        expect(page.get_by_role("table", name="Fichiers reconnus avant l'import")).to_contain_text("attendance.csv")
        page.get_by_role("button", name="Importer 1 fichier").click()
        expect(page.get_by_text("Import terminé en")).to_be_visible(timeout=LONG)
        looking.ready(page, TITLE)
        expect(page.get_by_text("lues = acceptées + inchangées + rejetées")).to_be_visible()
        expect(page.get_by_role("table", name="Compte rendu de l'import")).to_contain_text("families.csv")
        expect(page.get_by_role("button", name="Importer les fichiers")).to_be_disabled()
        page.goto(f"{site}/ecarts")
        looking.ready(page, "Écarts à traiter")
        expect(page.get_by_text("Équilibré au centime")).to_be_visible()
        assert looking.metric(page, "Familles") != "3"


def test_a_file_that_is_no_table_is_refused_in_one_sentence(site, tmp_path, new_page):
    stranger = tmp_path / "presences.csv"
    stranger.write_text("a;b\n1;2\n")
    page = new_page()
    page.goto(f"{site}/imports")
    looking.ready(page, TITLE)
    page.locator("input[type=file]").set_input_files(stranger)
    expect(page.get_by_test_id("stAlertContentError")).to_contain_text("presences.csv")
    looking.ready(page, TITLE)
