"""The council's database: nothing under 11 families, and nothing from which it follows, whatever the periods."""

from itertools import combinations_with_replacement
from typing import NamedTuple

import duckdb
import pytest

from rattrapage.council.publication import TABLES, THRESHOLD, Council
from rattrapage.ledger import Ledger
from tests.tools import attack
from tests.towns import cities
from tests.towns import council as town_council
from tests.towns.council import BOUNDS, MONTHS, SERVICES, Cell, Town

PERIODS = list(combinations_with_replacement(MONTHS, 2))
TOLD = ("not_billed", "not_used", "quantity", "price", "duplicate")
LABELS = dict(
    zip(
        ("moins de 500", "de 500 à moins de 1000", "de 1000 à moins de 1500", "1500 et plus, ou quotient inconnu"),
        BOUNDS,
        strict=True,
    )
)


def within(first: str, last: str) -> list[str]:
    return [month for month in MONTHS if first <= month <= last]


def structure(attacker: attack.Attacker) -> None:
    """What everybody knows: how the figures of a month add up."""
    for month in MONTHS:
        strip = {("due", month): 1, ("billed", month): -1, ("over", month): 1, ("unknown", month): 1}
        attacker.learn(strip | {("remaining", month): -1})
        attacker.learn(attack.total(("service", s, month) for s in SERVICES) | {("remaining", month): -1})
        attacker.learn(attack.total(("quotient", b, month) for b in BOUNDS) | {("remaining", month): -1})
        causes = attack.total(("cause", c, month) for c in TOLD) | {("over", month): 1}
        attacker.learn(causes | {("remaining", month): -1})


def open_months(tables: dict) -> list[str]:
    return [row["month"] for row in tables["months"] if not row["masked"]]


def rows(tables: dict) -> list[tuple[dict, tuple, str]]:
    """Each row of the three tables with the atom that it adds up, less its month, and its amount's column."""
    found = [(row, ("service", row["label"].removeprefix("Service ")), "remaining") for row in tables["services"]]
    found += [(row, ("quotient", LABELS[row["label"]]), "remaining") for row in tables["quotients"]]
    return found + [(row, ("cause", row["cause"]), "amount") for row in tables["causes"] if row["cause"] in TOLD]


def published(tables: dict):
    """Every figure of a publication as (value, its equation over the atoms); value None is hidden."""
    shown = open_months(tables)
    for row in tables["months"]:
        month = row["month"]
        yield row["due"], {("due", month): 1}
        yield row["billed"], {("billed", month): 1}
        yield row["remaining"], {("remaining", month): 1}
        yield row["covered"], {("due", month): 1, ("remaining", month): -1}
    (summary,) = tables["summary"]
    for name in ("billed", "remaining", "over", "unknown"):
        yield summary[name], attack.total((name, month) for month in shown)
    with_due = [row["month"] for row in tables["months"] if row["due"] is not None]
    yield summary["due"], attack.total(("due", month) for month in with_due)
    for row, atom, column in rows(tables):
        yield row[column], attack.total((*atom, month) for month in shown)
    for service in {*SERVICES} - {row["label"].removeprefix("Service ") for row in tables["services"]}:
        yield 0, attack.total(("service", service, row["month"]) for row in tables["months"])


def attacked(publications: list[dict]) -> attack.Attacker:
    attacker = attack.Attacker()
    structure(attacker)
    for tables in publications:
        for value, equation in published(tables):
            if value is not None:
                attacker.learn(equation)
    return attacker


def leaks(town: Town, publications: list[dict], attacker: attack.Attacker) -> list[dict]:
    """What the attacker knows and should not: small atoms, and hidden figures that are no empty sum."""
    small = [{atom: 1} for atom, behind in town_council.families(town).items() if 0 < len(behind) < THRESHOLD]
    hidden = [equation for tables in publications for value, equation in published(tables) if value is None]
    return [equation for equation in small + hidden if equation and attacker.knows(equation)]


def every_period(ledger, town: Town) -> list[dict]:
    town_council.fill(ledger, town)
    return [town_council.publish(ledger, first, last) for first, last in PERIODS]


class Seen(NamedTuple):
    """A town, and what councillors saw of it, period by period."""

    town: Town
    publications: list[dict]


@pytest.fixture(scope="module", params=[0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 8))])
def seen(request, tmp_path_factory) -> Seen:
    town = town_council.draw(request.param)
    with Ledger(tmp_path_factory.mktemp("ville") / "ville.duckdb") as book:
        return Seen(town, every_period(book, town))


def test_no_hidden_figure_follows_from_all_periods_together(seen):
    assert leaks(seen.town, seen.publications, attacked(seen.publications)) == []


def test_the_towns_have_something_to_tell_and_something_to_hide(seen):
    values = [value for tables in seen.publications for value, _ in published(tables)]
    assert None in values
    assert len(seen.town.quotients) < 40 or any(values)


def test_no_figure_or_hidden_rest_comes_from_few_families(seen):
    behind = town_council.families(seen.town)
    for tables in seen.publications:
        shown = open_months(tables)
        for row, atom, column in rows(tables):
            if row[column] is not None:
                assert not any(0 < len(behind[(*atom, month)]) < THRESHOLD for month in shown)
        for kind in ("service", "quotient"):
            hidden = [atom for row, atom, _ in rows(tables) if row["masked"] and atom[0] == kind]
            together = set().union(*(behind[(*atom, month)] for atom in hidden for month in shown))
            assert not together or len(together) >= THRESHOLD


def test_no_hidden_count_follows_from_the_total_of_families(seen):
    for tables in seen.publications:
        (summary,) = tables["summary"]
        masked = [row for row in tables["quotients"] if row["masked"]]
        assert len(masked) != 1
        assert all(row["families"] is None and row["remaining"] is None and row["mean"] is None for row in masked)
        told, unbilled = summary["families"], summary["families_unbilled"]
        assert unbilled is None or not 0 < unbilled < THRESHOLD
        assert unbilled is None or not 0 < told - unbilled < THRESHOLD
        if not masked:
            assert sum(row["families"] for row in tables["quotients"]) == told


def one_small_service() -> Town:
    """Thirty families owe a meal in each month; three of them a packed meal too."""
    meals = [
        Cell(n, service, month, 1000, 0, "unbilled", {"not_billed": 1000})
        for n in range(30)
        for month in MONTHS
        for service in ("REPAS", "MATIN")
    ]
    packed = [Cell(n, "PAI", MONTHS[0], 500, 0, "unbilled", {"not_billed": 500}) for n in range(3)]
    return Town([600] * 30, meals + packed)


def test_a_small_row_hides_a_second_one_and_the_totals_stay(ledger):
    town_council.fill(ledger, one_small_service())
    tables = town_council.publish(ledger, MONTHS[0], MONTHS[-1])
    assert {row["label"]: row["masked"] for row in tables["services"]} == {
        "Service MATIN": True, "Service PAI": True, "Service REPAS": False,
    }  # fmt: skip
    (repas,) = [row for row in tables["services"] if row["label"] == "Service REPAS"]
    assert (repas["families"], str(repas["remaining"]), str(repas["mean"])) == (30, "900.00", "30.00")
    assert (str(tables["summary"][0]["remaining"]), tables["summary"][0]["families"]) == ("1815.00", 30)


def owing(families, service: str = "REPAS") -> list[Cell]:
    """Each of the families owes 10.00 of a service in the first month, and was billed a cent of it."""
    return [Cell(n, service, MONTHS[0], 1000, 1, "underbilled", {"quantity": 999}) for n in families]


@pytest.mark.parametrize(("families", "told"), [(9, None), (10, None), (11, "109.89"), (12, "119.88")])
def test_eleven_families_are_told_and_ten_are_not(ledger, families, told):
    town_council.fill(ledger, Town([600] * families, owing(range(families))))
    tables = town_council.publish(ledger, MONTHS[0], MONTHS[0])
    for row in (tables["months"][0], tables["summary"][0], tables["services"][0]):
        assert (row["remaining"] and str(row["remaining"])) == told
    assert tables["summary"][0]["families"] == (told and families)


@pytest.mark.parametrize(("others", "told"), [(4, None), (5, None), (6, "299.70")])
def test_two_small_rows_of_eleven_families_together_need_no_third(ledger, others, told):
    cells = [*owing(range(30), "REPAS"), *owing(range(30), "MATIN")]
    cells += [*owing(range(5), "PAI"), *owing(range(5, 5 + others), "SOIR")]
    town_council.fill(ledger, Town([600] * 30, cells))
    shown = {row["label"]: row["remaining"] for row in town_council.publish(ledger, MONTHS[0], MONTHS[0])["services"]}
    assert (shown["Service PAI"], shown["Service SOIR"]) == (None, None)
    assert (shown["Service MATIN"] and str(shown["Service MATIN"])) == told
    assert str(shown["Service REPAS"]) == "299.70"


@pytest.mark.parametrize(("unbilled", "told"), [(10, None), (11, 11), (19, 19), (20, None)])
def test_the_families_without_a_bill_and_those_with_one_are_eleven_or_not_told(ledger, unbilled, told):
    without = [Cell(n, "REPAS", MONTHS[0], 1000, 0, "unbilled", {"not_billed": 1000}) for n in range(unbilled)]
    right = [Cell(n, "REPAS", MONTHS[0], 1000, 1000, "matched", {}) for n in range(30, 50)]
    town_council.fill(ledger, Town([600] * 50, without + owing(range(unbilled, 30)) + right))
    months = [(1, f"FAM{n}", MONTHS[0], "unbilled") for n in range(unbilled)]
    ledger.cursor().executemany(
        "insert into run_family_months (run, family_id, month, status) values (?, ?, ?, ?)", months
    )
    (summary,) = town_council.publish(ledger, MONTHS[0], MONTHS[0])["summary"]
    assert (summary["families"], summary["families_unbilled"]) == (30, told)


def test_the_partner_of_a_small_row_would_give_it_away(ledger):
    town = one_small_service()
    publications = every_period(ledger, town)
    attacker = attacked(publications)
    assert leaks(town, publications, attacker) == []
    attacker.learn({("service", "MATIN", MONTHS[0]): 1})
    assert {("service", "PAI", MONTHS[0]): 1} in leaks(town, publications, attacker)


def a_month_nearly_settled() -> Town:
    """Thirty families owe September; in October all is billed but for four."""
    cells = [Cell(n, "REPAS", MONTHS[0], 1000, 0, "unbilled", {"not_billed": 1000}) for n in range(30)]
    late = [Cell(n, "REPAS", MONTHS[1], 1000, 0, "unbilled", {"not_billed": 1000}) for n in range(4)]
    paid = [Cell(n, "REPAS", MONTHS[1], 1000, 1000, "matched", {}) for n in range(4, 30)]
    return Town([600] * 30, cells + late + paid)


def test_a_month_with_few_families_left_tells_its_due_and_nothing_else(ledger):
    town = a_month_nearly_settled()
    town_council.fill(ledger, town)
    tables = town_council.publish(ledger, MONTHS[0], MONTHS[1])
    september, october = tables["months"]
    assert (str(september["remaining"]), september["masked"]) == ("300.00", False)
    assert (str(october["due"]), october["remaining"], october["covered"], october["masked"]) == (
        "300.00", None, None, True,
    )  # fmt: skip
    (summary,) = tables["summary"]
    assert [str(summary[name]) for name in ("due", "covered", "remaining", "secret_due")] == [
        "600.00", "0.00", "300.00", "300.00",
    ]  # fmt: skip


def test_one_total_of_both_months_would_give_the_few_away(ledger):
    town = a_month_nearly_settled()
    publications = every_period(ledger, town)
    attacker = attacked(publications)
    assert leaks(town, publications, attacker) == []
    attacker.learn(attack.total(("remaining", month) for month in MONTHS[:2]))
    assert {("remaining", MONTHS[1]): 1} in leaks(town, publications, attacker)


def a_few_over_billed() -> Town:
    """Thirty families owe September; three were billed twice."""
    owing = [Cell(n, "REPAS", MONTHS[0], 1000, 0, "unbilled", {"not_billed": 1000}) for n in range(30)]
    fine = [Cell(n, "SOIR", MONTHS[0], 1000, 1000, "matched", {}) for n in range(30)]
    twice = [Cell(n, "MATIN", MONTHS[0], 500, 1000, "overbilled", {"duplicate": -500}) for n in range(3)]
    return Town([600] * 30, owing + fine + twice)


def test_few_over_billed_families_hide_what_was_really_billed(ledger):
    town_council.fill(ledger, a_few_over_billed())
    (summary,) = town_council.publish(ledger, MONTHS[0], MONTHS[0])["summary"]
    assert (summary["over"], summary["billed"], str(summary["unknown"])) == (None, None, "0.00")
    assert [str(summary[name]) for name in ("due", "covered", "remaining", "difference")] == [
        "615.00", "315.00", "300.00", "0.00",
    ]  # fmt: skip


def test_three_families_give_no_figure_at_all(tmp_path, ledger):
    cities.build(tmp_path / "ville.duckdb")
    with type(ledger)(tmp_path / "ville.duckdb") as book:
        tables = town_council.read(Council(book))
    (summary,) = tables["summary"]
    assert {summary[name] for name in ("due", "covered", "billed", "remaining", "over", "unknown", "families")} == {
        None
    }
    assert all(row["masked"] for table in ("months", "causes", "services", "quotients") for row in tables[table])


def test_the_database_holds_no_family_and_opens_no_door(ledger):
    town_council.fill(ledger, town_council.draw(3))
    tables = town_council.publish(ledger, MONTHS[0], MONTHS[-1])
    assert "FAM" not in str(tables)
    cursor = Council(ledger).cursor()
    known = {name for (name,) in cursor.execute("select table_name from duckdb_tables()").fetchall()}
    assert known == set(TABLES)
    for hostile in (
        "from run_cells",
        "from read_csv('app.py')",
        f"attach '{ledger.path}' as ledger",
        "copy (select 1) to 'x'",
    ):
        with pytest.raises(duckdb.Error):
            cursor.execute(hostile)
    with pytest.raises(duckdb.Error):
        cursor.execute("set enable_external_access = true")


def test_a_new_run_is_published_and_an_old_cursor_stays_on_its_own(ledger):
    town_council.fill(ledger, one_small_service())
    council = Council(ledger)
    town_council.publish(ledger, MONTHS[0], MONTHS[0])
    before = council.cursor()
    town_council.publish(ledger, MONTHS[0], MONTHS[1])
    last = "select last_month from summary"
    assert before.execute(last).fetchone() == (MONTHS[0],)
    assert council.cursor().execute(last).fetchone() == (MONTHS[1],)


def test_a_ledger_without_a_run_publishes_nothing(ledger):
    assert all(not rows for rows in town_council.read(Council(ledger)).values())
