"""Catch-up documents (R14): lines checked by hand, numbering, refusals, and no gap left in any city once imported."""

import csv
import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rattrapage import queries
from rattrapage.billing import documents as billing_documents
from rattrapage.commands import cli
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.progress import finish
from rattrapage.reconcile import chain
from tests.reference import cities, dialects
from tests.towns import copies, datasets
from tests.towns.ledgers import TOWN, load, town, write

ISSUED, DUE = dt.date(2024, 2, 20), dt.date(2024, 3, 20)
SEPTEMBER = ("2023-09", "2023-09")
INVOICES = "invoice_id,family_id,issued_on,kind\n"
LINES = TOWN["invoice_lines"].splitlines()[0] + "\n"


def claim(ledger: Ledger, folder: Path) -> billing_documents.Documents:
    return finish(billing_documents.write(ledger, ISSUED, DUE, folder))


def reconciled(ledger: Ledger, folder: Path, period=SEPTEMBER, **tables: str) -> None:
    town(ledger, folder / "in", **tables)
    finish(chain.run(ledger, *period))


def lines(folder: Path, *columns: str) -> list[tuple]:
    """The chosen columns of the lines written."""
    text = (folder / "invoice_lines.csv").read_text(encoding="utf-8")
    return [tuple(row[c] for c in columns) for row in csv.DictReader(io.StringIO(text))]


def gaps(ledger: Ledger) -> list[tuple]:
    """Cells that should be right and are not."""
    sql = "select * from cells where gap <> 0 and status not in ('unknown', 'unpriced')"
    return ledger.cursor().execute(sql).fetchall()


def test_the_small_town_to_the_letter(ledger, tmp_path):
    reconciled(ledger, tmp_path)
    made = claim(ledger, tmp_path / "out")
    assert (made.invoices, made.amount, made.credit_notes, made.left) == (2, Decimal("8.50"), 0, 0)
    assert (tmp_path / "out" / "invoices.csv").read_text() == (
        "invoice_id,family_id,issued_on,due_on,kind,status,origin\n"
        "RAT-F-F1-2023-09-1,F1,2024-02-20,2024-03-20,invoice,issued,catch_up\n"
        "RAT-F-F2-2023-09-1,F2,2024-02-20,2024-03-20,invoice,issued,catch_up\n"
    )
    assert (tmp_path / "out" / "invoice_lines.csv").read_text() == (
        "invoice_id,line_no,child_id,service,month,quantity,unit_price,amount,"
        "quotient,qf_min,qf_max,tariff_valid_from,reason\n"
        "RAT-F-F1-2023-09-1,1,C1,CANT,2023-09,1,2.70,2.70,500.00,0.00,600.00,2023-01-01,quantity\n"
        "RAT-F-F2-2023-09-1,1,C2,CANT,2023-09,1,5.80,5.80,,600.00,,2023-01-01,not_billed\n"
    )


def test_a_wrong_price_is_credited_and_invoiced_at_the_right_one(ledger, tmp_path):
    reconciled(ledger, tmp_path, invoice_lines=f"{LINES}I1,1,C1,CANT,2023-09,2,3.0025,6.01\n")
    claim(ledger, tmp_path / "out")
    assert lines(tmp_path / "out", "invoice_id", "quantity", "unit_price", "amount", "qf_min", "reason")[:2] == [
        ("RAT-F-F1-2023-09-1", "2", "2.70", "5.40", "0.00", "price"),
        ("RAT-A-F1-2023-09-1", "2", "3.0025", "6.01", "0.00", "price"),
    ]


def test_a_cent_too_much_is_credited_as_it_stands_and_invoiced_again(ledger, tmp_path):
    reconciled(ledger, tmp_path, invoice_lines=f"{LINES}I1,1,C1,CANT,2023-09,2,2.70,5.41\n")
    claim(ledger, tmp_path / "out")
    assert lines(tmp_path / "out", "invoice_id", "child_id", "quantity", "amount")[:2] == [
        ("RAT-F-F1-2023-09-1", "C1", "2", "5.40"),
        ("RAT-A-F1-2023-09-1", "C1", "2", "5.41"),
    ]


def test_two_quotients_of_one_price_are_both_told(ledger, tmp_path):
    quotients = "family_id,valid_from,quotient\nF1,2023-01-01,500\nF1,2023-09-05,550.5\n"
    reconciled(ledger, tmp_path, quotients=quotients, invoice_lines=LINES)
    claim(ledger, tmp_path / "out")
    assert lines(tmp_path / "out", "quantity", "quotient", "qf_max")[0] == ("2", "500.00 550.50", "600.00 600.00")


MERGED = {
    "children": f"{TOWN['children']}C3,F1,Ana,Weber,S1\n",
    "tariffs": "service,valid_from,price\nCANT,2023-01-01,2.70\n",
    "status_rules": "service,status,factor\n,half,0.5\n",
    # 0.50 × 1.35 = 0.675 → 0.68 a child: 1.36 for both, where 1.00 × 1.35 is 1.35
    "attendance": "attendance_id,child_id,service,date,quantity,status\n"
    "A1,C1,CANT,2023-09-04,0.5,half\nA2,C3,CANT,2023-09-04,0.5,half\n",
}


def test_a_price_with_and_without_a_quotient_says_so_without_a_formula_sign(ledger, tmp_path):
    quotients = "family_id,valid_from,quotient\nF1,2023-09-05,700\n"
    reconciled(ledger, tmp_path, quotients=quotients, invoice_lines=LINES)
    claim(ledger, tmp_path / "out")
    assert lines(tmp_path / "out", "unit_price", "quotient", "qf_max")[0] == ("5.80", "sans 700.00", "sans sans")


def test_a_merged_cell_stays_merged_and_each_child_has_its_line(ledger, tmp_path):
    reconciled(ledger, tmp_path, **MERGED, invoice_lines=f"{LINES}I1,1,,CANT,2023-09,1,1.35,1.35\n")
    made = claim(ledger, tmp_path / "out")
    assert (made.invoices, made.credit_notes) == (1, 1)
    assert lines(tmp_path / "out", "invoice_id", "line_no", "child_id", "quantity", "unit_price", "amount") == [
        ("RAT-F-F1-2023-09-1", "1", "", "0.5", "1.35", "0.68"),
        ("RAT-F-F1-2023-09-1", "2", "", "0.5", "1.35", "0.68"),
        ("RAT-A-F1-2023-09-1", "1", "", "1", "1.35", "1.35"),
    ]
    load(ledger, tmp_path / "out")
    finish(chain.run(ledger, *SEPTEMBER))
    found = ledger.cursor().execute("select child_id, expected, billed, status from cells").fetchall()
    assert found == [("", Decimal("1.36"), Decimal("1.36"), "matched")]


def test_one_cent_of_rounding_between_children_fits_in_one_line(ledger, tmp_path):
    reconciled(ledger, tmp_path, **MERGED, invoice_lines=f"{LINES}I1,1,,CANT,2023-09,1,9.00,9.00\n")
    claim(ledger, tmp_path / "out")
    assert lines(tmp_path / "out", "child_id", "quantity", "unit_price", "amount") == [
        ("", "1", "1.35", "1.36"),
        ("", "1", "9.00", "9.00"),
    ]


def test_what_a_credit_note_already_took_back_is_not_credited_twice(ledger, tmp_path):
    invoices = f"{INVOICES}I1,F1,2023-10-10,\nI2,F1,2023-10-11,\nI3,F1,2023-10-12,credit_note\n"
    billed = "I1,1,C1,CANT,2023-09,2,2.70,5.41\nI2,1,C1,CANT,2023-09,3,2.70,8.10\nI3,1,C1,CANT,2023-09,3,2.70,8.10\n"
    reconciled(ledger, tmp_path, invoices=invoices, invoice_lines=LINES + billed)
    claim(ledger, tmp_path / "out")
    assert lines(tmp_path / "out", "invoice_id", "quantity", "amount")[:2] == [
        ("RAT-F-F1-2023-09-1", "2", "5.40"),
        ("RAT-A-F1-2023-09-1", "2", "5.41"),
    ]


def test_the_next_documents_go_on_from_the_highest_number(ledger, tmp_path):
    taken = f"{INVOICES}I1,F1,2023-10-10,\nRAT-F-F2-2023-09-4,F1,2023-10-10,\n"
    reconciled(ledger, tmp_path, invoices=taken)
    claim(ledger, tmp_path / "out")
    assert [name for (name,) in lines(tmp_path / "out", "invoice_id")] == ["RAT-F-F1-2023-09-1", "RAT-F-F2-2023-09-5"]
    load(ledger, tmp_path / "out")
    more = "attendance_id,child_id,service,date,status\nA4,C1,CANT,2023-09-06,present\n"
    load(ledger, write(tmp_path / "more", attendance=more))
    claim(ledger, tmp_path / "out")
    assert lines(tmp_path / "out", "invoice_id", "quantity") == [("RAT-F-F1-2023-09-2", "1")]


def test_cells_nobody_can_compare_are_left_and_told(ledger, tmp_path):
    unknown = f"{LINES}I1,1,C1,PERI,2023-09,1,45.30,45.30\n"
    reconciled(ledger, tmp_path, invoice_lines=unknown)
    arguments = ["claims", "--issued-on", "2024-02-20", "--due-on", "2024-03-20", "--out", str(tmp_path / "out")]
    ledger.close()
    assert cli.main(["--db", str(ledger.path), *arguments, "--json"]) == cli.INCOMPLETE
    assert {service for (service,) in lines(tmp_path / "out", "service")} == {"CANT"}


def test_wrong_uses_are_refused_and_nothing_is_written(ledger, tmp_path):
    with pytest.raises(Refusal, match="aucun calcul"):
        claim(ledger, tmp_path / "out")
    with pytest.raises(Refusal, match="échangez les dates"):
        finish(billing_documents.write(ledger, DUE, ISSUED, tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_documents_that_do_not_add_up_are_refused(ledger, tmp_path, monkeypatch):
    reconciled(ledger, tmp_path)
    honest = queries.run

    def wrong(cursor, name, **values):
        found = honest(cursor, name, **values)
        if name == "billing/documents/20_claim_lines":
            cursor.execute("update claim_lines set amount = amount + 1")
        return found

    monkeypatch.setattr(queries, "run", wrong)
    with pytest.raises(Refusal, match=r"−2,00 € d'écart sur 2 cellules"):
        claim(ledger, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def check_nothing_is_left(ledger: Ledger, folder: Path, period: tuple[str, str]) -> billing_documents.Documents:
    """Twice the same bytes; imported without a reject, no gap is left, and nothing is left to issue."""
    made, again = claim(ledger, folder / "once"), claim(ledger, folder / "twice")
    for name in ("invoices.csv", "invoice_lines.csv"):
        assert (folder / "once" / name).read_bytes() == (folder / "twice" / name).read_bytes()
    assert made == again
    owed = "select * from claims order by all"
    before = ledger.cursor().execute(owed).fetchall()
    report = load(ledger, folder / "once")
    assert all(c.accepted == c.read for c in report.tables.values())
    finish(chain.run(ledger, *period))
    assert gaps(ledger) == []
    assert ledger.cursor().execute(owed).fetchall() == before
    left = claim(ledger, folder / "after")
    assert (left.invoices, left.credit_notes) == (0, 0)
    return made


def check_documents(ledger: Ledger) -> None:
    """At most one of each kind a family and month: here the first, as nothing was issued before."""
    sql = (
        "select family_id, kind, month, count(distinct invoice_id) from invoices join invoice_lines using (invoice_id) "
    )
    sql += "where invoice_id like 'RAT-%' group by all having count(distinct invoice_id) > 1"
    assert ledger.cursor().execute(sql).fetchall() == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 11, 22])
def test_no_gap_is_left_in_random_cities(ledger, tmp_path, seed):
    load(ledger, dialects.write(cities.make(seed, 30), tmp_path / "in"))
    finish(chain.run(ledger, *cities.season(seed)))
    made = check_nothing_is_left(ledger, tmp_path, cities.season(seed))
    assert made.invoices
    assert made.credit_notes
    check_documents(ledger)


@datasets.each_city
def test_no_gap_is_left_in_the_known_cities(ledger, tmp_path, city):
    load(ledger, datasets.sent(city, tmp_path))
    finish(chain.run(ledger, *datasets.PERIOD))
    assert check_nothing_is_left(ledger, tmp_path, datasets.PERIOD).invoices
    check_documents(ledger)


BILLED = st.tuples(
    st.sampled_from(["C1", "C3", ""]),
    st.sampled_from(["0", "0.5", "1", "2.25", "7"]),
    st.sampled_from(["0", "2.70", "1.35", "2.7033"]),
    st.sampled_from(["-0.01", "0", "0.01"]),
    st.booleans(),
)
USED = st.tuples(
    st.sampled_from(["C1", "C3"]), st.sampled_from(["0.5", "1", "3.75"]), st.sampled_from(["present", "half"])
)


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(used=st.lists(USED, max_size=5), billed=st.lists(BILLED, max_size=6))
def test_no_gap_is_left_whatever_was_billed(tmp_path_factory, used, billed):
    folder = tmp_path_factory.mktemp("town")
    rows = [f"A{n},{c},CANT,2023-09-{n + 4:02},{q},{s}\n" for n, (c, q, s) in enumerate(used)]
    kinds = ["credit_note" if credit else "invoice" for *_, credit in billed]
    sums = [
        (Decimal(q) * Decimal(p)).quantize(Decimal("0.01"), "ROUND_HALF_UP") + Decimal(c) for _, q, p, c, _ in billed
    ]
    documents = "".join(f"I{n},F1,2023-10-{n + 1:02},{kind}\n" for n, kind in enumerate(kinds))
    details = [f"I{n},1,{c},CANT,2023-09,{q},{p},{sums[n]}\n" for n, (c, q, p, _, _) in enumerate(billed)]
    tables = MERGED | {
        "attendance": MERGED["attendance"].splitlines()[0] + "\nA99,C2,CANT,2023-09-04,1,present\n" + "".join(rows),
        "invoices": INVOICES + documents,
        "invoice_lines": LINES + "".join(details),
    }
    with Ledger(copies.empty(folder / "l.duckdb")) as ledger:
        reconciled(ledger, folder, **tables)
        check_nothing_is_left(ledger, folder, SEPTEMBER)
