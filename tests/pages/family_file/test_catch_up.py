"""« Dossier de la famille », the catch-up: plan, requests, mandate and debits, payments, each as it stands now."""

from decimal import Decimal

from pages.ui import data
from rattrapage.progress import finish
from rattrapage.reconcile import chain
from rattrapage.requests import desk, waivers
from rattrapage.requests.terms import Step
from tests.pages.acting import press
from tests.pages.family_file.test_family_file import bring, tables, town
from tests.pages.reading import spaces, words
from tests.towns.debits import HEADER, MARCH, TOLD, booked, came_back, make, mandate, notice, take
from tests.towns.ledgers import TOWN
from tests.towns.plans import announce, approve, plan


def asked(sql: str) -> list[tuple]:
    return data.ledger().cursor().execute(sql).fetchall()


def owing(db, tmp_path):
    """The small town, its family F1 planned, approved and told: one instalment."""
    town(db, tmp_path / "in")
    book = data.ledger()
    plan(book, max_instalments=1)
    approve(book)
    announce(book, on=TOLD)
    return book


def test_before_any_plan_the_page_says_so(db, tmp_path, open_page):
    town(db, tmp_path / "in")
    said = words(open_page("dossier", famille="F1"))
    assert "Aucun plan n'est encore proposé : rien n'est à recouvrer par échéances." in said
    assert "Aucun mandat." in said
    assert "Aucune demande, aucune remise." in said


def test_the_file_follows_the_family_from_the_plan_to_the_bank_and_back(db, tmp_path, open_page):
    book = owing(db, tmp_path)
    row = tables(open_page("dossier", famille="F1"))["N°"][0]
    assert (row["N°"], row["Échéance"], row["Montant"], row["État"]) == ("1", "05/03/2024", "2,70 €", "Annoncée")
    rows = f"{HEADER}\n{mandate('M1', 'F1', 7)}\n"
    bring(
        book,
        tmp_path / "signed",
        mandates=rows,
        families="family_id,payer_name,payment_method\nF1,Alma Weber,direct_debit\n",
    )
    file = make(book, tmp_path / "d.xml", MARCH).files[0]
    app = open_page("dossier", famille="F1")
    assert tables(app)["N°"][0]["État"] == "En banque"
    signed = tables(app)["RUM"][0]
    assert (signed["RUM"], signed["État"], signed["Présenté le"]) == ("M1", "Actif", "05/03/2024")
    assert signed["IBAN"] == "FR76 •••• •••• " + signed["IBAN"][-4:]
    take(book, notice(booked(came_back("RT0000000001-1", "MS02", "2.70"))))
    app = open_page("dossier", famille="F1")
    debit = tables(app)["Échéance"][0]
    assert (debit["Fichier"], debit["Suite"]) == (file.message_id, "Retourné")
    assert debit["Motif"] == "MS02 : Refus ou limite fixée par le débiteur"
    assert tables(app)["N°"][0]["État"] == "Retournée"
    assert tables(app)["RUM"][0]["État"] == "Suspendu après un retour"
    assert "retourné, à replanifier 2,70 €" in words(app)
    assert "Équilibré au centime" in words(app)


def proposed(db, tmp_path):
    """The small town with a proposed plan for each family that owes."""
    town(db, tmp_path / "in")
    plan(data.ledger(), max_instalments=1)
    return data.ledger()


def test_the_plan_of_one_family_is_approved_in_its_file(db, tmp_path, open_page):
    proposed(db, tmp_path)
    app = press(open_page("dossier", famille="F1"), "Approuver ce plan")
    assert "Famille F1 : 1 plan, 2,70 €." in words(app)
    assert asked("select count(*) from plans where approved_on is not null") == [(0,)]
    press(app, "Approuver 1 plan")
    assert spaces(app.success[0].value) == "Plan approuvé : 2,70 €."
    assert asked("select family_id, approved_by from plans where approved_on is not null") == [
        ("F1", "démonstration (finances)")
    ]
    assert tables(app)["N°"][0]["État"] == "Approuvée"
    assert "Approuver ce plan" not in [button.label for button in app.button]


def test_a_plan_that_a_waiver_outran_is_not_offered_for_approval(db, tmp_path, open_page):
    waivers.record(proposed(db, tmp_path), "F1", Decimal("1.00"), "DEL-2024-17", "Mme Roth", "aide sociale")
    app = press(open_page("dossier", famille="F1"), "Approuver ce plan")
    assert "Ce plan est périmé" in app.warning[0].value
    assert "Approuver 1 plan" not in [button.label for button in app.button]


def test_requests_waivers_and_payments_stand_in_the_file_and_its_history(db, tmp_path, open_page):
    book = owing(db, tmp_path)
    desk.record(book, "F1", Step("asked", "Mme Roth", "perte d'emploi"))
    waivers.record(book, "F1", Decimal("1.00"), "DEL-2024-17", "Mme Roth", "aide sociale")
    payments = "payment_id,family_id,paid_on,amount\nP1,F1,2024-02-12,2.00\nP2,F1,2024-02-13,2.00\n"
    bring(book, tmp_path / "paid", payments=payments)
    app = open_page("dossier", famille="F1")
    found = tables(app)
    assert (found["Demande"][0]["Demande"], found["Demande"][0]["État"]) == ("n° 1, Difficulté", "Reçue")
    assert (found["Remise"][0]["Remise"], found["Remise"][0]["Référence"]) == ("1,00 €", "DEL-2024-17")
    paid = {row["Paiement"]: (row["Sur les échéances"], row["Trop perçu"]) for row in found["Paiement"]}
    assert paid == {"P1": ("2,00 €", "—"), "P2": ("0,70 €", "1,30 €")}
    history = list(app.dataframe[-1].value["what"])
    assert {"plan approuvé", "échéance n° 1 annoncée", "demande : F1"} <= set(history)


def test_plans_that_the_data_outran_say_so_until_they_are_made_again(db, tmp_path, open_page):
    book = owing(db, tmp_path)
    bring(book, tmp_path / "more", attendance=TOWN["attendance"] + "A9,C1,CANT,2023-09-07,present\n")
    assert "Des données sont arrivées depuis le dernier calcul" in words(open_page("dossier", famille="F1"))
    finish(chain.run(book, "2023-09", "2023-09"))
    assert "Depuis ces plans, 1 famille doit autre chose" in words(open_page("dossier", famille="F1"))
    assert "autre chose" not in words(open_page("dossier", famille="F2"))
    plan(book, max_instalments=1)
    assert "proposez" not in words(open_page("dossier", famille="F1"))
