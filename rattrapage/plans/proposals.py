"""Plans: proposed for all families at once, approved by someone, announced by a letter (R11, R12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterable
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, TypedDict

import duckdb

from rattrapage import amounts, clock, export, queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.payments import allocations
from rattrapage.plans import instalments, positions
from rattrapage.plans.policy import Policy
from rattrapage.progress import Step
from rattrapage.reconcile import chain, runs


class Overpayment(TypedDict):
    """A payment that exceeds what it may pay: `paid` in all, `amount` too much; euros."""

    family_id: str
    payment_id: str
    paid_on: dt.date
    paid: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Proposal:
    """What is proposed now: families with an instalment, instalments, euros; for the rest families and their euros."""

    families: int
    instalments: int
    amount: Decimal
    carried_over: int
    carried_over_amount: Decimal
    credits: int
    credits_amount: Decimal
    to_review: int
    to_review_amount: Decimal
    overpaid: list[Overpayment] = field(default_factory=list)


@dataclass(frozen=True)
class Approved:
    """The families whose plan was approved, how many and how much (euros), and those whose plan is out of date."""

    families: int
    amount: Decimal
    left_out: list[str]


class ProposedPlan(NamedTuple):
    """A plan that waits for approval: its sum in euros, and whether it is out of date."""

    plan_id: int
    family_id: str
    amount: Decimal
    is_stale: bool


class BaseRun(NamedTuple):
    """The period ever reconciled (None before), its latest run (None: none over all of it), whether data came since."""

    first_month: str | None
    last_month: str | None
    run: int | None
    is_old: bool


def propose(
    ledger: Ledger, policy: Policy, actor: str = "cli", out: Path | None = None
) -> Generator[Step, None, Proposal]:
    """Proposes plans for the whole reconciled period, in place of those not yet approved; writes the file `out`.

    Recomputes the period first when data came since, and yields its progress. Where too much was announced it is
    lowered at once (R12, rest < 0). Raises `Refusal`, nothing written, when nothing was reconciled, `out` cannot be
    written, or the plans do not add up to the cent.
    """
    run = yield from current_run(ledger, actor)
    yield Step(1, 1, "Plans de toutes les familles")
    details = asdict(policy) | {"run": run}
    with ledger.write(actor, "proposition de plans", f"calcul {run}", details) as cursor:
        allocations.place(cursor)
        _replace(cursor, policy, run, actor)
        check(cursor)
        made = figures(cursor)
        details |= {key: value for key, value in vars(made).items() if key != "overpaid"}
        if out:
            with export.writing(out) as beside:
                export.copy(cursor, queries.text("plans/out_plan"), beside)
    return made


class _LatestRun(NamedTuple):
    first_month: str | None
    last_month: str | None
    run: int | None
    input_hash: str | None


def base_run(cursor: duckdb.DuckDBPyConnection) -> BaseRun:
    """Gives the run that plans can be made from now."""
    latest = queries.one(cursor, "plans/base_run", _LatestRun)
    return BaseRun(latest.first_month, latest.last_month, latest.run, latest.input_hash != runs.input_hash(cursor))


def current_run(ledger: Ledger, actor: str) -> Generator[Step, None, int]:
    """Gives the run that plans are made from: the latest of the whole period, made anew when data came since."""
    first, last, run, is_old = base_run(ledger.cursor())
    if first is None or last is None:
        raise Refusal(f"{ledger.path} : aucun calcul ; lancez d'abord « reconcile » sur les mois à rattraper.")
    if run is None or is_old:
        run = (yield from chain.run(ledger, first, last, actor)).run
    return run


def _replace(cursor: duckdb.DuckDBPyConnection, policy: Policy, run: int, actor: str) -> None:
    queries.run(cursor, "plans/drop_proposals")
    values = asdict(policy) | {"run": run, "made_at": clock.now(), "actor": actor}
    planning_id = queries.value(cursor, "plans/keep_planning", int, **values)
    outcomes = list(positions.outcomes(positions.read(cursor, policy, run), policy))
    instalments.lower(cursor, outcomes, policy.prepared_on)
    instalments.keep(cursor, outcomes, planning_id, policy)


def check(cursor: duckdb.DuckDBPyConnection) -> None:
    """Raises `Refusal`, with the difference, when some family's plan does not add up to what it has to pay."""
    if unbalanced := queries.all(cursor, "plans/unbalanced", _Unbalanced):
        worst = unbalanced[0]
        raise Refusal(
            f"Les plans ne tombent pas juste : {amounts.said(worst.difference)} d'écart pour la famille "
            f"{worst.family_id}, {len(unbalanced)} familles en tout ; rien n'a été écrit."
        )


class _Unbalanced(NamedTuple):
    family_id: str
    difference: Decimal


def figures(cursor: duckdb.DuckDBPyConnection) -> Proposal:
    """Gives what is proposed now, in figures."""
    (counted,) = queries.rows(cursor, "plans/figures")
    return Proposal(**counted, overpaid=queries.records(cursor, "plans/overpaid", Overpayment))


def csv_text(ledger: Ledger) -> str:
    """Gives the plan file as it stands (rules.md, Files out), for the page's download."""
    cursor = queries.run(ledger.cursor(), "plans/out_plan")
    return export.csv_text([column[0] for column in cursor.description or ()], cursor.fetchall())


def approve(ledger: Ledger, by: str, on: dt.date, families: Iterable[str] | None = None) -> Approved:
    """Approves the proposed plans of `families`, of all when None; payments made since then pay their instalments.

    A plan that is out of date (a payment, a return, a letter or granted terms since) is left out: propose it again.
    Raises `Refusal`, nothing changed, without a name or when a family has no proposed plan.
    """
    if not by.strip():
        raise Refusal("Dites qui approuve (--by).")
    wanted = None if families is None else sorted(set(families))
    details: dict[str, object] = {"on": on, "asked": wanted or "all"}
    with ledger.write(by, "approbation de plans", "", details) as cursor:
        allocations.place(cursor)
        chosen = _chosen(cursor, wanted)
        good = [plan for plan in chosen if not plan.is_stale]
        ids = [plan.plan_id for plan in good]
        queries.run(cursor, "plans/approve", plan_ids=ids, on=on, by=by, now=clock.now())
        allocations.place(cursor)
        check(cursor)
        amount = sum((plan.amount for plan in good), Decimal("0.00"))
        done = Approved(len(good), amount, [plan.family_id for plan in chosen if plan.is_stale])
        details |= vars(done)
    return done


def proposed(cursor: duckdb.DuckDBPyConnection) -> list[ProposedPlan]:
    """Gives the plans that wait for approval, by family."""
    queries.run(cursor, "plans/stale_plans")
    return queries.all(cursor, "plans/proposed", ProposedPlan)


def _chosen(cursor: duckdb.DuckDBPyConnection, families: list[str] | None) -> list[ProposedPlan]:
    """The proposed plans of some families, of all when None; raises `Refusal` for a family without one."""
    plans = proposed(cursor)
    if unknown := sorted(set(families or ()) - {plan.family_id for plan in plans}):
        raise Refusal(f"Famille {unknown[0]} : aucun plan proposé ; lancez d'abord « plan ».")
    return [plan for plan in plans if families is None or plan.family_id in families]


def announce(cursor: duckdb.DuckDBPyConnection, instalment_ids: Iterable[str], on: dt.date) -> int:
    """Records the pre-notification of instalments on a day, inside the caller's transaction; returns how many.

    Takes those of the view `announceable`: approved, in no letter yet, not waiting for a new plan; the notice of others
    stays what it was.
    """
    values = {"ids": list(instalment_ids), "on": on, "now": clock.now()}
    return queries.value(cursor, "plans/announce", int, **values)
