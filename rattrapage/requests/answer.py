"""Decisions: the letter that answers a family's request, as it stands now, and the record that it was made (R12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from rattrapage import queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.letters import sent
from rattrapage.letters.notices import Sender
from rattrapage.letters.sent import SentLetter
from rattrapage.letters.shapes.decisions import Decision, DecisionInstalment
from rattrapage.letters.shapes.people import Addressee


class Request(Addressee):
    """A row of `queries/requests/request`: the family, the state of its request, the terms it named."""

    state: str
    asked_on: dt.date
    decided_on: dt.date
    reference: str | None
    strategy: str | None
    first_due: dt.date | None
    max_instalments: int | None
    min_instalment: Decimal | None
    cap: Decimal | None
    method: str | None


def of(ledger: Ledger, request_id: int, on: dt.date, sender: Sender | None = None, motive: str = "") -> Decision:
    """Gives what `printing.decision` prints of a request; `motive` is for the family, '' for none.

    The schedule is listed only where the request is refused: one accepted is planned anew and announced by `notify`.
    Raises `Refusal` when there is no such request.
    """
    requests = queries.records(ledger.cursor(), "requests/request", Request, request_id=request_id)
    if not requests:
        raise Refusal(f"Aucune demande n° {request_id} ; voyez la liste des demandes.")
    (request,) = requests
    sender = sender or Sender()
    return {
        "on": on,
        "contact": sender.contact,
        "creditor": sender.creditor,
        "family": request,
        "state": request["state"],
        "asked_on": request["asked_on"],
        "decided_on": request["decided_on"],
        "reference": request["reference"],
        "motive": motive,
        "terms": {
            "strategy": request["strategy"],
            "first_due": request["first_due"],
            "max_instalments": request["max_instalments"],
            "min_instalment": request["min_instalment"],
            "cap": request["cap"],
            "method": request["method"],
        },
        "instalments": _announced(ledger, request["family_id"]) if request["state"] == "refused" else [],
    }


def _announced(ledger: Ledger, family_id: str) -> list[DecisionInstalment]:
    return queries.records(ledger.cursor(), "requests/instalments", DecisionInstalment, family=family_id)


def write(
    ledger: Ledger, request_id: int, data: Decision, letter: Callable[[Decision], bytes], actor: str
) -> tuple[str, bytes]:
    """Writes the letter of a request's `data` (see `of`); returns the name of its file and its bytes.

    The journal and `letters` keep a trace: a letter taken twice is in the journal twice, once among the letters.
    """
    instalments = data["instalments"]
    made = SentLetter(
        family_id=data["family"]["family_id"],
        file=f"demande-{request_id}-{data['state']}.pdf",
        pdf=letter(data),
        instalments=len(instalments),
        amount=sum((row["amount"] for row in instalments), Decimal(0)),
    )
    sha256 = sent.fingerprint(made.pdf)
    details = {"state": data["state"], "request": request_id, "sha256": sha256}
    with ledger.write(actor, "lettre de décision", made.family_id, details) as cursor:
        if not sent.is_recorded(cursor, sha256):
            sent.record(cursor, "decision", [made], data["on"], actor)
    return made.file, made.pdf
