"""« Suivi de la facturation » on the city of three families."""

from urllib.parse import parse_qsl

from tests.pages.reading import metrics, spaces, words
from tests.towns import cities


def test_the_metrics_are_those_of_the_city(city, open_page):
    app = open_page("suivi", "department")
    assert not app.exception
    # covered: 100.00 + 50.00 + 5.00 of 275.00 due
    assert metrics(app) == {
        "Taux de facturation": "56,4 %", "Reste à facturer": "120,00 €", "Trop facturé": "10,00 €",
        "Jours sans pointage": "1",
    }  # fmt: skip


def test_the_change_is_that_of_the_last_month(city, open_page):
    # October 105.00 of 105.00, November 50.00 of 170.00
    app = open_page("suivi", "department")
    assert spaces(app.metric[0].delta) == "−70,6 points en nov. 2023"


def test_the_table_says_unknown_and_missing_days(city, open_page):
    table = open_page("suivi").table[0].value
    cells = {row["Service"]: spaces(row["nov. 2023"]) for row in table.to_dict("records")}
    assert cells == {"Accueil du matin": "inconnu", "Repas": "29,4 % · 1 j. inconnu"}


def test_the_filters_follow_the_address(city, open_page):
    app = open_page("suivi", secteur="Nord", du="2023-11")
    assert metrics(app)["Reste à facturer"] == "120,00 €"
    assert "Périmètre : nov. 2023, Nord" in words(app)
    assert "Dû 120,00 € = facturé 0,00 € + reste à facturer 120,00 € − trop facturé 0,00 €" in words(app)


def test_months_in_the_wrong_order_are_turned_round(city, open_page):
    assert "Périmètre : oct. 2023 à nov. 2023" in words(open_page("suivi", du="2023-11", au="2023-10"))


def test_the_worst_places_are_named_by_school(city, open_page):
    app = open_page("suivi", "department")
    (link,) = links(app)
    assert link.label.replace("\\", "") == "École du Lac, nov. 2023"
    assert "Repas : 120,00 € à facturer sur 120,00 €" in words(app)
    assert link.page == "facturation"
    assert link.query_string == "ecole=E1&mois=2023-11&service=REPAS"


def test_each_link_opens_the_map_on_the_line_of_its_own_place(city, open_page):
    (link,) = links(open_page("suivi", "department"))
    there = open_page(link.page, "department", **dict(parse_qsl(link.query_string)))
    assert "École du Lac, nov. 2023 : 100,0 % non facturé, 1 famille, 120,00 €" in words(there)


def links(app) -> list:
    """The page links of the page."""
    return [element.proto for element in app.get("page_link")]


def test_no_query_of_the_department_gives_a_family_or_a_name(city):
    from pages.ui import data

    scope = data.Scope(
        data.ledger(), "pages/shared/follow_up", service=None, district=None, first="2023-10", last="2023-11"
    )
    for query in ("strip", "by_month", "worst"):
        text = str(scope.rows(query))
        assert not any(name in text for name in cities.NAMES)
        assert not {"family_id", "child_id", "payer_name"} & set(scope.rows(query)[0])
