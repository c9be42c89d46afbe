"""What leaves the server: no export when the amounts do not add up, no name for the department."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.server import served
from tests.towns import cities

pytestmark = pytest.mark.browser
HOME = "Synthèse du rattrapage"
PAGES = {"suivi": "Suivi de la facturation", "ecarts": "Écarts à traiter"}


def test_a_strip_that_does_not_balance_closes_every_export(tmp_path, new_page):
    path = cities.build(tmp_path / "ville.duckdb")
    cities.unbalance(path)
    page = new_page()
    with served(path) as site:
        for address, title in PAGES.items():
            page.goto(f"{site}/{address}")
            looking.ready(page, title)
            expect(page.get_by_text("Ne tombe pas juste")).to_be_visible()
            buttons = page.get_by_test_id("stDownloadButton").get_by_role("button")
            expect(buttons).to_have_count(2)
            for place in range(2):
                expect(buttons.nth(place)).to_be_disabled()


def test_a_balanced_strip_opens_them_and_the_file_is_whole(site, new_page):
    page = new_page()
    page.goto(f"{site}/ecarts?vue=lignes")
    looking.ready(page, PAGES["ecarts"])
    expect(page.get_by_text("Équilibré au centime")).to_be_visible()
    with page.expect_download() as given:
        page.get_by_role("button", name="Télécharger (CSV)").click()
    assert given.value.suggested_filename == "ecarts_2023-10_2023-11_calcul-1.csv"
    lines = given.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + 4
    assert (
        lines[1]
        == "FAM1;Brumecourt Alma;Zoé Brumecourt;Repas;11/2023;24;0;120,00;0,00;120,00;○ Non facturé;Non facturé"
    )


def received(page: Page, address: str, title: str) -> bytes:
    """Every byte the session receives while the page opens: answers and websocket messages."""
    taken: list[bytes] = []

    def listen(socket) -> None:
        socket.on("framereceived", lambda data: taken.append(data if isinstance(data, bytes) else data.encode()))

    page.on("websocket", listen)
    page.goto(address)
    looking.ready(page, title)
    return b"".join(taken) + page.content().encode()


def test_no_name_or_family_number_reaches_the_department(site, new_page):
    private = [text.encode() for name in cities.NAMES for text in (name, name.split()[0])] + [b"FAM1", b"family_id"]
    seen_by_finance = received(new_page(), f"{site}/ecarts?role=finance", PAGES["ecarts"])
    assert all(text in seen_by_finance for text in private)
    for address in ("suivi", "suivi?secteur=Nord"):
        joined = f"{address}{'&' if '?' in address else '?'}role=department"
        sent = received(new_page(), f"{site}/{joined}", PAGES["suivi"])
        assert "École du Lac".encode() in sent
        assert [text for text in private if text in sent] == []
    for address in ("", "ecarts", "imports"):
        sent = received(new_page(), f"{site}/{address}?role=department", HOME)
        assert [text for text in private if text in sent] == []


OPEN_TO_THE_DEPARTMENT = {
    "facturation?ecole=E1&mois=2023-11": "Facturation par mois et par école",
    "pointages?ecole=E2": "Pointages reçus",
    "alertes": "Alertes",
    "q-department-ecoles-services": "Facturation par école et service",
    "q-department-mois-manquants": "Écoles où presque rien n'est facturé",
}


@pytest.mark.parametrize("address", OPEN_TO_THE_DEPARTMENT)
def test_every_page_of_the_department_is_without_names(site, new_page, address):
    joined = f"{address}{'&' if '?' in address else '?'}role=department"
    sent = received(new_page(), f"{site}/{joined}", OPEN_TO_THE_DEPARTMENT[address])
    assert "École".encode() in sent
    private = [text.encode() for name in cities.NAMES for text in (name, name.split()[0])]
    assert [text for text in [*private, b"FAM1", b"FAM2", b"payer_name"] if text in sent] == []
