"""Decisions: the letter that answers a family's request, as it stands now, and the record that it was made (R12)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from decimal import Decimal

from rattrapage import queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.letters.notices import Sender

TERMS = ("strategy", "first_due", "max_instalments", "min_instalment", "cap", "method")


def of(ledger: Ledger, request_id: int, on: dt.date, sender: Sender | None = None, motive: str = "") -> dict:
    """What `letters.decision` prints of a request (keys there); `motive` is for the family, '' for none.

    The schedule is listed only where the request is refused: one accepted is planned anew and told by `notify`.
    Raises `Refusal` when there is no such request.
    """
    found = queries.rows(ledger.cursor(), "requests/request", request_id=request_id)
    if not found:
        raise Refusal(f"Aucune demande n° {request_id} ; voyez la liste des demandes.")
    (request,) = found
    kept = queries.rows(ledger.cursor(), "requests/instalments", family=request["family_id"])
    sender = sender or Sender()
    return {
        "on": on,
        "contact": sender.contact,
        "creditor": sender.creditor,
        "family": request,
        **{key: request[key] for key in ("state", "asked_on", "decided_on", "reference")},
        "motive": motive,
        "terms": {key: request[key] for key in TERMS},
        "instalments": kept if request["state"] == "refused" else [],
    }


def write(
    ledger: Ledger, request_id: int, data: dict, letter: Callable[[dict], bytes], actor: str
) -> tuple[str, bytes]:
    """The letter of a request's `data` (see `of`) and the name of its file; the journal and `letters` keep a trace.

    The same letter taken twice is in the journal twice, and once among the letters.
    """
    pdf = letter(data)
    family, instalments = data["family"]["family_id"], data["instalments"]
    name = f"demande-{request_id}-{data['state']}.pdf"
    details = {"state": data["state"], "request": request_id, "sha256": hashlib.sha256(pdf).hexdigest()}
    with ledger.write(actor, "lettre de décision", family, details) as cursor:
        if cursor.execute("select 1 from letters where sha256 = ?", [details["sha256"]]).fetchone():
            return name, pdf
        queries.run(
            cursor,
            "letters/record",
            kind="decision",
            families=[family],
            files=[name],
            hashes=[details["sha256"]],
            counts=[len(instalments)],
            amounts=[sum((row["amount"] for row in instalments), Decimal(0))],
            on=data["on"],
            now=dt.datetime.now(),
            actor=actor,
        )
    return name, pdf
