"""The fate of a row (rules.md, Rejected rows): rejected alone, among its file's, or against the ledger."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from . import parsing
from .periods import NEVER_OVERLAP, Row, overlap
from .schema import Table

ORDER = """missing_value bad_number bad_date bad_value bad_iban duplicate_key unknown_reference overlap
negative_quantity line_arithmetic"""
REASONS = ORDER.split()
CENT = Decimal("0.01")
Ledger = dict[str, dict[tuple, Row]]
RawRecords = list[tuple[int, dict[str, str]]]


@dataclass
class Record:
    """One record of a file. `row` is None where a cell is unreadable; `reason` is set once rejected."""

    line: int
    raw: dict[str, str]
    row: Row | None
    key: tuple | None
    reason: str | None
    copies: list["Record"] = field(default_factory=list)


def rounded(amount: Decimal) -> Decimal:
    """To the cent, half-up, away from zero for negatives."""
    return amount.quantize(CENT, ROUND_HALF_UP)


# -- what one row says alone --------------------------------------------------------------------------------


def first_of(reasons: list[str]) -> str | None:
    return min(reasons, key=REASONS.index, default=None)


def read_row(table: Table, raw: dict[str, str]) -> tuple[Row, str | None]:
    """The readable cells, and the first reason code among the others and of the row as a whole."""
    row, reasons = {}, []
    for name, column in table.columns.items():
        try:
            row[name] = parsing.value(raw.get(name), column)
        except parsing.Bad as bad:
            reasons.append(str(bad))
    return row, first_of(reasons + whole_row_reasons(table.name, row))


def whole_row_reasons(table: str, row: Row) -> list[str]:
    """The reasons that need more than one cell, or the sign of one."""
    reasons = []
    if table == "tariffs" and row.get("price", "?") is None and row.get("rate", "?") is None:
        reasons.append("missing_value")
    if row.get("valid_from") and row.get("valid_to") and row["valid_to"] <= row["valid_from"]:
        reasons.append("bad_value")
    if table == "quotients" and row.get("quotient", 0) < 0:
        reasons.append("bad_value")
    return reasons


def late_reasons(table: str, row: Row, ledger: Ledger) -> list[str]:
    """The reasons that come after references (rules.md, Rejected rows)."""
    reasons = []
    signed = [row.get("quantity", 0)]
    invoice = ledger["invoices"][(row["invoice_id"],)] if table == "invoice_lines" else {}
    if invoice and (invoice["kind"], invoice["origin"]) == ("credit_note", "ordinary"):
        signed += [row["unit_price"], row["amount"]]
    if min(signed) < 0:
        reasons.append("negative_quantity")
    if table == "invoice_lines" and abs(row["amount"] - rounded(row["quantity"] * row["unit_price"])) > CENT:
        reasons.append("line_arithmetic")
    return reasons


# -- what rows say together ---------------------------------------------------------------------------------


def read_records(table: Table, records: RawRecords) -> list[Record]:
    """Every record read alone."""
    result = []
    for line, raw in records:
        row, reason = read_row(table, raw)
        key = tuple(row[c] for c in table.key) if all(c in row for c in table.key) else None
        result.append(Record(line, raw, None if reason else row, key, reason))
    return result


def gather_copies(records: list[Record]) -> list[Record]:
    """The records without exact repeats (kept as `copies` of the first); of a key with several contents every
    row is rejected, the unreadable ones for their own reason, which comes first."""
    by_key = defaultdict(list)
    for record in records:
        by_key[record.key if record.key is not None else ("no key", record.line)].append(record)
    first_ones = []
    for group in by_key.values():
        contents = [r.row or {name: parsing.clean(text) for name, text in r.raw.items()} for r in group]
        if all(content == contents[0] for content in contents):
            group[0].copies = group[1:]
            first_ones.append(group[0])
            continue
        for record in group:
            record.reason = record.reason or "duplicate_key"
        first_ones.extend(group)
    return sorted(first_ones, key=lambda record: record.line)


def reject_unknown_references(table: Table, records: list[Record], ledger: Ledger) -> None:
    for record in records:
        for column, target in table.references.items():
            name = None if record.reason else record.row[column]
            if name is not None and (name,) not in ledger[target]:
                record.reason = "unknown_reference"


def reject_overlaps(table: str, records: list[Record], known: dict[tuple, Row]) -> None:
    """Judged after corrections. A row that is rejected is in nobody's way."""
    good = [r for r in records if not r.reason]
    kept = dict(known)
    corrections = [r for r in good if r.key in known and r.row != known[r.key]]
    kept.update({r.key: r.row for r in corrections})
    while wrong := [r for r in corrections if not r.reason and _in_the_way(table, r, kept, known, corrections)]:
        wrong[-1].reason = "overlap"
        kept[wrong[-1].key] = known[wrong[-1].key]
    for record in good:
        if record.key in known:
            continue
        if any(overlap(table, record.row, row) for row in kept.values()):
            record.reason = "overlap"
        else:
            kept[record.key] = record.row


def _in_the_way(table: str, record: Record, kept: dict, known: dict, corrections: list[Record]) -> bool:
    """A correction against what the ledger keeps, and against the corrections on earlier lines."""
    later = {r.key for r in corrections if not r.reason and r.line > record.line}
    return any(key != record.key and key not in later and overlap(table, record.row, row) for key, row in kept.items())


def judge(table: Table, raw_records: RawRecords, ledger: Ledger) -> list[Record]:
    """All records of one file, `reason` set on the rejected ones; repeats share their first's fate."""
    records = read_records(table, raw_records)
    first_ones = gather_copies(records)
    reject_unknown_references(table, first_ones, ledger)
    if table.name in NEVER_OVERLAP:
        reject_overlaps(table.name, first_ones, ledger[table.name])
    for record in first_ones:
        record.reason = record.reason or first_of(late_reasons(table.name, record.row, ledger))
        for copy in record.copies:
            copy.reason = record.reason
    return records
