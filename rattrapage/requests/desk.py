"""The requests desk: what families ask, and what the accountant decided; recorded, never granted by the tool (R12)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import duckdb

from rattrapage import queries
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
    was announced and is in no live file. Raises `Refusal`, nothing changed, for an unknown family, a cap that nobody
    named, or a request answered meanwhile.
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
    """For a form, before it asks to confirm: raises `Refusal` for a cap that nobody named, as `record` would."""
    cursor = ledger.cursor()
    _with_cap(cursor, _request(cursor, family_id), terms)


def check_family(cursor: duckdb.DuckDBPyConnection, family_id: str) -> None:
    """Raises `Refusal` when no such family was ever imported."""
    if not cursor.execute("select count(*) from families where family_id = ?", [family_id]).fetchone()[0]:
        raise Refusal(f"Aucune famille n° {family_id} ; vérifiez le numéro.")


def _with_cap(cursor: duckdb.DuckDBPyConnection, request_id: int, terms: Terms) -> Terms:
    """`capped` without a cap takes the one asked, else the plan's, for good: later plans may have none."""
    if terms.strategy != "capped" or terms.cap is not None:
        return terms
    asked = cursor.execute("select cap from request_states where request_id = ?", [request_id]).fetchone()
    planned = cursor.execute("select cap from plannings order by planning_id desc limit 1").fetchone()
    caps = [found[0] for found in (asked, planned) if found and found[0] is not None]
    if not caps:
        raise Refusal(NO_CAP)
    return replace(terms, cap=caps[0])


def _request(cursor: duckdb.DuckDBPyConnection, family_id: str) -> int:
    """The family's open request, else the next number."""
    sql = "select max(request_id) from request_states where family_id = ? and is_open"
    (open_one,) = cursor.execute(sql, [family_id]).fetchone()
    (last,) = cursor.execute("select coalesce(max(request_id), 0) from request_steps").fetchone()
    return open_one or last + 1


def _keep(cursor: duckdb.DuckDBPyConnection, request_id: int, family_id: str, step: Step, terms: Terms) -> None:
    cursor.execute(
        "insert into request_steps select coalesce(max(step_id), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? "
        "from request_steps",
        [
            *(request_id, family_id, step.state, dt.datetime.now(), step.by, step.why, step.reference or None),
            *(terms.strategy, terms.first_due, terms.max_instalments, terms.min_instalment, terms.cap, terms.method),
            step.decided_on,
        ],
    )


def _release(cursor: duckdb.DuckDBPyConnection, request_id: int, family_id: str, step: Step) -> list[str]:
    """Takes back what was told on the old terms, when others are granted; returns the instalments."""
    if step.state != "granted" or not _has_terms(cursor, request_id):
        return []
    queries.run(cursor, "requests/release", family=family_id, on=dt.date.today(), now=dt.datetime.now())
    return [name for (name,) in cursor.execute("select instalment_id from freed order by all").fetchall()]


def _has_terms(cursor: duckdb.DuckDBPyConnection, request_id: int) -> bool:
    sql = "select kind <> 'hardship' from request_states where request_id = ?"
    return cursor.execute(sql, [request_id]).fetchone()[0]
