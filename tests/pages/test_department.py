"""« Facturation », « Pointages reçus » and « Alertes » on the city of three families."""

import pytest

from pages.ui import data
from tests import cities
from tests.pages.reading import metrics, spaces, words


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


def test_days_that_did_not_come_are_counted_and_listed(city, open_page):
    app = open_page("pointages", "department")
    assert metrics(app) == {
        "Jours attendus": "4", "Jours reçus": "3", "Jours inconnus": "1", "Écoles concernées": "1",
    }  # fmt: skip
    (row,) = app.dataframe[0].value.to_dict("records")
    assert (row["school"], row["label"], row["days"]) == ("École des Prés", "Repas", 1)


def test_alerts_are_what_closed_without_being_billed(city, open_page):
    app = open_page("alertes", "department")
    assert metrics(app) == {"Alertes": "1", "Montant en alerte": "120,00 €"}
    (row,) = table(app)
    assert (row["Service"], row["Mois"], spaces(row["Taux"])) == ("Repas", "nov. 2023", "29,4 %")
    assert metrics(open_page("alertes", "department", delai="90", seuil="50"))["Alertes"] == "1"


def test_no_alert_is_good_news(city, open_page):
    data.ledger().cursor().execute("update run_cells set billed = expected, gap = 0, status = 'matched'")
    said = open_page("alertes").success[0].value
    assert said == "Aucune alerte : tout ce qui est clos est facturé à 95 % au moins."


@pytest.mark.parametrize(
    ("folder", "names", "values"),
    [
        ("department/billing_map", ("strip", "school"), {"service": None, "district": None, "school": None}),
        ("department/received", ("strip", "gaps"), {"service": None, "district": None}),
    ],
)
def test_no_query_of_the_department_gives_a_family_or_a_name(city, folder, names, values):
    scope = data.Scope(data.ledger(), folder, **values)
    for name in names:
        found = scope.arrow(name, rows=None).to_pylist()
        assert found
        assert not any(person in str(found) for person in cities.NAMES)
        assert not {"family_id", "child_id", "payer_name"} & set(found[0])
