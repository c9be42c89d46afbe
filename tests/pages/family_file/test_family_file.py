"""« Dossier de la famille »: days and rates behind each amount, the history, and a detail that fell behind says so."""

from pages.ui import data
from rattrapage.ledger import Ledger
from rattrapage.progress import finish
from rattrapage.reconcile import chain
from tests.pages.reading import spaces, words
from tests.towns.ledgers import TOWN, load, write

RULES = "service,status,factor\n,unbooked,2\n"


def town(db, folder, **changes: str) -> None:
    """The small town in the pages' ledger, as a sample city, reconciled."""
    with Ledger(db) as book:
        bring(book, folder, **TOWN | changes)
        finish(chain.run(book, "2023-09", "2023-09"))


def bring(book: Ledger, folder, **tables: str) -> None:
    write(folder, **tables)
    (folder / "sample_city.json").write_text('{"seed": 1}')
    load(book, folder)


def tables(app) -> dict[str, list[dict[str, str]]]:
    """The small tables by their first heading, with plain spaces."""
    found = [table.value.to_dict("records") for table in app.table]
    return {
        next(iter(rows[0])): [{k: spaces(v).replace("\\", "") for k, v in row.items()} for row in rows]
        for rows in found
    }


def test_each_line_names_its_days_and_an_amount_is_told_once(db, tmp_path, open_page):
    attendance = f"{TOWN['attendance']}A4,C1,CANT,2023-09-06,unbooked\nA5,C1,PERI,2023-09-06,present\n"
    attendance += "A6,C1,PERI,2023-09-07,present\n"
    town(db, tmp_path / "in", attendance=attendance, status_rules=RULES)
    app = open_page("dossier", famille="F1", mois="2023-09")
    used = tables(app)["Enfant"]
    assert [(row["Jours"], row["Statut"], row["Facteur"], row["Prix"], row["Montant"]) for row in used] == [
        ("4, 5", "présent", "1", "2,70 €", "5,40 €"),
        ("6", "sans réservation", "2", "5,40 €", "5,40 €"),
        ("6", "présent", "1", "45,30 €", "45,30 €"),
    ]
    assert "Dû pour sept. 2023 : 56,10 €." in words(app)
    assert "Facturé pour sept. 2023 : 2,70 €." in words(app)


def test_two_statuses_of_one_price_share_one_amount(db, tmp_path, open_page):
    attendance = TOWN["attendance"].replace("2023-09-05,present", "2023-09-05,unbooked")
    town(db, tmp_path / "in", attendance=attendance)
    used = tables(open_page("dossier", famille="F1"))["Enfant"]
    assert [(row["Jours"], row["Montant"]) for row in used] == [("4", "5,40 €"), ("5", "compris ci-dessus")]


def test_the_rates_applied_change_with_the_quotient(db, tmp_path, open_page):
    quotients = "family_id,valid_from,valid_to,quotient\nF1,2023-01-01,2023-09-05,500\n"
    town(db, tmp_path / "in", quotients=quotients)
    rates = tables(open_page("dossier", famille="F1"))["Service"]
    assert [(row["Quotient"], row["Tranche"], row["Prix"], row["Premier jour"]) for row in rates] == [
        ("500,00 €", "0 à moins de 600", "2,70 €", "04/09/2023"),
        ("inconnu", "à partir de 600", "5,80 €", "05/09/2023"),
    ]


def test_a_detail_that_the_data_outran_says_so(db, tmp_path, open_page):
    town(db, tmp_path / "in")
    assert not open_page("dossier", famille="F1").warning
    bring(data.ledger(), tmp_path / "more", attendance=TOWN["attendance"].replace("A2,C1", "A9,C1"))
    app = open_page("dossier", famille="F1")
    assert "Les données ont changé depuis le calcul n° 1" in app.warning[0].value


def test_the_history_tells_imports_corrections_and_downloads(db, tmp_path, open_page):
    town(db, tmp_path / "in")
    bring(data.ledger(), tmp_path / "more", quotients=TOWN["quotients"].replace("500", "550"))
    with data.ledger().write("Alma", "téléchargement", "bases de liquidation F1"):
        pass
    with data.ledger().write("Alma", "téléchargement", "bases de liquidation F11"):
        pass
    rows = open_page("dossier", famille="F1").dataframe[-1].value.to_dict("records")
    told = [(row["actor"], row["what"], row["corrected"]) for row in rows]
    assert told[0][:2] == ("Alma", "téléchargement : bases de liquidation F1")
    assert ("cli", "Quotients", 1) in told
    assert not [row for row in told if "F11" in row[1]]


def test_a_family_without_usage_or_bill_has_a_file_too(db, tmp_path, open_page):
    town(db, tmp_path / "in", families=f"{TOWN['families']}F3,Inès Roy\n")
    app = open_page("dossier", famille="F3")
    assert not app.exception
    assert "Ni usage ni facture sur les mois calculés." in words(app)
    assert "Aucun usage facturable sur la période." in words(app)


def test_the_journal_is_searched_whatever_case_and_accents(db, tmp_path, open_page):
    town(db, tmp_path / "in")
    with data.ledger().write("Alma", "remise", "F1", {"why": "Délibération du conseil"}):
        pass
    assert list(open_page("journal", q="DELIBERATION").dataframe[-1].value["action"]) == ["remise"]
