"""The interface is in French down to Streamlit's own words, and asks nothing of another host."""

import re

import pytest
from playwright.sync_api import expect

from pages.shell.words import MONTHS, PATTERNS, WORDS
from tests.browser import looking

pytestmark = pytest.mark.browser
ADDRESSES = looking.ADDRESSES
ENGLISH = re.compile(
    r"\b(the|your|you|file|files|click|press|help|show|hide|column|columns|icon|search|open|close|remove|select|choose"
    r"|upload|running|result|results|clear|of|to|for|and|with|not|found|ascending|descending)\b",
    re.IGNORECASE,
)


def english(said: list[str]) -> list[str]:
    """The words Streamlit wrote in English."""
    return [
        word
        for word in said
        if WORDS.get(word, word) != word or any(re.match(pattern, word) for pattern in PATTERNS) or ENGLISH.search(word)
    ]


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_page_is_in_french(site, new_page, address):
    page = new_page()
    page.goto(f"{site}/{address}")
    looking.ready(page, ADDRESSES[address])
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.title() == f"{ADDRESSES[address]} · Rattrapage"
    assert english(looking.words(page)) == []


def test_what_opens_on_a_click_is_in_french(site, new_page):
    page = new_page()
    page.goto(f"{site}/ecarts")
    looking.ready(page, ADDRESSES["ecarts"])
    page.get_by_label("Statut").first.click()
    expect(page.get_by_text("Tout choisir")).to_be_visible()
    page.keyboard.type("zzz")
    expect(page.get_by_text("Aucun résultat")).to_be_visible()
    assert english(looking.words(page)) == []
    page.keyboard.press("Escape")
    open_column_menu(page)
    expect(page.get_by_text("Trier en ordre croissant")).to_be_visible()
    assert english(looking.words(page)) == []


def open_column_menu(page) -> None:
    table = page.get_by_test_id("stDataFrame")
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    page.mouse.move(box["x"] + 95, box["y"] + 18)  # after the column of the check boxes
    for across in (143, 153, 133, 163, 123):
        page.mouse.click(box["x"] + across, box["y"] + 18)
        if page.get_by_role("menuitem").count():
            return


def test_a_missing_page_is_said_in_french(site, new_page):
    page = new_page()
    page.goto(f"{site}/rien")
    expect(page.get_by_text("Page introuvable")).to_be_visible()
    assert english(looking.words(page)) == []


def test_no_other_host_is_asked(site, new_page):
    page = new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for address, title in ADDRESSES.items():
        page.goto(f"{site}/{address}")
        looking.ready(page, title)
    assert asked
    assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == []


def test_the_answer_closes_what_it_can(site, new_page):
    page = new_page()
    refused = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    headers = page.goto(f"{site}/ecarts").headers
    looking.ready(page, ADDRESSES["ecarts"])
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "http" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert refused == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_narrow_screen_never_scrolls_sideways(site, new_page, address):
    page = new_page(width=320)
    page.goto(f"{site}/{address}")
    looking.ready(page, ADDRESSES[address])
    assert page.get_by_test_id("stMain").evaluate("node => node.scrollWidth") == 320


def test_a_screen_reader_hears_the_months_of_a_date_in_french(site, new_page):
    page = new_page()
    page.goto(f"{site}/plans")
    looking.ready(page, ADDRESSES["plans"])
    months = page.evaluate("[...document.querySelectorAll('[aria-valuetext]')].map(e => e.ariaValueText)")
    named = [text for text in months if re.search(r"[a-z]{3}", text)]
    assert named
    assert [text for text in named if not re.search("(" + "|".join(MONTHS.values()) + ")$", text)] == []
