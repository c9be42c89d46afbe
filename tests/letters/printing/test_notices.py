"""The notice of a plan: what, why, when and how to pay."""

from decimal import Decimal

import pytest

from rattrapage.letters import printing
from rattrapage.letters.printing import notices
from tests.letters.printing.samples import NOTICE
from tests.tools import papers


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
