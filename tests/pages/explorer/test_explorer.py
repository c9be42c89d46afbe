"""The explorer's pages: a file is a page after a reload, for its audience, with filters, drill and downloads."""

import datetime as dt
import json
import os
import re

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pages.explorer import answers, charts, page
from pages.explorer import filters as explorer_filters
from pages.explorer import menu as explorer_menu
from pages.explorer.answers import Answers
from pages.shell.shell import MENU
from pages.ui import data
from rattrapage import queries
from rattrapage.access import guard
from rattrapage.access.guard import COUNCIL, DEPARTMENT, FINANCE, demo_visitor
from rattrapage.errors import Refusal
from rattrapage.explorer.explorer import Query
from rattrapage.explorer.head import CHART_KEYS, CHARTS, COLUMN_KEYS, DRILL_KEYS, FORMATS, HEAD_KEYS
from rattrapage.explorer.parameters import ENDS, KEYS, RESERVED, TODAY, WIDGETS
from tests.conftest import ROOT
from tests.pages.reading import spaces, words
from tests.towns import cities, explorers
from tests.towns.explorers import GOOD, HEAD

REFUSED = "q-refusees"
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


@pytest.fixture
def folder(city, tmp_path, monkeypatch):
    (tmp_path / "queries").mkdir()
    return explorers.Folder(tmp_path / "queries", monkeypatch)


def at(url: str, role: str = FINANCE, **filters) -> AppTest:
    """Opens a page of the explorer by its address."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["role"] = role
    app.run()
    app._page_hash = calc_hash(url)
    for key, value in filters.items():
        app.query_params[key] = value
    return app.run()


def menu(role: str) -> list[str]:
    """The addresses that the explorer gives to a role."""
    return [offer.url for offer in explorer_menu.offers(demo_visitor(role), MENU)]


def test_a_file_dropped_in_is_a_page_at_once_and_gone_with_its_file(folder):
    assert menu(FINANCE) == []
    path = folder.add(GOOD)
    assert menu(FINANCE) == ["q-finance-essai"]
    app = at("q-finance-essai")
    assert not app.exception
    assert app.title[0].value == "Restes"
    assert "Ce qui reste" in words(app)
    assert app.code[0].value.strip() == GOOD.strip()
    path.unlink()
    assert menu(FINANCE) == []


def test_a_corrected_file_is_read_again(folder):
    path = folder.add(GOOD.replace("sum(gap)", "sum(gapp)"))
    assert menu(FINANCE) == [REFUSED]
    folder.add(GOOD)
    os.utime(path, ns=(1, path.stat().st_mtime_ns + 1_000_000))
    assert menu(FINANCE) == ["q-finance-essai"]


def test_each_role_has_the_queries_of_its_audiences(folder):
    for audience in (COUNCIL, DEPARTMENT, FINANCE):
        folder.add(f"{HEAD}select month from months", audience)
    assert menu(COUNCIL) == ["q-council-essai"]
    assert menu(DEPARTMENT) == ["q-council-essai", "q-department-essai"]
    assert menu(FINANCE) == ["q-council-essai", "q-department-essai", "q-finance-essai"]


def test_a_query_served_past_the_menu_stays_closed(folder):
    folder.add(f"{HEAD}select month from months")
    (query,) = explorer_menu.catalogue(FINANCE, MENU)
    guard.enter(demo_visitor(DEPARTMENT))
    with pytest.raises(guard.Forbidden):
        page.show(query, {})
    with pytest.raises(guard.Forbidden):
        explorer_menu.show_refused([], "Requêtes refusées (0)")
    guard.enter(None)


def test_faulty_files_are_listed_for_finance_and_the_others_live(folder):
    folder.add(GOOD, name="bonne.sql")
    folder.add(f"{HEAD}select month,\n  absente from cells", name="fausse.sql")
    folder.add("select 1", "department", name="nue.sql")
    app = at(REFUSED)
    assert app.title[0].value == "Requêtes refusées (2)"
    said = [error.value.replace("\\", "") for error in app.error]
    assert said[0].startswith("queries/department/nue.sql, ligne 1 : il manque l'en-tête")
    assert said[1] == "queries/finance/fausse.sql, ligne 4 : colonne inconnue : « absente »"
    assert at("q-finance-bonne").title[0].value == "Restes"
    assert REFUSED not in menu(DEPARTMENT)


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


def test_text_from_the_data_is_not_markdown_and_a_drill_leads_on(folder):
    folder.add(f"{HEAD}-- drill = {{page = \"ecarts\", params = {{mois = \"m\", ecole = \"e\"}}}}\n"
               "select '2023-11' as m, null::varchar as e, '**gras**' as t")  # fmt: skip
    app = at("q-finance-essai")
    assert "Sélectionnez une ligne pour ouvrir : Écarts à traiter" in words(app)
    assert list(app.dataframe[0].value.columns) == ["t"]
    folder.add(f"{HEAD}select '**gras**' as t")
    assert at("q-finance-essai").table[0].value["t"][0] == r"\*\*gras\*\*"


SCHOOLS = """options_sql = "select * from (values ('', '(sans école)'), ('E1', 'Lac'))\""""
SAYS = "select coalesce('<' || $e || '>', 'toutes') as chosen"


def said(app: AppTest) -> str:
    return app.table[0].value["chosen"][0]


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


def test_figures_follow_the_ledger_without_a_new_run(folder):
    folder.add(f"{HEAD}select count(*)::varchar as chosen from families")
    app = at("q-finance-essai")
    before = int(said(app))
    with data.ledger().write("test", "import") as cursor:
        cursor.execute("insert into families select * replace ('FAM9' as family_id) from families limit 1")
    assert int(said(app.run())) == before + 1


def test_a_page_that_loses_its_file_says_so_and_leads_on(folder):
    path = folder.add(GOOD)
    app = at("q-finance-essai")
    assert app.title[0].value == "Restes"
    path.unlink()
    app.run()
    assert app.title[0].value == "Restes"
    assert "La page « Restes » n'existe plus ou sa requête est refusée" in app.warning[0].value.replace("\\", "")
    assert links(app) == ["Aller à la page d'accueil"]
    folder.add(GOOD)
    assert not app.run().warning


def test_a_page_whose_file_becomes_faulty_leads_to_the_refused_ones(folder):
    path = folder.add(GOOD)
    app = at("q-finance-essai")
    folder.add(GOOD.replace("sum(gap)", "sum(gapp)"))
    os.utime(path, ns=(1, path.stat().st_mtime_ns + 1_000_000))
    app.run()
    assert "n'existe plus ou sa requête est refusée" in app.warning[0].value
    assert links(app) == ["Voir les requêtes refusées", "Aller à la page d'accueil"]


def test_the_last_refused_file_once_mended_is_said_where_it_was_listed(folder):
    path = folder.add("select 1")
    app = at(REFUSED)
    assert app.title[0].value == "Requêtes refusées (1)"
    path.unlink()
    app.run()
    assert app.title[0].value == "Requêtes refusées (0)"
    assert "Aucune requête n'est refusée" in app.success[0].value


def links(app: AppTest) -> list[str]:
    return [link.proto.label for link in app.get("page_link")]


def test_a_number_of_thirty_digits_is_shown_and_downloaded_whole(folder):
    sql = "select 123456789012345678901234567890::decimal(38, 0) as n"
    file = download(folder, f"{HEAD}{sql}")
    assert spaces(at("q-finance-essai").table[0].value["n"][0]) == "123 456 789 012 345 678 901 234 567 890"
    assert "123456789012345678901234567890" in file.csv().decode("utf-8-sig")
    assert file.excel()


def test_nothing_found_says_so_and_offers_to_clear_the_filters(folder):
    text = f'{HEAD}-- params.t = {{label = "Nom", widget = "text"}}\nselect month from months where $t = month'
    folder.add(text)
    assert "La requête ne trouve aucune ligne" in at("q-finance-essai").info[0].value
    app = at("q-finance-essai", t="x")
    assert app.info[0].value == "Aucun résultat pour ces filtres."
    assert [button.label for button in app.button] == ["Effacer les filtres"]
    assert app.code


def test_a_query_that_lasts_says_so_in_its_place(folder, monkeypatch):
    folder.add(
        f'{HEAD}-- params.n = {{label = "Combien", widget = "amount"}}\n'
        "select count(*) as c from range($n::bigint * 1000000000) as t(i) where i % 7 = 3"
    )
    assert menu(FINANCE) == ["q-finance-essai"]
    monkeypatch.setenv("RATTRAPAGE_QUERY_SECONDS", "0.3")
    app = at("q-finance-essai", n="90000")
    assert "requête arrêtée : elle durait plus de 0,3 s" in app.error[0].value
    assert app.code


def test_a_long_answer_shows_its_first_rows_and_says_how_many(folder):
    folder.add(f'{HEAD}-- chart = {{kind = "line", x = "n", y = "n"}}\nselect range as n from range(700)')
    app = at("q-finance-essai")
    assert len(app.dataframe[0].value) == 500
    assert "500 premiers sur 700" in words(app)
    assert "Le graphique montre les 40 premières lignes" in words(app)


def test_a_ledger_that_lost_a_table_keeps_its_other_pages(folder):
    folder.add(f"{HEAD}select month from months", "council")
    folder.add(GOOD)
    data.ledger().cursor().execute("drop view unknown_months")
    assert menu(FINANCE) == ["q-council-essai", REFUSED]
    assert "n'ont pas pu être préparées" in at(REFUSED).error[0].value.replace("\\", "")


def test_an_empty_ledger_says_what_to_do_next(db, tmp_path, monkeypatch):
    cities.build(db)
    (tmp_path / "queries").mkdir()
    explorers.Folder(tmp_path / "queries", monkeypatch).add(f"{HEAD}select month from months")
    data.ledger().cursor().execute("delete from runs; delete from imports")
    app = at("q-finance-essai")
    assert app.info[0].value == "Aucune donnée importée."


def download(folder, text, **values):
    folder.add(text)
    (query,) = explorer_menu.catalogue(FINANCE, MENU)
    assert isinstance(query, Query)
    answer = Answers(data.ledger(), answers.audiences(), query, values)
    return page.download(answer, {"run": 1}, demo_visitor(FINANCE))


def test_a_download_has_every_row_and_one_line_in_the_journal(folder):
    text = (
        f'{HEAD}-- params.nom = {{label = "Nom", widget = "text"}}\n-- params.m = {{label = "M", widget = "month"}}\n'
        '-- columns.g = {label = "Écart", format = "euro"}\n'
        "select '=1+1' as t, 1.50 as g from range(700) where $nom <> '' and $m <> ''"
    )
    file = download(folder, text, nom="Brumecourt", m="2023-11")
    content = file.csv().decode("utf-8-sig").splitlines()
    assert (content[0], content[1], len(content)) == ("t;Écart", "'=1+1;1,50", 701)
    assert len(file.excel()) > 1000
    actor, action, subject, details = (
        data.ledger()
        .cursor()
        .execute("select actor, action, subject, details from journal order by seq")
        .fetchall()[-1]
    )
    assert (actor, action, subject) == ("démonstration (finances)", "téléchargement", "finance-essai_calcul-1.xlsx")
    assert "Brumecourt" not in details
    assert json.loads(details) == {
        "rows": 700, "filters": {"m": "2023-11", "text": "…", "requête": "q-finance-essai"},
    }  # fmt: skip


def test_a_download_of_an_empty_code_says_so_in_the_journal(folder):
    told = f'-- params.e = {{label = "École", widget = "select", {SCHOOLS}}}'
    download(folder, f"{HEAD}{told}\n{SAYS}", e="").csv()
    (details,) = data.ledger().cursor().execute("select last(details order by seq) from journal").fetchone()
    assert json.loads(details)["filters"]["e"] == "(vide)"


def test_what_does_not_balance_is_not_downloaded(folder):
    file = download(folder, f"{HEAD}select month from months")
    data.ledger().cursor().execute("update run_cells set billed = billed + 1 where family_id = 'FAM1'")
    with pytest.raises(Refusal, match="ne tombent pas juste"):
        file.csv()
    app = at("q-finance-essai")
    assert "les téléchargements sont fermés" in words(app)


@pytest.mark.parametrize("role", [COUNCIL, DEPARTMENT, FINANCE])
def test_every_shipped_query_opens_for_each_role_that_may(city, role):
    addresses = menu(role)
    assert addresses
    for address in addresses:
        app = at(address, role)
        assert not app.exception
        assert not app.error
        assert app.title[0].value
        assert app.code


def test_no_name_of_a_family_is_on_a_page_of_the_other_roles(city):
    for role in (COUNCIL, DEPARTMENT):
        for address in menu(role):
            app = at(address, role)
            shown = [str(table.value.to_dict()) for table in [*app.table, *app.dataframe]]
            assert not any(name in text for name in cities.NAMES for text in [*shown, words(app)])
            assert not any(re.search(r"\bFAM\d", text) for text in shown)


def test_the_guide_tells_every_key_widget_chart_and_format():
    guide = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    tables = {line.split("|")[1].strip() for line in guide.splitlines() if line.startswith("| `")}
    for word in {*HEAD_KEYS, *KEYS, *WIDGETS, *CHART_KEYS, *CHARTS, *COLUMN_KEYS, *FORMATS, *DRILL_KEYS}:
        assert f"`{word}`" in tables, word
    for word in (*RESERVED, *ENDS, TODAY):
        assert f"`{word}`" in guide, word
    told = {word.strip("`") for word in tables}
    assert told <= {*HEAD_KEYS, *KEYS, *WIDGETS, *CHART_KEYS, *CHARTS, *COLUMN_KEYS, *FORMATS, *DRILL_KEYS} | {
        "queries/council/", "queries/department/", "queries/finance/",
    }  # fmt: skip


def test_every_widget_and_format_told_is_one_that_pages_can_show():
    source = (ROOT / "pages" / "explorer" / "filters.py").read_text(encoding="utf-8")
    assert all(f'"{widget}"' in source for widget in WIDGETS if widget != "text")
    assert set(FORMATS) == set(charts.SAID)
    assert explorer_filters.EVERYTHING == "Tous"


def test_the_example_of_the_guide_is_a_page(folder):
    guide = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    example = re.search(r"```sql\n(-- title.*?)```", guide, re.DOTALL)[1]
    folder.add(example, name="restes-par-ecole.sql")
    (query,) = explorer_menu.catalogue(FINANCE, MENU)
    assert isinstance(query, Query)
    (row,) = Answers(data.ledger(), answers.audiences(), query, {}).raw().to_pylist()
    assert (row["school"], str(row["remaining"]), str(row["share"])) == ("École du Lac", "120.00", "1.0000")


def test_the_guide_names_the_tables_that_finance_may_read(city):
    guide = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    for audience in (COUNCIL, DEPARTMENT):
        with answers.audiences().open(audience) as sandbox:
            assert [table for table in sandbox.tables if f"`{table}`" not in guide] == []
    with answers.audiences().open(FINANCE) as sandbox:
        views = (queries.FOLDER / "explorer" / "finance.sql").read_text(encoding="utf-8")
        assert set(re.findall(r"create view (\w+)", views)) == sandbox.tables
