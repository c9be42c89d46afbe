"""« Plans de rattrapage »: the effect before anything is written, then the proposal, the approval, the letters."""

import datetime as dt
from decimal import Decimal

import pytest

from pages.finance.plans import bars, cases
from pages.finance.plans import table as plan_table
from pages.ui import data, sheets
from rattrapage.ledger import Ledger
from rattrapage.letters import mailings
from tests.pages.reading import metrics, spaces, words
from tests.towns import copies
from tests.towns.plans import approve, ids, owing, pay, plan

TODAY = dt.date.today()
SAVE, APPROVE, SEND = "Enregistrer la proposition", "Approuver les plans", "Produire les lettres"


@pytest.fixture
def town(db):
    """Three families of a sample city that owe 300.00, 9.00 and 60.00; no plan yet."""
    return copies.copy(db, "three families that owe", _owe)


def _owe(path) -> None:
    with Ledger(path) as book:
        owing(book, F1="300.00", F2="9.00", F3={"2023-09": "40.00", "2023-10": "20.00"})
        book.cursor().execute("update ledger_info set sample_city = true")


def press(app, label: str):
    """Presses the last button whose label begins so: that of the dialog comes after that of the page."""
    [button for button in app.button if button.label.startswith(label)][-1].click()
    return app.run()


def button(app, label: str):
    return next(button for button in app.button if button.label == label)


def asked(sql: str) -> list[tuple]:
    return data.ledger().cursor().execute(sql).fetchall()


def agreed(app):
    """Saved and approved through the page."""
    press(press(press(app, SAVE), APPROVE), "Approuver 2 plans")
    return app


def test_before_any_plan_the_effect_is_shown_and_nothing_is_written(town, open_page):
    before = asked("select count(*) from journal")
    app = open_page("plans", nombre="2", seuil="15")
    assert not app.exception
    assert metrics(app) == {
        "Familles": "2", "Échéances": "4", "À recouvrer": "369,00 €", "Reporté": "9,00 €", "À décider": "0,00 €"
    }  # fmt: skip
    assert "Aucun plan n'est encore proposé" in words(app)
    assert (
        "À recouvrer 369,00 € − remises votées 0,00 € = échéances 360,00 € + reporté (moins de 15,00 €) 9,00 € "
        "+ à décider (plafond dépassé) 0,00 €" in words(app)
    )
    assert all(not metric.delta for metric in app.metric)
    assert asked("select count(*) from journal") == before
    assert asked("select count(*) from plans") == [(0,)]


def test_each_choice_changes_the_effect_and_the_address(town, open_page):
    app = open_page("plans")
    app.radio(key="filtre:strategie").set_value("capped").run()
    assert app.query_params["strategie"] == "capped"
    app.text_input(key="filtre:plafond").set_value("20,00").run()
    assert metrics(app)["À décider"] == "300,00 €"
    assert metrics(app)["Échéances"] == "3"


def test_an_amount_that_is_none_is_said_and_nothing_can_be_saved(town, open_page):
    app = open_page("plans", seuil="dix")
    assert [error.value for error in app.error] == ["« dix » n'est pas un montant ; écrivez par exemple 60,00"]
    assert not app.metric
    assert button(app, SAVE).disabled


def test_a_cap_of_nothing_is_refused(town, open_page):
    app = open_page("plans", strategie="capped", plafond="0")
    assert [error.value for error in app.error] == ["Le plafond mensuel est d'au moins 0,01 €."]


def test_nonsense_in_the_address_is_the_usual_policy(town, open_page):
    app = open_page("plans", jour="99", nombre="x", strategie="slow", premiere="hier", compenser="peut-être")
    assert metrics(app)["Échéances"] == "10"
    assert not app.error


def test_netting_warns_of_what_the_law_says(town, open_page):
    assert not open_page("plans").warning
    assert "acte juridique" in open_page("plans", compenser="oui").warning[0].value


def test_saved_the_proposal_is_the_plan_in_force(town, open_page):
    app = press(open_page("plans", nombre="2"), SAVE)
    assert spaces(app.success[0].value) == "Proposition enregistrée : 2 familles, 4 échéances, 360,00 €."
    assert "2 plans proposés attendent une approbation : 360,00 €." in words(app)
    assert {metric.delta for metric in app.metric} == {"comme le plan en vigueur"}
    assert asked("select distinct actor from plannings") == [("démonstration (finances)",)]
    app.selectbox(key="filtre:nombre").set_value("1").run()
    assert [metric.delta for metric in app.metric][:2] == ["comme le plan en vigueur", "−2"]
    assert not app.success


def test_an_approval_asks_first_and_is_written_in_the_journal(town, open_page):
    app = press(press(open_page("plans"), SAVE), APPROVE)
    assert "2 plans, 360,00 €." in words(app)
    assert "Cette décision est inscrite au journal." in words(app)
    assert asked("select count(*) from plans where approved_on is not null") == [(0,)]
    press(app, "Approuver 2 plans")
    assert spaces(app.success[0].value) == "2 plans approuvés, 360,00 €."
    assert asked("select distinct approved_on, approved_by from plans") == [(TODAY, "démonstration (finances)")]
    assert "Aucun plan n'attend d'approbation." in words(app)


def test_a_plan_out_of_date_is_named_and_left_out(town, open_page):
    with Ledger(town) as book:
        plan(book, prepared_on=TODAY)
        approve(book, "F1", on=TODAY)
        plan(book, prepared_on=TODAY)
        with book.write("test", "lettres") as cursor:
            cursor.execute("update instalments set announced_on = ? where family_id = 'F1'", [TODAY])
    app = open_page("plans")
    assert app.warning[0].value.startswith("1 plan périmé est laissé de côté (familles F1)")
    app = press(press(app, APPROVE), "Approuver 2 plans")
    assert spaces(app.success[0].value).startswith("2 plans approuvés, 69,00 €. 1 plan périmé est laissé")


def test_letters_are_written_once_and_can_be_taken_away(town, open_page):
    app = agreed(open_page("plans", nombre="2"))
    assert "2 familles sont à prévenir" in words(app)
    assert "2 lettres annoncent des prélèvements : dites d'abord qui prélève" in app.warning[0].value
    assert button(app, SEND).disabled
    press(app, "Utiliser le créancier de la ville d'exemple")
    press(press(app, SEND), "Produire 2 lettres")
    assert app.success[0].value == "2 lettres produites."
    assert "Aucune famille n'est à prévenir" in words(app)
    assert button(app, SEND).disabled
    files = sorted(path.name for path in mailings.folder(data.ledger(), TODAY).iterdir())
    assert files == [f"{TODAY}-F1.pdf", f"{TODAY}-F3.pdf"]
    assert asked("select distinct actor from letters") == [("démonstration (finances)",)]
    assert mailings.archive(data.ledger(), TODAY, "test").startswith(b"PK")
    listed = app.dataframe[0].value
    assert set(listed[listed["state"] == "Annoncée"]["locked"]) == {"Verrouillée"}
    assert list(listed["state"])[-1] == "Reportée"
    assert "Rien de neuf à mettre en échéances" in app.info[0].value


def test_a_plan_too_near_for_its_notice_is_left_out_of_the_letters(town, open_page):
    with Ledger(town) as book:
        plan(book)
        approve(book)
    app = open_page("plans")
    assert app.warning[0].value.startswith("3 familles laissées de côté : une échéance est trop proche")
    assert button(app, SEND).disabled


def test_the_list_is_filtered_by_state_and_family(town, open_page):
    with Ledger(town) as book:
        plan(book)
    app = open_page("plans", q="payeur f3")
    assert set(app.dataframe[0].value["family_id"]) == {"F3"}
    assert list(open_page("plans", statut="proposed", q="F1").dataframe[0].value["amount"]) == [Decimal(100)] * 3
    assert "Aucune échéance pour ces filtres." in [info.value for info in open_page("plans", q="personne").info]


def test_data_that_came_since_the_calculation_is_said(town, open_page):
    assert "Des données sont arrivées" not in words(open_page("plans"))
    data.ledger().cursor().execute(
        "insert into import_files (import_id, file, table_name, sha256, accepted) values (1, 'f', 'families', 'x', 1)"
    )
    data.ledger().cursor().execute("update journal_end set seq = seq + 1")
    assert "Des données sont arrivées depuis le calcul n° 1" in words(open_page("plans"))


def test_plans_proposed_anew_by_someone_else_are_not_approved_unseen(town, open_page):
    app = press(press(open_page("plans"), SAVE), APPROVE)
    plan(data.ledger(), prepared_on=TODAY)
    press(app, "Approuver 2 plans")
    assert asked("select count(*) from plans where approved_on is not null") == [(0,)]


def test_what_was_paid_too_much_is_listed(town, open_page):
    with Ledger(town) as book:
        plan(book)
        approve(book)
        pay(book, "P1", "F3", "75.00")
        plan(book)
    table = open_page("plans").dataframe[-1].value
    assert [(row.payment_id, row.amount) for row in table.itertuples()] == [("P1", Decimal("15.00"))]


def test_plans_that_do_not_add_up_close_every_export_and_decision(town, open_page):
    with Ledger(town) as book:
        plan(book)
        with book.write("test", "fraude") as cursor:
            cursor.execute("update positions set to_collect = to_collect + 1, claimed = claimed + 1")
    app = open_page("plans")
    assert ids(data.ledger(), "proposed") != []
    assert "Écart inexpliqué : 3,00 €" in words(app)
    assert button(app, APPROVE).disabled
    assert all(download.disabled for download in app.get("download_button"))


def test_without_data_or_a_run_the_page_says_what_to_do(db, open_page):
    with Ledger(db) as book:
        book.cursor().execute("update ledger_info set sample_city = true")
    app = open_page("plans")
    assert [info.value for info in app.info] == ["Aucune donnée importée."]
    assert not app.button


def test_equal_instalments_in_a_row_are_said_together():
    days = [dt.date(2024, month, 5) for month in (3, 4, 6, 7)]
    amounts = [Decimal("60.02"), Decimal("60.00"), Decimal("60.00"), Decimal("60.00")]
    said = cases.dates(list(zip(days, amounts, strict=True)))
    assert spaces(said) == "05/03/2024 60,02 € ; 3 × 60,00 € du 05/04/2024 au 05/07/2024"
    assert cases.dates([]) == ""


@pytest.mark.parametrize(("amount", "said"), [("25249.90", "25,2 k€"), ("840.40", "840 €"), ("1000", "1 k€")])
def test_a_months_total_is_short(amount, said):
    assert bars.thousands(Decimal(amount)) == said


def test_a_download_has_every_instalment_in_french(town):
    with Ledger(town) as book:
        plan(book, threshold=Decimal(15), max_instalments=1)
    scope = data.Scope(data.ledger(), "pages/plans", states=[], text=None)
    lines = sheets.csv_bytes(scope.arrow("instalments", rows=None), plan_table.COLUMNS).decode("utf-8-sig").splitlines()
    assert lines == [
        "Famille;Redevable;N°;Échéance;Montant;Réglé;Stratégie;État;Verrou",
        "F1;Payeur F1;1;05/03/2024;300,00;0,00;Parts égales;Proposée;",
        "F3;Payeur F3;1;05/03/2024;60,00;0,00;Parts égales;Proposée;",
        "F2;Payeur F2;;;9,00;;Parts égales;Reportée;",
    ]
