"""The program as a clerk uses it, inside this process: commands, what they answer, what they leave."""

import contextlib
import csv
import io
import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from lxml import etree

from rattrapage.commands import cli
from rattrapage.ledger import Ledger

from .program import Result

CREDITOR = """name = "Ville d'Exemple"
creditor_id = "FR53ZZZ999999"
iban = "FR7699999000010000000000115"
bic = "BDFEFRPPCCT"
address_line = "1 place de la Mairie"
postal_code = "67000"
town = "Exemple"
country = "FR"
currency = "EUR"
"""
STATES = "select family_id, number, instalment_id, due_on, amount, paid, state from instalment_states order by 1, 2, 3"


@dataclass(frozen=True)
class Entry:
    """A debit of a pain.008, as the bank reads it."""

    end_to_end_id: str
    mandate: str
    signed_on: str
    iban: str
    bic: str
    debtor: str
    why: str
    sequence: str
    due: str
    amount: Decimal


@dataclass
class Desk:
    """A ledger in a folder, and the commands given to it, for whoever wants to repeat them."""

    folder: Path
    log: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        for left in self.folder.glob(f"{self.ledger.name}*"):
            left.unlink()

    def name_creditor(self, optional: dict[str, object]) -> None:
        """Who debits, with the keys that a creditor may add (sepa.md, section 2)."""
        more = "".join(f"{key} = {json.dumps(value)}\n" for key, value in optional.items())
        (self.folder / "creditor.toml").write_text(CREDITOR + more, "utf-8")

    @property
    def ledger(self) -> Path:
        return self.folder / "life.duckdb"

    def run(self, command: str, *arguments: object) -> Result:
        """A command in this process; its JSON answer is None where it gave none."""
        words = [command, *map(str, arguments)]
        self.log.append(" ".join(words))
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = cli.main(["--db", str(self.ledger), *words, "--json"])
        text = out.getvalue()
        return Result(status, json.loads(text) if text.strip() else None, err.getvalue().strip())

    def instalments(self) -> list[tuple]:
        """(family, number, id, due date, amount, paid, state) of every instalment of the ledger."""
        with Ledger(self.ledger, create=False) as book:
            return book.cursor().execute(STATES).fetchall()

    def rows(self, name: str) -> list[tuple[str, ...]]:
        """A file out, header first."""
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return [tuple(row) for row in csv.reader(file)]

    def entries(self, name: str) -> list[Entry]:
        """The debits of a pain.008, after its counts and sums were checked against them."""
        tree = etree.parse(self.folder / name)
        header = tree.find(".//{*}GrpHdr")
        blocks = tree.findall(".//{*}PmtInf")
        read = [read_block(block) for block in blocks]
        every = [debit for debits in read for debit in debits]
        for part, debits in [(header, every), *zip(blocks, read, strict=True)]:
            said = (int(part.findtext("{*}NbOfTxs")), Decimal(part.findtext("{*}CtrlSum")))
            if said != (len(debits), sum(debit.amount for debit in debits)):
                raise ValueError(f"{name}: {said} is not what its debits add up to")
        return every


def read_block(block: etree._Element) -> list[Entry]:
    """The debits of one PmtInf."""
    return [
        Entry(
            debit.findtext("{*}PmtId/{*}EndToEndId"),
            debit.findtext(".//{*}MndtId"),
            debit.findtext(".//{*}DtOfSgntr"),
            debit.findtext("{*}DbtrAcct//{*}IBAN"),
            debit.findtext("{*}DbtrAgt//{*}BICFI", ""),
            debit.findtext("{*}Dbtr/{*}Nm"),
            debit.findtext("{*}RmtInf/{*}Ustrd"),
            block.findtext("{*}PmtTpInf/{*}SeqTp"),
            block.findtext("{*}ReqdColltnDt"),
            Decimal(debit.findtext("{*}InstdAmt")),
        )
        for debit in block.iterfind("{*}DrctDbtTxInf")
    ]


def day(text: object) -> date:
    return date.fromisoformat(str(text))
