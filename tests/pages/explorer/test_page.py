"""A page that loses its file leads on."""

import os

from streamlit.testing.v1 import AppTest

from tests.pages.explorer.acting import at
from tests.towns.explorers import GOOD


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


def links(app: AppTest) -> list[str]:
    return [link.proto.label for link in app.get("page_link")]
