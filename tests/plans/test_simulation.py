"""Simulation: what a policy would do, told without writing, is what the plan then does."""

from decimal import Decimal

import pytest

from rattrapage.errors import Refusal
from rattrapage.plans import simulation
from rattrapage.requests import waivers
from rattrapage.requests.desk import record
from rattrapage.requests.terms import Step
from tests.towns.plans import agree, claim, euros, families, owing, plan, policy, rows

KINDS = ("largest", "median", "smallest", "lowest_quotient", "three_children", "request_open", "no_mandate", "credit")


def simulate(ledger, **changes):
    return simulation.simulate(ledger, policy(**changes))


def usual(ledger, family, *months):
    """What the latest run expects of a family, month by month."""
    for number, expected in enumerate(months, 1):
        ledger.cursor().execute(
            "insert into run_family_months select max(run), ?, ?, ?, 0, 0, 'unbilled' from runs",
            [family, f"2023-{number:02}", expected],
        )


@pytest.fixture
def town(ledger):
    """Five families that owe, one of them something to credit, one with an open request, one with three children."""
    owing(ledger, F1="300.00", F2="9.00", F3={"2023-09": "60.00", "2023-10": "-5.00"}, F4="90.00", F5="120.00")
    cursor = ledger.cursor()
    cursor.execute("insert into mandates (mandate_reference, family_id, status) values ('RTM1', 'F1', 'active')")
    cursor.execute("update families set payment_method = 'cheque' where family_id <> 'F1' and family_id <> 'F4'")
    cursor.execute("insert into children (child_id, family_id) select 'C' || i, 'F5' from range(3) r(i)")
    cursor.execute("insert into quotients values ('F5', '2022-01-01', null, 10, 1), ('F5', '2023-01-01', null, 900, 1)")
    cursor.execute("insert into quotients values ('F4', '2023-01-01', null, 400, 1)")
    record(ledger, "F3", Step("asked", "Ada", "Perte d'emploi"))
    return ledger


def test_what_is_simulated_is_what_is_proposed(town):
    before = town.cursor().execute("select count(*) from journal").fetchone()
    seen = simulate(town, threshold=Decimal(15))
    assert town.cursor().execute("select count(*) from journal").fetchone() == before
    assert rows(town) == []
    made = plan(town, threshold=Decimal(15))
    assert (seen.families, seen.instalments, seen.carried_over) == (made.families, made.instalments, made.carried_over)
    assert sum(load.amount for load in seen.loads) == made.amount
    assert simulation.policy_in_force(town) == policy(threshold=Decimal("15.00"))
    assert simulate(town, threshold=Decimal(15)) == seen


def test_the_strip_adds_up(town):
    waivers.record(town, "F1", Decimal("40.00"), "DEL-1", "Ada", "Vote")
    agree(town)
    claim(town, F1="300.00", F2="4.00", F3="20.00", F4="200.00", F5={"2023-09": "120.00", "2023-10": "-7.00"})
    strip = simulate(town, strategy="capped", cap=Decimal(30), net_credits=True).strip
    assert (strip.claimed, strip.waived, strip.netted) == (Decimal("644.00"), Decimal("40.00"), Decimal("7.00"))
    assert strip.claimed - strip.waived - strip.netted == strip.to_collect
    assert strip.to_collect == strip.scheduled + strip.carried_over + strip.over_cap
    assert strip.over_cap == Decimal("110.00")


def test_what_falls_due_is_told_by_month_and_means(town):
    loads = [(load.month, load.method, load.amount) for load in simulate(town, max_instalments=2).loads]
    assert loads == [
        ("2024-03", "cheque", euros(9450)),
        ("2024-03", "direct_debit", euros(19500)),
        ("2024-04", "cheque", euros(9450)),
        ("2024-04", "direct_debit", euros(19500)),
    ]


def test_eight_real_families_whatever_the_policy(town):
    expected = {
        "largest": "F1",
        "median": "F4",
        "smallest": "F2",
        "lowest_quotient": "F4",
        "three_children": "F5",
        "request_open": "F3",
        "no_mandate": "F4",
        "credit": "F3",
    }
    for changes in ({}, {"strategy": "mirror"}, {"threshold": Decimal(100), "max_instalments": 1}):
        assert {case.kind: case.family_id for case in simulate(town, **changes).cases} == expected
    assert set(expected) == set(KINDS)


def test_the_heaviest_cases_come_first(town):
    usual(town, "F1", "100.00", "0.00", "100.00")
    usual(town, "F4", "20.00", "20.00")
    usual(town, "F5", "81.00", "79.00")
    seen = simulate(town, max_instalments=1)
    told = {case.kind: (case.share, case.is_heavy, case.state) for case in seen.cases}
    assert told["median"] == (450, True, "proposed")
    assert told["largest"] == (300, True, "proposed")
    assert told["three_children"] == (150, False, "proposed")
    assert told["smallest"] == (None, False, "proposed")
    assert [case.share or 0 for case in seen.cases] == sorted((case.share or 0 for case in seen.cases), reverse=True)
    assert seen.heavy == 2
    carried = {case.kind: case.state for case in simulate(town, threshold=Decimal(15)).cases}
    assert (carried["smallest"], carried["largest"]) == ("carried_over", "proposed")


def test_data_that_came_since_is_said(town):
    assert not simulate(town).is_old
    town.cursor().execute(
        "insert into import_files (import_id, file, table_name, sha256, accepted) values (1, 'f', 'families', 'x', 1)"
    )
    assert simulate(town).is_old


def test_nothing_is_simulated_before_a_reconciliation(ledger):
    families(ledger, "F1")
    assert simulation.policy_in_force(ledger) is None
    with pytest.raises(Refusal, match="Aucun calcul"):
        simulate(ledger)
