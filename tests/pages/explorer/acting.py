"""What the tests of the explorer's pages open and read again and again."""

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pages.explorer import answers, page
from pages.explorer import menu as explorer_menu
from pages.explorer.answers import Answers
from pages.shell.shell import MENU
from pages.ui import data
from rattrapage.access.guard import FINANCE, demo_visitor
from rattrapage.explorer.explorer import Query
from tests.conftest import ROOT

REFUSED = "q-refusees"


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


SCHOOLS = """options_sql = "select * from (values ('', '(sans école)'), ('E1', 'Lac'))\""""
SAYS = "select coalesce('<' || $e || '>', 'toutes') as chosen"


def said(app: AppTest) -> str:
    return app.table[0].value["chosen"][0]


def download(folder, text, **values):
    folder.add(text)
    (query,) = explorer_menu.catalogue(FINANCE, MENU)
    assert isinstance(query, Query)
    answer = Answers(data.ledger(), answers.audiences(), query, values)
    return page.download(answer, {"run": 1}, demo_visitor(FINANCE))
