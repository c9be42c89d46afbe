"""What a reader sees of a page: when it is ready, its words, its figures."""

from __future__ import annotations

import re

from playwright.sync_api import Page, TimeoutError, expect

from pages.ui.menu import MENU

WORDS = """
() => {
  const NAMES = ["aria-label", "aria-valuetext", "title", "placeholder"];
  const said = [], silent = "script, style, noscript, [data-testid=stIconMaterial]";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (!node.parentElement.closest(silent)) said.push(node.nodeValue.trim());
    } else for (const name of NAMES) said.push((node.getAttribute(name) || "").trim());
  }
  return [...new Set(said)].filter(Boolean);
}
"""

LONG = 120_000
ADDRESSES = {"": MENU[0].title} | {entry.url: entry.title for entry in MENU[1:]}
"""Every page by its address, with its title."""


def ready(page: Page, title: str) -> None:
    """Waits until the page has its title, has finished running and holds all it will: a late chart moves the rest."""
    expect(page.locator("h1")).to_have_text([title])
    expect(page.locator('[data-test-script-state="notRunning"]')).to_have_count(1)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)


def words(page: Page) -> list[str]:
    """Every text, label, hint and tooltip in the document."""
    return page.evaluate(WORDS)


def metric(page: Page, label: str) -> str:
    """A metric's value, with plain spaces."""
    card = page.get_by_test_id("stMetric").filter(has_text=label)
    return card.get_by_test_id("stMetricValue").inner_text().replace("\u202f", " ").replace("\u00a0", " ").strip()


def shows(page: Page, label: str, value: str) -> None:
    """Waits until a metric has this value (plain spaces): a rerun that a click asked for may not have begun."""
    card = page.get_by_test_id("stMetric").filter(has_text=label)
    words = r"\s".join(map(re.escape, value.split(" ")))
    expect(card.get_by_test_id("stMetricValue")).to_have_text(re.compile(rf"^\s*{words}\s*$"))


def choose(page: Page, label: str, option: str, opening: int = 4) -> None:
    """Picks an option of a list; one that closed again, because the page moved under it, is opened `opening` times."""
    page.get_by_label(label).first.click()
    try:
        page.get_by_role("option", name=option).click(timeout=30_000 if opening == 1 else 5_000)
    except TimeoutError:
        if opening == 1:
            raise
        page.keyboard.press("Escape")
        choose(page, label, option, opening - 1)


def select_bar(page: Page, place: int) -> None:
    """Clicks the bar of the chart by cause at `place`, counted from the top."""
    page.locator(".barlayer .point path").nth(place).click(force=True)


def decide(page: Page, opener: str, verb: str, expected: str, why: str | None = None) -> None:
    """Opens a dialog, reads it, says why, takes the decision, and waits until the page is without it."""
    page.get_by_role("button", name=opener, exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(expected)
    expect(dialog).to_contain_text("Cette décision est inscrite au journal.")
    if why is not None:
        dialog.get_by_role("button", name=verb, exact=True).click()
        expect(dialog.get_by_test_id("stAlertContentError")).to_contain_text("Dites pourquoi")
        dialog.get_by_role("textbox").fill(why)
        dialog.get_by_role("textbox").blur()
    dialog.get_by_role("button", name=verb, exact=True).click()
    expect(dialog).to_have_count(0, timeout=LONG)


def taken(page: Page, label: str) -> bytes:
    """The bytes that a download button gives."""
    with page.expect_download() as given:
        page.get_by_role("button", name=label, exact=True).click()
    return given.value.path().read_bytes()
