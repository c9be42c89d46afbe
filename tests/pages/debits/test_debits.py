"""« Fichiers de prélèvement »: the gate, the file written exactly as checked, handed in or voided, the block."""

import datetime as dt

import pytest
from lxml import etree

from pages.ui import data
from rattrapage.debits import checks, exports, gate
from rattrapage.debits import files as debit_files
from rattrapage.ledger import Ledger
from tests.pages.acting import button, decide, press
from tests.pages.reading import metrics, spaces, words
from tests.towns import pages
from tests.towns.debits import CREDITOR_FILE, settle
from tests.towns.plans import claim

MAKE, HAND_IN, VOID = "Produire le fichier", "Marquer comme remis à la banque", "Annuler (non remis)"
RESUME = "Reprendre les prélèvements"


@pytest.fixture
def town(db, tmp_path, monkeypatch):
    """The town with debits, and its creditor named by the server."""
    (tmp_path / "creditor.toml").write_text(CREDITOR_FILE, encoding="utf-8")
    monkeypatch.setenv("RATTRAPAGE_CREDITOR", str(tmp_path / "creditor.toml"))
    return pages.build(db, tmp_path / "town")


def made(open_page):
    """The page once it wrote the file of F1 and F2."""
    return decide(open_page("prelevements"), MAKE, MAKE)


def files() -> list[dict]:
    return debit_files.listed(data.ledger()).to_pylist()


def execute(sql: str) -> None:
    with data.ledger().write("test", "changement") as cursor:
        cursor.execute(sql)


def test_the_gate_shows_what_a_file_would_be_and_writes_nothing(town, open_page):
    app = open_page("prelevements")
    assert not app.exception
    assert [warning.value for warning in app.warning] == [exports.WARNING]
    assert metrics(app) == {"Retenues": "120,00 €", "Écartées": "120,00 €", "Total à échoir": "240,00 €"}
    assert [spaces(metric.delta) for metric in app.metric] == ["2 échéances", "2 échéances", "4 échéances"]
    said = words(app)
    assert "✗" not in said
    assert "✓ Équilibre au centime : 4 échéances à échoir, 2 à retenir et 2 à écarter" in said
    assert "✓ Schéma XML et relecture : 2 prélèvements, 120,00 €, relus dans le fichier comme au registre" in said
    assert [said.count(f"✓ {label}") for label in checks.FACTS.values()] == [1] * 5
    assert files() == []


def test_those_left_out_are_told_by_reason_and_one_by_one(town, open_page):
    app = open_page("prelevements")
    (table,) = [table.value for table in app.table]
    assert [spaces(" ".join(row.values())) for row in table.to_dict("records")] == [
        "Pas de mandat 1 60,00 € Faire signer un mandat",
        "Mandat à renouveler 1 60,00 € Faire signer un nouveau mandat",
    ]
    shown = app.dataframe[0].value
    assert list(zip(shown["family_id"], shown["reason"], strict=True)) == [
        ("F3", "mandat à renouveler"), ("F4", "pas de mandat")
    ]  # fmt: skip


def test_the_file_is_written_after_a_decision_and_can_be_taken_away(town, open_page):
    app = press(open_page("prelevements"), MAKE)
    assert "2 prélèvements, 120,00 €" in words(app)
    assert "Cette décision est inscrite au journal." in words(app)
    assert files() == []
    app = press(app, MAKE)
    (file,) = files()
    name = f"RT{dt.date.today():%Y%m%d}-0001"
    assert (file["message_id"], file["debits"], file["state"]) == (name, 2, "written")
    assert [said.value for said in app.success] == [
        f"Fichier produit : message {name}. Téléchargez-le dans « Fichiers produits »."
    ]
    assert f"Empreinte SHA-256 : {file['sha256']}" in words(app)
    (path,) = town.with_suffix(".prelevements").glob("*.xml")
    assert path.read_bytes() == debit_files.content(data.ledger(), name)
    assert len(etree.parse(path).findall(".//{*}EndToEndId")) == 2
    assert metrics(app)["Retenues"] == "0,00 €"
    assert button(app, MAKE).disabled
    assert "Rien à prélever à ces dates." in words(app)


def test_giving_up_writes_nothing(town, open_page):
    press(press(open_page("prelevements"), MAKE), "Annuler")
    assert files() == []


def test_a_ledger_that_changed_since_the_checks_is_checked_again(town, open_page):
    app = press(open_page("prelevements"), MAKE)
    execute("update mandates set status = 'revoked' where family_id = 'F2'")
    press(app, MAKE)
    assert files() == []
    assert metrics(open_page("prelevements"))["Retenues"] == "60,00 €"


def test_a_file_handed_in_can_no_longer_be_voided(town, open_page):
    app = decide(made(open_page), HAND_IN, "Marquer comme remis")
    assert files()[0]["state"] == "handed_in"
    assert button(app, HAND_IN).disabled
    assert button(app, VOID).disabled


def test_a_file_not_handed_in_is_voided_with_a_reason(town, open_page):
    app = decide(made(open_page), VOID, "Annuler le fichier", why=" ")
    assert files()[0]["state"] == "written"
    app = decide(app, VOID, "Annuler le fichier", why="erreur de date")
    assert (files()[0]["state"], files()[0]["void_reason"]) == ("voided", "erreur de date")
    assert "2 échéances de nouveau à prélever" in app.success[0].value
    assert metrics(app)["Retenues"] == "120,00 €"
    assert "Fichier annulé : détruisez-le" in words(app)


def test_debits_blocked_by_a_restore_go_on_when_someone_says_why(town, open_page):
    with data.ledger().write("test", "restauration") as cursor:
        gate.block(cursor, "registre restauré d'une sauvegarde")
    app = open_page("prelevements")
    assert "registre restauré d'une sauvegarde" in app.error[0].value.replace("\\", "")
    assert "✗ Aucun blocage" in words(app)
    assert button(app, MAKE).disabled
    app = decide(app, RESUME, RESUME, why="")
    assert button(app, MAKE).disabled
    app = decide(app, RESUME, RESUME, why="fichiers comparés avec la banque")
    assert not button(app, MAKE).disabled


def test_plans_that_do_not_add_up_close_everything(town, open_page):
    execute("update positions set to_collect = to_collect + 0.01, claimed = claimed + 0.01 where family_id = 'F1'")
    app = open_page("prelevements")
    assert "✗ Équilibre au centime : Les plans ne tombent pas juste : 0,01 € d'écart pour la famille F1" in words(app)
    assert button(app, MAKE).disabled
    assert all(file.proto.disabled for file in app.get("download_button"))


def test_dates_out_of_order_are_said(town, open_page):
    app = open_page("prelevements", du="2024-03-05", au="2024-03-01")
    assert [error.value for error in app.error] == [
        "La première échéance (05/03/2024) vient après la dernière (01/03/2024)."
    ]


def test_dates_without_an_instalment_leave_nothing_to_debit(town, open_page):
    app = open_page("prelevements", du="2024-03-05", au="2024-03-05")
    assert metrics(app)["Total à échoir"] == "0,00 €"
    assert button(app, MAKE).disabled


def test_old_mandates_are_taken_on_purpose_only(town, open_page):
    execute("update mandates set signed_on = current_date - 60 where family_id = 'F3'")
    assert metrics(open_page("prelevements"))["Retenues"] == "120,00 €"
    assert metrics(open_page("prelevements", anciens="oui"))["Retenues"] == "180,00 €"


def test_without_a_creditor_the_checks_wait(town, open_page, monkeypatch):
    monkeypatch.delenv("RATTRAPAGE_CREDITOR")
    app = open_page("prelevements")
    assert "Les contrôles attendent le fichier du créancier." in words(app)
    assert not app.metric


def test_before_any_plan_the_page_leads_to_the_plans(db, tmp_path, open_page):
    with Ledger(db) as book:
        settle(book, tmp_path / "town")
        claim(book)
        book.cursor().execute("update ledger_info set sample_city = true")
    app = open_page("prelevements")
    assert [info.value for info in app.info] == [
        "Aucune échéance approuvée n'attend de prélèvement.", "Aucun fichier produit pour l'instant."
    ]  # fmt: skip


def test_an_empty_ledger_leads_to_the_imports(db, open_page):
    with Ledger(db) as book:
        book.cursor().execute("update ledger_info set sample_city = true")
    assert [info.value for info in open_page("prelevements").info] == ["Aucune donnée importée."]
