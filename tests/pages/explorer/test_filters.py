"""Filters come from the address, reach the query and write the address."""

import datetime as dt

import pytest

from tests.pages.explorer.acting import SAYS, SCHOOLS, at, said
from tests.pages.reading import spaces
from tests.towns.explorers import HEAD

CHOICES = 'options_sql = "select service, label from services order by label"'
ALL_WIDGETS = f"""{HEAD}-- params.s = {{label = "Choix", widget = "select", {CHOICES}}}
-- params.p = {{label = "Plusieurs", widget = "multi", {CHOICES}}}
-- params.m = {{label = "Mois", widget = "month", default = "first"}}
-- params.d = {{label = "Jour", widget = "date", default = "2023-11-06"}}
-- params.e = {{label = "Somme", widget = "amount", default = "15,50"}}
-- params.t = {{label = "Texte", widget = "text"}}
-- params.b = {{label = "Bascule", widget = "toggle"}}
-- columns.d = {{label = "Jour", format = "date"}}
-- columns.e = {{label = "Somme", format = "euro"}}
-- columns.m = {{label = "Mois", format = "month"}}
select $s as s, array_to_string(list_sort($p::varchar[]), ',') as p, $m as m, $d::date as d, $e::decimal(18, 2) as e,
    $t::varchar as t, $b as b
"""


def test_the_filters_come_from_the_address_and_reach_the_query(folder):
    folder.add(ALL_WIDGETS)
    at_first = at("q-finance-essai").table[0].value.to_dict("records")[0]
    assert {key: spaces(value) for key, value in at_first.items()} == {
        "s": "MATIN", "p": "—", "Mois": "oct. 2023", "Jour": "06/11/2023", "Somme": "15,50 €", "t": "—", "b": "non",
    }  # fmt: skip
    asked = {
        "s": "REPAS",
        "p": ["REPAS", "MATIN"],
        "m": "2023-11",
        "d": "2023-12-24",
        "e": "7,25",
        "t": " Zoé ",
        "b": "oui",
    }
    found = at("q-finance-essai", **asked).table[0].value.to_dict("records")[0]
    assert {key: spaces(value) for key, value in found.items()} == {
        "s": "REPAS", "p": "MATIN,REPAS", "Mois": "nov. 2023", "Jour": "24/12/2023", "Somme": "7,25 €", "t": "Zoé",
        "b": "oui",
    }  # fmt: skip


def test_a_wrong_address_gives_the_start_and_no_traceback(folder):
    folder.add(ALL_WIDGETS)
    app = at("q-finance-essai", s="rien", p="rien", m="2023-99", d="hier", b="peut-être", e="trop")
    assert not app.exception
    assert "n'est pas un montant" in app.error[0].value
    row = app.table[0].value.to_dict("records")[0]
    assert (row["s"], row["Jour"], row["b"]) == ("MATIN", "06/11/2023", "non")


def test_a_choice_writes_the_address(folder):
    folder.add(ALL_WIDGETS)
    app = at("q-finance-essai")
    app.toggle[0].set_value(True).run()
    app.date_input[0].set_value(dt.date(2023, 12, 24)).run()
    assert (app.query_params["b"], app.query_params["d"]) == ("oui", "2023-12-24")
    app.toggle[0].set_value(False).run()
    assert "b" not in app.query_params


@pytest.mark.parametrize("everything", [None, "Toutes"])
def test_the_empty_text_is_a_choice_like_another(folder, everything):
    more = f', all = "{everything}"' if everything else ', default = "E1"'
    folder.add(f'{HEAD}-- params.e = {{label = "École", widget = "select", {SCHOOLS}{more}}}\n{SAYS}')
    app = at("q-finance-essai")
    start = "toutes" if everything else r"\<E1\>"
    assert said(app) == start
    app.selectbox[0].select("").run()
    assert said(app) == r"\<\>"
    assert app.query_params["e"] == ""
    assert said(at("q-finance-essai", e="")) == r"\<\>"
    app.selectbox[0].select("E1").run()
    assert said(app) == r"\<E1\>"
    assert ("e" in app.query_params) is bool(everything)


def test_the_start_of_a_filter_for_all_is_no_code(folder):
    folder.add(f'{HEAD}-- params.e = {{label = "École", widget = "select", {SCHOOLS}, all = "Toutes"}}\n{SAYS}')
    app = at("q-finance-essai", e="E1")
    app.selectbox[0].select_index(0).run()
    assert said(app) == "toutes"
    assert "e" not in app.query_params


def test_several_choices_may_hold_the_empty_text(folder):
    told = f'-- params.e = {{label = "École", widget = "multi", {SCHOOLS}, all = "Toutes"}}'
    folder.add(f"{HEAD}{told}\nselect len($e::varchar[])::varchar as chosen")
    app = at("q-finance-essai")
    assert said(app) == "0"
    app.multiselect[0].select("").run()
    assert (said(app), app.query_params["e"]) == ("1", "")
    assert said(at("q-finance-essai", e=["", "E1"])) == "2"


def test_a_field_with_a_default_can_be_emptied_and_stays_so(folder):
    folder.add(
        f'{HEAD}-- params.t = {{label = "Nom", widget = "text", default = "Fischer"}}\n'
        '-- params.s = {label = "Somme", widget = "amount", default = "15,00"}\n'
        "select concat_ws(' ', coalesce($t, 'personne'), $s::varchar) as chosen"
    )
    app = at("q-finance-essai")
    assert said(app) == r"Fischer 15\.00"
    app.text_input[0].set_value("").run()
    app.text_input[1].set_value("").run()
    assert said(app) == "personne 0"
    assert (app.query_params["t"], app.query_params["s"]) == ("", "")
    assert [field.value for field in app.text_input] == ["", ""]
    assert said(at("q-finance-essai", t="", s="")) == "personne 0"
    app.text_input[0].set_value("Fischer").run()
    assert "t" not in app.query_params
