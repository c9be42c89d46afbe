"""What is kept and what is planned again when figures change (R12)."""

import datetime as dt
from decimal import Decimal

from tests.plans.acting import amounts
from tests.towns.plans import (
    APRIL,
    MARCH,
    MAY,
    TOLD,
    agree,
    announce,
    approve,
    balance,
    claim,
    export,
    give_back,
    ids,
    instalments,
    owing,
    pay,
    plan,
    rows,
    void,
)


def test_what_is_announced_paid_or_exported_is_kept(ledger):
    owing(ledger, F1="90.00")
    agree(ledger)
    export(ledger, "M1", ids(ledger, "announced")[0])
    claim(ledger, F1="130.00")
    plan(ledger)
    assert rows(ledger) == [
        "F1,4,2024-06-05,13.34,equal,proposed",
        "F1,5,2024-07-05,13.33,equal,proposed",
        "F1,6,2024-08-05,13.33,equal,proposed",
    ]
    assert amounts(ledger, "exported", "announced") == ["30.00", "30.00", "30.00"]
    assert approve(ledger).amount == Decimal("40.00")
    assert balance(ledger) == {
        "claimed": Decimal("130.00"),
        "to_collect": Decimal("130.00"),
        "in_file": Decimal("30.00"),
        "planned": Decimal("100.00"),
    }


def test_what_nobody_announced_is_planned_anew_and_closed_by_the_approval(ledger):
    owing(ledger, F1="90.00")
    plan(ledger)
    approve(ledger)
    plan(ledger, max_instalments=1)
    assert rows(ledger) == ["F1,4,2024-03-05,90.00,equal,proposed"]
    assert amounts(ledger, "approved") == ["30.00", "30.00", "30.00"]
    approve(ledger)
    assert amounts(ledger, "closed") == ["0.00", "0.00", "0.00"]
    assert amounts(ledger, "approved") == ["90.00"]


def test_a_missed_and_a_returned_instalment_come_back_at_what_is_left(ledger):
    owing(ledger, F1="90.00")
    agree(ledger)
    missed, returned, last = ids(ledger, "announced")
    export(ledger, "M1", returned)
    give_back(ledger, "M1", returned)
    pay(ledger, "P1", "F1", "10.00", on=TOLD)
    plan(ledger, prepared_on=dt.date(2024, 4, 10))
    # kept: 10.00 paid and 30.00 of May
    assert rows(ledger) == [
        "F1,4,2024-06-05,16.68,equal,proposed",
        "F1,5,2024-07-05,16.66,equal,proposed",
        "F1,6,2024-08-05,16.66,equal,proposed",
    ]
    approve(ledger, on=dt.date(2024, 4, 10))
    states = dict(ledger.cursor().execute("select instalment_id, (state, amount) from instalment_states").fetchall())
    assert states[missed] == ("closed", Decimal("10.00"))
    assert states[returned] == ("closed", Decimal("0.00"))
    assert states[last] == ("announced", Decimal("30.00"))


def test_mirror_takes_what_is_kept_from_the_oldest_months(ledger):
    owing(ledger, F1={"2023-09": "30.00", "2023-10": "40.00"})
    agree(ledger, strategy="mirror")
    claim(ledger, F1={"2023-09": "20.00", "2023-10": "40.00", "2023-11": "60.00", "2024-01": "5.00"})
    plan(ledger, strategy="mirror")
    assert rows(ledger) == ["F1,3,2024-05-06,50.00,mirror,proposed", "F1,4,2024-06-05,5.00,mirror,proposed"]


def test_the_number_of_instalments_bounds_the_rest_alone(ledger):
    owing(ledger, F1="180.00")
    agree(ledger, strategy="capped", cap=Decimal(60))
    claim(ledger, F1="300.00")
    assert plan(ledger, strategy="capped", cap=Decimal(60)).instalments == 2
    claim(ledger, F1="400.00")
    made = plan(ledger, strategy="capped", cap=Decimal(60))
    assert (made.instalments, made.to_review_amount) == (0, Decimal("220.00"))
    assert amounts(ledger, "announced") == ["60.00", "60.00", "60.00"]


def test_the_threshold_is_of_those_who_keep_nothing(ledger):
    owing(ledger, F1="90.00", F2="90.00")
    plan(ledger)
    approve(ledger)
    announce(ledger, *ids(ledger, "approved", family="F1"))
    claim(ledger, F1="95.00", F2="9.00")
    plan(ledger, threshold=Decimal(15), max_instalments=1)
    assert rows(ledger) == ["F1,4,2024-06-05,5.00,equal,proposed", "F2,0,,9.00,equal,carried_over"]
    assert approve(ledger).families == 2
    assert amounts(ledger, "closed", family="F2") == ["0.00"] * 3


def test_too_much_announced_is_lowered_at_once_from_the_last_one_back(ledger):
    owing(ledger, F1="180.00")
    agree(ledger)
    claim(ledger, F1="80.00")
    assert plan(ledger).families == 0
    assert rows(ledger) == []
    assert [row[1:] for row in instalments(ledger)] == [
        (MARCH, Decimal("60.00"), "announced"),
        (APRIL, Decimal("20.00"), "announced"),
        (MAY, Decimal("0.00"), "cancelled"),
    ]
    told = ledger.cursor().execute("select distinct announced_on from instalments").fetchall()
    assert told == [(TOLD,)]
    sql = "select instalment_id, before, after from instalment_changes where change = 'lowered' order by 1"
    assert ledger.cursor().execute(sql).fetchall() == [
        ("RT0000000002", Decimal("60.00"), Decimal("20.00")),
        ("RT0000000003", Decimal("60.00"), Decimal("0.00")),
    ]


def test_what_is_lowered_is_never_raised(ledger):
    owing(ledger, F1="180.00")
    agree(ledger)
    for owed in ("80.00", "180.00"):
        claim(ledger, F1=owed)
        plan(ledger, max_instalments=1)
    assert rows(ledger) == ["F1,4,2024-05-06,100.00,equal,proposed"]
    assert amounts(ledger, "announced", "cancelled") == ["60.00", "20.00", "0.00"]


def test_what_paid_and_exported_ones_exceed_is_to_credit(ledger):
    owing(ledger, F1={"2023-09": "180.00", "2023-10": "-7.00"})
    agree(ledger)
    export(ledger, "M1", *ids(ledger, "announced")[:2])
    claim(ledger, F1={"2023-09": "80.00", "2023-10": "-7.00"})
    made = plan(ledger)
    assert rows(ledger) == ["F1,0,,-47.00,equal,credit"]
    assert (made.credits, made.credits_amount) == (1, Decimal("-47.00"))
    assert amounts(ledger, "exported", "cancelled") == ["60.00", "60.00", "0.00"]
    assert balance(ledger)["excess"] == Decimal("40.00")


def test_nothing_more_to_collect_closes_what_nobody_announced(ledger):
    owing(ledger, F1="180.00")
    plan(ledger)
    approve(ledger)
    claim(ledger)
    plan(ledger)
    assert rows(ledger) == []
    assert amounts(ledger, "closed") == ["0.00"] * 3


def test_a_voided_file_makes_its_instalments_due_again(ledger):
    owing(ledger, F1="90.00")
    agree(ledger)
    export(ledger, "M1", *ids(ledger, "announced"))
    void(ledger, "M1")
    assert amounts(ledger, "announced") == ["30.00"] * 3
