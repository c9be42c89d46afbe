"""RGAA AA: axe finds nothing serious on any page, and each page has one title and no skipped heading level."""

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser import looking
from tests.browser.test_french import ADDRESSES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_serious_on_the_page(site, new_page, address, width):
    page = new_page(width)
    page.goto(f"{site}/{address}")
    looking.ready(page, ADDRESSES[address])
    found = Axe().run(page).response["violations"]
    serious = [(v["id"], [n["html"] for n in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")]
    assert serious == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_headings_go_down_one_level_at_a_time(site, new_page, address):
    page = new_page()
    page.goto(f"{site}/{address}")
    looking.ready(page, ADDRESSES[address])
    levels = page.locator("h1, h2, h3, h4").evaluate_all("nodes => nodes.map(node => Number(node.tagName[1]))")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))


def test_a_table_is_a_stop_of_the_keyboard_only_while_it_scrolls(site, new_page):
    page = new_page(320)
    page.goto(f"{site}/alertes")
    looking.ready(page, ADDRESSES["alertes"])
    wide = page.get_by_role("region", name="Tableau à faire défiler")
    wide.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("node => node.scrollLeft > 0", arg=wide.element_handle())
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(wide).to_have_count(0)
