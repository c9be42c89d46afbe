"""The shell: who sees which page, the closed door, the guard of each page."""

import ast
import re
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from pages.shell import door, shell
from pages.ui import menu
from rattrapage.access import guard
from rattrapage.access.guard import DEPARTMENT, FINANCE, Forbidden
from tests.conftest import ROOT
from tests.towns import cities, explorers
from tests.towns.explorers import GOOD


def opened() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()


def test_without_sign_in_no_page_is_open(city, monkeypatch):
    monkeypatch.delenv("RATTRAPAGE_DEMO")
    app = opened()
    assert app.title[0].value == "Rattrapage"
    assert "La connexion n'est pas configurée" in app.info[0].value


def registered(monkeypatch, url: str | None) -> list[str]:
    """The addresses that the closed door answers to, beside its own, when the browser stands at `url`."""
    monkeypatch.setattr(door.st, "context", SimpleNamespace(url=url))
    monkeypatch.setattr(door.st, "Page", lambda page, **told: SimpleNamespace(**told))
    return [page.url_path for page in door.menu(door.Closed("Fermé."), shell._addresses())][1:]


def test_the_closed_door_stands_at_the_address_of_every_page_and_at_no_other(db, tmp_path, monkeypatch):
    (tmp_path / "queries").mkdir()
    explorers.Folder(tmp_path / "queries", monkeypatch).add(GOOD)
    for address in ("ecarts", "suivi", "dossier", "q-finance-essai", "q-refusees"):
        assert registered(monkeypatch, f"http://ville.example/{address}") == [address]
    for address in ("", "nulle-part", "q-finance-autre", "synthese", "finance/ecart"):
        assert registered(monkeypatch, f"http://ville.example/{address}") == []
    assert registered(monkeypatch, None) == []


def test_the_demonstration_is_only_for_the_sample_city(db):
    cities.build(db, sample_city=False)
    app = opened()
    assert "La démonstration n'est ouverte que sur la ville d'exemple" in app.info[0].value
    assert not app.button_group


def test_the_demonstration_offers_the_roles_that_have_a_page(city):
    app = opened()
    assert app.button_group[0].options == ["élus", "direction de l'éducation", "finances"]
    assert app.button_group[0].value == FINANCE


def test_the_menu_and_the_guard_of_each_page_agree():
    for entry in menu.MENU:
        tree = ast.parse((ROOT / entry.file).read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        guards = [call for call in calls if ast.unparse(call.func) == "guard.require"]
        assert [{getattr(guard, arg.attr) for arg in call.args} for call in guards] == [set(entry.roles)]


@pytest.mark.parametrize("entry", menu.MENU, ids=lambda entry: entry.url)
def test_a_page_served_past_the_shell_shows_nothing(city, entry):
    app = AppTest.from_file(str(ROOT / entry.file), default_timeout=30).run()
    assert len(app.exception) == 1
    assert not [*app.title, *app.metric, *app.dataframe, *app.markdown]


def test_the_department_is_refused_a_page_of_finance():
    guard.enter(guard.demo_visitor(DEPARTMENT))
    with pytest.raises(Forbidden, match="réservée à ce rôle : finances"):
        guard.require(FINANCE)
    guard.enter(None)


def test_the_menu_of_the_department_holds_only_its_pages(city):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["role"] = DEPARTMENT
    app.run()
    with pytest.raises(ValueError, match="imports"):
        app.switch_page("pages/finance/imports/page.py")


def test_no_page_holds_sql():
    for path in [*(ROOT / "pages").rglob("*.py"), ROOT / "app.py"]:
        text = path.read_text(encoding="utf-8").lower()
        assert ".execute(" not in text, path
        assert not re.search(r"\bselect\b.+\bfrom\b", text), path


def test_the_domain_never_imports_streamlit():
    for path in (ROOT / "rattrapage").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
        names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert not [name for name in names if name.split(".")[0] == "streamlit"], path
