"""The reconciliation: figures a finance officer checks by hand, golden files, and properties of R5 and R9."""

import datetime as dt
import random
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rattrapage import queries, sample
from rattrapage.commands import cli
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.progress import finish
from rattrapage.reconcile import chain, runs, watch
from tests.tools import golden
from tests.towns import copies
from tests.towns.ledgers import TOWN, load, town, write

CENT = Decimal("0.01")


def run(ledger, first="2023-09", last="2023-09"):
    return finish(chain.run(ledger, first, last))


def cells(ledger):
    rows = ledger.cursor().execute("select * from cells order by family_id, child_id, service, month").fetchall()
    return [(r[0], r[1], r[2], r[5], r[6], r[8], r[9], r[10], r[11]) for r in rows]


def test_the_small_town(ledger, tmp_path):
    town(ledger, tmp_path / "town")
    result = run(ledger)
    assert cells(ledger) == [
        ("F1", "C1", "CANT", Decimal(2), Decimal("5.40"), Decimal("2.70"), Decimal("2.70"), "underbilled", "quantity"),
        ("F2", "C2", "CANT", Decimal(1), Decimal("5.80"), Decimal(0), Decimal("5.80"), "unbilled", "not_billed"),
    ]
    assert (result.expected, result.billed, result.gap) == (Decimal("11.20"), Decimal("2.70"), Decimal("8.50"))
    assert result.families_unbilled == 1


@pytest.mark.parametrize(
    ("used", "duplicate"),
    [(1, "-10.80"), (2, "-10.80"), (3, "-5.40"), (4, "-5.40"), (5, None)],
)
def test_a_line_billed_again_is_taken_while_no_less_is_billed_than_was_used(ledger, tmp_path, used, duplicate):
    """R9.1: the same two meals on three invoices, six in all."""
    days = "".join(f"A{day},C1,CANT,2023-09-0{day},present\n" for day in range(1, used + 1))
    invoices = "".join(f"I{n},F1,2023-10-1{n}\n" for n in (1, 2, 3))
    lines = "".join(f"I{n},1,C1,CANT,2023-09,2,2.70,5.40\n" for n in (1, 2, 3))
    thrice = {
        "attendance": "attendance_id,child_id,service,date,status\n" + days,
        "invoices": "invoice_id,family_id,issued_on\n" + invoices,
        "invoice_lines": TOWN["invoice_lines"].splitlines()[0] + "\n" + lines,
    }
    town(ledger, tmp_path / "town", **thrice)
    run(ledger)
    found = ledger.cursor().execute("select amount::varchar from run_causes where cause = 'duplicate'").fetchall()
    assert found == ([(duplicate,)] if duplicate else [])


SPECIMENS = {
    # month: (three Wednesdays or five, meals of each child, total on the invoice)
    "2023-09": ({"ALM_JOUR": 3, "REPAS_STANDARD": 33, "APM": 1}, "265.41"),
    "2024-05": ({"ALM_JOUR": 5, "REPAS_STANDARD": 18, "APM": 1}, "197.55"),
}


@pytest.mark.parametrize("month", SPECIMENS)
def test_the_citys_specimen_invoices_come_out_to_the_cent(ledger, tmp_path, month):
    counts, total = SPECIMENS[month]
    data = {name: (queries.DATA / f"{name}.csv").read_text(encoding="utf-8") for name in ("services", "tariffs")}
    rows = "".join(f"A{service},C1,{service},{month},{count},present\n" for service, count in counts.items())
    load(
        ledger,
        write(
            tmp_path / "specimen",
            families=TOWN["families"],
            children=TOWN["children"],
            quotients="family_id,valid_from,quotient\nF1,2023-01-01,1200\n",
            attendance="attendance_id,child_id,service,date,quantity,status\n" + rows,
            **data,
        ),
    )
    assert run(ledger, month, month).expected == Decimal(total)


def test_the_greatest_price_factor_and_quantity_do_not_overflow(ledger, tmp_path):
    dear = {
        "tariffs": "service,valid_from,price\nCANT,2020-01-01,999999.9999\n",
        "status_rules": "status,factor\npresent,99.99999999\n",
        "attendance": "attendance_id,child_id,service,date,quantity,status\nA1,C1,CANT,2023-09,999999.99,present\n",
    }
    town(ledger, tmp_path / "town", **dear)
    assert run(ledger).expected == Decimal("99999998980000.00")  # 999 999.99 times 99 999 999.98


def test_a_place_that_cannot_be_written_leaves_no_run(ledger, tmp_path, capsys):
    town(ledger, tmp_path / "town")
    ledger.close()
    (tmp_path / "file").write_text("x")
    asked = ["reconcile", "--from", "2023-09", "--to", "2023-09", "--out", str(tmp_path / "file")]
    assert cli.main(["--db", str(ledger.path), *asked]) == cli.WRONG
    assert "écriture impossible (un fichier occupe la place du dossier)" in capsys.readouterr().err
    with Ledger(ledger.path) as again:
        assert again.cursor().execute("select count(*) from runs").fetchone() == (0,)


def test_golden_files_of_a_small_sample_city(ledger, tmp_path):
    sample.write(tmp_path / "city", families=12, seed=3)
    load(ledger, tmp_path / "city")
    result = run(ledger, "2023-09", "2024-01")
    for path in runs.write(ledger, result.run, tmp_path / "out"):
        golden.check(f"reconcile/{path.name}", path.read_bytes())


def test_wrong_periods_are_refused(ledger, tmp_path):
    with pytest.raises(Refusal, match="aucune donnée"):
        run(ledger)
    town(ledger, tmp_path / "town")
    with pytest.raises(Refusal, match="après"):
        run(ledger, "2023-10", "2023-09")


def test_a_ledger_of_the_version_before_keeps_the_causes_of_its_runs(tmp_path):
    old = tmp_path / "old.duckdb"
    with duckdb.connect(str(old)) as raw:
        raw.execute((Path(__file__).parents[1] / "fixtures" / "ledgers" / "version_4.sql").read_text(encoding="utf-8"))
        raw.execute("insert into run_causes values (1, 'F2', 'C2', 'CANT', '2023-09', 'quantity', 5.80)")
        raw.execute("insert into ledger_info values (4, '2024-02-01', false)")
    with Ledger(old) as book:
        kept = book.cursor().execute("select cause, amount::varchar, other_family_id, other_month from run_causes")
        assert kept.fetchall() == [("quantity", "5.80", None, None)]


def test_runs_are_kept_and_compared_by_cause(ledger, tmp_path):
    town(ledger, tmp_path / "town")
    first, again = run(ledger), run(ledger)
    assert again.run == first.run + 1
    assert (again.input_hash, again.output_hash) == (first.input_hash, first.output_hash)
    assert ledger.cursor().execute("select count(distinct run) from run_cells").fetchone() == (1,)
    bill = "invoice_id,line_no,child_id,service,month,quantity,unit_price,amount\nI1,2,C1,CANT,2023-09,1,2.70,2.70\n"
    load(ledger, write(tmp_path / "bill", invoice_lines=bill))
    after = run(ledger)
    assert after.input_hash != first.input_hash
    changes = {row["cause"]: (row["cells"], row["change"]) for row in runs.compare(ledger, first.run, after.run)}
    assert changes == {"not_billed": (0, Decimal(0)), "quantity": (1, Decimal("-2.70"))}


def test_watch_sees_what_closed_without_being_billed(ledger, tmp_path):
    town(ledger, tmp_path / "town")
    seen = watch.alerts(ledger, dt.date(2023, 11, 14))
    assert seen == [
        {
            "service": "CANT",
            "month": "2023-09",
            "expected": Decimal("11.20"),
            "billed": Decimal("2.70"),
            "coverage": Decimal("24.1"),
        }
    ]
    assert watch.alerts(ledger, dt.date(2023, 11, 13)) == []
    assert watch.alerts(ledger, dt.date(2023, 11, 14), min_coverage=Decimal("24.1")) == []


STATUS = st.sampled_from(["present", "late"])
USE = st.tuples(st.sampled_from(["C1", "C2"]), st.integers(1, 28), st.integers(1, 9), STATUS)
LINE = st.tuples(
    st.sampled_from(["F1", "F2"]),
    st.sampled_from(["C1", "C2", ""]),
    st.sampled_from(["2023-09", "2023-10"]),
    st.integers(1, 9),
    st.sampled_from(["2.70", "5.80", "3.33"]),
    st.booleans(),
)


def city(uses, lines, order):
    """What makes of the small town one with any usage and any invoice lines, its rows in an order of chance."""
    attendance = [f"A{n},{c},CANT,2023-09-{d:02},{q},{s}" for n, (c, d, q, s) in enumerate(uses)]
    invoices = [
        f"I{n},{f},2023-10-{1 + n % 28:02},{'credit_note' if credit else 'invoice'}"
        for n, (f, *_, credit) in enumerate(lines)
    ]
    billed = [f"I{n},1,{c},CANT,{m},{q},{p},{Decimal(p) * q}" for n, (_, c, m, q, p, _) in enumerate(lines)]
    for rows in (attendance, invoices, billed):
        random.Random(order).shuffle(rows)
    text = {"attendance": attendance, "invoices": invoices, "invoice_lines": billed}
    heads = {
        "attendance": "attendance_id,child_id,service,date,quantity,status",
        "invoices": "invoice_id,family_id,issued_on,kind",
        "invoice_lines": TOWN["invoice_lines"].splitlines()[0],
    }
    rules = {"status_rules": "service,status,factor\n,late,1.25\n"}
    return {**rules, **{name: "\n".join([heads[name], *rows]) + "\n" for name, rows in text.items()}}


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(uses=st.lists(USE, max_size=8), lines=st.lists(LINE, max_size=8), order=st.integers(0, 99))
def test_components_add_up_to_the_gap_and_no_order_of_rows_matters(tmp_path_factory, uses, lines, order):
    found = []
    for shuffle in (None, order):
        folder = tmp_path_factory.mktemp("city")
        with Ledger(copies.empty(folder / "l.duckdb")) as ledger:
            town(ledger, folder / "in", **city(uses, lines, shuffle))
            run(ledger, "2023-09", "2023-10")
            cursor = ledger.cursor()
            gaps = dict(cursor.execute("select (family_id, child_id, month)::varchar, gap from cells").fetchall())
            causes = "select (family_id, child_id, month)::varchar, cause, amount from causes order by all"
            found.append((gaps, cursor.execute(causes).fetchall()))
    assert found[0] == found[1]
    gaps, causes = found[0]
    sums = defaultdict(Decimal)
    for key, _, amount in causes:
        sums[key] += amount
    known = {key for key, gap in gaps.items() if gap}
    assert {key: gaps[key] for key in sums} == dict(sums)
    assert set(sums) <= known


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(uses=st.lists(USE, min_size=1, max_size=10))
def test_a_group_is_rounded_once_half_up(tmp_path_factory, uses):
    folder = tmp_path_factory.mktemp("city")
    with Ledger(copies.empty(folder / "l.duckdb")) as ledger:
        town(ledger, folder / "in", **city(uses, [], None))
        result = run(ledger)
    quantities = defaultdict(int)
    for child, _, quantity, status in uses:
        quantities[child, status] += quantity
    price = {"C1": Decimal("2.70"), "C2": Decimal("5.80")}
    factor = {"present": Decimal(1), "late": Decimal("1.25")}
    rounded = lambda amount: amount.quantize(CENT, ROUND_HALF_UP)  # noqa: E731
    wanted = sum(rounded(q * rounded(price[c] * factor[s])) for (c, s), q in quantities.items())
    assert result.expected == wanted
