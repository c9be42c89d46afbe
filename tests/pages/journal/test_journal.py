"""« Journal et calculs » and « Dossier de la famille »."""

import ast
import dataclasses
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from pages.ui import data, details
from rattrapage import journal
from rattrapage.billing import documents
from rattrapage.debits import eligibility
from rattrapage.imports import corrections
from rattrapage.keeping import losses, restore
from rattrapage.ledger import Ledger
from rattrapage.plans import proposals
from rattrapage.plans.policy import Policy
from rattrapage.progress import finish
from rattrapage.reconcile import chain
from rattrapage.requests import desk
from rattrapage.returns import bank_files
from tests.conftest import ROOT
from tests.pages.reading import spaces, words
from tests.towns.ledgers import TOWN, load, write


def small_town(db, tmp_path):
    """The small town of three meals, imported and reconciled twice, one more bill in between."""
    bill = TOWN["invoice_lines"] + "I1,2,C1,CANT,2023-09,1,2.70,2.70\n"
    folder = write(tmp_path / "town", **TOWN)
    (folder / "sample_city.json").write_text('{"seed": 1}')
    with Ledger(db) as book:
        load(book, folder)
        finish(chain.run(book, "2023-09", "2023-09"))
        folder = write(tmp_path / "bill", invoice_lines=bill)
        (folder / "sample_city.json").write_text('{"seed": 1}')
        load(book, folder)
        finish(chain.run(book, "2023-09", "2023-09"))


def test_runs_are_compared_by_cause(db, tmp_path, open_page):
    small_town(db, tmp_path)
    app = open_page("journal")
    assert not app.exception
    (row,) = [row for row in app.table[0].value.to_dict("records") if row["Cause"] == "Quantité"]
    assert (row["Lignes changées"], row["Différence"].replace("\xa0", " ")) == ("1", "−2,70 €")


def test_actions_are_listed_and_filtered(db, tmp_path, open_page):
    small_town(db, tmp_path)
    assert list(open_page("journal").dataframe[1].value["action"]) == ["calcul", "import"] * 2
    assert set(open_page("journal", action="import").dataframe[1].value["action"]) == {"import"}


def test_a_familys_file_shows_how_each_amount_was_worked_out(db, tmp_path, open_page):
    small_town(db, tmp_path)
    app = open_page("dossier", famille="F1", mois="2023-09")
    assert not app.exception
    assert app.title[0].value == "Famille F1 — Alma Weber"
    used = app.table[1].value.to_dict("records")
    assert [(row["Enfant"], row["Quantité"], row["Tranche"], row["Quotient"].replace("\xa0", " ")) for row in used] == [
        ("Zoé Weber", "2", "0 à moins de 600", "500,00 €")
    ]
    assert [row["Montant"].replace("\xa0", " ") for row in app.table[2].value.to_dict("records")] == ["2,70 €"] * 2
    assert "Équilibré au centime" in words(app)


def test_an_unknown_family_is_a_plain_sentence_and_a_way_on(city, open_page):
    assert open_page("dossier", famille="F'9;--").info[0].value.replace("\\", "") == "Aucune famille n° F'9;--."
    assert "Écrivez un numéro de famille" in open_page("dossier").info[0].value


def test_the_chain_is_verified_and_a_change_shows(db, tmp_path, open_page):
    small_town(db, tmp_path)
    assert "Journal vérifié : 4 actions, chaînées et intactes." in words(open_page("journal"))
    data.ledger().cursor().execute("update journal set actor = 'personne' where seq = 2")
    assert "Journal modifié ou incomplet, lignes en défaut : 1 (n° 2)" in open_page("journal").error[0].value


def test_a_backup_made_by_the_button_can_be_restored(db, tmp_path, open_page):
    small_town(db, tmp_path)
    app = open_page("journal")
    next(button for button in app.button if button.label == "Faire une sauvegarde").click()
    app.run()
    assert not app.exception
    (made,) = (db.parent / "sauvegardes").glob("*.duckdb")
    assert made.name in words(app)
    place = tmp_path / "elsewhere.duckdb"
    restore.restore(place, made)
    with Ledger(place, create=False) as book:
        assert journal.verify(book.cursor())[1] == []
        assert book.cursor().execute("select count(*) from attendance").fetchone() == (3,)


def test_the_details_are_in_french(db, tmp_path, open_page):
    small_town(db, tmp_path)
    kept = {
        "state": "granted",
        "cap": None,
        "left_out": {"no_mandate": 2},
        "amount": Decimal("98716.89"),
        "on": dt.date(2024, 2, 6),
        "month": "2023-09",
        "why": "2024-02-31",
    }
    with data.ledger().write("Alma", "demande", "F1", kept):
        pass
    (row,) = open_page("journal", action="demande").dataframe[-1].value["details"]
    assert spaces(row) == (
        "montant : 98 716,89 € ; plafond par mois : — ; écartées : (pas de mandat : 2) ; mois : sept. 2023 ; "
        "le : 06/02/2024 ; état : Accordée ; pourquoi : 2024-02-31"
    )


def literal(node: ast.AST) -> Iterator[str]:
    """The literal keys of the dictionaries of an expression."""
    for part in ast.walk(node):
        if isinstance(part, ast.Dict):
            yield from (key.value for key in part.keys if isinstance(key, ast.Constant))


def assigned(target: ast.AST, value: ast.AST, names: set[str]) -> Iterator[str]:
    """The keys that an assignment to one of these names, or to a part of it, gives."""
    if {part.id for part in ast.walk(target) if isinstance(part, ast.Name)} & names:
        yield from literal(value)
        yield from (part.value for part in ast.walk(target) if isinstance(part, ast.Constant))


def keys(path: Path) -> Iterator[str]:
    """The keys that a module gives to the details of the journal; a page also those of the filters of its downloads."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {"details", "values"} if "finance" in path.parts or "department" in path.parts else {"details"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            yield from (key for target in node.targets for key in assigned(target, node.value, names))
        elif isinstance(node, ast.AnnAssign | ast.AugAssign) and node.value:
            yield from assigned(node.target, node.value, names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "write":
            yield from (key for part in node.args[3:4] for key in literal(part))
        elif isinstance(node, ast.FunctionDef) and node.name in ("chosen", "_details"):
            yield from (key for part in ast.walk(node) if isinstance(part, ast.Return) for key in literal(part))


KEPT_WHOLE = (
    *(
        documents.Documents,
        corrections.Counts,
        eligibility.DebitRequest,
        losses.Lost,
        proposals.Approved,
        proposals.Proposal,
        Policy,
    ),
    *(desk.Terms, bank_files.Returned),
)
NEVER_KEPT = {"overpaid", "as_of", "lag_days", "min_coverage"}
"""`plans` takes the first out; the others are of « Alertes », which has no download."""


def test_every_key_that_the_journal_keeps_has_a_french_word():
    files = [path for folder in ("rattrapage", "pages") for path in (ROOT / folder).rglob("*.py")]
    found = {key for path in files for key in keys(path)}
    assert {"filters", "rows", "sha256", "letters", "freed", "months"} <= found
    found |= {field.name for kept in KEPT_WHOLE for field in dataclasses.fields(kept)}
    assert sorted(found - set(details.WORDS) - NEVER_KEPT) == []
