"""A file is a page after a reload, for its audience; faulty files are listed."""

import os

import pytest

from pages.explorer import menu as explorer_menu
from pages.explorer import page
from pages.shell.shell import MENU
from rattrapage.access import guard
from rattrapage.access.guard import COUNCIL, DEPARTMENT, FINANCE, demo_visitor
from tests.pages.explorer.acting import REFUSED, at, menu
from tests.pages.reading import words
from tests.towns.explorers import GOOD, HEAD


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


def test_the_last_refused_file_once_mended_is_said_where_it_was_listed(folder):
    path = folder.add("select 1")
    app = at(REFUSED)
    assert app.title[0].value == "Requêtes refusées (1)"
    path.unlink()
    app.run()
    assert app.title[0].value == "Requêtes refusées (0)"
    assert "Aucune requête n'est refusée" in app.success[0].value
