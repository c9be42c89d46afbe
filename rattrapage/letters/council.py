"""The council's summary in words and figures: one page of aggregates, no name (screens.md, Synthèse)."""

from __future__ import annotations

from decimal import Decimal

from rattrapage.letters import people, wording
from rattrapage.letters.wording import euro

SECRET = "secret"


def texts(data: dict) -> dict:
    """What the template shows. Keys of `data` (amounts `Decimal`; a masked figure is None):

    on, contact, run, output_hash, first, last, expected, billed, left (sum of positive gaps), over (sum of the others,
    positive), unknown (billed without attendance), families, families_unbilled; months [{month, billed, left}]; causes
    [{cause, amount}]; quotients and services [{label, families, left, mean}]; threshold (families under which a figure
    is secret); progress {scheduled, collected, owed, requests}; unknown_days; imported_on (last import) or None.
    """
    return {
        "sender": people.sender(data["contact"]),
        "title": f"Rattrapage de la facturation {wording.period(data['first'], data['last'])}",
        "foot": _foot(data),
        "strip": _strip(data),
        "metrics": _metrics(data),
        "sentence": _sentence(data),
        "months": _months(data["months"]),
        "causes": [
            {"cause": wording.CAUSES.get(row["cause"], row["cause"]), "amount": _or_secret(row["amount"])}
            for row in data["causes"]
        ],
        "quotients": [_families(row) for row in data["quotients"]],
        "services": [_families(row) for row in data["services"]],
        "masked": _masked(data),
        "progress": _progress(data["progress"]),
        "method": list(_method(data)),
    }


def _foot(data: dict) -> str:
    return f"Édité le {wording.day(data['on'])}, calcul n° {data['run']}, empreinte {data['output_hash']}"


def _strip(data: dict) -> str:
    parts = f"Dû {euro(data['expected'])} = facturé {euro(data['billed'])} + reste à facturer {euro(data['left'])}"
    parts += f" − trop facturé {euro(data['over'])}"
    return parts + (f" − facturé sans pointage, non comparé {euro(data['unknown'])}" if data["unknown"] else "")


def _metrics(data: dict) -> list[dict]:
    whole = data["families_unbilled"]
    note = f"dont {wording.number(whole)} avec un mois entier non facturé" if whole is not None else ""
    return [
        {"label": "Dû pour la période", "value": euro(data["expected"]), "note": ""},
        {"label": "Déjà facturé", "value": euro(data["billed"]), "note": ""},
        {"label": "Reste à facturer", "value": euro(data["left"]), "note": ""},
        {"label": "Familles concernées", "value": _count(data["families"]), "note": note},
    ]


def _sentence(data: dict) -> str:
    said = (
        f"Au {wording.day(data['on'])}, {euro(data['left'])} consommés {wording.period(data['first'], data['last'])} "
        "restent à facturer"
    )
    if not data["families"]:
        return f"{said}."
    mean = euro(data["left"] / data["families"])
    return f"{said} à {wording.counted(data['families'], 'famille', 'familles')}, soit {mean} en moyenne."


def _months(rows: list[dict]) -> list[dict]:
    """Bars on one scale: a thousandth of the largest month is the unit."""
    largest = max((row["billed"] + row["left"] for row in rows), default=Decimal(0)) or Decimal(1)
    return [
        {
            "month": wording.month(row["month"]),
            "billed": euro(row["billed"]),
            "left": euro(row["left"]),
            "billed_share": max(0, int(1000 * row["billed"] / largest)),
            "left_share": max(0, int(1000 * row["left"] / largest)),
        }
        for row in rows
    ]


def _families(row: dict) -> dict:
    return {
        "label": row["label"],
        "families": _count(row["families"]),
        "left": _or_secret(row["left"]),
        "mean": _or_secret(row["mean"]),
    }


def _count(value: int | None) -> str:
    return SECRET if value is None else wording.number(value)


def _or_secret(amount: Decimal | None) -> str:
    return SECRET if amount is None else euro(amount)


def _masked(data: dict) -> str:
    rows = [*data["quotients"], *data["services"]]
    if all(row["families"] is not None and row["left"] is not None for row in rows):
        return ""
    return (
        f"« {SECRET} » : moins de {data['threshold']} familles, ou ce qui permettrait de retrouver un tel chiffre par "
        "différence."
    )


def _progress(found: dict) -> list[dict]:
    return [
        {"label": "À recouvrer", "value": euro(found["owed"])},
        {"label": "Mis en échéances", "value": _part(found["scheduled"], found["owed"])},
        {"label": "Encaissé", "value": _part(found["collected"], found["owed"])},
        {"label": "Demandes en cours", "value": _count(found["requests"])},
    ]


def _part(amount: Decimal, whole: Decimal) -> str:
    return f"{euro(amount)} ({wording.percent(amount, whole)})" if whole else euro(amount)


def _method(data: dict):
    yield "Usages pointés comparés, famille par famille, aux lignes de factures, aux tarifs et quotients du jour."
    if data["unknown_days"]:
        missing = wording.counted(data["unknown_days"], "jour d'école sans pointage", "jours d'école sans pointage")
        yield f"{missing} : non comparés, jamais comptés comme zéro."
    if data["imported_on"]:
        yield f"Données reçues jusqu'au {wording.day(data['imported_on'])}."
