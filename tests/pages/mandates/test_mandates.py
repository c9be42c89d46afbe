"""« Campagne de mandats »: who must sign, what the next date brings, the forms and their states on paper."""

import io
import zipfile

import pytest

from pages.ui import data
from rattrapage.ledger import Ledger
from rattrapage.mandates import campaign
from tests.pages.acting import button, press
from tests.pages.reading import metrics, words
from tests.towns import pages
from tests.towns.debits import CREDITOR_FILE, mandate, settle
from tests.towns.plans import claim

FORMS, MARK = "Produire les formulaires (PDF)", "Noter l'état"


@pytest.fixture
def town(db, tmp_path, monkeypatch):
    """The town with debits, and its creditor named by the server."""
    (tmp_path / "creditor.toml").write_text(CREDITOR_FILE, encoding="utf-8")
    monkeypatch.setenv("RATTRAPAGE_CREDITOR", str(tmp_path / "creditor.toml"))
    return pages.build(db, tmp_path / "town")


def listed(app) -> list[tuple]:
    """(family, RUM, state, reason) of each row."""
    rows = app.dataframe[0].value.astype(object).where(app.dataframe[0].value.notna(), None).to_dict("records")
    return [tuple(row[key] for key in ("family_id", "mandate_reference", "state", "reason")) for row in rows]


def test_the_figures_are_those_of_the_families_that_pay_by_direct_debit(town, open_page):
    app = open_page("mandats")
    assert not app.exception
    assert metrics(app) == {
        "Familles au prélèvement": "4",
        "Mandats à renouveler": "2",
        "Mandats valides": "2",
        f"Montant prélevable au {pages.DUE:%d/%m/%Y}": "120,00 €",
    }
    assert "Équilibré au centime" in words(app)
    assert "Un nouvel IBAN demande un nouveau mandat, avec une nouvelle RUM" in words(app)
    assert listed(app) == [
        ("F3", None, "À envoyer", "mandat de l'ancien système, ou compte changé"),
        ("F4", None, "À envoyer", "aucun mandat"),
        ("F1", "RTM90000001-1", "Valide", None),
        ("F2", "RTM90000002-1", "Valide", None),
    ]


def test_the_list_follows_its_filters(town, open_page):
    assert [row[0] for row in listed(open_page("mandats", statut="valid"))] == ["F1", "F2"]
    assert [row[0] for row in listed(open_page("mandats", q="payeur 3"))] == ["F3"]
    assert "Aucun résultat pour ces filtres." in [info.value for info in open_page("mandats", q="personne").info]


def test_the_forms_are_printed_once_decided_and_their_references_stay(town, open_page):
    app = press(open_page("mandats"), FORMS)
    assert "2 formulaires, un par famille" in words(app)
    app = press(app, "Produire 2 formulaires")
    assert [said.value for said in app.success] == ["2 formulaires produits : téléchargez-les plus bas."]
    paths = campaign.printed(data.ledger(), ["RTM00000001-1", "RTM00000002-1", "RTM00000003-1"])
    with zipfile.ZipFile(io.BytesIO(campaign.archive(paths))) as packed:
        assert packed.namelist() == ["RTM00000001-1.pdf", "RTM00000002-1.pdf"]
    app = press(press(app, FORMS), "Produire 2 formulaires")
    assert [row[1] for row in listed(app)][:2] == ["RTM00000001-1", "RTM00000002-1"]


def test_a_form_on_paper_is_marked_after_a_decision(town, open_page):
    app = press(press(open_page("mandats"), FORMS), "Produire 2 formulaires")
    app.multiselect(key="mandats:references").set_value(["RTM00000001-1"]).run()
    app = press(press(app, MARK), "Noter 1 formulaire")
    assert [said.value for said in app.success] == ["1 formulaire noté « Envoyé »."]
    assert [(row[1], row[2]) for row in listed(app)][:2] == [
        ("RTM00000001-1", "Envoyé"), ("RTM00000002-1", "À envoyer")
    ]  # fmt: skip
    (action,) = data.ledger().cursor().execute("select action from journal order by seq desc limit 1").fetchone()
    assert action == "état de mandat"


def test_nothing_is_marked_before_a_form_is_chosen(town, open_page):
    app = press(press(open_page("mandats"), FORMS), "Produire 2 formulaires")
    assert button(app, MARK).disabled


def test_without_a_creditor_the_page_asks_for_one(town, open_page, monkeypatch):
    monkeypatch.delenv("RATTRAPAGE_CREDITOR")
    app = open_page("mandats")
    assert metrics(app)["Mandats à renouveler"] == "2"
    assert button(app, FORMS).disabled
    assert "Les formulaires attendent le fichier du créancier." in words(app)
    app = press(app, "Utiliser le créancier de la ville d'exemple")
    assert not button(app, FORMS).disabled
    assert "ICS FR53ZZZ999999, compte FR76 •••• •••• 0115" in words(app)


def test_a_wrong_creditor_is_one_sentence_and_closes_the_forms(town, open_page, tmp_path):
    path = tmp_path / "creditor.toml"
    path.write_text(CREDITOR_FILE.replace("FR53ZZZ999999", "FR54ZZZ999999"), encoding="utf-8")
    app = open_page("mandats")
    (error,) = [error.value.replace("\\", "") for error in app.error]
    assert "clé creditor_id : il faut un ICS français" in error
    assert button(app, FORMS).disabled
    assert metrics(app)["Mandats à renouveler"] == "2"


def test_a_city_that_debits_nobody_is_told_so(db, tmp_path, open_page):
    with Ledger(db) as book:
        settle(book, tmp_path / "town", families=1, F1="cheque")
        claim(book)
        book.cursor().execute("update ledger_info set sample_city = true")
    app = open_page("mandats")
    assert app.info[0].value.startswith("Aucune famille ne paie par prélèvement")


def test_before_any_plan_the_campaign_can_start(db, tmp_path, open_page):
    with Ledger(db) as book:
        settle(book, tmp_path / "town", mandate("RTM90000001-1", "F1", 1, pages.SIGNED.isoformat()), families=2)
        claim(book)
        book.cursor().execute("update ledger_info set sample_city = true")
    app = open_page("mandats")
    assert metrics(app)["Montant prélevable"] == "—"
    assert metrics(app)["Mandats à renouveler"] == "1"


def test_an_empty_ledger_leads_to_the_imports(db, open_page):
    with Ledger(db) as book:
        book.cursor().execute("update ledger_info set sample_city = true")
    assert [info.value for info in open_page("mandats").info] == ["Aucune donnée importée."]


def test_amounts_that_do_not_add_up_close_the_downloads(town, open_page):
    with data.ledger().write("test", "fraude") as cursor:
        cursor.execute("update positions set claimed = claimed + 1, to_collect = to_collect + 1 where family_id = 'F1'")
    app = open_page("mandats")
    assert "Ne tombe pas juste" in words(app)
    assert [file.proto.disabled for file in app.get("download_button")] == [True]
