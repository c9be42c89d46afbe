"""« Alertes » on the city of three families."""

import datetime as dt

import pytest

from pages.ui import data
from tests.pages.reading import metrics, spaces, words


def table(app, place=0):
    return app.table[place].value.to_dict("records")


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
