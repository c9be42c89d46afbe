"""The town of the bank's cases: one file of six debits of 60.00, of F1 to F6, sent on 26 February 2024."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from rattrapage.commands import cli
from rattrapage.sample.bills.iban import french
from tests.towns.debits import CREDITOR_FILE

MESSAGE, BLOCK = "RT20240226-0001", "RT20240226-0001-1"
FAMILIES = [f"F{n}" for n in range(1, 7)]


def debit(number: int) -> str:
    """The end-to-end id of the debit of family F<number>."""
    return f"RT{number:010d}-1"


def run(ledger: Path, *words: str | Path) -> int:
    """Runs a command on a ledger; gives its exit status."""
    return cli.main(["--db", str(ledger), *map(str, words)])


def answered(capsys, ledger: Path, *words: str | Path) -> tuple[int, dict]:
    """Runs a command with `--json`; gives its exit status and its object, empty when it printed none."""
    capsys.readouterr()
    status = run(ledger, "--json", *words)
    said = capsys.readouterr().out
    return status, json.loads(said) if said.strip() else {}


def write(folder: Path) -> Path:
    """The tables of the town: six families of one child who ate twelve meals of 5.00 in September, nothing billed."""
    folder.mkdir(parents=True)
    tables = {
        "families": ["family_id,payer_name,payment_method", *(f"{f},Payeur {f},direct_debit" for f in FAMILIES)],
        "children": [
            "child_id,family_id,first_name,last_name",
            *(f"C{f[1:]},{f},Lou,Payeur {f}" for f in FAMILIES),
        ],
        "services": ["service,label,category,unit", "MEAL,Repas,restauration,act"],
        "tariffs": ["service,valid_from,price", "MEAL,2023-09-01,5.00"],
        "attendance": [
            "attendance_id,child_id,service,date,quantity,status",
            *(f"A{f},C{f[1:]},MEAL,2023-09-04,12,present" for f in FAMILIES),
        ],
        "invoices": ["invoice_id,family_id,issued_on"],
        "invoice_lines": ["invoice_id,line_no,service,month,quantity,unit_price,amount"],
        "mandates": [
            "mandate_reference,family_id,iban,signed_on",
            *(f"RUM-{f},{f},{french(1, n)},2024-01-10" for n, f in enumerate(FAMILIES, 1)),
        ],
    }
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def send(ledger: Path, tables: Path, scratch: Path) -> None:
    """Takes the town from its tables to the file that was sent to the bank."""
    (scratch / "creditor.toml").write_text(CREDITOR_FILE, encoding="utf-8")
    first = ("--first-due", "2024-03-05", "--day", "5", "--max-instalments", "1", "--prepared-on", "2024-02-01")
    due = ("--due-from", "2024-03-01", "--due-to", "2024-03-31", "--created-on", "2024-02-26")
    for words in (
        ("import", tables),
        ("reconcile", "--from", "2023-09", "--to", "2023-09", "--out", scratch / "o"),
        ("plan", "--strategy", "equal", *first, "--out", scratch / "plan.csv"),
        ("approve", "--all", "--by", "N", "--on", "2024-02-02"),
        ("notify", "--on", "2024-02-05", "--out", scratch / "letters"),
        ("debits", "--creditor", scratch / "creditor.toml", *due, "--out", scratch / "march.xml"),
    ):
        assert run(ledger, *words) == cli.DONE, words


def asked_again(ledger: Path, scratch: Path) -> set[str]:
    """The families that the next plan asks: those whose debit is not live any more."""
    first = ("--first-due", "2024-04-05", "--day", "5", "--max-instalments", "1", "--prepared-on", "2024-03-11")
    run(ledger, "plan", "--strategy", "equal", *first, "--out", scratch / "april.csv")
    with (scratch / "april.csv").open(encoding="utf-8") as file:
        return {row["family_id"] for row in csv.DictReader(file) if row["state"] == "proposed"}
