"""Drafts: the debit files as they would be written, built in memory and proved before anyone may have them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import duckdb

from rattrapage import amounts, queries
from rattrapage.debits.eligibility import DebitRequest
from rattrapage.errors import Refusal
from rattrapage.sepa import characters, ibans, pain008
from rattrapage.sepa.creditor import Creditor
from rattrapage.sepa.pain008 import Block, Debit

CATEGORIES = {
    "restauration": "cantine",
    "petite_enfance": "creche",
    "accueil_matin": "accueil du matin",
    "periscolaire": "periscolaire",
    "autre": "autres services",
}


class Debtor(NamedTuple):
    """A debit to write and what the bank must read of its debtor: amount in euros, months as `2023-09`."""

    end_to_end_id: str
    block: int
    sequence: str
    requested_on: dt.date
    amount: Decimal
    mandate_reference: str
    signed_on: dt.date
    iban: str
    bic: str | None
    account_holder: str | None
    payer_name: str | None
    family_id: str
    address_line: str | None
    postal_code: str | None
    town: str | None
    country: str | None
    categories: list[str] | None
    first_month: str | None
    last_month: str | None
    number: int
    last_number: int | None


class _FileName(NamedTuple):
    message_id: str
    file_no: int


@dataclass(frozen=True)
class Draft:
    """One file to be: its message id, its bytes, and the number and sum (euros) of its debits."""

    message_id: str
    data: bytes
    blocks: list[Block]

    @property
    def sha256(self) -> str:
        """The fingerprint of its bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def debits(self) -> int:
        """How many debits it has."""
        return sum(block.debits for block in self.blocks)

    @property
    def amount(self) -> Decimal:
        """Their sum in euros."""
        return sum((block.amount for block in self.blocks), Decimal("0.00"))


def build(cursor: duckdb.DuckDBPyConnection, creditor: Creditor, request: DebitRequest) -> list[Draft]:
    """Builds the files of the instalments that `eligibility.judge` let in: one, or one a block if the bank wants that.

    Fills the temporary table `debit_drafts` with their entries. No file when nothing is let in. Raises `Refusal` when
    a file, read back, is not what the entries say.
    """
    queries.run(cursor, "debits/numbered_drafts", first_as=creditor.first_as)
    _name_files(cursor, creditor, request)
    debtors = queries.all(cursor, "debits/debtors", Debtor)
    drafts = []
    for message_id, number in queries.all(cursor, "debits/draft_files", _FileName):
        mine = [_debit(row) for row in debtors if not creditor.one_file_per_block or row.block == number]
        data = pain008.build(creditor, message_id, request.created_on, mine)
        drafts.append(Draft(message_id, data, pain008.read_back(data)))
    _compare(cursor, [block for draft in drafts for block in draft.blocks])
    return drafts


def _name_files(cursor: duckdb.DuckDBPyConnection, creditor: Creditor, request: DebitRequest) -> None:
    """Gives message and block ids; message numbers continue after the last of that day: none is ever used again."""
    queries.run(cursor, "debits/debit_drafts", created_on=request.created_on, apart=creditor.one_file_per_block)


def _debit(row: Debtor) -> Debit:
    holder = characters.first(characters.NAME, row.account_holder, row.payer_name, f"FAMILLE{row.family_id}")
    home = {}
    if row.iban[:2] in ibans.OUTSIDE_EEA:
        home = pain008.address(row.address_line, row.postal_code, row.town, row.country)
    return Debit(
        end_to_end_id=row.end_to_end_id,
        sequence=row.sequence,
        requested_on=row.requested_on,
        amount=row.amount,
        mandate_reference=row.mandate_reference,
        signed_on=row.signed_on,
        iban=row.iban,
        bic=row.bic if row.bic and ibans.bic_ok(row.bic) else "",
        name=holder,
        text=characters.clean(remittance(row), characters.REMITTANCE),
        address=home,
    )


def remittance(row: Debtor) -> str:
    """Says what the debtor reads on the statement: `Rattrapage cantine 2023-09 a 2024-01, echeance 1/3`."""
    *first, last = [CATEGORIES[category] for category in row.categories or []] or [""]
    what = " et ".join(filter(None, (", ".join(first), last)))
    period = " a ".join(dict.fromkeys(month for month in (row.first_month, row.last_month) if month))
    title = " ".join(part for part in ("Rattrapage", what, period) if part)
    return f"{title}, echeance {row.number}/{row.last_number}"


def _compare(cursor: duckdb.DuckDBPyConnection, written: Iterable[Block]) -> None:
    """Compares the blocks read back from the bytes with those of the entries, one by one."""
    expected = {block.block_id: block for block in queries.all(cursor, "debits/draft_blocks", Block)}
    read = {block.block_id: block for block in written}
    for block_id in sorted(expected | read):
        if expected.get(block_id) != read.get(block_id):
            raise Refusal(
                f"Bloc {block_id} : le fichier relu dit {_said(read.get(block_id))}, le registre "
                f"{_said(expected.get(block_id))} ; rien n'a été écrit."
            )


def _said(block: Block | None) -> str:
    return f"{block.debits} prélèvements et {amounts.said(block.amount)}" if block else "rien"
