"""« Synthèse du rattrapage » on a town that has figures to tell, and on the city of three families: all is secret."""

import pytest

from pages.ui import data
from rattrapage.ledger import Ledger
from tests.council.test_publication import one_small_service
from tests.pages.reading import metrics, spaces, words
from tests.towns import cities, council
from tests.towns.council import MONTHS

SECRET = "secret (moins de 11 familles)"


@pytest.fixture
def town(db):
    """Thirty families who owe meals and mornings, three of them a packed meal."""
    with Ledger(db) as book:
        council.fill(book, one_small_service())
        council.publish(book, MONTHS[0], MONTHS[-1])
        with book.write("test", "ville d'exemple") as cursor:
            cursor.execute("update ledger_info set sample_city = true")
    return db


def table(app, place):
    return app.table[place].value.to_dict("records")


@pytest.mark.parametrize("role", ["council", "department", "finance"])
def test_each_role_reads_the_same_figures(town, open_page, role):
    app = open_page("synthese", role)
    assert not app.exception
    assert app.title[0].value == "Synthèse du rattrapage"
    assert metrics(app) == {
        "Dû pour la période": "1 815,00 €", "Déjà facturé": "0,00 €", "Reste à facturer": "1 815,00 €",
        "Familles concernées": "30",
    }  # fmt: skip
    assert "1 815,00 € consommés de septembre 2023 à novembre 2023 restent à facturer à 30 familles" in words(app)
    assert "soit 60,50 € en moyenne" in words(app)
    assert "Équilibré au centime" in words(app)


@pytest.mark.parametrize(
    ("role", "opened"),
    [("council", None), ("department", "Ouvrir : Suivi de la facturation"), ("finance", "Ouvrir : Écarts à traiter")],
)
def test_each_role_but_the_council_is_shown_the_way_to_its_work(town, open_page, role, opened):
    links = [link.proto.label for link in open_page("synthese", role).get("page_link")]
    assert links == ([opened] if opened else [])


def test_a_small_row_and_its_partner_are_secret(town, open_page):
    app = open_page("synthese", "council")
    services = {row["Service"]: spaces(row["Reste à facturer"]) for row in table(app, 3)}
    assert services == {"Service MATIN": SECRET, "Service PAI": SECRET, "Service REPAS": "900,00 €"}
    assert "une seconde ligne masquée" in words(app)


def test_the_months_add_up_to_the_strip(town, open_page):
    rows = table(open_page("synthese", "council"), 0)
    assert [spaces(row["Reste à facturer"]) for row in rows] == ["615,00 €", "600,00 €", "600,00 €"]


def test_three_families_show_no_amount(city, open_page):
    app = open_page("synthese", "council")
    assert not app.exception
    assert set(metrics(app).values()) == {"secret"}
    assert "moins de 11 familles sont concernées" in words(app)
    assert "€" not in words(app)
    assert not any("€" in str(found.value.to_dict()) for found in app.table)


def test_without_a_run_the_page_says_what_to_do(db, open_page):
    with Ledger(db) as book, book.write("test", "ville d'exemple") as cursor:
        cursor.execute("update ledger_info set sample_city = true")
    app = open_page("synthese", "council")
    assert app.info[0].value == "Aucune donnée importée."
    assert "Le service des finances importe" in words(app)


def test_the_figures_of_a_page_come_from_the_councils_database_alone(town, open_page, monkeypatch):
    asked, ledgers_own = [], data.rows

    def noted(name: str, **values) -> list[dict]:
        asked.append(name)
        return ledgers_own(name, **values)

    monkeypatch.setattr(data, "rows", noted)
    assert metrics(open_page("synthese", "council"))["Familles concernées"] == "30"
    assert set(asked) <= {"pages/shared/run"}


def test_amounts_that_do_not_add_up_close_the_document(town, open_page):
    with data.ledger().write("test", "fraude") as cursor:
        cursor.execute("update run_cells set billed = billed + 1 where run = 1 and family_id = 'FAM1'")
        cursor.execute("insert into imports select * replace (2 as import_id) from imports")
    app = open_page("synthese", "finance")
    assert "Ne tombe pas juste" in words(app)
    (button,) = app.get("download_button")
    assert button.proto.disabled


def test_the_names_of_the_city_are_nowhere(city, open_page):
    app = open_page("synthese", "council")
    said = str([element.value for element in app.markdown]) + str([found.value for found in app.table])
    assert not any(name in said for name in cities.NAMES)
