"""The mandate form: what a debtor reads, checks and signs (sepa.md, section 1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from rattrapage.letters.printing import people, wording

TO_FILL = "\u2009".join("____" for _ in range(7))
CHECK = "Si une de ces lignes est fausse ou vide, corrigez-la à la main ; un autre IBAN demande un autre formulaire."


def issued_on(data: Mapping[str, Any]) -> dt.date:
    """Gives the date of the form."""
    return dt.date.fromisoformat(data["issued_on"])


def texts(data: Mapping[str, Any]) -> dict[str, Any]:
    """Gives what the template shows, from `rattrapage.mandates.forms.form_data`: {mandate_reference, family_id, type
    (`recurrent`, `one_off`), issued_on, reason, creditor, debtor}; what is empty is to fill by hand."""
    creditor, debtor = data["creditor"], data["debtor"]
    is_recurrent = data["type"] == "recurrent"
    return {
        "sender": {"name": creditor["name"]},
        "mandate_reference": data["mandate_reference"],
        "family_id": data["family_id"],
        "on": wording.day(issued_on(data)),
        "creditor": {key: creditor[key] for key in ("name", "creditor_id")} | {"address": people.address(creditor)},
        "debtor": {
            "account_holder": debtor["account_holder"] or TO_FILL,
            "address": people.address(debtor) or [TO_FILL],
            "iban": wording.iban(debtor["iban"]) or TO_FILL,
            "bic": debtor["bic"] or "—",
        },
        "checks": [CHECK],
        "recurrent": _box(is_recurrent),
        "one_off": _box(not is_recurrent),
        "why": f"Pourquoi ce formulaire : {data['reason']}." if data.get("reason") else "",
    }


def _box(is_ticked: bool) -> str:
    return "☒" if is_ticked else "☐"
