"""« Écarts à traiter » on the city of three families."""

from pages.ui import data
from tests import cities
from tests.pages.reading import metrics, words


def test_the_strip_and_the_metrics_are_those_of_the_city(city, open_page):
    app = open_page("ecarts")
    assert not app.exception
    assert (
        "Dû 275,00 € = facturé 195,00 € + reste à facturer 120,00 € − trop facturé 10,00 € "
        "− facturé sans pointage, non comparé 30,00 €" in words(app)
    )
    assert "Périmètre : oct. 2023 à nov. 2023 · 1 usage sans tarif, non chiffré · 1 jour sans pointage" in words(app)
    assert metrics(app) == {
        "Familles": "3", "Reste à facturer": "120,00 €", "Trop facturé": "10,00 €", "Usages sans tarif": "1"
    }  # fmt: skip


def test_filters_come_from_the_address_and_the_strip_follows(city, open_page):
    app = open_page("ecarts", statut="overbilled")
    assert metrics(app)["Familles"] == "1"
    assert "Dû 50,00 € = facturé 60,00 € + reste à facturer 0,00 € − trop facturé 10,00 €" in words(app)
    assert "Périmètre : oct. 2023 à nov. 2023, ● Surfacturé" in words(app)


def test_a_name_is_found_whatever_its_accents(city, open_page):
    assert metrics(open_page("ecarts", q="eloi"))["Familles"] == "1"


def test_a_family_number_is_found_whole(city, open_page):
    assert metrics(open_page("ecarts", q="FAM1"))["Reste à facturer"] == "120,00 €"


def test_the_minimum_is_that_of_the_family(city, open_page):
    app = open_page("ecarts", minimum="10,01")
    assert metrics(app)["Trop facturé"] == "0,00 €"
    assert metrics(app)["Reste à facturer"] == "120,00 €"


def test_an_amount_that_is_none_is_said(city, open_page):
    app = open_page("ecarts", minimum="dix")
    assert [error.value for error in app.error] == ["« dix » n'est pas un montant ; écrivez par exemple 60,00"]


def test_an_unknown_code_in_the_address_is_no_filter(city, open_page):
    assert metrics(open_page("ecarts", statut="x", service="x", mois="1999-01"))["Familles"] == "3"


def test_a_filter_that_keeps_nothing_offers_to_clear_them(city, open_page):
    app = open_page("ecarts", q="personne")
    assert [info.value for info in app.info] == ["Aucun résultat pour ces filtres."]
    app.button[0].click().run()
    assert metrics(app)["Familles"] == "3"


def test_a_city_billed_right_is_told_so(city, open_page):
    with data.ledger().write("test", "juste") as cursor:
        cursor.execute("delete from run_cells where status <> 'matched'")
    assert open_page("ecarts", vue="lignes").success[0].value.startswith("Aucun écart")


def test_choosing_a_filter_writes_it_in_the_address(city, open_page):
    app = open_page("ecarts")
    app.multiselect(key="filtre:statut").select("unbilled").run()
    assert app.query_params["statut"] == "unbilled"
    assert metrics(app)["Familles"] == "1"


def test_the_list_holds_no_more_than_500_rows_and_says_so(db, open_page):
    cities.build(db, more_families=600)
    app = open_page("ecarts")
    assert "500 premiers sur 603" in words(app)
    assert len(app.dataframe[0].value) == 500


def test_by_line_shows_the_words_of_the_codes(city, open_page):
    shown = open_page("ecarts", vue="lignes").dataframe[0].value
    assert list(shown["family_id"]) == ["FAM1", "FAM2", "FAM2", "FAM3"]
    assert shown["status"].iloc[0] == "○ Non facturé"
    assert shown["cause"].iloc[0] == "Quantité"
    assert "✓ Conforme" not in list(shown["status"])


def test_without_data_the_page_leads_to_the_imports(db, open_page, monkeypatch):
    cities.build(db)
    with data.ledger().write("test", "vide") as cursor:
        cursor.execute("delete from runs")
        cursor.execute("delete from imports")
    app = open_page("ecarts")
    assert [info.value for info in app.info] == ["Aucune donnée importée."]


def test_without_a_run_the_page_says_so(city, open_page):
    with data.ledger().write("test", "vide") as cursor:
        cursor.execute("delete from runs")
    app = open_page("ecarts")
    assert app.info[0].value.startswith("Aucun calcul pour l'instant")


def test_a_failing_query_says_so_in_its_place(city, open_page):
    with data.ledger().write("test", "panne") as cursor:
        cursor.execute("drop view causes")
    app = open_page("ecarts")
    assert [error.value.split(" :")[0] for error in app.error] == ["Écarts par cause", "Liste à traiter"]
    assert metrics(app)["Familles"] == "3"
