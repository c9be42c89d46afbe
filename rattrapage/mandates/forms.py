"""Mandates: who must sign one and why, the forms to sign, and how far each has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from rattrapage import clock, queries
from rattrapage.errors import Refusal
from rattrapage.export import check_place, csv_text, write_text, writing
from rattrapage.ledger import Ledger
from rattrapage.mandates import choices
from rattrapage.mandates.choices import Account
from rattrapage.progress import Step
from rattrapage.sepa import ibans
from rattrapage.sepa.creditor import Creditor
from rattrapage.words import MANDATE_REASONS, ON_PAPER

COLUMNS = ("mandate_reference", "family_id", "account_holder", "creditor_id", "type", "issued_on", "status")
BATCH = 50
PrintForm = Callable[[dict[str, Any]], bytes]


class Form(NamedTuple):
    """A form to sign: its reference and creditor, why it is asked, and what is known of the debtor and the account."""

    mandate_reference: str
    family_id: str
    account_holder: str | None
    iban: str | None
    bic: str | None
    creditor_id: str
    issued_on: dt.date
    reason: str
    address_line: str | None
    postal_code: str | None
    town: str | None
    country: str | None


class Registered(NamedTuple):
    """A row of the register: a form that nothing replaced, its `status`, and the mandate that came back on it."""

    mandate_reference: str
    family_id: str
    account_holder: str | None
    creditor_id: str
    type: str
    issued_on: dt.date
    status: str
    reason: str
    replaces: str | None
    signed_on: dt.date | None
    iban: str | None
    presented_on: dt.date | None


class _Reference(NamedTuple):
    mandate_reference: str


@dataclass(frozen=True)
class Campaign:
    """The forms printed: how many families must sign, and where the list is."""

    mandates: int
    list_file: Path


def write(
    ledger: Ledger, creditor: Creditor, folder: Path, form: PrintForm, on: dt.date, actor: str = "cli"
) -> Generator[Step, None, Campaign]:
    """Writes a form (`<RUM>.pdf`) for each family that must sign, and `mandates.csv`, the whole register.

    `form` makes the PDF of `form_data`. References are kept from one run to the next. Yields its progress. Raises
    `Refusal` when the folder cannot be written, nothing changed; when it cannot any more, the references given stay and
    the next run prints them again.
    """
    check_place(folder / "mandates.csv")
    wanted = issue(ledger, creditor, on, actor)
    for number, row in enumerate(wanted):
        if number % BATCH == 0:
            yield Step(number, len(wanted), "Formulaires de mandat")
        with writing(folder / f"{row.mandate_reference}.pdf") as beside:
            beside.write_bytes(form(form_data(creditor, row)))
    write_text(folder / "mandates.csv", register_csv(ledger, on))
    return Campaign(len(wanted), folder / "mandates.csv")


def issue(ledger: Ledger, creditor: Creditor, on: dt.date, actor: str) -> list[Form]:
    """Gives each family that must sign its reference (RUM), the old one where nothing changed; returns the forms."""
    values = {"on": on, "creditor_number": creditor.number, "creditor_id": creditor.creditor_id}
    details: dict[str, Any] = {"creditor": creditor.creditor_id, "on": on}
    with ledger.write(actor, "formulaires de mandat", "", details) as cursor:
        to_renew(cursor, on, creditor.number)
        queries.run(cursor, "mandates/issue_forms", **values)
        forms = queries.all(cursor, "mandates/forms", Form)
        details["mandates"] = len(forms)
    return forms


def to_renew(cursor: duckdb.DuckDBPyConnection, on: dt.date, creditor_number: str) -> None:
    """Fills the temporary table `mandate_renewals`: who must sign and why, and what can be printed on the form.

    A mandate must still serve on the day of the family's last open instalment (36 months: sepa.md, section 5).
    """
    queries.run(cursor, "mandates/families_by_debit", on=on)
    choices.choose(cursor, "families_by_debit", on, allow_legacy=False)
    queries.run(cursor, "mandates/mandate_renewals", on=on, creditor_number=creditor_number)


def form_data(creditor: Creditor, row: Form) -> dict[str, Any]:
    """Gives what a form shows, as texts: mandate, creditor, debtor with the whole IBAN; empty where filled by hand."""
    return {
        "mandate_reference": row.mandate_reference,
        "family_id": row.family_id,
        "type": "recurrent",
        "issued_on": row.issued_on.isoformat(),
        "reason": MANDATE_REASONS[row.reason],
        "creditor": {
            "name": creditor.name,
            "creditor_id": row.creditor_id,
            **{key: getattr(creditor, key) for key in ("address_line", "postal_code", "town", "country")},
        },
        "debtor": {
            key: getattr(row, key) or ""
            for key in ("account_holder", "address_line", "postal_code", "town", "country", "iban", "bic")
        },
    }


def register(ledger: Ledger, on: dt.date) -> list[Registered]:
    """Lists the forms that nothing replaced, in the order of their references, as they stand on a day."""
    cursor = ledger.cursor()
    fill_register(cursor, on)
    return queries.all(cursor, "mandates/register", Registered)


def fill_register(cursor: duckdb.DuckDBPyConnection, on: dt.date) -> None:
    """Fills the cursor's temporary table `mandate_register` with the same rows."""
    accounts = queries.all(cursor, "mandates/register_ibans", Account)
    unusable = ibans.unusable(account.iban for account in accounts)
    queries.run(cursor, "mandates/mandate_register", on=on, unusable=unusable)


def register_csv(ledger: Ledger, on: dt.date) -> str:
    """Gives the register as `mandates.csv` (rules.md, Commands)."""
    return csv_text(list(COLUMNS), ([getattr(row, column) for column in COLUMNS] for row in register(ledger, on)))


def mark(ledger: Ledger, references: Iterable[str], status: str, actor: str, note: str = "") -> int:
    """Records what became of forms on paper (to_send, sent, received, incomplete); returns how many.

    Raises `Refusal` for another status or a reference we never gave: `valid` comes only with the signed form imported.
    """
    wanted = sorted(set(references))
    if status not in ON_PAPER:
        raise Refusal(f"État « {status} » inconnu ; choisissez parmi {', '.join(ON_PAPER)}.")
    with ledger.write(actor, "état de mandat", status, {"mandates": wanted, "note": note}) as cursor:
        found = queries.all(cursor, "mandates/known_references", _Reference, wanted=wanted)
        known = {row.mandate_reference for row in found}
        if missing := [reference for reference in wanted if reference not in known]:
            raise Refusal(f"RUM inconnue du registre : {missing[0]}.")
        now = clock.now()
        queries.run(cursor, "mandates/keep_marks", wanted=wanted, status=status, now=now, actor=actor, note=note)
    return len(wanted)
