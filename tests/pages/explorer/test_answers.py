"""Answers on their page: text, figures, long ones, late ones and none."""

from pages.ui import data
from rattrapage.access.guard import FINANCE
from tests.pages.explorer.acting import REFUSED, at, download, menu, said
from tests.pages.reading import spaces, words
from tests.towns import cities, explorers
from tests.towns.explorers import GOOD, HEAD


def test_text_from_the_data_is_not_markdown_and_a_drill_leads_on(folder):
    folder.add(f"{HEAD}-- drill = {{page = \"ecarts\", params = {{mois = \"m\", ecole = \"e\"}}}}\n"
               "select '2023-11' as m, null::varchar as e, '**gras**' as t")  # fmt: skip
    app = at("q-finance-essai")
    assert "Sélectionnez une ligne pour ouvrir : Écarts à traiter" in words(app)
    assert list(app.dataframe[0].value.columns) == ["t"]
    folder.add(f"{HEAD}select '**gras**' as t")
    assert at("q-finance-essai").table[0].value["t"][0] == r"\*\*gras\*\*"


def test_figures_follow_the_ledger_without_a_new_run(folder):
    folder.add(f"{HEAD}select count(*)::varchar as chosen from families")
    app = at("q-finance-essai")
    before = int(said(app))
    with data.ledger().write("test", "import") as cursor:
        cursor.execute("insert into families select * replace ('FAM9' as family_id) from families limit 1")
    assert int(said(app.run())) == before + 1


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
