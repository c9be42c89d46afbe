"""« Écarts à traiter » on the city of three families."""

import io

import pytest
from python_calamine import CalamineWorkbook

from pages.ui import data, downloads
from tests.pages.reading import metrics, words
from tests.towns import cities


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
    assert shown["cause"].iloc[0] == "Non facturé"
    assert "✓ Conforme" not in list(shown["status"])


INSTALMENTS = {
    "proposed": (None, None, "20.00"),
    "approved": ("2024-02-07", None, "20.00"),
    "announced": ("2024-02-07", "2024-02-08", "20.00"),
}


def planned(family: str, state: str, number: int = 1) -> None:
    """An instalment of a plan in this state."""
    approved, announced, amount = INSTALMENTS[state]
    cursor = data.ledger().cursor()
    cursor.execute(
        "insert into plans select $number, 1, $family, 'equal', 14, '2024-02-06', 0, 0, $approved::date, "
        "if($approved is null, null, 'Ada'), $approved::date",
        {"number": number, "family": family, "approved": approved},
    )
    cursor.execute(
        "insert into instalments values (?, ?, 1, ?, '2024-03-05', ?, 20, 'equal', ?, null, null)",
        [f"RT{number:010}", family, number, amount, announced],
    )


def positioned(family: str, **amounts: str) -> None:
    """Where the latest planning found the family, the amounts that are not named 0."""
    names = ("claimed", "waived", "netted", "to_collect", "kept", "carried_over", "over_cap", "excess", "credit")
    values = [amounts.get(name, "0") for name in (*names, "to_review")]
    marks = ", ".join("?" * len(values))
    data.ledger().cursor().execute(f"insert into positions values (?, 1, 'equal', {marks})", [family, *values])


def plans(app) -> dict[str, str | None]:
    shown = app.dataframe[0].value
    words = [word if isinstance(word, str) else None for word in shown["plan"]]
    return dict(zip(shown["family_id"], words, strict=True))


def test_by_family_tells_where_each_plan_stands(city, open_page):
    assert plans(open_page("ecarts")) == {"FAM1": None, "FAM2": None, "FAM3": None}
    planned("FAM1", "announced")
    planned("FAM1", "proposed", 2)
    planned("FAM2", "announced", 3)
    positioned("FAM2", carried_over="5.00", to_review="1.00")
    positioned("FAM3", carried_over="5.00")
    assert plans(open_page("ecarts")) == {"FAM1": "Proposé", "FAM2": "Annoncé", "FAM3": "Reporté"}


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ({"to_review": "5.00", "credit": "1.00"}, "À examiner"),
        ({"over_cap": "5.00"}, "À décider"),
        ({"credit": "5.00"}, "À créditer"),
        ({"excess": "5.00"}, "À créditer"),
        ({"claimed": "5.00", "waived": "5.00"}, None),
    ],
)
def test_without_an_instalment_the_plan_says_why(city, open_page, amounts, said):
    positioned("FAM1", **amounts)
    assert plans(open_page("ecarts"))["FAM1"] == said


def test_a_plan_made_since_the_page_was_opened_shows_at_the_next_click(city, open_page):
    app = open_page("ecarts")
    with data.ledger().write("test", "plan"):
        planned("FAM1", "approved")
    assert plans(app.run())["FAM1"] == "Approuvé"


def test_a_family_without_a_month_unbilled_shows_none(city, open_page):
    shown = open_page("ecarts").dataframe[0].value
    assert list(shown["months_unbilled"].isna()) == [False, True, True]


def test_the_files_have_the_plan_too(city, open_page, monkeypatch):
    given = []
    monkeypatch.setattr(downloads, "buttons", lambda file, closed: given.append(file))
    planned("FAM1", "approved")
    open_page("ecarts")
    lines = given[0].csv().decode("utf-8-sig").splitlines()
    assert lines[0].endswith(";Cause principale;Plan")
    assert lines[1].endswith(";11/2023;220,00;100,00;120,00;Non facturé;Approuvé")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(given[0].excel())).get_sheet_by_index(0).to_python()
    assert [row[-1] for row in rows] == ["Plan", "Approuvé", "", ""]


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
