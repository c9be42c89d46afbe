"""What the printed documents say, made by hand."""

import datetime as dt
from decimal import Decimal

from rattrapage.letters import contact
from rattrapage.mandates import forms
from rattrapage.mandates.forms import Form
from rattrapage.sepa.creditor import Creditor

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


def council_row(label: str, families: int) -> dict:
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
    + [council_row(f"tranche {n}", 20 + n) for n in range(9)],
    "services": [council_row(f"Service {n}", 20) for n in range(10)],
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
