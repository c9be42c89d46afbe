"""« Retours de la banque »: what came back and what next, the holds, the table of codes."""

import pytest

from pages.finance.returns import codes
from pages.finance.returns import files as return_files
from pages.ui import data
from rattrapage.ledger import Ledger
from rattrapage.returns import bank_files, reason_codes
from tests.pages.acting import button, decide, press
from tests.pages.reading import metrics, spaces, words
from tests.towns import pages
from tests.towns.debits import booked, came_back, make, notice

FIRST, SECOND = "RT0000000001-1", "RT0000000002-1"
RELEASE = "Lever la suspension"


@pytest.fixture
def sent(db, tmp_path):
    """The town with debits, F1 and F2 in a file made today."""
    pages.build(db, tmp_path / "town")
    with Ledger(db) as book:
        make(book, tmp_path / "sent.xml", pages.DUE, due_from=pages.DUE, made=pages.TODAY)
        book.cursor().execute("update ledger_info set sample_city = true")
    return db


def take(*debits: str, name: str = "retour.xml"):
    """A message of the bank, read as the page reads it."""
    return bank_files.take(data.ledger(), name, notice(booked(*debits)), "Ada")


def listed(app) -> list[tuple]:
    shown = app.dataframe[0].value
    return list(zip(shown["family_id"], shown["reason"], shown["action"], strict=True))


def test_before_any_return_the_page_says_so(sent, open_page):
    app = open_page("retours")
    assert not app.exception
    assert [info.value for info in app.info] == ["Aucun prélèvement n'est revenu impayé."]
    assert metrics(app) == {"Rapprochés": "0", "Non rapprochés": "0", "Montant retourné": "0,00 €"}
    assert button(app, "Lire les fichiers").disabled
    assert "Aucune suspension en cours." in words(app)


def test_what_came_back_is_listed_with_what_to_do_next(sent, open_page):
    take(came_back(FIRST), came_back(SECOND, "AC04"), came_back("RT0000000099-1"))
    app = open_page("retours")
    assert metrics(app) == {"Rapprochés": "2", "Non rapprochés": "1", "Montant retourné": "120,00 €"}
    assert sorted(listed(app)) == [
        ("F1", "AM04 Provision insuffisante", "replanifier"),
        ("F2", "AC04 Compte clos", "nouveau mandat"),
    ]
    assert "retourné, à replanifier 120,00 €" in words(app)
    unmatched = next(frame.value for frame in app.dataframe if "why" in frame.value)
    assert list(zip(unmatched["subject"], unmatched["why"], strict=True)) == [("RT0000000099-1", "identifiant inconnu")]


def test_the_list_follows_its_filters(sent, open_page):
    take(came_back(FIRST), came_back(SECOND, "AC04"))
    app = open_page("retours", suite="nouveau mandat")
    assert [row[0] for row in listed(app)] == ["F2"]
    assert metrics(app)["Montant retourné"] == "60,00 €"
    assert open_page("retours", suite="autre moyen").info[0].value == "Aucun retour pour ces filtres."


def test_each_message_is_told_in_one_line(sent, open_page):
    open_page("retours")
    debits = (came_back(FIRST), came_back("RT0000000099-1"))
    assert spaces(return_files.told("retour.xml", take(*debits))).replace("\\", "") == (
        "retour.xml : 1 rapproché, 1 non rapproché, 0 déjà connu, 0 accepté, 0 ignoré ; 60,00 € retournés."
    )
    known = return_files.told("copie.xml", take(*debits, name="copie.xml"))
    assert known.replace("\\", "") == "copie.xml : Fichier déjà lu, rien n'a changé."


def test_a_file_that_is_refused_stops_none_of_the_others(sent, open_page):
    app = open_page("retours")
    stranger, cut = b"<Document><Autre/></Document>", b"<Document>"
    files = [
        ("premier.xml", notice(booked(came_back(FIRST))), "text/xml"),
        ("facture.xml", stranger, "text/xml"),
        ("coupe.xml", cut, "text/xml"),
        ("second.xml", notice(booked(came_back(SECOND))), "text/xml"),
    ]
    app.file_uploader[0].set_value(files)
    app = press(app.run(), "Lire 4 fichiers")
    (done,) = [spaces(said.value).replace("\\", "") for said in app.success]
    assert [line.split(" : ")[0] for line in done.split("  \n")] == ["premier.xml", "second.xml"]
    refused = [error.value.replace("\\", "") for error in app.error]
    assert [text.split(" : ")[0] for text in refused] == ["facture.xml", "coupe.xml"]
    assert "ni un pain.002 ni un camt.054" in refused[0]
    assert metrics(app)["Rapprochés"] == "2"
    assert not app.run().error


def test_a_hold_is_lifted_when_someone_says_why(sent, open_page):
    take(came_back(FIRST, "AC04"))
    app = open_page("retours")
    (row,) = app.table[0].value.to_dict("records")
    assert (row["Suspendu"], row["Motif"]) == ("mandat RTM90000001-1", "AC04 Compte clos")
    app = decide(app, RELEASE, RELEASE, why=" ")
    assert "Aucune suspension en cours." not in words(app)
    app = decide(app, RELEASE, RELEASE, why="compte rouvert")
    assert [said.value for said in app.success] == ["Suspension n° 1 levée."]
    assert "Aucune suspension en cours." in words(app)


def edited(**change: str | None) -> list[dict]:
    """What would be saved of the table when the row of AM04 changes so."""
    before = [codes.worded(row) for row in reason_codes.listed(data.ledger())]
    after = [row | change if row["code"] == "AM04" else row for row in before]
    return codes.changes(before, after)


def test_only_the_codes_that_changed_are_saved(sent, open_page):
    assert not open_page("retours").exception
    assert edited() == []
    (change,) = edited(action="autre moyen", hold="la famille", again="—")
    assert change == {
        "code": "AM04",
        "meaning": "Provision insuffisante",
        "action": "autre moyen",
        "again": None,
        "hold": "family",
    }
    reason_codes.change(data.ledger(), **change, actor="Ada")
    take(came_back(FIRST))
    assert listed(open_page("retours")) == [("F1", "AM04 Provision insuffisante", "autre moyen")]


def test_an_empty_ledger_leads_to_the_imports(db, open_page):
    with Ledger(db) as book:
        book.cursor().execute("update ledger_info set sample_city = true")
    assert [info.value for info in open_page("retours").info] == ["Aucune donnée importée."]
