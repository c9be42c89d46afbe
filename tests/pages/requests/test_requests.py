"""« Demandes des familles »: what families ask, what was decided and by whom; recorded, never granted by the tool."""

import datetime as dt
from decimal import Decimal

import pytest

from pages.finance.requests.table import COLUMNS as LIST
from pages.ui import data, sheets
from rattrapage.ledger import Ledger
from rattrapage.requests import answer
from rattrapage.requests.desk import record
from rattrapage.requests.terms import Step, Terms
from tests.pages.reading import metrics, spaces, words
from tests.towns import copies
from tests.towns.plans import announce, approve, owing, pay, plan

TODAY = dt.date.today()
ASK, DECIDE, WAIVE = "Enregistrer la demande", "Enregistrer la décision", "Enregistrer la remise"
ACTOR = "démonstration (finances)"


@pytest.fixture
def town(db):
    """Three families of a sample city with announced plans: 300.00, 90.00 and 60.00 in three instalments each."""
    return copies.copy(db, "three families with announced plans", _agree)


def _agree(path) -> None:
    with Ledger(path) as book:
        owing(book, F1="300.00", F2="90.00", F3="60.00")
        plan(book)
        approve(book)
        announce(book)
        book.cursor().execute("update ledger_info set sample_city = true")


@pytest.fixture
def waiting(town):
    """F1 asks for six instalments."""
    with Ledger(town) as book:
        record(book, "F1", Step("asked", "Ada", "Perte d'emploi"), Terms.of(max_instalments=6))
    return town


def press(app, label: str):
    """Presses the last button of that label: that of the dialog comes after that of the page."""
    [button for button in app.button if button.label == label][-1].click()
    return app.run()


def fill(app, **texts: str):
    """Types into the fields whose key ends so (`__` for a colon, `_` for a hyphen)."""
    for name, text in texts.items():
        ending = name.replace("__", ":").replace("_", "-")
        field = next(f for f in [*app.text_input, *app.text_area] if f.key and f.key.endswith(f":{ending}"))
        field.set_value(text)
    return app.run()


def choose(app, label: str, value: object):
    next(box for box in app.selectbox if box.label == label).set_value(value)
    return app.run()


def asked(sql: str) -> list[tuple]:
    return data.ledger().cursor().execute(sql).fetchall()


def errors(app) -> list[str]:
    return [spaces(error.value) for error in app.error]


def test_without_a_request_the_page_says_so(town, open_page):
    app = open_page("demandes")
    assert not app.exception
    assert metrics(app) == {
        "Reçue": "0", "Transmise au comptable": "0", "Accordée": "0", "Refusée": "0", "Prélèvements suspendus": "0,00 €"
    }  # fmt: skip
    assert "Le comptable public accorde les délais et le conseil vote les remises ; l'outil enregistre." in words(app)
    said = [info.value for info in app.info]
    assert said == ["Aucune demande enregistrée.", "Aucune demande n'attend de réponse."]


def test_a_request_is_recorded_for_the_family_of_the_address(town, open_page):
    app = fill(open_page("demandes", famille="F1"), motif="Perte d'emploi", demande__plafond="40,00")
    app = press(app, ASK)
    assert "Une demande, famille F1 — Payeur F1 : plafond mensuel, au plus 40,00 € par mois." in words(app)
    assert "Cette décision est inscrite au journal." in words(app)
    assert asked("select count(*) from request_steps") == [(0,)]
    app = press(app, ASK)
    assert app.success[0].value == "Demande n° 1 enregistrée."
    kept = asked("select family_id, state, actor, why, cap from request_steps")
    assert kept == [("F1", "asked", ACTOR, "Perte d'emploi", Decimal("40.00"))]
    assert metrics(app)["Reçue"] == "1"
    assert metrics(app)["Prélèvements suspendus"] == "300,00 €"
    assert list(app.dataframe[0].value["amount"]) == [Decimal("300.00")]
    assert [field.value for field in app.text_area] == ["", "", ""]


def test_another_means_and_hardship_have_their_own_fields(town, open_page):
    app = open_page("demandes", famille="F2")
    app.radio[0].set_value("method").run()
    app = press(choose(fill(app, motif="Pas de compte"), "Moyen de paiement", "cash"), ASK)
    assert "paiement : espèces." in words(app)
    app = press(app, ASK)
    app.radio[0].set_value("hardship").run()
    assert "aucune condition précisée" in words(press(fill(app, motif="Séparation"), ASK))
    assert asked("select kind, method from request_states") == [("method", "cash")]


@pytest.mark.parametrize(
    ("family", "fields", "said"),
    [
        ("F1", {}, "Il manque : motif."),
        (None, {}, "Il manque : famille, motif."),
        ("F9", {"motif": "x", "demande__plafond": "40"}, "Aucune famille n° F9 ; vérifiez le numéro."),
        (
            "F1",
            {"motif": "x"},
            "Indiquez au moins une condition : stratégie, date, nombre, montant ou moyen de paiement.",
        ),
        ("F1", {"motif": "x", "demande__plafond": "1.234,56"}, "« 1.234,56 » n'est pas un montant"),
        ("F1", {"motif": "x", "demande__plafond": "0"}, "Le plafond mensuel est d'au moins 0,01 €."),
    ],
)
def test_a_form_that_is_not_right_says_what_to_mend(town, open_page, family, fields, said):
    app = open_page("demandes", **({"famille": family} if family else {}))
    app = press(fill(app, **fields), ASK)
    assert errors(app)[0].startswith(said)
    assert asked("select count(*) from request_steps") == [(0,)]


NO_CAP = (
    "Le plafond mensuel demande un plafond : ni la demande ni le plan n'en a ; indiquez le « Plafond par mois (€) »."
)


def test_a_monthly_cap_without_a_cap_is_told_before_the_dialog(town, open_page):
    app = choose(fill(open_page("demandes", famille="F1"), motif="x"), "Stratégie", "capped")
    app = press(app, ASK)
    assert errors(app) == [NO_CAP]
    assert "Cette décision est inscrite au journal." not in words(app)
    record(data.ledger(), "F1", Step("asked", "Ada", "Perte d'emploi"))
    app = choose(open_page("demandes"), "Décision", "granted")
    app = fill(app, reference="SGC-17", auteur="Mme Roth", motif_decision="Accord")
    boxes = [box for box in app.selectbox if box.label == "Stratégie"]
    boxes[-1].set_value("capped")
    app = press(app.run(), DECIDE)
    assert errors(app) == [NO_CAP]
    assert asked("select count(*) from request_steps where state = 'granted'") == [(0,)]


def test_a_decision_wants_its_reference_its_author_and_its_reason(waiting, open_page):
    app = choose(open_page("demandes"), "Décision", "granted")
    assert errors(press(app, DECIDE)) == ["Il manque : référence, auteur, motif."]
    app = fill(app, reference="SGC-17", auteur="Mme Roth, comptable", motif_decision="Accord")
    next(box for box in app.date_input if box.label == "Date").set_value(TODAY - dt.timedelta(3))
    app = press(app.run(), DECIDE)
    assert "n° 1, famille F1 — Payeur F1, reçue le" in words(app)
    assert "Échéances qui attendent la réponse : 300,00 €." in words(app)
    app = press(app, DECIDE)
    assert app.success[0].value == "Demande n° 1 : accordée."
    kept = asked("select state, actor, reference, decided_on from request_steps where state = 'granted'")
    assert kept == [("granted", "Mme Roth, comptable", "SGC-17", TODAY - dt.timedelta(3))]
    assert asked("select actor from journal order by seq desc limit 1") == [(ACTOR,)]
    assert answer.of(data.ledger(), 1, TODAY)["decided_on"] == TODAY - dt.timedelta(3)
    assert (metrics(app)["Accordée"], metrics(app)["Prélèvements suspendus"]) == ("1", "0,00 €")
    assert asked("select distinct state from instalment_states where family_id = 'F1'") == [("approved",)]
    assert "Demande n° 1 : la réponse à envoyer à la famille." in words(app)


def test_the_accountant_may_grant_other_terms_than_those_asked(waiting, open_page):
    app = choose(open_page("demandes"), "Décision", "granted")
    app = fill(app, reference="SGC-17", auteur="Mme Roth", motif_decision="Accord partiel")
    boxes = [box for box in app.selectbox if box.label == "Nombre maximal d'échéances"]
    boxes[-1].set_value(4)
    press(press(app.run(), DECIDE), DECIDE)
    assert asked("select max_instalments from request_states") == [(4,)]


def test_a_request_passed_on_keeps_the_debits_waiting(waiting, open_page):
    app = fill(open_page("demandes"), reference="Bordereau 3", auteur="Ada", motif_decision="Transmis")
    app = press(press(app, DECIDE), "Transmettre")
    assert (metrics(app)["Transmise au comptable"], metrics(app)["Prélèvements suspendus"]) == ("1", "300,00 €")


def test_the_request_of_the_address_comes_first_in_the_decision(waiting, open_page):
    record(data.ledger(), "F3", Step("asked", "Ada", "Séparation"))
    app = open_page("demandes", famille="F3")
    assert next(box for box in app.selectbox if box.label == "Demande").value == 2
    assert list(app.dataframe[0].value["family_id"]) == ["F3"]


def test_the_list_is_filtered_by_state(waiting, open_page):
    assert list(open_page("demandes", statut="asked").dataframe[0].value["state"]) == ["Reçue"]
    assert "Aucune demande pour ces filtres." in [info.value for info in open_page("demandes", statut="refused").info]
    assert len(open_page("demandes", statut="x").dataframe[0].value) == 1


def test_a_voted_waiver_is_recorded_with_its_reference(town, open_page):
    app = fill(open_page("demandes", famille="F2"), remise__montant="20,00")
    assert errors(press(app, WAIVE)) == ["Il manque : référence, auteur, motif."]
    app = fill(app, remise__reference="DEL-3", remise__auteur="Conseil municipal", remise__motif="Vote")
    app = press(app, WAIVE)
    assert "Une remise de 20,00 €, famille F2 — Payeur F2, les plus anciens d'abord, référence DEL-3." in words(app)
    app = press(app, WAIVE)
    assert app.success[0].value.startswith("Remise n° 1 enregistrée")
    assert asked("select family_id, amount, reference, actor from waivers") == [
        ("F2", Decimal("20.00"), "DEL-3", "Conseil municipal")
    ]
    assert asked("select actor from journal order by seq desc limit 1") == [(ACTOR,)]
    assert list(app.dataframe[-1].value["reference"]) == ["DEL-3"]


@pytest.mark.parametrize(
    ("amount", "month", "said"),
    [
        ("20,00", None, "Cette famille doit 90,00 € : la remise en prend 20,00 €."),
        (
            "999 999",
            None,
            "Attention] Cette famille doit 90,00 € : la remise en prend 90,00 €, le reste est sans effet.",
        ),
        (
            "95,00",
            "2023-09",
            (
                "Attention] Cette famille doit 90,00 € (sept. 2023 : 90,00 € à recouvrer) : la remise en prend 90,00 "
                "€, le reste est sans effet."
            ),
        ),
        (
            "20,00",
            "2023-10",
            (
                "Attention] Cette famille doit 90,00 € (oct. 2023 : 0,00 € à recouvrer) : la remise n'en prend rien, "
                "elle est sans effet."
            ),
        ),
    ],
)
def test_the_dialog_of_a_waiver_says_what_it_really_takes(town, open_page, amount, month, said):
    app = fill(open_page("demandes", famille="F2"), remise__montant=amount, remise__reference="DEL-3")
    app = fill(app, remise__auteur="Conseil municipal", remise__motif="Vote")
    if month:
        app = choose(app, "Mois remis", month)
    told = words(press(app, WAIVE))
    assert said in told
    assert ("Attention]" in told) == ("Attention]" in said)


def test_a_waiver_of_what_is_paid_is_warned_of(town, open_page):
    pay(data.ledger(), "P1", "F2", "50.00")
    plan(data.ledger())
    app = fill(open_page("demandes", famille="F2"), remise__montant="60", remise__reference="DEL-3")
    told = words(press(fill(app, remise__auteur="Conseil municipal", remise__motif="Vote"), WAIVE))
    assert "Cette famille doit 40,00 € : la remise en prend 60,00 €." in told
    assert "La famille a déjà réglé 50,00 € : 20,00 € de la remise seront du trop perçu." in told


def test_plans_that_do_not_add_up_close_the_downloads(waiting, open_page):
    data.ledger().cursor().execute("update positions set to_collect = to_collect + 1, claimed = claimed + 1")
    app = open_page("demandes")
    assert [button.disabled for button in app.get("download_button")] == [True, True]


def test_without_data_the_page_leads_to_the_imports(db, open_page):
    with Ledger(db) as book:
        book.cursor().execute("update ledger_info set sample_city = true")
    app = open_page("demandes")
    assert [info.value for info in app.info] == ["Aucune donnée importée."]
    assert not app.button


def test_two_people_cannot_answer_one_request(waiting, open_page):
    app = choose(open_page("demandes"), "Décision", "granted")
    app = press(fill(app, reference="SGC-17", auteur="Mme Roth", motif_decision="Accord"), DECIDE)
    record(data.ledger(), "F1", Step("refused", "Max", "Refus", "SGC-16"))
    press(app, DECIDE)
    assert asked("select state from request_states") == [("refused",)]


def test_a_download_speaks_french(waiting):
    scope = data.Scope(data.ledger(), "pages/requests", states=[], family=None, today=TODAY)
    lines = sheets.csv_bytes(scope.arrow("list", rows=None), LIST).decode("utf-8-sig").splitlines()
    assert lines[0] == "Famille;Redevable;Reçue le;Demande;Montant;État;Ancienneté (jours);Décision du;Référence"
    assert lines[1] == f"F1;Payeur F1;{TODAY:%d/%m/%Y};Autre calendrier;300,00;Reçue;0;;"
