"""Plans: what is proposed, approved, kept and planned again, to the cent (R11, R12)."""

import csv
import datetime as dt
import json
from decimal import Decimal

import pytest

from rattrapage.commands import cli
from rattrapage.errors import Refusal
from rattrapage.plans import proposals
from rattrapage.progress import finish
from tests.towns.ledgers import TOWN, write
from tests.towns.plans import (
    APPROVED,
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
    families,
    give_back,
    ids,
    instalments,
    owing,
    pay,
    plan,
    policy,
    rows,
    void,
)


def amounts(ledger, *states, family="F1"):
    """Amounts of a family's instalments in these states, the oldest due first."""
    found = instalments(ledger, family)
    return [str(amount) for _, _, amount, state in sorted(found, key=lambda row: row[1]) if state in states]


# what is scheduled (R11)


@pytest.mark.parametrize(
    ("owed", "threshold", "line"),
    [
        ("14.99", "15", "F1,0,,14.99,equal,carried_over"),
        ("15.00", "15", "F1,1,2024-03-05,15.00,equal,proposed"),
        ("0.01", "0", "F1,1,2024-03-05,0.01,equal,proposed"),
        ("-11.85", "15", "F1,0,,-11.85,equal,credit"),
        ("?8.61", "15", "F1,0,,8.61,equal,to_review"),
    ],
)
def test_one_amount_and_what_becomes_of_it(ledger, owed, threshold, line):
    owing(ledger, F1=owed)
    plan(ledger, threshold=Decimal(threshold), max_instalments=1)
    assert rows(ledger) == [line]


def test_what_is_owed_and_what_is_to_credit_are_not_netted(ledger):
    owing(ledger, F1={"2023-09": "20.00", "2023-10": "-12.00", "2023-11": "?3.00"})
    made = plan(ledger, max_instalments=1)
    assert rows(ledger) == [
        "F1,0,,-12.00,equal,credit",
        "F1,0,,3.00,equal,to_review",
        "F1,1,2024-03-05,20.00,equal,proposed",
    ]
    assert (made.families, made.amount, made.credits, made.to_review) == (1, Decimal("20.00"), 1, 1)


@pytest.mark.parametrize(
    ("credit", "left", "lines"),
    [
        ("-12.00", "18.00", []),
        ("-30.00", "0.00", []),
        ("-35.00", "0.00", ["F1,0,,-5.00,mirror,credit"]),
    ],
)
def test_credits_are_netted_on_purpose_oldest_month_first(ledger, credit, left, lines):
    owing(ledger, F1={"2023-09": "10.00", "2023-10": credit, "2023-11": "20.00"})
    plan(ledger, net_credits=True, strategy="mirror")
    assert balance(ledger).get("to_collect", Decimal("0.00")) == Decimal(left)
    assert [line for line in rows(ledger) if "proposed" not in line] == lines
    if credit == "-12.00":
        assert amounts(ledger, "proposed") == ["18.00"]


def test_mirror_takes_the_months_in_their_order(ledger):
    owing(ledger, F1={"2023-11": "50.00", "2023-09": "30.00", "2023-10": "40.00", "2023-12": "5.00"})
    plan(ledger, strategy="mirror")
    assert [row[:3] for row in instalments(ledger)] == [
        (1, MARCH, Decimal("30.00")),
        (2, APRIL, Decimal("40.00")),
        (3, MAY, Decimal("55.00")),
    ]


def test_a_cap_that_would_take_too_long_is_for_someone_to_decide(ledger):
    owing(ledger, F1={"2023-09": "180.01", "2023-10": "?4.00"}, F2="180.00")
    made = plan(ledger, strategy="capped", cap=Decimal(60))
    assert rows(ledger) == [
        "F1,0,,184.01,capped,to_review",
        *(f"F2,{n},{due_on},60.00,capped,proposed" for n, due_on in enumerate((MARCH, APRIL, MAY), 1)),
    ]
    assert (made.families, made.to_review, made.to_review_amount) == (1, 1, Decimal("184.01"))
    assert balance(ledger)["over_cap"] == Decimal("180.01")


def test_due_dates_leave_the_notice(ledger):
    owing(ledger, F1="60.00")
    plan(ledger, prepared_on=dt.date(2024, 2, 20))
    assert instalments(ledger)[0][1] == MARCH
    plan(ledger, prepared_on=dt.date(2024, 2, 21))
    assert instalments(ledger)[0][1] == APRIL
    plan(ledger, prepared_on=dt.date(2024, 2, 21), notice_days=13)
    assert instalments(ledger)[0][1] == MARCH


# the period and the run


def test_the_period_is_computed_anew_when_data_came_since(ledger, tmp_path):
    call = ["--db", str(ledger.path)]
    ledger.close()
    asked = ["plan", "--strategy", "equal", "--first-due", "2024-03-01", "--day", "5", "--max-instalments", "1"]
    asked += ["--prepared-on", "2024-02-06", "--threshold", "0", "--out", str(tmp_path / "plan.csv")]
    cli.main([*call, "import", str(write(tmp_path / "town", **TOWN))])
    for first, last in (("2023-09", "2023-09"), ("2023-10", "2023-11")):
        assert cli.main([*call, "reconcile", "--from", first, "--to", last, "--out", str(tmp_path / "out")]) == 0
    assert cli.main([*call, *asked]) == 0
    more = TOWN["attendance"] + "A9,C1,CANT,2023-10-02,present\n"
    cli.main([*call, "import", str(write(tmp_path / "more", attendance=more))])
    before = (tmp_path / "plan.csv").read_text()
    assert before.splitlines()[1:] == [
        "F1,1,2024-03-05,2.70,equal,proposed",
        "F2,1,2024-03-05,5.80,equal,proposed",
    ]
    assert cli.main([*call, *asked]) == 0
    assert (tmp_path / "plan.csv").read_text() == before.replace("2.70", "5.40")
    with proposals.Ledger(ledger.path) as book:
        periods = book.cursor().execute("select first_month, last_month from runs order by run").fetchall()
    assert periods == [("2023-09", "2023-09"), ("2023-10", "2023-11"), *[("2023-09", "2023-11")] * 2]


def test_the_same_ledger_and_parameters_give_the_same_file(ledger):
    owing(ledger, F1="100.00", F2={"2023-10": "9.00", "2023-11": "-4.00"})
    plan(ledger)
    first = proposals.csv_text(ledger)
    plan(ledger)
    assert proposals.csv_text(ledger) == first


def test_ids_are_never_used_again(ledger):
    owing(ledger, F1="100.00")
    plan(ledger)
    first = ids(ledger, "proposed")
    plan(ledger)
    again = ids(ledger, "proposed")
    assert (first[0], again[0]) == ("RT0000000001", "RT0000000004")
    claim(ledger, F1="0")
    plan(ledger)
    claim(ledger, F1="10.00")
    plan(ledger, max_instalments=1)
    assert ids(ledger, "proposed") == ["RT0000000007"]


def test_plans_that_do_not_add_up_are_refused(ledger):
    owing(ledger, F1="100.00")
    plan(ledger)
    ledger.cursor().execute("update instalments set amount = amount + 1 where number = 2")
    with pytest.raises(Refusal, match="−1,00 € d'écart pour la famille F1"):
        approve(ledger)
    assert ids(ledger, "approved") == []


# approval


def test_approval_is_of_all_or_of_some(ledger):
    owing(ledger, F1="60.00", F2="30.00", F3="9.00")
    plan(ledger)
    done = approve(ledger, "F2", "F2")
    assert (done.families, done.amount, done.left_out) == (1, Decimal("30.00"), [])
    assert [instalments(ledger, family)[0][3] for family in ("F1", "F2", "F3")] == ["proposed", "approved", "proposed"]
    assert approve(ledger).families == 2
    assert approve(ledger).families == 0


def test_who_approves_what_must_be_known(ledger):
    owing(ledger, F1="60.00")
    plan(ledger)
    with pytest.raises(Refusal, match="Famille F2 : aucun plan proposé"):
        approve(ledger, "F1", "F2")
    with pytest.raises(Refusal, match="qui approuve"):
        proposals.approve(ledger, " ", APPROVED)
    assert ids(ledger, "approved") == []


def test_a_plan_that_is_out_of_date_is_left_out(ledger):
    owing(ledger, F1="60.00", F2="60.00")
    agree(ledger)
    export(ledger, "M1", *ids(ledger, "announced"), *ids(ledger, "announced", family="F2"))
    claim(ledger, F1="75.00", F2="75.00")
    plan(ledger)
    give_back(ledger, "M1", ids(ledger, "exported")[0])
    done = approve(ledger)
    assert (done.families, done.left_out) == (1, ["F1"])
    plan(ledger)
    assert amounts(ledger, "proposed") == ["11.68", "11.66", "11.66"]
    assert approve(ledger).left_out == []
    assert amounts(ledger, "closed", "exported", "approved") == ["0.00", "20.00", "20.00", "11.68", "11.66", "11.66"]


# plan again (R12)


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


def test_a_letter_tells_each_instalment_once(ledger):
    owing(ledger, F1="90.00")
    plan(ledger)
    assert announce(ledger, *ids(ledger, "proposed")) == 0
    approve(ledger)
    first, *_ = ids(ledger, "approved")
    assert announce(ledger, first) == 1
    assert announce(ledger, on=MARCH) == 2
    told = ledger.cursor().execute("select announced_on from instalments order by number").fetchall()
    assert told == [(TOLD,), (MARCH,), (MARCH,)]


# the command line


@pytest.fixture
def call(ledger, tmp_path, capsys):
    """Runs a command on a ledger where F1 owes 100.00 and F2 has 4.00 to credit; gives (status, output, error)."""
    owing(ledger, F1="100.00", F2="-4.00")
    ledger.close()

    def run(*arguments):
        status = cli.main(["--db", str(ledger.path), *map(str, arguments)])
        return status, *capsys.readouterr()

    return run


def asked(tmp_path, **changes):
    options = {"--strategy": "equal", "--first-due": "2024-03-01", "--day": "5", "--max-instalments": "3"}
    options |= {"--prepared-on": "2024-02-06", "--out": tmp_path / "plan.csv"}
    options |= {f"--{name.replace('_', '-')}": value for name, value in changes.items()}
    return ["plan", *(part for option in options.items() for part in option)]


def test_the_plan_file_and_the_figures(call, tmp_path):
    status, out, err = call(*asked(tmp_path), "--json")
    assert (status, err) == (0, "")
    answer = json.loads(out)
    assert {
        key: answer[key] for key in ("families", "instalments", "amount", "carried_over", "credits", "to_review")
    } == {
        "families": 1,
        "instalments": 3,
        "amount": "100.00",
        "carried_over": 0,
        "credits": 1,
        "to_review": 0,
    }
    assert answer["overpaid"] == []
    table = list(csv.reader((tmp_path / "plan.csv").open(encoding="utf-8")))
    assert table[0] == ["family_id", "number", "due_on", "amount", "strategy", "state"]
    assert table[1:] == [
        ["F1", "1", "2024-03-05", "33.34", "equal", "proposed"],
        ["F1", "2", "2024-04-05", "33.33", "equal", "proposed"],
        ["F1", "3", "2024-05-06", "33.33", "equal", "proposed"],
        ["F2", "0", "", "-4.00", "equal", "credit"],
    ]


def test_a_family_left_to_decide_ends_with_3(call, tmp_path):
    status, out, _ = call(*asked(tmp_path, strategy="capped", cap="20"), "--json")
    assert (status, json.loads(out)["to_review"]) == (3, 1)


def test_approve_names_families_in_any_way(call, tmp_path):
    call(*asked(tmp_path))
    status, out, _ = call("approve", "--family", "F1", "--by", "Ada", "--on", "2024-02-07", "--json")
    assert (status, json.loads(out)["families"]) == (0, 1)
    call(*asked(tmp_path))
    assert call("approve", "--family", "F1", "F2", "--by", "Ada")[0] == 2
    assert call("approve", "--all", "--by", "Ada")[0] == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"strategy": "slow"}, "« slow » n'est pas une stratégie"),
        ({"strategy": "capped"}, "demande un plafond"),
        ({"cap": "60"}, "Le plafond ne va qu'avec"),
        ({"strategy": "mirror", "cap": "60"}, "Le plafond ne va qu'avec"),
        ({"strategy": "mirror", "min_instalment": "10"}, "minimale ne va qu'avec"),
        ({"strategy": "capped", "cap": "60", "min_instalment": "10"}, "minimale ne va qu'avec"),
        ({"strategy": "capped", "cap": "0"}, "au moins 0,01"),
        ({"day": "29"}, "entre 1 et 28"),
        ({"day": "0"}, "entre 1 et 28"),
        ({"max_instalments": "0"}, "entre 1 et"),
        ({"max_instalments": "-1"}, "entre 1 et"),
        ({"threshold": "-1"}, "n'est pas un montant"),
        ({"notice_days": "-1"}, "entre 0 et"),
        ({"first_due": "2024-02-30"}, "n'est pas une date"),
        ({"first_due": "9999-12-31"}, "date plus proche"),
        ({"prepared_on": "demain"}, "n'est pas une date"),
        ({"out": "/dev/null/plan.csv"}, "écriture impossible"),
    ],
)
def test_wrong_policies_are_refused_in_one_line(call, tmp_path, changes, words):
    status, out, err = call(*asked(tmp_path, **changes))
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err
    assert not (tmp_path / "plan.csv").exists()
    with proposals.Ledger(tmp_path / "ledger.duckdb") as book:
        counted = "select count(*), count(*) filter (action like '%plan%') from plannings full join journal on true"
        assert book.cursor().execute(counted).fetchone() == (0, 0)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["approve", "--by", "Ada"], "Donnez --all"),
        (["approve", "--all", "--family", "F1", "--by", "Ada"], "Donnez --all"),
        (["approve", "F1", "--by", "Ada"], "Donnez --all"),
        (["approve", "--all", "F1", "--by", "Ada"], "Donnez --all"),
        (["approve", "--all"], "Il manque --by"),
        (["approve", "--all", "--by", ""], "qui approuve"),
        (["approve", "--family", "F9", "--by", "Ada"], "F9 : aucun plan proposé"),
    ],
)
def test_wrong_approvals_are_refused_in_one_line(call, arguments, words):
    status, out, err = call(*arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err


def test_nothing_is_planned_before_a_reconciliation(ledger):
    families(ledger, "F1")
    with pytest.raises(Refusal, match="lancez d'abord « reconcile »"):
        finish(proposals.propose(ledger, policy()))
