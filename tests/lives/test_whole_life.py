"""A whole life of the sample city by the commands alone: from the gap to the bank and back, each step to the cent."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from pages.ui import details
from rattrapage import queries
from rattrapage.commands import cli
from rattrapage.ledger import Ledger
from tests.towns.debits import CREDITOR_FILE, booked, came_back, iban, notice, refused, reject
from tests.towns.ledgers import write

POLICY = ("--strategy", "equal", "--first-due", "2024-03-01", "--day", "5", "--max-instalments", "4")
MANDATE = "mandate_reference,family_id,iban,signed_on"


class Life:
    """The sample city in a folder, and commands on its ledger."""

    def __init__(self, folder: Path, capsys):
        self.folder, self.capsys = folder, capsys
        self.creditor = folder / "creditor.toml"
        self.creditor.write_text(CREDITOR_FILE, "utf-8")

    def run(self, *arguments: str, status: int = cli.DONE) -> dict:
        """The command's JSON, after its status and the balance of every family were checked."""
        words = [str(word) for word in arguments]
        assert cli.main([*words, "--db", str(self.folder / "ville.duckdb"), "--json"]) == status, words
        found = json.loads(self.capsys.readouterr().out)
        self.balanced()
        return found

    def balanced(self) -> None:
        with Ledger(self.folder / "ville.duckdb", create=False) as book:
            assert queries.rows(book.cursor(), "plans/unbalanced") == []

    def rows(self, sql: str) -> list[tuple]:
        with Ledger(self.folder / "ville.duckdb", create=False) as book:
            return book.cursor().execute(sql).fetchall()

    def start(self) -> dict:
        """Imported and reconciled."""
        sample = self.folder / "sample"
        assert cli.main(["sample", "--out", str(sample), "--families", "150", "--seed", "3"]) == cli.DONE
        self.capsys.readouterr()
        self.run("import", sample)
        return self.reconcile()

    def reconcile(self) -> dict:
        asked = ("--from", "2023-09", "--to", "2024-01", "--out", self.folder / "out")
        return self.run("reconcile", *asked, status=cli.INCOMPLETE)

    def plan(self, on: str, status: int = cli.DONE) -> dict:
        return self.run("plan", *POLICY, "--prepared-on", on, "--out", self.folder / "plan.csv", status=status)

    def agree(self, planned: str, approved: str, told: str, letters: int = cli.DONE) -> dict:
        """Planned, approved and told; returns what was planned."""
        made = self.plan(planned, cli.INCOMPLETE)
        self.run("approve", "--all", "--by", "Mme Roth", "--on", approved)
        self.run("notify", "--on", told, "--out", self.folder / f"lettres-{told}", status=letters)
        return made

    def debit(self, start: str, end: str, made: str, name: str) -> dict:
        return self.run(
            *("debits", "--creditor", self.creditor, "--due-from", start, "--due-to", end, "--created-on", made),
            *("--out", self.folder / name),
            status=cli.INCOMPLETE,
        )

    def table(self, name: str, header: str, *rows: str, status: int = cli.DONE) -> dict:
        """Imports rows of one table."""
        folder = write(self.folder / "in", **{name: "\n".join((header, *rows)) + "\n"})
        found = self.run("import", folder / f"{name}.csv", status=status)
        return found["tables"][name]

    def sign(self) -> int:
        """Prints the forms of 8 February and brings them all back signed."""
        forms = self.run("mandates", "--creditor", self.creditor, "--out", self.folder / "m", "--on", "2024-02-08")
        with (self.folder / "m" / "mandates.csv").open(encoding="utf-8", newline="") as file:
            asked = [row for row in csv.DictReader(file) if row["status"] == "to_send"]
        rows = [f"{r['mandate_reference']},{r['family_id']},{iban(n)},2024-02-15" for n, r in enumerate(asked, 1)]
        assert self.table("mandates", MANDATE, *rows)["accepted"] == forms["mandates"] == len(asked)
        return len(asked)

    def entries(self, name: str) -> dict[str, Decimal]:
        """The amount of each end-to-end id of a debit file, as the bank reads it."""
        tree = etree.parse(self.folder / name)
        return {
            debit.findtext("{*}PmtId/{*}EndToEndId"): Decimal(debit.findtext("{*}InstdAmt"))
            for debit in tree.iterfind(".//{*}DrctDbtTxInf")
        }

    def bank(self, name: str, message: bytes) -> dict:
        (self.folder / name).write_bytes(message)
        return self.run("returns", self.folder / name)

    def state(self, end_to_end_id: str) -> str:
        instalment = end_to_end_id.rpartition("-")[0]
        return self.rows(f"select state from instalment_states where instalment_id = '{instalment}'")[0][0]


@pytest.fixture
def life(tmp_path, capsys) -> Life:
    return Life(tmp_path, capsys)


def collected(life: Life) -> Decimal:
    """What families are asked and have paid, and what waits beside."""
    return life.rows("select sum(claimed) from plan_balances")[0][0]


@pytest.mark.slow
def test_from_the_gap_to_the_bank_and_back(life):
    life.start()
    owed = life.rows("select sum(to_collect) from claims")[0][0]
    planned = life.agree("2024-02-06", "2024-02-07", "2024-02-08")
    assert collected(life) == owed == Decimal(planned["amount"]) + Decimal(planned["carried_over_amount"])
    assert life.sign() > 20

    first = life.debit("2024-03-01", "2024-03-31", "2024-02-26", "mars.xml")
    debited = life.entries("mars.xml")
    assert (len(debited), sum(debited.values())) == (first["included"], Decimal(first["included_amount"]))
    back, dead, early, *_ = debited
    answer = notice(booked(came_back(back, "AM04", debited[back]), came_back(dead, "MD07", debited[dead])))
    assert life.bank("camt.xml", answer)["matched"] == 2
    assert life.bank("camt.xml", answer)["already"] == 2
    life.bank("pain.xml", reject(refused(early, "AC04", debited[early]), message=first["message_id"]))
    assert [life.state(name) for name in (back, dead, early)] == ["returned"] * 3

    family, due = life.rows(
        "select family_id, unpaid from instalment_states where state = 'announced' and not in_live_file "
        "and family_id not in (select family_id from open_requests) order by due_on, family_id limit 1"
    )[0]
    life.table("payments", "payment_id,family_id,paid_on,amount", f"VIR1,{family},2024-03-08,{due}")
    assert life.rows(f"select state from instalment_states where family_id = '{family}' order by due_on")[0] == (
        "paid",
    )

    asks = life.rows(f"select family_id from positions where to_collect > 100 and family_id <> '{family}' order by 1")[
        5
    ][0]
    by = ("--by", "Mme Roth", "--why", "perte d'emploi")
    life.run("request", "--family", asks, "--state", "asked", "--max-instalments", "8", *by)
    life.run("request", "--family", asks, "--state", "sent_to_accountant", *by)
    life.run("request", "--family", asks, "--state", "granted", "--reference", "SGC-118", *by)
    life.run("waive", "--family", family, "--amount", "10.00", "--reference", "DEL-17", *by)

    row, child, service, day = life.rows(
        "select attendance_id, child_id, service, date from attendance semi join (select child_id from children) using "
        "(child_id) where status = 'present' and service = 'REPAS_STANDARD' order by attendance_id limit 1"
    )[0]
    life.table(
        "attendance",
        "attendance_id,child_id,service,date,status",
        f"{row},{child},{service},{day},cancelled",
    )
    life.agree("2024-03-12", "2024-03-13", "2024-03-14", cli.INCOMPLETE)  # a debtor died: no letter
    assert (
        life.rows(f"select count(*) from instalment_states where family_id = '{asks}' and state = 'announced'")[0][0]
        > 4
    )
    assert [life.state(name) for name in (back, dead, early)] == ["closed"] * 3

    before = life.rows("select family_id, to_collect from plan_balances where to_collect > 0 order by 1")
    life.run(
        *("claims", "--issued-on", "2024-03-15", "--due-on", "2024-04-15", "--out", life.folder / "titres"),
        status=cli.INCOMPLETE,
    )
    life.run("import", life.folder / "titres")
    life.reconcile()
    assert life.rows("select distinct status from cells where gap <> 0 order by 1") == [("unknown",), ("unpriced",)]
    life.plan("2024-03-16", cli.INCOMPLETE)
    assert life.rows("select family_id, to_collect from plan_balances where to_collect > 0 order by 1") == before

    second = life.debit("2024-04-01", "2024-04-30", "2024-03-29", "avril.xml")
    assert second["included"] > 10
    assert not life.entries("avril.xml").keys() & debited.keys()
    assert life.rows("select instalment_id from live_debits group by 1 having count(*) > 1") == []
    assert life.run("audit", "--verify")["broken"] == 0
    assert {key for (kept,) in life.rows("select details from journal") for key in details.missing(kept)} == set()
