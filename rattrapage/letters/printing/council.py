"""The council's summary in words and figures, on screen and on paper: aggregates, no name."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from rattrapage.letters.printing import council_rows, people, wording
from rattrapage.letters.printing.council_rows import SECRET
from rattrapage.letters.printing.wording import euro
from rattrapage.letters.shapes.council import CouncilSummary

NAMED = 3
"""More hidden months than this are counted, not named."""
PAPER = {"months": 8, "quotients": 10, "services": 10}
"""How many rows of each table one sheet holds; of the months, the latest."""


def texts(data: CouncilSummary) -> dict[str, Any]:
    """Gives what the page and the template show."""
    return {
        "sender": people.sender(data["contact"]),
        "title": f"Rattrapage de la facturation {wording.period(data['first_month'], data['last_month'])}",
        "foot": f"Édité le {wording.day(data['on'])}, calcul n° {data['run']}, empreinte {data['output_hash']}",
        "strip": strip(data),
        "metrics": _metrics(data),
        "sentence": sentence(data),
        "months": council_rows.months(data["months"]),
        "causes": [council_rows.cause(row) for row in data["causes"]],
        "quotients": [council_rows.families(row) for row in data["quotients"]],
        "services": [council_rows.families(row) for row in data["services"]],
        "masked": masked(data),
        "progress": progress(data),
        "method": list(method(data)),
    }


def sheet(page: dict[str, Any]) -> dict[str, Any]:
    """Gives the texts of one sheet of paper, which says so when it shortens a table."""
    cut = {name: page[name][-most:] if name == "months" else page[name][:most] for name, most in PAPER.items()}
    if all(len(page[name]) == len(rows) for name, rows in cut.items()):
        return page
    note = (
        f"Cette feuille montre les {PAPER['months']} derniers mois, {PAPER['quotients']} tranches de quotient et "
        f"{PAPER['services']} services au plus ; la page « Synthèse » montre tout."
    )
    return {**page, **cut, "method": [*page["method"], note]}


def strip(data: CouncilSummary) -> str:
    """Gives the equation of the published months; a hidden figure has no term, so that subtracting never reveals it."""
    if data["due"] is None:
        return f"Moins de {data['threshold']} familles : aucun montant n'est publié."
    terms = [_billed_term(data)] if data["covered"] is not None else []
    if data["billed"] is not None:
        terms.append(f"− trop facturé {euro(data['over'])}")
        terms += [f"− facturé sans pointage, non comparé {euro(data['unknown'])}"] if data["unknown"] else []
    terms += [f"+ mois sous secret {euro(data['secret_due'])}"] if data["secret_due"] else []
    return f"Dû {euro(data['due'])} = {' '.join(terms).removeprefix('+ ')}"


def _billed_term(data: CouncilSummary) -> str:
    label, amount = billed(data)
    return f"{label.removeprefix('Déjà ').lower()} {euro(amount)} + reste à facturer {euro(data['remaining'])}"


def billed(data: CouncilSummary) -> tuple[str, Decimal | None]:
    """Gives what was billed, and its name.

    Only the part that was due, where the rest would let a reader work out a hidden figure.
    """
    if data["billed"] is None and data["covered"] is not None:
        return "Facturé à bon droit", data["covered"]
    return "Déjà facturé", data["billed"]


def _metrics(data: CouncilSummary) -> list[dict[str, str]]:
    label, amount = billed(data)
    whole = data["families_unbilled"]
    note = f"dont {wording.number(whole)} avec un mois entier non facturé" if whole is not None else ""
    return [
        {"label": "Dû pour la période", "value": council_rows.or_secret(data["due"]), "note": ""},
        {"label": label, "value": council_rows.or_secret(amount), "note": ""},
        {"label": "Reste à facturer", "value": council_rows.or_secret(data["remaining"]), "note": ""},
        {"label": "Familles concernées", "value": council_rows.count(data["families"]), "note": note},
    ]


def sentence(data: CouncilSummary) -> str:
    """Gives the sentence that a councillor can quote as it stands."""
    day, period = wording.short_day(data["on"]), wording.period(data["first_month"], data["last_month"])
    if data["remaining"] is None:
        return f"Au {day}, moins de {data['threshold']} familles sont concernées {period} : rien n'est publié."
    said = f"Au {day}, {euro(data['remaining'])} consommés {period}{_except(data)} restent à facturer"
    if not data["families"]:
        return f"{said}."
    mean = euro(data["remaining"] / data["families"])
    return f"{said} à {wording.counted(data['families'], 'famille', 'familles')}, soit {mean} en moyenne."


def _except(data: CouncilSummary) -> str:
    hidden = [wording.short_month(row["month"]) for row in data["months"] if row["masked"]]
    if len(hidden) > NAMED:
        return f" (hors {wording.counted(len(hidden), 'mois', 'mois')} sous secret)"
    return f" (hors {', '.join(hidden)})" if hidden else ""


def masked(data: CouncilSummary) -> str:
    """Says why some figures are « secret », when there are some."""
    rows = (*data["months"], *data["causes"], *data["services"], *data["quotients"])
    if not any(row["masked"] for row in rows):
        return ""
    return (
        f"« {SECRET} » : moins de {data['threshold']} familles un mois au moins, ou une seconde ligne masquée pour "
        "qu'on ne retrouve pas la première par différence."
    )


def progress(data: CouncilSummary) -> list[dict[str, str]]:
    """Says how far the catch-up is: whole percents of what is to collect, and requests that wait."""
    scheduled, collected = data["scheduled_share"], data["collected_share"]
    return [
        {"label": "Mis en échéances", "value": _share(data, scheduled)},
        {"label": "Encaissé", "value": _share(data, collected)},
        {"label": "Demandes en cours", "value": council_rows.count(data["requests"])},
    ]


def _share(data: CouncilSummary, percent: int | None) -> str:
    if data["progress_masked"]:
        return SECRET
    return "rien à recouvrer" if percent is None else f"{percent}\u202f%"


def method(data: CouncilSummary) -> Iterator[str]:
    """Says what the figures compare, and what they leave out."""
    yield "Usages pointés comparés, famille par famille, aux lignes de factures, aux tarifs et quotients du jour."
    if not data["whole"] or data["secret_due"]:
        yield f"Un mois où moins de {data['threshold']} familles sont concernées n'entre pas dans les totaux."
    if data["billed"] is None and data["covered"] is not None:
        yield "« Facturé à bon droit » : la part facturée de ce qui était dû ; le trop facturé n'est pas publié."
    if data["unknown_days"]:
        missing = wording.counted(data["unknown_days"], "jour d'école sans pointage", "jours d'école sans pointage")
        yield f"{missing} : non comparés, jamais comptés comme zéro."
    if data["imported_on"]:
        yield f"Données reçues jusqu'au {wording.day(data['imported_on'])}."
