"""Letters and documents: what they say, that they are tagged PDF/UA-1, and the same bytes for the same data."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from rattrapage.billing import bases
from rattrapage.errors import Refusal
from rattrapage.letters import contact, printing
from rattrapage.letters.printing import notices, wording
from rattrapage.mandates import forms
from rattrapage.mandates.forms import Form
from rattrapage.progress import finish
from rattrapage.reconcile import chain
from rattrapage.sepa.creditor import Creditor
from tests.tools import papers
from tests.towns.ledgers import TOWN, load, write

ON = dt.date(2024, 2, 20)
CREDITOR = Creditor(
    name="Ville d'Exemple",
    creditor_id="FR53ZZZ999999",
    iban="FR7699999000010000000000115",
    bic="BDFEFRPPCCT",
    address_line="1 place de l'Étoile",
    postal_code="67000",
    town="Strasbourg",
)
FAMILY = {
    "family_id": "F00001",
    "payer_name": "Alma Weber",
    "address_line": "12 rue des Prés\nBât. B",
    "postal_code": "67100",
    "town": "Strasbourg",
    "country": "FR",
}
NOTICE = FAMILY | {
    "on": ON,
    "contact": contact.read(),
    "creditor": CREDITOR,
    "creditor_id": "FR53ZZZ999999",
    "method": "direct_debit",
    "first": "2023-09",
    "last": "2023-10",
    "months": [
        {"month": "2023-09", "used": Decimal("100.00"), "billed": Decimal("20.00"), "owed": Decimal("80.00")},
        {"month": "2023-10", "used": Decimal("1150.50"), "billed": Decimal(0), "owed": Decimal("1150.50")},
    ],
    "waived": Decimal("30.00"),
    "netted": Decimal(0),
    "paid": Decimal(0),
    "credit": Decimal("11.85"),
    "details": [
        {
            "month": "2023-09",
            "child": "Zoé",
            "service": "Repas standard",
            "unit": "act",
            "used_quantity": Decimal("12.00"),
            "expected": Decimal("47.40"),
            "billed": Decimal(0),
            "gap": Decimal("47.40"),
            "status": "unbilled",
        }
    ],
    "instalments": [
        {
            "number": number,
            "due_on": due_on,
            "amount": Decimal("600.25"),
            "paid": Decimal(0),
            "known": number == 2,
            "debited": False,
        }
        for number, due_on in ((1, dt.date(2024, 4, 1)), (2, dt.date(2024, 5, 6)))
    ],
    "mandate_state": "valid",
    "mandate_reference": "RTM00000001-1",
    "iban": "FR7699999000010000000000115",
    "replaces": False,
}
DECISION = {
    "on": ON,
    "contact": contact.read(),
    "creditor": None,
    "family": FAMILY,
    "state": "granted",
    "asked_on": dt.date(2024, 2, 1),
    "decided_on": dt.date(2024, 2, 15),
    "reference": "SGC-2024-17",
    "motive": "",
    "terms": {"strategy": "capped", "first_due": dt.date(2024, 4, 1), "cap": Decimal("60"), "method": "online"},
    "instalments": [],
}
FORM = {
    "mandate_reference": "RTM00000001-1",
    "family_id": "F00001",
    "issued_on": ON,
    "reason": "mandate_to_renew",
    "creditor_id": "FR53ZZZ999999",
    "account_holder": "Alma Weber",
    "address_line": "12 rue des Prés",
    "postal_code": "67100",
    "town": "Strasbourg",
    "country": "FR",
    "iban": "FR7699999000010000000000115",
    "bic": "",
}


def _told(label: str, families: int) -> dict:
    """A row of the council's tables."""
    return {
        "label": label,
        "families": families,
        "remaining": Decimal("60.00"),
        "mean": Decimal(3),
        "masked": False,
    }


SUMMARY = {
    "on": ON,
    "contact": contact.read(),
    "run": 12,
    "output_hash": "9f2c" * 16,
    "first_month": "2023-09",
    "last_month": "2024-01",
    "due": Decimal("275.00"),
    "secret_due": Decimal("0.00"),
    "whole": True,
    "covered": Decimal("155.00"),
    "billed": Decimal("195.00"),
    "remaining": Decimal("120.00"),
    "over": Decimal("10.00"),
    "unknown": Decimal("30.00"),
    "families": 40,
    "families_unbilled": 12,
    "months": [
        {
            "month": f"2023-{n:02}",
            "due": Decimal(900 - 10 * n),
            "billed": Decimal(40 * n),
            "remaining": Decimal(900 - 50 * n),
            "masked": False,
        }
        for n in range(9, 13)
    ],
    "causes": [
        {"cause": "quantity", "families": 40, "amount": Decimal("120.00"), "masked": False},
        {"cause": "duplicate", "families": 12, "amount": Decimal("-10.00"), "masked": False},
    ],
    "quotients": [{"label": "moins de 411", "families": None, "remaining": None, "mean": None, "masked": True}]
    + [_told(f"tranche {n}", 20 + n) for n in range(9)],
    "services": [_told(f"Service {n}", 20) for n in range(10)],
    "threshold": 11,
    "progress_masked": False,
    "scheduled_share": 50,
    "collected_share": 0,
    "requests": 30,
    "unknown_days": 1,
    "imported_on": dt.date(2024, 2, 4),
}


def form(**changes):
    return forms.form_data(CREDITOR, Form(**FORM | changes))


DOCUMENTS = {
    "notice": lambda: printing.notice(NOTICE),
    "decision": lambda: printing.decision(DECISION),
    "mandate": lambda: printing.mandate_form(form()),
    "council": lambda: printing.council_summary(SUMMARY),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_document_is_tagged_and_comes_out_the_same_twice(name):
    made = DOCUMENTS[name]()
    assert papers.faults(made) == []
    assert DOCUMENTS[name]() == made


def test_the_notice_says_what_why_when_and_how():
    text = papers.text(printing.notice(NOTICE))
    for said in (
        "Le 20 février 2024",
        "septembre 2023 100,00 € 20,00 € 80,00 €",
        "1 250,50 €",
        "Une remise de 30,00 €, votée par le conseil, est déduite.",
        "demandé 11,85 € en trop",
        "1 1er avril 2024 600,25 €",
        "déjà annoncée",
        "1 200,50 €",
        "RTM00000001-1",
        "FR53ZZZ999999",
        "FR76 •••• •••• 0115",
        "dans les 8 semaines",
        "Vous pouvez demander un autre calendrier",
        "03 53 01 23 45",
    ):
        assert said in text.replace("\u202f", " ").replace("\xa0", " "), said
    assert "9999900001" not in text.replace(" ", "")


def test_every_euro_owed_is_told():
    said = notices.texts(NOTICE | {"waived": Decimal("5.50"), "netted": Decimal(4), "paid": Decimal(10)})["why"]
    assert said[-1].startswith("10,50\xa0€ ne vous sont pas demandés")
    assert notices.texts(NOTICE | {"waived": Decimal("30.00"), "credit": Decimal(0)})["why"] == [
        "Une remise de 30,00\xa0€, votée par le conseil, est déduite."
    ]


def test_a_gap_billed_under_another_month_is_not_asked_and_said():
    (line,) = NOTICE["details"]
    assert len(notices.texts(NOTICE)["notes"]) == 1
    more = line | {"month": "2023-10", "gap": Decimal("1200.00")}
    said = notices.texts(NOTICE | {"details": [line, more]})["notes"]
    assert said[1].startswith("16,90\xa0€ de ces écarts ne vous sont pas demandés ici")


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("online", "En ligne"),
        ("cheque", "Par chèque"),
        ("cash", "En espèces"),
        ("cesu", "CESU"),
        ("transfer", "Par virement"),
    ],
)
def test_each_means_of_payment_has_its_words_and_no_mandate(method, words):
    text = papers.text(printing.notice(NOTICE | {"method": method}))
    assert words in text
    assert "RTM00000001-1" not in text


def test_a_family_without_a_mandate_is_told_what_is_debited_once_it_signs_and_how_to_pay_until_then():
    text = papers.text(printing.notice(NOTICE | {"mandate_state": None, "mandate_reference": None, "iban": None}))
    assert "dès que nous l'avons reçu, les échéances encore à venir sont prélevées" in text.replace("’", "'")
    assert "Jusque-là, rien ne sera prélevé" in text
    assert "En ligne" in text
    assert "celle du mandat à signer" in text
    assert NOTICE["creditor_id"] in text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("valid", "est en règle"),
        ("expiring", "caduc avant la dernière date"),
        ("legacy", "ancien système"),
        ("to_sign", "Renvoyez-le signé"),
    ],
)
def test_each_state_of_a_mandate_has_its_words(state, words):
    text = papers.text(printing.notice(NOTICE | {"mandate_state": state}))
    assert words in text
    assert "RTM00000001-1" in text


def test_nothing_left_to_pay_is_said():
    text = papers.text(printing.notice(NOTICE | {"instalments": [], "replaces": True, "waived": Decimal("1230.50")}))
    assert "Vous n'avez plus rien à payer" in text
    assert "Votre nouveau calendrier de paiement" in text
    assert "Quand payer" not in text


def test_letters_can_be_made_by_several_threads():
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: printing.notice(NOTICE), range(12)))) == 1


NAMES = [
    'O\'Neil "Zoé" #let x = 1; #eval("1") $y^2$ `code` *gras* _x_ @ref <label> \\u{41} // fin',
    "Œuvre Łukasz Ñandú Şahin Ǆ",
    "Αλέξης Иван Հայկ გიორგი",
    "王小明 김철수 ひらがな",
    "Léa 😀🎉",
    "=SUM(A1) -Dupont",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_come_through_unharmed(name):
    made = printing.notice(NOTICE | {"payer_name": name})
    assert "".join(name.split()) in "".join(papers.text(made).split())
    assert papers.faults(made) == []


@pytest.mark.parametrize("name", ["محمد علي", "שלום", "नमस्ते"])
def test_names_that_read_otherwise_have_all_their_letters(name):
    made = printing.notice(NOTICE | {"payer_name": name})
    assert set(name) - set(papers.text(made)) <= {" "}


def test_an_odd_sign_does_not_cost_a_family_its_letter():
    made = printing.notice(NOTICE | {"payer_name": "A\x07B \U000130a7 C\nD"})
    assert "A B □ C D" in papers.text(made)


def test_the_decision_says_what_who_and_under_which_reference():
    text = papers.text(printing.decision(DECISION))
    assert "acceptée par décision du 15 février 2024, référence SGC-2024-17" in text
    assert "à partir du 1er avril 2024" in text
    assert "paiement en ligne" in text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("asked", "aucun prélèvement n'est fait"),
        ("sent_to_accountant", "lui seul peut accorder un délai"),
        ("refused", "Elle n'a pas pu être acceptée"),
    ],
)
def test_each_state_of_a_request_has_its_letter(state, words):
    assert words in papers.text(printing.decision(DECISION | {"state": state, "terms": {}})).replace("’", "'")


def test_the_form_has_all_that_a_mandate_must_show():
    text = papers.text(printing.mandate_form(form())).replace("’", "'")
    for said in (
        "Mandat de prélèvement SEPA",
        "RTM00000001-1",
        "FR53ZZZ999999",
        "Ville d'Exemple",
        "1 place de l'Étoile",
        "Alma Weber",
        "12 rue des Prés",
        "FR76 9999 9000 0100 0000 0000 115",
        "☒ Paiement récurrent ☐ Paiement ponctuel",
        "dans les 8 semaines",
        "Fait à",
        "Signature du titulaire",
    ):
        assert said in text, said


def test_a_form_without_account_leaves_lines_to_fill():
    text = papers.text(printing.mandate_form(form(iban="", account_holder=None, address_line=None, town=None)))
    assert text.count("____") >= 14


def test_the_councils_summary_is_one_page_and_dated():
    made = printing.council_summary(SUMMARY)
    text = papers.text(made).replace("\u202f", " ").replace("\xa0", " ")
    assert papers.pages(made) == 1
    for said in (
        "Dû 275,00 € = facturé 195,00 € + reste à facturer 120,00 € − trop facturé 10,00 €",
        "120,00 € consommés de septembre 2023 à janvier 2024 restent à facturer à 40 familles, soit 3,00 € en moyenne",
        "moins de 411 secret secret secret",
        "Mis en échéances 50 %",
        "Édité le 20 février 2024, calcul n° 12, empreinte 9f2c9f2c",
    ):
        assert said in text, said


def test_the_councils_summary_of_many_years_and_services_is_one_page_that_says_what_it_leaves_out():
    months = [
        {**SUMMARY["months"][0], "month": f"{y}-{n:02}", "masked": y < 2020}
        for y in range(2012, 2023)
        for n in range(1, 13)
    ]
    services = [_told(f"Accueil de loisirs du mercredi, {n}e groupe", 20) for n in range(40)]
    made = printing.council_summary(SUMMARY | {"months": months, "services": services, "quotients": services})
    text = papers.text(made).replace("\u202f", " ").replace("\xa0", " ")
    assert papers.pages(made) == 1
    assert papers.faults(made) == []
    assert "mai 2022" in text
    assert "avril 2022" not in text
    assert "(hors 96 mois sous secret)" in text
    assert "Cette feuille montre les 8 derniers mois" in text
    assert "Cette feuille" not in papers.text(printing.council_summary(SUMMARY))


def test_the_bases_add_up_to_the_cells(ledger, tmp_path):
    rules = {"status_rules": "service,status,factor\n,unbooked,2\n"}
    attendance = f"{TOWN['attendance']}A4,C1,CANT,2023-09-06,unbooked\nA5,C1,PERI,2023-09-06,present\n"
    load(ledger, write(tmp_path / "in", **TOWN | rules | {"attendance": attendance}))
    finish(chain.run(ledger, "2023-09", "2023-09"))
    found = bases.of(ledger, "F1", ON)
    sql = "select sum(expected), sum(billed) from cells where family_id = 'F1'"
    (month,) = found["months"]
    assert (month["expected"], month["billed_amount"]) == ledger.cursor().execute(sql).fetchone()
    made = printing.bases_de_liquidation(found)
    text = papers.text(made).replace("\xa0", " ")
    assert papers.faults(made) == []
    assert "sans réservation (prix × 2) 500 0 à moins de 600 01/01/2023 1 5,40 € 5,40 €" in text
    assert "Dû 56,10 € − facturé 2,70 € = écart 53,40 €." in text
    assert f"calcul n° 1, empreinte {found['output_hash']}" in text


def test_bases_of_nobody_are_refused(ledger, tmp_path):
    with pytest.raises(Refusal, match="aucun calcul"):
        bases.of(ledger, "F1", ON)
    load(ledger, write(tmp_path / "in", **TOWN))
    finish(chain.run(ledger, "2023-09", "2023-09"))
    with pytest.raises(Refusal, match="Aucune famille n° F9"):
        bases.of(ledger, "F9", ON)


def test_a_contact_file_is_checked(tmp_path):
    path = tmp_path / "contact.toml"
    with pytest.raises(Refusal, match="illisible"):
        contact.read(path)
    path.write_text("name = 'Ville'\n")
    with pytest.raises(Refusal, match=r"clé address : il faut une liste"):
        contact.read(path)
    path.write_text(contact.DEFAULT.read_text(encoding="utf-8").replace("phone =", "# phone ="), encoding="utf-8")
    with pytest.raises(Refusal, match=r"clé phone"):
        contact.read(path)


def test_figures_and_dates_read_as_in_french():
    assert wording.euro(Decimal("-1234.5")).replace("\u202f", " ") == "−1 234,50\xa0€"
    assert wording.price(Decimal("0.6250")) == "0,6250\xa0€"
    assert wording.price(Decimal("5.8000")) == "5,80\xa0€"
    assert wording.quantity(Decimal("7.50"), "hour") == "7,5\xa0h"
    assert wording.period("2023-10", "2024-01") == "d'octobre 2023 à janvier 2024"
    assert wording.period("2023-09", "2023-09") == "de septembre 2023"
    assert wording.masked_iban("FR7699999000010000000000115") == "FR76 •••• •••• 0115"
