"""Commands on plans: `plan`, `approve`, `request`, `waive`."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from rattrapage import amounts, clock
from rattrapage.commands.cli import DONE, INCOMPLETE, Output, command
from rattrapage.commands.options import AMOUNT, DAY, MONTH, Count
from rattrapage.errors import Refusal
from rattrapage.plans import proposals
from rattrapage.plans.policy import MOST_INSTALMENTS, Policy
from rattrapage.plans.proposals import Proposal
from rattrapage.requests import desk, waivers
from rattrapage.requests.terms import Step, Terms
from rattrapage.words import METHODS, REQUEST_STATES, STRATEGIES

STRATEGY = f"Stratégie : {', '.join(STRATEGIES)}."
COUNT = Count(1, MOST_INSTALMENTS)


@command("plan")
@click.option("--strategy", required=True, help=STRATEGY)
@click.option("--first-due", required=True, type=DAY, help="Première échéance au plus tôt.")
@click.option("--day", required=True, type=Count(1, 28), help="Jour du mois.")
@click.option("--max-instalments", required=True, type=COUNT, help="Nombre maximal d'échéances.")
@click.option("--min-instalment", type=AMOUNT, help="Échéance minimale (equal).")
@click.option("--cap", type=AMOUNT, help="Plafond par mois (capped).")
@click.option("--threshold", type=AMOUNT, default="15.00", show_default=True, help="Seuil de recouvrement ; 0 : aucun.")
@click.option("--prepared-on", type=DAY, help="Date de préparation (défaut : aujourd'hui).")
@click.option("--notice-days", type=Count(0, 365), default=14, show_default=True, help="Préavis en jours.")
@click.option("--net-credits", is_flag=True, help="Compense avec le trop facturé (acte juridique).")
@click.option("--out", "out_file", required=True, type=click.Path(path_type=Path), help="Fichier CSV des plans.")
def plan_(out: Output, out_file: Path, prepared_on: dt.date | None, **chosen: Any) -> int:
    """Propose des échéanciers à toutes les familles ; rien n'a d'effet avant « approve »."""
    policy = Policy(prepared_on=prepared_on or clock.today(), **chosen)
    with out.open() as book:
        made = out.finish(proposals.propose(book, policy, out=out_file))
    out.result(asdict(made), *_sentences(made), f"Plans proposés : {out_file}")
    return INCOMPLETE if made.to_review else DONE


def _sentences(made: Proposal) -> list[str]:
    return [
        f"{made.families} familles, {made.instalments} échéances, {amounts.said(made.amount)}",
        f"Reporté sous le seuil : {made.carried_over} familles, {amounts.said(made.carried_over_amount)}",
        f"À créditer : {made.credits} familles, {amounts.said(made.credits_amount)}",
        f"À décider : {made.to_review} familles, {amounts.said(made.to_review_amount)}",
        *(f"Trop perçu : famille {row['family_id']}, {amounts.said(row['amount'])}" for row in made.overpaid),
    ]


@command("approve")
@click.option("--all", "everyone", is_flag=True, help="Approuve tous les plans proposés.")
@click.option("--family", "families", multiple=True, help="Approuve le plan d'une famille, ou de plusieurs.")
@click.argument("more", nargs=-1, metavar="")
@click.option("--by", required=True, help="Qui approuve.")
@click.option("--on", type=DAY, help="Date de l'approbation (défaut : aujourd'hui).")
def approve_(
    out: Output, everyone: bool, families: tuple[str, ...], more: tuple[str, ...], by: str, on: dt.date | None
) -> int:
    """Approuve les plans proposés."""
    if everyone == bool(families) or (more and not families):
        raise Refusal("Donnez --all, ou --family et des numéros de famille.")
    with out.open() as book:
        done = proposals.approve(book, by, on or clock.today(), None if everyone else [*families, *more])
    out.warn(*(f"Famille {name} : plan périmé, proposez-le de nouveau avec « plan »." for name in done.left_out))
    out.result(asdict(done), f"{done.families} plans approuvés, {amounts.said(done.amount)}")
    return INCOMPLETE if done.left_out else DONE


@command("request")
@click.option("--family", required=True, help="Numéro de la famille.")
@click.option("--state", required=True, help=f"État : {', '.join(REQUEST_STATES)}.")
@click.option("--strategy", help=STRATEGY)
@click.option("--first-due", type=DAY, help="Première échéance au plus tôt.")
@click.option("--max-instalments", type=COUNT, help="Nombre maximal d'échéances.")
@click.option("--min-instalment", type=AMOUNT, help="Échéance minimale (equal).")
@click.option("--cap", type=AMOUNT, help="Plafond par mois (€), s'il est mensuel (capped).")
@click.option("--method", help=f"Moyen de paiement : {', '.join(METHODS)}.")
@click.option("--by", required=True, help="Qui reçoit la demande, ou qui décide.")
@click.option("--why", required=True, help="Pourquoi.")
@click.option("--reference", default="", help="Référence de la décision.")
def request_(out: Output, family: str, state: str, by: str, why: str, reference: str, **terms: Any) -> int:
    """Enregistre la demande d'une famille, ou la décision du comptable."""
    step, asked = Step(state, by, why, reference), Terms.of(**terms)
    with out.open() as book:
        request_id = desk.record(book, family, step, asked)
    out.result({"request_id": request_id}, f"Demande n° {request_id} : {REQUEST_STATES[state].label.lower()}")
    return DONE


@command("waive")
@click.option("--family", required=True, help="Numéro de la famille.")
@click.option("--amount", required=True, type=AMOUNT, help="Montant remis.")
@click.option("--month", type=MONTH, help="Mois remis (défaut : le plus ancien d'abord).")
@click.option("--reference", required=True, help="Référence du vote.")
@click.option("--by", required=True, help="Qui a voté la remise.")
@click.option("--why", required=True, help="Pourquoi.")
def waive_(out: Output, family: str, amount: Decimal, month: str | None, reference: str, by: str, why: str) -> int:
    """Enregistre une remise votée par le conseil."""
    with out.open() as book:
        waiver_id = waivers.record(book, family, amount, reference, by, why, month)
    out.result({"waiver_id": waiver_id}, f"Remise n° {waiver_id} : {amounts.said(amount)}, reprise au prochain plan")
    return DONE
