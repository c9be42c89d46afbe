"""A sample city shaped like Strasbourg in the winter of 2023-24, the story's faults in its bills."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from rattrapage.errors import Refusal, cause
from rattrapage.sample import city, dice, tables, voted
from rattrapage.sample.bills import billing, invoices, mandates, payments
from rattrapage.sample.people import enrolments, quotients, residences
from rattrapage.sample.uses import attendance, gaps, specimen, usage

MARKER = "sample_city.json"
GENERATOR = 1


def write(
    out: Path,
    families: int = 2000,
    seed: int = 1,
    progress: Callable[[int, int, str], None] | None = None,
) -> dict[str, int]:
    """Writes a sample city into the folder `out`: every table of an import as CSV, and its marker file.

    The same families and seed give the same bytes on any machine; `progress(done, total, label)` is called at each
    step. Returns {"families", "attendance", "invoices", "payments"}, in rows.
    Raises `Refusal` when `families` < 1, `seed` < 0 or the folder cannot be written.
    """
    if families < 1 or seed < 0:
        raise Refusal("Ville d'exemple : il faut au moins une famille et une graine positive ou nulle.")
    tell = progress or (lambda *_: None)
    try:
        out.mkdir(parents=True, exist_ok=True)
        return _write(out, families, seed, tell)
    except OSError as error:
        raise Refusal(f"Ville d'exemple : le dossier {out} ne peut pas être écrit ({cause(error)}).") from error


def _write(out: Path, families: int, seed: int, tell: Callable[[int, int, str], None]) -> dict[str, int]:
    tell(0, 4, "Familles et enfants")
    town = city.draw(families, seed)
    _write_tables(out, _facts(town))
    tell(1, 4, "Pointages")
    used = _usage(town, seed)
    tell(2, 4, "Factures, règlements et mandats")
    by_id = billing.issued(used, town, voted.grid(), seed)
    paid = payments.draw(by_id, town, dice.stream(seed, "payments"))
    _write_tables(out, _documents(town, by_id, paid, seed))
    tell(3, 4, "Écriture des pointages")
    received = gaps.received(used, town.children, town.calendar, dice.stream(seed, "gaps"))
    tables.write_lines(out, "attendance", attendance.lines(received, town))
    _mark(out, families, seed)
    tell(4, 4, "Ville d'exemple écrite")
    counts = {"families": families, "attendance": len(received)}
    return {**counts, "invoices": len(by_id), "payments": len(paid)}


def _usage(town: city.City, seed: int) -> usage.Usage:
    enrolled = enrolments.draw(town.children, len(town.calendar.dates), dice.stream(seed, "enrolments"))
    drawn = usage.draw(town.children, enrolled, town.calendar, dice.stream(seed, "usage"))
    return usage.joined([drawn, *specimen.rows(town.calendar)])


def _facts(town: city.City) -> dict[str, Iterable[Iterable[object]]]:
    return {
        "families": town.families.rows(town.residences),
        "residences": residences.rows(town.residences, town.calendar),
        "schools": town.schools.rows(),
        "children": town.children.rows(town.families, town.schools),
        "payers": town.payers.rows(town.children, town.calendar),
        "quotients": quotients.rows(town.quotients, town.calendar),
        "exemptions": town.exemptions.rows(town.children, town.calendar),
        "services": (row.values() for row in voted.services()),
        "tariffs": (row.values() for row in voted.tariffs()),
        "status_rules": (row.values() for row in voted.table("status_rules")),
    }


def _documents(
    town: city.City, by_id: dict[str, invoices.Invoice], paid: list[payments.Payment], seed: int
) -> dict[str, Iterable[Iterable[object]]]:
    return {
        "invoices": invoices.rows(by_id, town),
        "invoice_lines": invoices.line_rows(by_id, town),
        "payments": payments.rows(paid, town),
        "mandates": mandates.rows(town, dice.stream(seed, "mandates")),
    }


def _write_tables(out: Path, rows_of: dict[str, Iterable[Iterable[object]]]) -> None:
    for table, rows in rows_of.items():
        tables.write(out, table, rows)


def _mark(out: Path, families: int, seed: int) -> None:
    marker = {"seed": seed, "families": families, "generator": GENERATOR}
    (out / MARKER).write_text(json.dumps(marker) + "\n", encoding="utf-8", newline="\n")
