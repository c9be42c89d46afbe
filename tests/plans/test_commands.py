"""`plan` and `approve` on the command line."""

import csv
import json

import pytest

from rattrapage.commands import cli
from rattrapage.plans import proposals
from tests.towns.ledgers import TOWN, write
from tests.towns.plans import (
    owing,
)


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
