"""What an address asks and the page does not have is told above the figures, with the way to forget it."""

import pytest

from pages.ui import formats
from tests.pages.acting import press
from tests.pages.reading import metrics


@pytest.mark.parametrize(
    ("address", "filters", "named"),
    [
        ("ecarts", {"mois": "2099-01"}, "mois = 2099-01"),
        ("ecarts", {"service": "NOPE"}, "service = NOPE"),
        ("facturation", {"ecole": "NOPE"}, "ecole = NOPE"),
        ("pointages", {"ecole": "NOPE"}, "ecole = NOPE"),
        ("suivi", {"du": "1999-01"}, "du = 1999-01"),
        ("alertes", {"jour": "hier"}, "jour = hier"),
        ("ecarts", {"couleur": "bleu"}, "couleur = bleu"),
        ("facturation", {"toutes": "peut-être"}, "toutes = peut-être"),
    ],
)
def test_a_filter_that_the_page_does_not_have_is_told_and_can_be_forgotten(city, open_page, address, filters, named):
    whole = metrics(open_page(address))
    app = open_page(address, **filters)
    assert [formats.raw(warning.value) for warning in app.warning] == [
        f"L'adresse demande ce que cette page n'a pas : {named}. Ce filtre est ignoré."
    ]
    assert metrics(app) == whole
    press(app, "Oublier ce filtre")
    assert not app.warning
    assert not set(app.query_params) & set(filters)


def test_a_good_filter_stays_when_its_wrong_neighbour_is_forgotten(city, open_page):
    app = open_page("ecarts", mois=["2023-11", "2099-01"], service="NOPE")
    assert "mois = 2099-01, service = NOPE" in formats.raw(app.warning[0].value)
    press(app, "Oublier ce filtre")
    assert app.query_params["mois"] == "2023-11"
    assert "service" not in app.query_params
    assert metrics(app)["Familles"] == "2"


def test_a_good_address_is_told_nothing(city, open_page):
    for address, filters in {"ecarts": {"mois": "2023-11", "vue": "lignes"}, "facturation": {"ecole": "E1"}}.items():
        assert not open_page(address, **filters).warning
