"""A file dropped beside the server is a page after a reload; a faulty one is named and leaves the others alive."""

import itertools
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser import looking, server
from tests.browser.test_french import english
from tests.conftest import ROOT
from tests.towns import cities
from tests.towns.explorers import GOOD

pytestmark = pytest.mark.browser
PARTS = ("pages", "rattrapage", "queries", "data", ".streamlit")
FAULTY = GOOD.replace("sum(gap)", "sum(ecart)").replace('"Restes"', '"Fausse"')


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A copy of the program, so that files can be dropped into its folders."""
    root = tmp_path / "programme"
    for part in PARTS:
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", root)
    monkeypatch.setattr(server, "ROOT", root)
    return root


def offered(page) -> list[str]:
    """The pages of the menu « Explorer »."""
    page.get_by_test_id("stTopNavSection").filter(has_text="Explorer").click()
    expect(page.get_by_role("menuitem").first).to_be_visible()
    titles = page.get_by_role("menuitem").all_inner_texts()
    page.keyboard.press("Escape")
    return titles


def test_a_file_dropped_in_is_a_page_and_a_faulty_one_leaves_the_others_alive(house, tmp_path, new_page):
    with server.served(cities.build(tmp_path / "ville.duckdb")) as site:
        page = new_page()
        page.goto(f"{site}/ecarts")
        looking.ready(page, "Écarts à traiter")
        assert "Restes" not in offered(page)
        folder = house / "queries" / "finance"
        (folder / "restes.sql").write_text(GOOD, encoding="utf-8")
        (folder / "fausse.sql").write_text(FAULTY, encoding="utf-8")
        page.reload()
        looking.ready(page, "Écarts à traiter")
        titles = offered(page)
        assert "Restes" in titles
        assert "Fausse" not in titles
        assert "Requêtes refusées (1)" in titles
        page.goto(f"{site}/q-finance-restes")
        looking.ready(page, "Restes")
        expect(page.get_by_text("Télécharger (Excel)")).to_be_visible()
        page.goto(f"{site}/q-refusees")
        looking.ready(page, "Requêtes refusées (1)")
        expect(page.get_by_text("queries/finance/fausse.sql, ligne 8 : colonne inconnue : « ecart »")).to_be_visible()
        page.goto(f"{site}/q-finance-jamais-facturees")
        looking.ready(page, "Familles jamais facturées")


def test_a_page_that_loses_its_file_while_open_says_so_and_leads_on(house, tmp_path, new_page):
    asking = GOOD.replace("-- chart", '-- params.nom = {label = "Nom", widget = "text", default = "Zoé"}\n-- chart')
    asking = asking.replace("group by", "and ($nom is null or $nom <> '') group by")
    file = house / "queries" / "finance" / "restes.sql"
    file.write_text(asking, encoding="utf-8")
    with server.served(cities.build(tmp_path / "ville.duckdb")) as site:
        page = new_page()
        page.goto(f"{site}/q-finance-restes")
        looking.ready(page, "Restes")
        field = page.get_by_label("Nom", exact=True)
        field.fill("")
        field.press("Enter")
        expect(page).to_have_url(f"{site}/q-finance-restes?nom=")
        looking.ready(page, "Restes")
        expect(field).to_have_value("")
        page.go_back()
        expect(field).to_have_value("Zoé")
        page.go_forward()
        expect(field).to_have_value("")
        file.write_text(asking.replace("sum(gap)", "sum(ecart)"), encoding="utf-8")
        field.fill("Max")
        field.press("Enter")
        expect(page.get_by_text("La page « Restes » n'existe plus ou sa requête est refusée")).to_be_visible()
        looking.ready(page, "Restes")
        expect(page.get_by_text("Page introuvable")).to_have_count(0)
        assert english(looking.words(page)) == []
        page.get_by_role("link", name="Voir les requêtes refusées").click()
        looking.ready(page, "Requêtes refusées (1)")


EMPTY_CODE = """-- title = "Choix"
-- description = "Un choix parmi d'autres."
-- params.ecole = {label = "École", widget = "select", all = "Toutes", \
options_sql = "select * from (values ('', '(sans école)'), ('E1', 'Lac'))"}
select coalesce('choisi : ' || $ecole || '.', 'rien de choisi') as reponse
"""


def test_the_empty_text_is_chosen_kept_by_the_address_and_left_again(house, tmp_path, new_page):
    (house / "queries" / "finance" / "choix.sql").write_text(EMPTY_CODE, encoding="utf-8")
    with server.served(cities.build(tmp_path / "ville.duckdb")) as site:
        page = new_page()
        page.goto(f"{site}/q-finance-choix")
        answer = page.get_by_test_id("stTable")
        expect(answer).to_contain_text("rien de choisi")
        looking.choose(page, "École", "(sans école)")
        expect(answer).to_contain_text("choisi : .")
        expect(page).to_have_url(f"{site}/q-finance-choix?ecole=")
        page.reload()
        expect(answer).to_contain_text("choisi : .")
        looking.choose(page, "École", "Toutes")
        expect(answer).to_contain_text("rien de choisi")
        expect(page).to_have_url(f"{site}/q-finance-choix")
        page.go_back()
        expect(answer).to_contain_text("choisi : .")


def test_a_refusal_shows_its_dashes_as_they_are_typed(house, tmp_path, new_page):
    (house / "queries" / "finance" / "nue.sql").write_text("select 1", encoding="utf-8")
    with server.served(cities.build(tmp_path / "ville.duckdb")) as site:
        page = new_page()
        page.goto(f"{site}/q-refusees")
        looking.ready(page, "Requêtes refusées (1)")
        expect(page.get_by_test_id("stAlert")).to_contain_text("-- title")


KINDS = {
    "q-council-mois": "Reste à facturer par mois",
    "q-department-jours-inconnus": "Jours sans pointage par école",
    "q-finance-surfacturees": "Familles surfacturées",
}
"""A page with bars, one with every kind of filter but text, one whose rows are links."""


@pytest.mark.parametrize("address", KINDS)
def test_a_query_page_is_french_and_within_reach_of_all(site, new_page, address):
    page = new_page()
    page.goto(f"{site}/{address}")
    looking.ready(page, KINDS[address])
    page.get_by_text("Voir la requête").click()
    expect(page.get_by_test_id("stCode")).to_be_visible()
    assert english(besides_the_query(page)) == []
    found = Axe().run(page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
    levels = page.locator("h1, h2, h3, h4").evaluate_all("nodes => nodes.map(node => Number(node.tagName[1]))")
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))


def besides_the_query(page) -> list[str]:
    """What the page says but the SQL, which is English by nature."""
    code = page.get_by_test_id("stCode").text_content()
    return [said for said in looking.words(page) if said not in code]


def test_the_calendar_of_a_filter_is_in_french(site, new_page):
    page = new_page()
    page.goto(f"{site}/q-department-jours-inconnus")
    looking.ready(page, KINDS["q-department-jours-inconnus"])
    page.get_by_label("Choisir une date").first.click()
    expect(page.get_by_label("Mois suivant").first).to_be_visible()
    assert english(besides_the_query(page)) == []


def test_a_query_page_reflows_on_a_narrow_screen(site, new_page):
    page = new_page(width=320)
    page.goto(f"{site}/q-department-jours-inconnus")
    looking.ready(page, KINDS["q-department-jours-inconnus"])
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")


def test_a_row_leads_to_the_family_and_back_with_the_filters(site, new_page):
    page = new_page()
    page.goto(f"{site}/q-finance-surfacturees?service=REPAS")
    looking.ready(page, KINDS["q-finance-surfacturees"])
    page.get_by_test_id("stDataFrame").click(position={"x": 20, "y": 52})
    page.get_by_role("link", name="Ouvrir : Dossier de la famille").click()
    expect(page.locator("h1")).to_contain_text("FAM2")
    assert page.url.endswith("famille=FAM2")
    page.go_back()
    looking.ready(page, KINDS["q-finance-surfacturees"])
    assert page.url.endswith("service=REPAS")
