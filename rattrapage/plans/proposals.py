"""Plans: proposed for all families at once, approved by someone, told by a letter (R11, R12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterable
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path

import duckdb

from rattrapage import amounts, export, queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.payments import allocations
from rattrapage.plans import instalments, positions
from rattrapage.plans.policy import Policy
from rattrapage.progress import Step
from rattrapage.reconcile import chain, runs


@dataclass(frozen=True)
class Proposal:
    """What is proposed now: families with an instalment, instalments, euros; the rest counts families and their euros.

    `overpaid`: what payments exceed, as {family_id, payment_id, paid_on, paid, amount}.
    """

    families: int
    instalments: int
    amount: Decimal
    carried_over: int
    carried_over_amount: Decimal
    credits: int
    credits_amount: Decimal
    to_review: int
    to_review_amount: Decimal
    overpaid: list[dict] = field(default_factory=list)


@dataclass(frozen=True)
class Approved:
    """The families whose plan was approved, how many and how much (euros), and those whose plan is out of date."""

    families: int
    amount: Decimal
    left_out: list[str]


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


def base_run(cursor: duckdb.DuckDBPyConnection) -> tuple[str | None, str | None, int | None, bool]:
    """The period ever reconciled (None before), its latest run (None: none over all of it), whether data came since."""
    first, last, run, input_hash = queries.run(cursor, "plans/base_run").fetchone()
    return first, last, run, input_hash != runs.input_hash(cursor)


def current_run(ledger: Ledger, actor: str) -> Generator[Step, None, int]:
    """The run that plans are made from: the latest of the whole period, computed anew when data came since."""
    first, last, run, is_old = base_run(ledger.cursor())
    if first is None or last is None:
        raise Refusal(f"{ledger.path} : aucun calcul ; lancez d'abord « reconcile » sur les mois à rattraper.")
    if run is None or is_old:
        run = (yield from chain.run(ledger, first, last, actor)).run
    return run


def _replace(cursor: duckdb.DuckDBPyConnection, policy: Policy, run: int, actor: str) -> None:
    queries.run(cursor, "plans/drop_proposals")
    planning_id = _keep_policy(cursor, policy, run, actor)
    found = list(positions.outcomes(positions.read(cursor, policy, run), policy))
    instalments.lower(cursor, found, policy.prepared_on)
    instalments.keep(cursor, found, planning_id, policy)


def _keep_policy(cursor: duckdb.DuckDBPyConnection, policy: Policy, run: int, actor: str) -> int:
    (planning_id,) = cursor.execute("select coalesce(max(planning_id), 0) + 1 from plannings").fetchone()
    values = asdict(policy) | {"planning_id": planning_id, "made_at": dt.datetime.now(), "actor": actor, "run": run}
    cursor.execute(
        f"insert into plannings by name select {', '.join(f'${name} as {name}' for name in values)}",
        values,
    )
    return planning_id


def check(cursor: duckdb.DuckDBPyConnection) -> None:
    """Raises `Refusal`, with the difference, when some family's plan does not add up to what it has to pay."""
    found = queries.rows(cursor, "plans/unbalanced")
    if found:
        raise Refusal(
            f"Les plans ne tombent pas juste : {amounts.said(found[0]['difference'])} d'écart pour la famille "
            f"{found[0]['family_id']}, {len(found)} familles en tout ; rien n'a été écrit."
        )


def figures(cursor: duckdb.DuckDBPyConnection) -> Proposal:
    """What is proposed now, in figures."""
    (counted,) = queries.rows(cursor, "plans/figures")
    return Proposal(**counted, overpaid=queries.rows(cursor, "plans/overpaid"))


def csv_text(ledger: Ledger) -> str:
    """The plan file as it stands (rules.md, Files out), for the page's download."""
    cursor = queries.run(ledger.cursor(), "plans/out_plan")
    return export.csv_text([column[0] for column in cursor.description], cursor.fetchall())


def approve(ledger: Ledger, by: str, on: dt.date, families: Iterable[str] | None = None) -> Approved:
    """Approves the proposed plans of `families`, of all when None; payments made since then pay their instalments.

    A plan that is out of date (a payment, a return, a letter or granted terms since) is left out: propose it again.
    Raises `Refusal`, nothing changed, without a name or when a family has no proposed plan.
    """
    if not by.strip():
        raise Refusal("Dites qui approuve (--by).")
    asked = None if families is None else sorted(set(families))
    details: dict = {"on": on, "asked": asked or "all"}
    with ledger.write(by, "approbation de plans", "", details) as cursor:
        allocations.place(cursor)
        chosen = _proposed(cursor, asked)
        good = [plan for plan in chosen if not plan["is_stale"]]
        ids = [plan["plan_id"] for plan in good]
        queries.run(cursor, "plans/approve", plan_ids=ids, on=on, by=by, now=dt.datetime.now())
        allocations.place(cursor)
        check(cursor)
        amount = sum((plan["amount"] for plan in good), Decimal("0.00"))
        done = Approved(len(good), amount, [plan["family_id"] for plan in chosen if plan["is_stale"]])
        details |= vars(done)
    return done


def _proposed(cursor: duckdb.DuckDBPyConnection, asked: list[str] | None) -> list[dict]:
    """The proposed plans of the families asked, of all when None, each with `is_stale`."""
    queries.run(cursor, "plans/stale_plans")
    proposed = queries.rows(cursor, "plans/proposed")
    if unknown := sorted(set(asked or ()) - {plan["family_id"] for plan in proposed}):
        raise Refusal(f"Famille {unknown[0]} : aucun plan proposé ; lancez d'abord « plan ».")
    return [plan for plan in proposed if asked is None or plan["family_id"] in asked]


def announce(cursor: duckdb.DuckDBPyConnection, instalment_ids: Iterable[str], on: dt.date) -> int:
    """Records the pre-notification of instalments on a day, inside the caller's transaction; returns how many.

    Takes those of the view `announceable`: approved, told by no letter yet, not waiting for a new plan; the notice of
    others stays what it was.
    """
    ids = list(instalment_ids)
    queries.run(cursor, "plans/announce", ids=ids, on=on, now=dt.datetime.now())
    return cursor.execute("select count(*) from told").fetchone()[0]
