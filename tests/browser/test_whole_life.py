"""A whole life of the sample city by the pages alone: from the plan to the debit file and what the bank sends back."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from rattrapage import queries, sample
from rattrapage.ledger import Ledger
from rattrapage.progress import finish
from rattrapage.reconcile import chain
from tests.browser import looking
from tests.browser.looking import LONG
from tests.browser.server import served
from tests.towns.debits import CREDITOR_FILE, booked, came_back, iban, notice
from tests.towns.ledgers import load, write

pytestmark = pytest.mark.browser
FAMILIES = 40
PLANS = looking.ADDRESSES["plans"]


def go(page: Page, section: str, address: str) -> None:
    """By the menu, so that the session stays."""
    title = looking.ADDRESSES[address]
    page.get_by_role("button", name=section, exact=True).click()
    page.get_by_role("menuitem", name=title).click()
    expect(page.locator("h1")).to_have_text(title, timeout=LONG)
    looking.ready(page, title)


def bring(page: Page, *files) -> None:
    """Drops files on « Imports et rejets » and loads them."""
    go(page, "Écarts", "imports")
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name=f"Importer {len(files)} fichier").click()
    expect(page.get_by_text("Import terminé").first).to_be_visible(timeout=LONG)
    looking.ready(page, looking.ADDRESSES["imports"])


def ask(ledger, sql: str) -> list[tuple]:
    """What the ledger says, once the server gave it back."""
    with Ledger(ledger, create=False) as book:
        return book.cursor().execute(sql).fetchall()


def city(folder):
    """The sample city, imported and reconciled, as `run.sh` leaves it."""
    sample.write(folder / "sample", families=FAMILIES)
    with Ledger(folder / "ville.duckdb") as book:
        load(book, folder / "sample")
        finish(chain.run(book, "2023-09", "2024-01"))
    return folder / "ville.duckdb"


def agree(page: Page, creditor: Path | None = None) -> None:
    """Proposes, approves and writes the letters on « Plans de rattrapage »; says who debits where nobody did yet."""
    page.get_by_role("button", name="Enregistrer la proposition").click()
    expect(page.get_by_text("Proposition enregistrée")).to_be_visible(timeout=LONG)
    looking.ready(page, PLANS)
    for opener, verb, done in (
        ("Approuver les plans", "Approuver", "approuvé"),
        ("Produire les lettres", "Produire", "produite"),
    ):
        if creditor and verb == "Produire":
            page.locator("input[type=file]").set_input_files(creditor)
        page.get_by_role("button", name=opener, exact=True).click()
        page.get_by_role("dialog").get_by_role("button", name=verb).click()
        expect(page.get_by_test_id("stAlertContentSuccess").filter(has_text=done)).to_be_visible(timeout=LONG)
        looking.ready(page, PLANS)
    expect(page.get_by_text("Équilibré au centime").first).to_be_visible()


def signed(page: Page, folder):
    """The forms that the register asks for, signed and typed in by someone."""
    register = csv.DictReader(io.StringIO(looking.taken(page, "Télécharger mandats.csv").decode("utf-8-sig")))
    asked = [(row["mandate_reference"], row["family_id"]) for row in register if row["status"] == "to_send"]
    rows = [f"{rum},{family},{iban(n)},{dt.date.today()}" for n, (rum, family) in enumerate(asked, 1)]
    assert rows
    return write(folder, mandates="\n".join(["mandate_reference,family_id,iban,signed_on", *rows]) + "\n")


def test_from_the_plan_to_the_bank_and_back_by_the_pages(tmp_path, new_page):
    ledger, creditor = city(tmp_path), tmp_path / "creditor.toml"
    creditor.write_text(CREDITOR_FILE, "utf-8")
    page = new_page()
    with served(ledger) as site:
        page.goto(f"{site}/plans")
        looking.ready(page, PLANS)
        agree(page, creditor)

        go(page, "Prélèvement", "mandats")
        expect(page.get_by_text("ICS FR53ZZZ999999")).to_be_visible()
        page.get_by_role("button", name="Produire les formulaires (PDF)").click()
        page.get_by_role("dialog").get_by_role("button", name="Produire").click()
        expect(page.get_by_text("produits").first).to_be_visible(timeout=LONG)
        looking.ready(page, looking.ADDRESSES["mandats"])
        bring(page, signed(page, tmp_path / "signed") / "mandates.csv")

        go(page, "Prélèvement", "prelevements")
        page.get_by_role("button", name="Produire le fichier", exact=True).click()
        page.get_by_role("dialog").get_by_role("button", name="Produire le fichier").click()
        expect(page.get_by_text("Fichier produit : message RT")).to_be_visible(timeout=LONG)
        looking.ready(page, looking.ADDRESSES["prelevements"])
        debits = etree.fromstring(looking.taken(page, "Télécharger le fichier")).findall(".//{*}DrctDbtTxInf")
        assert len(debits) > 1
        name, amount = debits[0].findtext("{*}PmtId/{*}EndToEndId"), debits[0].findtext("{*}InstdAmt")

        go(page, "Prélèvement", "retours")
        (tmp_path / "retour.xml").write_bytes(notice(booked(came_back(name, "AM04", amount))))
        page.locator("input[type=file]").set_input_files(tmp_path / "retour.xml")
        page.get_by_role("button", name="Lire 1 fichier").click()
        expect(page.get_by_text("retour.xml : 1 rapproché")).to_be_visible()

        page.goto(f"{site}/plans")
        looking.ready(page, PLANS)
        agree(page)
        page.goto(f"{site}/journal")
        looking.ready(page, looking.ADDRESSES["journal"])
        expect(page.get_by_text("chaînées et intactes")).to_be_visible()
    assert ask(ledger, f"select state from instalment_states where instalment_id = '{name[:-2]}'") == [("closed",)]
    assert ask(ledger, "select instalment_id from live_debits group by 1 having count(*) > 1") == []
    with Ledger(ledger, create=False) as book:
        assert queries.rows(book.cursor(), "plans/unbalanced") == []
