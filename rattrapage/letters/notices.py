"""The catch-up notice in words: what was used, what is owed and why, when and how to pay."""

from __future__ import annotations

from decimal import Decimal

from rattrapage.letters import people, wording
from rattrapage.letters.wording import euro

ZERO = Decimal(0)
NOTES = (
    "Dû : ce que vous avez utilisé, au tarif en vigueur et au quotient familial connu le jour de l'usage. Facturé : "
    "ce que nos factures comptaient déjà pour ce mois. Écart : ce qui manque, ou, avec un signe moins, ce que nous "
    "avons facturé en trop.",
)
UNKNOWN_ICS = "indiqué sur votre mandat signé"


def texts(data: dict) -> dict:
    """What the template shows. Keys of `data` (amounts `Decimal`, dates `date`, months `2023-09`):

    on, contact (Contact), creditor (Creditor or None), family (row of `families`), method, first, last;
    months [{month, used, billed, owed}], waived, netted, paid, credit; details [{month, child, service, unit,
    used_quantity, expected, billed, gap, status}]; instalments [{number, due_on, amount, paid, debited, known}];
    mandate {reference, creditor_id, iban} or None; replaces (bool): a letter went out before.
    """
    instalments = data["instalments"]
    return {
        "sender": people.sender(data["contact"], data["creditor"]),
        "contact": people.contact(data["contact"]),
        "family": people.family(data["family"]),
        "on": wording.day(data["on"]),
        "subject": _subject(data),
        "opening": _opening(data),
        "months": [_month(row) for row in data["months"]],
        "totals": {key: euro(sum((row[key] for row in data["months"]), ZERO)) for key in ("used", "billed", "owed")},
        "why": list(_why(data)),
        "instalments": [_instalment(row) for row in instalments],
        "scheduled": euro(sum((row["amount"] - row["paid"] for row in instalments), ZERO)),
        "how": list(_how(data)),
        "mandate": _mandate(data),
        "details": [_detail(row) for row in data["details"]],
        "notes": list(NOTES),
    }


def _subject(data: dict) -> str:
    said = "Votre nouveau calendrier de paiement" if data["replaces"] else "Services non facturés"
    return f"{said} : {wording.period(data['first'], data['last']).removeprefix('de ')}"


def _opening(data: dict) -> str:
    if data["replaces"]:
        return (
            "Votre calendrier de paiement a changé. Cette lettre remplace la précédente : elle redit ce que vous avez "
            "utilisé, ce qui reste dû, et quand le payer."
        )
    return (
        f"Une partie des services que votre famille a utilisés {wording.period(data['first'], data['last'])} ne vous a "
        "pas été facturée, à cause d'une panne de notre logiciel. Nous vous prions de nous en excuser. Cette lettre "
        "dit ce que vous avez utilisé, ce qui reste dû, et quand le payer."
    )


def _month(row: dict) -> dict:
    return {"month": wording.month(row["month"])} | {key: euro(row[key]) for key in ("used", "billed", "owed")}


def _why(data: dict):
    """How the total becomes what is scheduled: every euro is told."""
    owed = sum((row["owed"] for row in data["months"]), ZERO)
    scheduled = sum((row["amount"] - row["paid"] for row in data["instalments"]), ZERO)
    if data["waived"]:
        yield f"Une remise de {euro(data['waived'])}, votée par le conseil, est déduite."
    if data["netted"]:
        yield f"{euro(data['netted'])} que nous avions facturés en trop sont déduits."
    if data["paid"]:
        yield f"Vous avez déjà réglé {euro(data['paid'])} : merci."
    if data["in_bank"]:
        yield f"{euro(data['in_bank'])} sont déjà en cours de prélèvement."
    if data["credit"]:
        yield (
            f"Nous vous avons aussi facturé {euro(data['credit'])} en trop. Cette somme vous revient : elle n'est pas "
            "retirée des échéances ci-dessous, un avoir vous sera adressé à part."
        )
    rest = owed - data["waived"] - data["netted"] - data["paid"] - data["in_bank"] - scheduled
    if rest > 0:
        yield f"{euro(rest)} ne vous sont pas demandés aujourd'hui : nous vous écrirons s'ils doivent l'être."


def _instalment(row: dict) -> dict:
    known = "déjà annoncée" if row["known"] else ""
    paid = f"{euro(row['paid'])} déjà réglés" if row["paid"] else ""
    return {
        "number": wording.number(row["number"]),
        "due_on": wording.day(row["due_on"]),
        "amount": euro(row["amount"] - row["paid"]),
        "note": ", ".join(filter(None, (known, paid))),
    }


def _how(data: dict):
    """The way to pay, in the words of the family's method."""
    contact, number = data["contact"], data["family"]["family_id"]
    if data["method"] == "direct_debit" and data["mandate"]:
        yield (
            "Par prélèvement sur votre compte, aux dates ci-dessus : vous n'avez rien à faire. Vous pouvez demander "
            "à votre banque le remboursement d'un prélèvement dans les 8 semaines."
        )
        return
    if data["method"] == "direct_debit":
        yield (
            "Votre mandat de prélèvement doit être signé de nouveau : sans formulaire signé de votre part, rien ne "
            "sera prélevé. En attendant, payez comme suit."
        )
    yield {
        "cheque": f"Par chèque à l'ordre de {contact.payee}, avec votre numéro de famille ({number}) au dos.",
        "cash": f"En espèces, à {contact.counter}, avec cette lettre.",
        "cesu": f"En chèques emploi service universel (CESU), à {contact.counter}, avec cette lettre.",
        "transfer": f"Par virement, en indiquant votre numéro de famille ({number}) ; demandez-nous nos coordonnées.",
    }.get(data["method"], f"En ligne, dans {contact.website}.")


def _mandate(data: dict) -> dict | None:
    found = data["mandate"]
    if data["method"] != "direct_debit" or not found:
        return None
    return {
        "reference": found["reference"],
        "creditor_id": found["creditor_id"] or UNKNOWN_ICS,
        "creditor": people.sender(data["contact"], data["creditor"])["name"],
        "iban": wording.masked_iban(found["iban"]),
    }


def _detail(row: dict) -> dict:
    return {
        "month": wording.short_month(row["month"]).replace(" ", "\u00a0"),
        "child": row["child"] or "tous vos enfants",
        "service": row["service"],
        "quantity": wording.quantity(row["used_quantity"], row["unit"]),
        **{key: euro(row[key]) for key in ("expected", "billed")},
        "gap": {"unpriced": "à vérifier", "unknown": "non comparé"}.get(row["status"], euro(row["gap"])),
    }
