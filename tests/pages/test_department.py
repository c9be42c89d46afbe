"""« Facturation », « Pointages reçus » and « Alertes » on the city of three families."""

import datetime as dt
import json

import pytest

from pages.ui import data
from tests.pages.reading import metrics, spaces, words
from tests.towns import cities


def table(app, place=0):
    return app.table[place].value.to_dict("records")


def test_the_map_has_each_school_and_month_with_its_share(city, open_page):
    app = open_page("facturation", "department")
    assert not app.exception
    rows = app.dataframe[0].value.to_dict("records")
    found = {(row["school"], row["month"]): (str(row["remaining"]), row["families"]) for row in rows}
    assert found == {
        ("École du Lac", "2023-10"): ("0.00", 0),
        ("École du Lac", "2023-11"): ("120.00", 1),
        ("École des Prés", "2023-10"): ("0.00", 0),
        ("École des Prés", "2023-11"): ("0.00", 0),
    }
    assert "Équilibré au centime" in words(app)


def test_the_map_follows_its_filters_and_shows_one_school(city, open_page):
    app = open_page("facturation", "department", ecole="E2")
    assert "École des Prés" in words(app)
    assert set(app.dataframe[0].value["label"]) == {"Repas", "Accueil du matin"}


def test_the_line_of_the_map_needs_no_mouse(city, open_page):
    app = open_page("facturation", "department", ecole="E1", mois="2023-11")
    assert "École du Lac, nov. 2023 : 100,0 % non facturé, 1 famille, 120,00 €" in words(app)
    assert "Sélectionnez une case" in words(open_page("facturation", "department", mois="2023-11"))


def test_the_days_of_a_school_need_no_mouse(city, open_page):
    app = open_page("pointages", "department", ecole="E2")
    assert "École des Prés : 1 jour sans pointage : Repas le 07/11/2023." in words(app)
    assert "École du Lac : aucun jour ne manque." in words(open_page("pointages", "department", ecole="E1"))
    assert "Sélectionnez une case" in words(open_page("pointages", "department", ecole="rien"))


def test_days_that_did_not_come_are_counted_and_listed(city, open_page):
    app = open_page("pointages", "department")
    assert metrics(app) == {
        "Jours attendus": "4", "Jours reçus": "3", "Jours inconnus": "1", "Écoles concernées": "1",
    }  # fmt: skip
    (row,) = app.dataframe[0].value.to_dict("records")
    assert (row["school"], row["label"], row["days"]) == ("École des Prés", "Repas", 1)


def test_a_day_that_did_not_come_is_told_with_the_last_file_of_its_school(city, open_page):
    cursor = data.ledger().cursor()
    cursor.execute("update children set school_id = 'E2' where child_id = 'C2'")
    cursor.execute(
        "insert into attendance (attendance_id, child_id, service, date, import_id) "
        "values ('A1', 'C2', 'REPAS', '2023-11-06', 1), ('A2', 'C2', 'REPAS', '2023-11-07', 2)"
    )
    for file in ((1, "old.csv", 4), (2, "semaine-45.csv", 2), (2, "semaine-46.csv", 1), (2, "vide.csv", 0)):
        cursor.execute(
            "insert into import_files (import_id, table_name, file, accepted) values (?, 'attendance', ?, ?)", file
        )
    (row,) = open_page("pointages", "department").dataframe[0].value.to_dict("records")
    assert row["file"] == "semaine-45.csv et 1 autre"


def written(app) -> list[str]:
    """The texts of the cells of the page's map."""
    spec = json.loads(app.get("plotly_chart")[0].proto.spec)
    return [text for trace in spec["data"] for text in trace["text"]]


def test_the_number_stands_in_each_cell_of_the_days_even_where_nothing_is_missing(city, open_page):
    assert sorted(written(open_page("pointages", "department"))) == ["1/2", "2/2"]
    data.ledger().cursor().execute("update run_days set received = false where school_id = 'E2'")
    assert sorted(written(open_page("pointages", "department"))) == ["0/2", "2/2"]


def test_the_alerts_show_the_strip_of_the_whole_run(city, open_page):
    said = words(open_page("alertes", "department"))
    assert "Équilibré au centime" in said
    assert "Dû 275,00 € = facturé 195,00 € + reste à facturer 120,00 € − trop facturé 10,00 €" in said
    assert "Périmètre : oct. 2023 à nov. 2023" in said


def test_alerts_are_what_closed_without_being_billed(city, open_page):
    app = open_page("alertes", "department")
    assert metrics(app) == {"Alertes": "1", "Montant en alerte": "120,00 €"}
    (row,) = table(app)
    assert (row["Service"], row["Mois"], spaces(row["Taux"])) == ("Repas", "nov. 2023", "29,4 %")
    assert metrics(open_page("alertes", "department", delai="90", seuil="50"))["Alertes"] == "1"
    assert metrics(open_page("alertes", "department", seuil="29,4"))["Alertes"] == "0"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"delai": "-3"}, "n'est pas un nombre de jours"),
        ({"delai": "99999"}, "n'est pas un nombre de jours"),
        ({"seuil": "150"}, "n'est pas un pourcentage"),
        ({"seuil": "beaucoup"}, "n'est pas un pourcentage"),
    ],
)
def test_a_wrong_option_of_the_alerts_is_told_and_the_usual_one_stands(city, open_page, typed, said):
    app = open_page("alertes", "department", **typed)
    assert said in app.error[0].value
    assert metrics(app)["Alertes"] == "1"


def test_many_alerts_are_a_table_of_dates_and_figures(city, open_page):
    data.ledger().cursor().execute(
        "insert into run_cells select c.* replace ('S' || n as service) from run_cells c, range(40) r(n) "
        "where run = 1 and month = '2023-11' and status = 'unbilled'"
    )
    rows = open_page("alertes", "department").dataframe[0].value.to_dict("records")
    assert len(rows) == 41
    assert {(row["month_date"], str(row["share"])) for row in rows if row["label"] != "Repas"} == {
        (dt.date(2023, 11, 1), "0.000")
    }


def test_the_bars_of_the_alerts_are_all_services_together(city):
    asked = {"as_of": dt.date(2024, 1, 14), "lag_days": 45}
    found = data.rows("pages/alerts/months", **asked)
    shares = {row["month"]: (str(row["share"]), row["is_closed"]) for row in found}
    assert shares == {"2023-10": ("1.000", True), "2023-11": ("0.294", True)}
    early = data.rows("pages/alerts/months", **asked | {"as_of": dt.date(2024, 1, 13)})
    assert [row["is_closed"] for row in early] == [True, False]


def test_no_alert_is_good_news(city, open_page):
    data.ledger().cursor().execute("update run_cells set billed = expected, gap = 0, status = 'matched'")
    said = open_page("alertes").success[0].value
    assert said == "Aucune alerte : tout ce qui est clos est facturé à 95 % au moins."


@pytest.mark.parametrize(
    ("folder", "names", "values"),
    [
        ("pages/billing_map", ("strip", "school"), {"service": None, "district": None, "school": None}),
        ("pages/received", ("strip", "gaps"), {"service": None, "district": None}),
    ],
)
def test_no_query_of_the_department_gives_a_family_or_a_name(city, folder, names, values):
    scope = data.Scope(data.ledger(), folder, **values)
    for name in names:
        found = scope.arrow(name, rows=None).to_pylist()
        assert found
        assert not any(person in str(found) for person in cities.NAMES)
        assert not {"family_id", "child_id", "payer_name"} & set(found[0])
