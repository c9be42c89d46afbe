"""The requests desk: what families ask, and what the accountant decided; recorded, never granted by the tool (R12)."""

from __future__ import annotations

from dataclasses import asdict, replace
from decimal import Decimal
from typing import NamedTuple

import duckdb

from rattrapage import clock, queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.requests import trace
from rattrapage.requests.terms import Step, Terms

NO_CAP = (
    "Le plafond mensuel demande un plafond : ni la demande ni le plan n'en a ; indiquez le « Plafond par mois (€) »."
)


def record(
    ledger: Ledger,
    family_id: str,
    step: Step,
    terms: Terms | None = None,
    actor: str | None = None,
    answers: int | None = None,
) -> int:
    """Records a step of the family's open request, or of a new one when none is open; returns the request's number.

    `actor` is who records it, when that is not who decided (`step.by`); `answers` the number of the open request that
    the step is meant for. Terms that a step names win over those of the steps before it. Granted terms take back what
    was announced and is in no live file. Raises `Refusal`, nothing changed, for an unknown family, `capped` terms
    without any known cap, or a request answered meanwhile.
    """
    terms = terms or Terms()
    details = trace.of(step)
    with ledger.write(actor or step.by, "demande", family_id, details) as cursor:
        check_family(cursor, family_id)
        request_id = _request(cursor, family_id)
        if answers not in (None, request_id):
            raise Refusal(f"La demande n° {answers} a reçu une réponse entre-temps ; relisez-la avant de décider.")
        terms = _with_cap(cursor, request_id, terms)
        details |= trace.before(cursor, request_id)
        held = trace.held(cursor, family_id)
        _keep(cursor, request_id, family_id, step, terms)
        released = _release(cursor, request_id, family_id, step)
        details |= trace.after(cursor, request_id, family_id, held, released)
    return request_id


def check_terms(ledger: Ledger, family_id: str, terms: Terms) -> None:
    """Raises `Refusal` for `capped` terms without any known cap, as `record` would.

    A form calls it before it asks for confirmation.
    """
    cursor = ledger.cursor()
    _with_cap(cursor, _request(cursor, family_id), terms)


def check_family(cursor: duckdb.DuckDBPyConnection, family_id: str) -> None:
    """Raises `Refusal` when no such family was ever imported."""
    if not queries.value(cursor, "requests/known_family", bool, family=family_id):
        raise Refusal(f"Aucune famille n° {family_id} ; vérifiez le numéro.")


def _with_cap(cursor: duckdb.DuckDBPyConnection, request_id: int, terms: Terms) -> Terms:
    """`capped` without a cap takes the one asked, else the plan's, for good: later plans may have none."""
    if terms.strategy != "capped" or terms.cap is not None:
        return terms
    cap = queries.one(cursor, "requests/cap", _Cap, request_id=request_id).cap
    if cap is None:
        raise Refusal(NO_CAP)
    return replace(terms, cap=cap)


class _Cap(NamedTuple):
    cap: Decimal | None


def _request(cursor: duckdb.DuckDBPyConnection, family_id: str) -> int:
    """The family's open request, else the next number."""
    return queries.value(cursor, "requests/number", int, family=family_id)


def _keep(cursor: duckdb.DuckDBPyConnection, request_id: int, family_id: str, step: Step, terms: Terms) -> None:
    queries.run(
        cursor,
        "requests/keep_step",
        request_id=request_id,
        family=family_id,
        now=clock.now(),
        **asdict(step) | {"reference": step.reference or None},
        **asdict(terms),
    )


def _release(cursor: duckdb.DuckDBPyConnection, request_id: int, family_id: str, step: Step) -> list[str]:
    """Takes back what was announced on the old terms, when others are granted; returns the instalments."""
    request = trace.recorded(cursor, request_id)
    if step.state != "granted" or request is None or request.kind == "hardship":
        return []
    values = {"family": family_id, "on": clock.today(), "now": clock.now()}
    return [row.instalment_id for row in queries.all(cursor, "requests/release", trace.Moved, **values)]
