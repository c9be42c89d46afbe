"""The pages on a whole city: seconds in the browser and on the server, and ratios to row-level aggregates.

    python -m tests.bench.pages [--db LEDGER | --families 13000] [--rounds 5]

Aims: title, strip and figures within 1.5 s cold (a new browser, the server up) and 0.7 s warm (the address opened
again); a rerun within 0.15 s on the server; the map at most 0.3 times and a family's evidence at most 0.15 times an
aggregate of all rows of the same run.
"""

import argparse
import shutil
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from pages.ui.data import Scope
from rattrapage.ledger import Ledger
from tests.bench import evidence
from tests.bench.evidence import took
from tests.browser.conftest import ARGUMENTS
from tests.browser.server import served
from tests.browser.talking import visiting

STRIP, METRICS, MAP = ".st-key-bandeau-montants", "[data-testid=stMetricValue]", ".js-plotly-plot"
CLOSED_DOOR = "connexion"
"""The address of a page with a title and one line: what the browser and Streamlit cost by themselves."""
ADDRESSES = {"": METRICS, "suivi": METRICS, "facturation": MAP, "ecarts": METRICS}
PARTS = ("title", "strip", "figures")
MAP_FILTERS = {"service": None, "district": None, "school": None}
AGGREGATE = """
    create or replace temp table aggregated as
    select date_trunc('month', a.date) as month, a.service, k.school_id, sum(a.quantity) as quantity
    from attendance a
    join children k on a.child_id = k.child_id
    group by all
"""


def the_map(book: Ledger, rounds: int) -> None:
    """Prints the map's figures, all schools, against an aggregate of all rows by month, service and school.

    The best of several turns each: neighbours on the machine only ever add.
    """
    cursor = book.cursor()
    turns = [(took(lambda: drawing(book)), took(lambda: cursor.execute(AGGREGATE))) for _ in range(4 * rounds)]
    drawn, aggregate = (min(seconds) for seconds in zip(*turns, strict=True))
    print(f"map: {drawn * 1000:.0f} ms, {drawn / aggregate:.2f} times the aggregate ({aggregate * 1000:.0f} ms)")


def drawing(book: Ledger) -> None:
    """The map of all schools, from the results of the run."""
    Scope(book, "pages/billing_map", **MAP_FILTERS).arrow("map", schools=None)


def in_the_browser(browser: Browser, site: str, addresses: dict[str, str], rounds: int) -> None:
    """Prints the median seconds until each part of each page stands, cold then warm."""
    for address, figures in addresses.items():
        rows = [opened_twice(browser, site, address, figures) for _ in range(rounds)]
        print(f"/{address:12}", *(f"{part} {said(rows, place)}" for place, part in enumerate(PARTS)), sep="  ")


def opened_twice(browser: Browser, site: str, address: str, figures: str) -> tuple[list[float], list[float]]:
    """Seconds until each part stands, in a new browser and at the second opening."""
    with browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        return tuple(paint(page, f"{site}/{address}", figures) for _ in range(2))


def paint(page: Page, address: str, figures: str) -> list[float]:
    """Seconds from the request until each of `PARTS` is visible; the closed door has its title only."""
    spent = took(lambda: page.goto(address, wait_until="commit"))
    seconds = []
    for selector in ("h1", figures if address.endswith(CLOSED_DOOR) else STRIP, figures):
        spent += took(lambda selector=selector: page.locator(selector).first.wait_for())
        seconds.append(spent)
    return seconds


def said(rows: list[tuple[list[float], list[float]]], place: int) -> str:
    """« 1.20 / 0.45 s »: the medians, cold and warm."""
    cold, warm = (statistics.median(row[visit][place] for row in rows) for visit in (0, 1))
    return f"{cold:.2f} / {warm:.2f} s"


def on_the_server(site: str, rounds: int) -> None:
    """Prints the seconds that a session waits: the first run of each page, then a rerun."""
    with visiting(site) as session:
        for address in ADDRESSES:
            look: Callable = lambda address=address: session.look(address, role="finance")  # noqa: E731
            first, again = took(look), statistics.median(took(look) for _ in range(rounds))
            print(f"/{address:12}  on the server: first {first:.3f} s, rerun {again:.3f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--db", type=Path, help="a sample city already reconciled; else one is made")
    parser.add_argument("--families", type=int, default=13_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rattrapage-bench-") as name:
        path = options.db or Path(name) / "bench.duckdb"
        with Ledger(path) as book:
            if options.db is None:
                evidence.city(book, Path(name) / "in", options.families)
            evidence.measure(book, 20)
            the_map(book, options.rounds)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
            with served(path, demo=False) as site:
                in_the_browser(browser, site, {CLOSED_DOOR: "h1"}, options.rounds)
            with served(path) as site:
                print(f"a fresh server, its first page: {opened_twice(browser, site, '', METRICS)[0][-1]:.2f} s")
                in_the_browser(browser, site, ADDRESSES, options.rounds)
                on_the_server(site, options.rounds)
            browser.close()


if __name__ == "__main__":
    main()
