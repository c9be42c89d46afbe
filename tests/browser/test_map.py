"""The map by month and school: a click leads to its own month, and what is unknown is hatched and named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rattrapage.ledger import Ledger
from tests.browser import looking
from tests.browser.server import served
from tests.towns import cities

pytestmark = pytest.mark.browser
TITLE = "Facturation par mois et par école"
WORKLIST = "Écarts à traiter"
LAKE = {"oct. 2023": 0, "nov. 2023": 3}
"""Where the bars of « École du Lac » stand in the chart: one trace a month, three schools each."""


@pytest.fixture(scope="module")
def port(tmp_path_factory) -> Iterator[str]:
    """A server on the city and one more school, which sent nothing in November."""
    path: Path = cities.build(tmp_path_factory.mktemp("carte") / "ville.duckdb")
    with Ledger(path) as book, book.write("test", "école sans pointage") as cursor:
        cursor.execute("insert into schools (school_id, name, district) values ('E3', 'École du Port', 'Sud')")
        cursor.execute("insert into run_days values (1, 'E3', 'REPAS', '2023-11-06', false)")
        cursor.execute("insert into run_school_days values (1, '2023-11', 'REPAS', 'E3', 1, 1)")
    with served(path) as address:
        yield address


@pytest.fixture(scope="module")
def wide(tmp_path_factory) -> Iterator[str]:
    """A server on the city with twenty weeks of school and ten months of usage."""
    path: Path = cities.build(tmp_path_factory.mktemp("large") / "ville.duckdb")
    with Ledger(path) as book, book.write("test", "vingt semaines") as cursor:
        cursor.execute(
            "insert into run_days select 1, 'E1', 'REPAS', '2023-11-13'::date + (7 * n)::integer, true "
            "from range(20) weeks(n)"
        )
        cursor.execute(
            "insert into run_school_months select s.* replace (concat('2024-', lpad(n::varchar, 2, '0')) as month) "
            "from run_school_months s, range(1, 9) months(n) where month = '2023-11'"
        )
    with served(path) as address:
        yield address


def opened(page: Page, site: str, filters: str = "") -> None:
    page.goto(f"{site}/facturation{filters}")
    looking.ready(page, TITLE)
    expect(page.locator(".barlayer .point").first).to_be_attached(timeout=30_000)


def drill(page: Page, month: str) -> None:
    """Selects the school's bar of that month and follows its link to the worklist."""
    page.locator(".barlayer .point path").nth(LAKE[month]).click(force=True)
    expect(page.get_by_text(f"École du Lac, {month}", exact=True)).to_be_visible()
    page.get_by_role("link", name="Ouvrir les écarts").click()
    looking.ready(page, WORKLIST)


def test_two_drills_in_a_row_show_the_second_ones_month(port, new_page):
    page = new_page()
    opened(page, port, "?service=REPAS")
    drill(page, "oct. 2023")
    assert page.url.split("?")[1] == "ecole=E1&mois=2023-10&service=REPAS"
    expect(page.get_by_text("Aucun résultat pour ces filtres.")).to_be_visible()
    page.go_back()
    looking.ready(page, TITLE)
    assert page.url.endswith("?service=REPAS")
    drill(page, "nov. 2023")
    assert page.url.split("?")[1] == "ecole=E1&mois=2023-11&service=REPAS"
    looking.shows(page, "Reste à facturer", "120,00 €")


def test_the_department_looks_into_the_school_instead(port, new_page):
    page = new_page()
    opened(page, port, "?role=department")
    page.locator(".barlayer .point path").nth(LAKE["nov. 2023"]).click(force=True)
    expect(page.get_by_role("link", name="Ouvrir les écarts")).to_have_count(0)
    page.get_by_role("button", name="Voir l'école").click()
    expect(page.get_by_role("heading", name="L'école, par service et par mois")).to_be_visible()


def test_what_is_unknown_is_hatched_and_named_and_never_zero(port, new_page):
    page = new_page()
    opened(page, port)
    bars = page.locator(".barlayer .point")
    unknown = bars.filter(has_text=re.compile("^inconnu$"))
    expect(unknown).to_have_count(1)
    assert "url(" in unknown.locator("path").get_attribute("style")
    known = bars.filter(has_text="100,0")
    expect(known).to_have_count(1)
    assert "url(" not in known.locator("path").get_attribute("style")
    expect(page.get_by_text("Hachuré : inconnu.")).to_be_visible()


MEASURE = "nodes => nodes.map(node => node.getBoundingClientRect().height)"


@pytest.mark.parametrize(("address", "title"), [("facturation", TITLE), ("pointages", "Pointages reçus")])
def test_on_a_phone_the_map_scrolls_in_its_frame_and_its_figures_are_read(wide, new_page, address, title):
    page = new_page(width=320)
    page.goto(f"{wide}/{address}")
    looking.ready(page, title)
    texts = page.locator(".barlayer .bartext")
    expect(texts.first).to_be_attached()
    assert min(texts.evaluate_all(MEASURE)) > 10
    frame = page.get_by_role("region", name="Carte à faire défiler")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("node => node.scrollLeft > 0", arg=frame.element_handle())
    assert page.get_by_test_id("stMain").evaluate("node => node.scrollWidth") == 320


def test_on_a_phone_every_role_of_the_demonstration_can_be_seen(port, new_page):
    page = new_page(width=320)
    page.goto(f"{port}/facturation")
    looking.ready(page, TITLE)
    banner = page.locator(".st-key-bandeau-demonstration")
    for role in ("élus", "direction de l'éducation", "finances"):
        box = banner.get_by_text(role, exact=True).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
    banner.get_by_text("élus", exact=True).click()
    looking.ready(page, looking.ADDRESSES[""])
