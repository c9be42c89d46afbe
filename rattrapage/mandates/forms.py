"""Mandates: who must sign one and why, the forms to sign, and how far each has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from rattrapage import queries
from rattrapage.errors import Refusal
from rattrapage.export import check_place, csv_text, write_text, writing
from rattrapage.ledger import Ledger
from rattrapage.mandates import choices
from rattrapage.progress import Step
from rattrapage.sepa import ibans
from rattrapage.sepa.creditor import Creditor

COLUMNS = ("mandate_reference", "family_id", "account_holder", "creditor_id", "type", "issued_on", "status")
ON_PAPER = ("to_send", "sent", "received", "incomplete")
REASONS = {
    "no_mandate": "aucun mandat",
    "mandate_revoked": "mandat révoqué",
    "mandate_to_renew": "mandat de l'ancien système, ou compte changé",
    "mandate_expired": "mandat caduc (36 mois)",
    "bad_iban": "IBAN inutilisable",
    "new_account": "compte refusé par la banque",
    "new_creditor": "signé pour un autre créancier",
}
BATCH = 50
Form = Callable[[dict], bytes]


@dataclass(frozen=True)
class Campaign:
    """The forms printed: how many families must sign, and where the list is."""

    mandates: int
    list_file: Path


def write(
    ledger: Ledger, creditor: Creditor, folder: Path, form: Form, on: dt.date, actor: str = "cli"
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
        with writing(folder / f"{row['mandate_reference']}.pdf") as beside:
            beside.write_bytes(form(form_data(creditor, row)))
    write_text(folder / "mandates.csv", register_csv(ledger, on))
    return Campaign(len(wanted), folder / "mandates.csv")


def issue(ledger: Ledger, creditor: Creditor, on: dt.date, actor: str) -> list[dict]:
    """Gives each family that must sign its reference (RUM), the old one where nothing changed; returns the forms."""
    values = {"on": on, "creditor_number": creditor.number, "creditor_id": creditor.creditor_id}
    details: dict = {"creditor": creditor.creditor_id, "on": on}
    with ledger.write(actor, "formulaires de mandat", "", details) as cursor:
        to_renew(cursor, on, creditor.number)
        queries.run(cursor, "mandates/issue_forms", **values)
        forms = queries.rows(cursor, "mandates/forms")
        details["mandates"] = len(forms)
    return forms


def to_renew(cursor: duckdb.DuckDBPyConnection, on: dt.date, creditor_number: str) -> list[dict]:
    """Who must sign and why: {family_id, reason, replaces, iban, bic, account_holder, …, form}; also a temporary table.

    A mandate must still serve on the day of the family's last open instalment (36 months: sepa.md, section 5).
    """
    queries.run(cursor, "mandates/families_by_debit", on=on)
    choices.choose(cursor, "families_by_debit", on, allow_legacy=False)
    queries.run(cursor, "mandates/mandate_renewals", on=on, creditor_number=creditor_number)
    cursor.execute("select * from mandate_renewals")
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def form_data(creditor: Creditor, row: dict) -> dict:
    """What a form shows, as texts: the mandate, the creditor, the debtor with the whole IBAN; empty to fill by hand."""
    return {
        "mandate_reference": row["mandate_reference"],
        "family_id": row["family_id"],
        "type": "recurrent",
        "issued_on": row["issued_on"].isoformat(),
        "reason": REASONS[row["reason"]],
        "creditor": {
            "name": creditor.name,
            "creditor_id": row["creditor_id"],
            **{key: getattr(creditor, key) for key in ("address_line", "postal_code", "town", "country")},
        },
        "debtor": {
            key: row[key] or ""
            for key in ("account_holder", "address_line", "postal_code", "town", "country", "iban", "bic")
        },
    }


def register(ledger: Ledger, on: dt.date) -> list[dict]:
    """The register: a row a form that nothing replaced, with its status, why it was asked, and `signed_on`."""
    cursor = ledger.cursor()
    fill_register(cursor, on)
    return queries.rows(cursor, "mandates/register")


def fill_register(cursor: duckdb.DuckDBPyConnection, on: dt.date) -> None:
    """The same as the cursor's temporary table `mandate_register`."""
    found = cursor.execute("select iban from mandates semi join mandate_forms using (mandate_reference)").fetchall()
    queries.run(cursor, "mandates/mandate_register", on=on, unusable=ibans.unusable(iban for (iban,) in found))


def register_csv(ledger: Ledger, on: dt.date) -> str:
    """The register as `mandates.csv` (rules.md, Commands)."""
    return csv_text(list(COLUMNS), ([row[column] for column in COLUMNS] for row in register(ledger, on)))


def mark(ledger: Ledger, references: Iterable[str], status: str, actor: str, note: str = "") -> int:
    """Records what became of forms on paper (to_send, sent, received, incomplete); returns how many.

    Raises `Refusal` for another status or a reference we never gave: `valid` comes only with the signed form imported.
    """
    wanted = sorted(set(references))
    if status not in ON_PAPER:
        raise Refusal(f"État « {status} » inconnu ; choisissez parmi {', '.join(ON_PAPER)}.")
    with ledger.write(actor, "état de mandat", status, {"mandates": wanted, "note": note}) as cursor:
        sql = "select mandate_reference from mandate_forms where list_contains($wanted, mandate_reference)"
        known = {reference for (reference,) in cursor.execute(sql, {"wanted": wanted}).fetchall()}
        if missing := [reference for reference in wanted if reference not in known]:
            raise Refusal(f"RUM inconnue du registre : {missing[0]}.")
        cursor.execute(
            "insert into mandate_marks select unnest($wanted), $status, $now, $actor, $note",
            {"wanted": wanted, "status": status, "now": dt.datetime.now(), "actor": actor, "note": note},
        )
    return len(wanted)
