"""What a councillor's browser receives, byte for byte: the sample city's figures and none of its people."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response, expect

from rattrapage import sample
from rattrapage.imports import loading
from rattrapage.ledger import Ledger
from rattrapage.progress import finish
from rattrapage.reconcile import chain
from tests.browser import looking
from tests.browser.server import served
from tests.browser.test_french import english
from tests.tools import papers

pytestmark = pytest.mark.browser
HOME = "Synthèse du rattrapage"
CLOSED = ("suivi", "facturation", "pointages", "alertes", "ecarts", "dossier?famille=F00001", "imports", "journal")
DOCUMENT = "Télécharger la synthèse (PDF, une page)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The sample city's own files: where the names are read from."""
    folder = tmp_path_factory.mktemp("exemple")
    sample.write(folder, 200, 7)
    return folder


@pytest.fixture(scope="module")
def city(folder, tmp_path_factory):
    path = tmp_path_factory.mktemp("conseil") / "ville.duckdb"
    with Ledger(path) as book:
        finish(loading.load(book, [folder]))
        finish(chain.run(book, "2023-09", "2024-01"))
    with served(path) as address:
        yield address


@pytest.fixture(scope="module")
def private(folder) -> re.Pattern:
    """Every payer, child and number of the city."""
    payers = [row["payer_name"] for row in _rows(folder, "families")]
    children = [f"{row['first_name']} {row['last_name']}" for row in _rows(folder, "children")]
    numbers = [row["family_id"] for row in _rows(folder, "families")]
    numbers += [row["child_id"] for row in _rows(folder, "children")]
    return re.compile(b"|".join(re.escape(word.encode()) for word in {*payers, *children, *numbers}))


def _rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Listener:
    """Keeps every byte that a page receives: answers, websocket messages, the document itself.

    Only Streamlit's own scripts, files of its package that no server changes, pass unheard.
    """

    def __init__(self, page: Page):
        self.page, self.taken = page, []
        self._answers: list[Response] = []
        page.on("response", lambda answer: self._answers.append(answer))
        page.on("websocket", lambda socket: socket.on("framereceived", self._frame))

    def _frame(self, data: str | bytes) -> None:
        self.taken.append(data if isinstance(data, bytes) else data.encode())

    def open(self, address: str, title: str) -> None:
        """Opens an address, waits for its page, and takes the answers before the next address drops them."""
        self._answers.clear()
        self.page.goto(address)
        looking.ready(self.page, title)
        self.taken += [answer.body() for answer in self._answers if "/static/" not in answer.url]

    def heard(self) -> bytes:
        """Everything so far, and the page as it stands."""
        return b"\n".join([*self.taken, self.page.content().encode()])


def test_a_councillor_receives_no_name_and_no_number(city, new_page, private):
    page = new_page()
    listener = Listener(page)
    listener.open(f"{city}/?role=council", HOME)
    expect(page.get_by_text("restent à facturer à").first).to_be_visible()
    with page.expect_download() as given:
        page.get_by_role("button", name=DOCUMENT).click()
    document = given.value.path().read_bytes()
    heard = listener.heard()
    assert all(text in heard for text in ("Équilibré au centime".encode(), b"<noscript>"))
    assert private.findall(heard) == []
    assert "calcul n° 1" in papers.text(document).replace("\xa0", " ")
    assert private.findall(document + papers.text(document).encode()) == []


def test_closed_pages_send_a_councillor_the_summary_and_no_name(city, new_page, private):
    listener = Listener(new_page())
    for address in CLOSED:
        listener.open(f"{city}/{address}{'&' if '?' in address else '?'}role=council", HOME)
    assert private.findall(listener.heard()) == []


def test_the_same_ears_hear_names_in_a_session_of_finance(city, new_page, private):
    listener = Listener(new_page())
    listener.open(f"{city}/ecarts?role=finance", "Écarts à traiter")
    assert len(set(private.findall(listener.heard()))) > 50


def test_the_summary_with_its_charts_is_french_and_accessible(city, new_page):
    page = new_page()
    page.goto(f"{city}/?role=council")
    looking.ready(page, HOME)
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=30_000)
    assert english(looking.words(page)) == []
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["impact"]) for v in found if v["impact"] in ("serious", "critical")] == []


def test_the_summary_reads_on_a_narrow_screen(city, new_page):
    page = new_page(width=320)
    page.goto(f"{city}/?role=council")
    looking.ready(page, HOME)
    assert page.get_by_test_id("stMain").evaluate("node => node.scrollWidth") == 320
