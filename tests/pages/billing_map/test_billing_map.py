"""« Facturation » on the city of three families."""

from tests.pages.reading import words


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
