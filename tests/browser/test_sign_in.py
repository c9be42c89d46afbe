"""Sign-in by OIDC against a provider of our own on this machine: each role gets its menu, sign-out ends the session."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import oidc_provider_mock
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from pages.shell import addresses
from pages.ui.menu import MENU
from rattrapage.access import guard
from tests.browser import looking
from tests.browser.server import served
from tests.browser.test_french import english
from tests.towns import cities

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::DeprecationWarning:authlib")]
CLAIM = "groups"
PEOPLE = {
    "council": ("elise@ville.example", "Élise Martin", ["elus", "autre"]),
    "department": ("denis@ville.example", "Denis Roche", ["education"]),
    "finance": ("fanny@ville.example", "Fanny Lopez", ["finances"]),
    None: ("noe@ville.example", "Noé Personne", ["autre"]),
}
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "un-secret-de-test-de-plus-de-32-caracteres"
client_id = "rattrapage"
client_secret = "secret-du-client"
server_metadata_url = "{issuer}/.well-known/openid-configuration"

[roles]
claim = "groups"
council = "elus"
department = ["education"]
finance = ["finances", "direction-des-finances"]
"""


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of a provider that knows the four people."""
    people = [
        oidc_provider_mock.User(sub=sub, claims={"email": sub, "name": name, CLAIM: groups})
        for sub, name, groups in PEOPLE.values()
    ]
    server = make_server("127.0.0.1", 0, oidc_provider_mock.app(user_claims=people), threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.1,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def city(issuer: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on the city of three families, with sign-in; the demonstration is asked for too and must not open."""
    folder: Path = tmp_path_factory.mktemp("connexion")
    secrets = folder / "secrets.toml"
    secrets.write_text(SECRETS.format(issuer=issuer), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STREAMLIT_SECRETS_FILES", str(secrets))
        with served(cities.build(folder / "ville.duckdb")) as address:
            yield address


def sign_in(page: Page, site: str, role: str | None, title: str) -> None:
    """Goes through the door and the provider's own page, and waits for the page of that title."""
    page.goto(site)
    looking.ready(page, "Rattrapage")
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("button", name=PEOPLE[role][0], exact=True).click()
    looking.ready(page, title)


def titles(role: str) -> list[str]:
    """The titles of a role's pages."""
    return [entry.title for entry in MENU if role in entry.roles and not entry.hidden]


@pytest.mark.parametrize("role", [role for role in guard.ROLES if titles(role)])
def test_each_role_signs_in_and_gets_its_menu(city, new_page, role):
    page = new_page()
    sign_in(page, city, role, titles(role)[0])
    expect(page.get_by_text(PEOPLE[role][1])).to_be_visible()
    expect(page.get_by_text("Démonstration")).to_have_count(0)
    for entry in MENU:
        if role not in entry.roles:
            page.goto(f"{city}/{entry.url}")
            looking.ready(page, titles(role)[0])


def test_the_page_asked_for_is_behind_the_door_and_never_missing(city, new_page):
    page = new_page()
    for address in ("ecarts?mois=2023-11", "q-finance-surfacturees"):
        page.goto(f"{city}/{address}")
        looking.ready(page, "Rattrapage")
        expect(page.get_by_text("Page introuvable")).to_have_count(0)
    page.goto(f"{city}/ecarts?mois=2023-11")
    looking.ready(page, "Rattrapage")
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("button", name=PEOPLE["finance"][0], exact=True).click()
    looking.ready(page, "Écarts à traiter")
    expect(page).to_have_url(f"{city}/ecarts?mois=2023-11")
    assert [cookie for cookie in page.context.cookies() if cookie["name"] == addresses.COOKIE] == []
    sign_out(page)
    expect(page).to_have_url(f"{city}/")


def test_a_person_without_a_role_gets_a_plain_sentence_and_a_way_out(city, new_page):
    page = new_page()
    sign_in(page, city, None, "Rattrapage")
    expect(page.get_by_text("aucun rôle ne vous est donné dans Rattrapage")).to_be_visible()
    for address in ("ecarts", "suivi", ""):
        page.goto(f"{city}/{address}")
        looking.ready(page, "Rattrapage")
        expect(page.get_by_text("Page introuvable")).to_have_count(0)
    sign_out(page)
    expect(page.get_by_role("button", name="Se connecter")).to_be_visible()


def test_the_role_of_the_address_opens_nothing_more(city, new_page):
    page = new_page()
    sign_in(page, city, "department", titles("department")[0])
    page.goto(f"{city}/ecarts?role=finance")
    looking.ready(page, titles("department")[0])


def test_signing_out_ends_the_session_in_every_tab_and_for_a_copied_cookie(city, new_page):
    page = new_page()
    sign_in(page, city, "finance", titles("finance")[0])
    copied = page.context.cookies()
    other_tab = page.context.new_page()
    other_tab.goto(f"{city}/ecarts")
    looking.ready(other_tab, "Écarts à traiter")
    sign_out(page)
    expect(page.get_by_role("button", name="Se connecter")).to_be_visible()
    other_tab.get_by_text("Par ligne").click()
    looking.ready(other_tab, "Rattrapage")
    expect(other_tab.get_by_text("Votre session est terminée")).to_be_visible()
    expect(other_tab.get_by_text("Page introuvable")).to_have_count(0)
    thief = new_page()
    thief.context.add_cookies(copied)
    thief.goto(f"{city}/ecarts")
    looking.ready(thief, "Rattrapage")
    expect(thief.get_by_text("Votre session est terminée")).to_be_visible()


def test_finance_looks_as_the_department_and_comes_back(city, new_page):
    page = new_page()
    sign_in(page, city, "finance", titles("finance")[0])
    page.goto(f"{city}/ecarts")
    looking.ready(page, "Écarts à traiter")
    looking.choose(page, "Voir comme", "direction de l'éducation")
    looking.ready(page, titles("department")[0])
    expect(page.get_by_text("Vous voyez les pages de ce rôle : direction de l'éducation.")).to_be_visible()
    expect(page.get_by_role("link", name="Écarts à traiter")).to_have_count(0)
    page.get_by_role("button", name="Revenir à mon rôle").click()
    expect(page.get_by_text("Vous voyez les pages de ce rôle")).to_have_count(0)
    page.goto(f"{city}/ecarts")
    looking.ready(page, "Écarts à traiter")


def test_the_closed_door_and_the_foot_read_well(city, new_page):
    page = new_page()
    page.goto(city)
    looking.ready(page, "Rattrapage")
    reads_well(page)
    sign_in(page, city, "finance", titles("finance")[0])
    reads_well(page)


def reads_well(page: Page) -> None:
    """Nothing serious for axe, no English word."""
    found = Axe().run(page).response["violations"]
    assert [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")] == []
    assert english(looking.words(page)) == []


def test_the_closed_door_and_the_foot_fit_a_narrow_screen(city, new_page):
    page = new_page(width=320)
    page.goto(city)
    looking.ready(page, "Rattrapage")
    assert page.get_by_test_id("stMain").evaluate("node => node.scrollWidth") == 320
    sign_in(page, city, "finance", titles("finance")[0])
    page.get_by_role("button", name="Se déconnecter").scroll_into_view_if_needed()
    assert page.get_by_test_id("stMain").evaluate("node => node.scrollWidth") == 320


def sign_out(page: Page) -> None:
    """Signs out here and at the provider, and waits for the closed door."""
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("button", name="End session").click()
    looking.ready(page, "Rattrapage")
