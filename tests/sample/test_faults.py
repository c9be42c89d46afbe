"""Every fault of the story is in a small sample city, seen by reading its files in plain Python."""

import csv
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from rattrapage import sample

MONTHS = ("2023-09", "2023-10", "2023-11", "2023-12", "2024-01")
METHODS = {"direct_debit", "online", "cheque", "cash", "cesu", "transfer"}


class City:
    """The files of a sample city, and the look-ups that the tests share."""

    def __init__(self, folder: Path):
        for path in folder.glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                setattr(self, path.stem, list(csv.DictReader(file)))
        self.invoice = {row["invoice_id"]: row for row in self.invoices}
        self.lines = defaultdict(list)
        for line in self.invoice_lines:
            self.lines[line["invoice_id"]].append(line)
        self.child = {row["child_id"]: row for row in self.children}
        self.category = {row["service"]: row["category"] for row in self.services}
        self.used = {(row["child_id"], row["service"], row["date"][:7]) for row in self.attendance}

    def documents(self, kind: str, status: str = "issued") -> list[dict[str, str]]:
        return [row for row in self.invoices if (row["kind"], row["status"]) == (kind, status)]

    def content(self, invoice: dict[str, str]) -> tuple:
        """What a document bills, whatever its number and date."""
        columns = ("child_id", "service", "month", "quantity", "unit_price", "amount")
        return tuple(tuple(line[column] for column in columns) for line in self.lines[invoice["invoice_id"]])

    def issued_lines(self) -> list[tuple[dict[str, str], dict[str, str]]]:
        """(invoice, line) of invoices that stand."""
        return [(row, line) for row in self.documents("invoice") for line in self.lines[row["invoice_id"]]]

    def prices(self, service: str, valid_from: str) -> dict[tuple[str, str], Decimal]:
        """Prices by (resident, qf_min)."""
        rows = (r for r in self.tariffs if r["service"] == service and r["valid_from"] == valid_from and r["price"])
        return {(row["resident"], row["qf_min"]): Decimal(row["price"]) for row in rows}

    def payers_of(self, child_id: str) -> set[str]:
        """Every family that ever owes for a child."""
        second = {row["family_id"] for row in self.payers if row["child_id"] == child_id}
        return second | {self.child[child_id]["family_id"]}


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> City:
    folder = tmp_path_factory.mktemp("city")
    sample.write(folder, families=300)
    return City(folder)


def meal_price(city: City, line: dict[str, str], quotient: str) -> Decimal:
    prices = city.prices(line["service"], "2023-09-01")
    below = [int(start) for resident, start in prices if resident == "true" and int(start) <= Decimal(quotient)]
    return prices["true", str(max(below))]


def test_months_are_billed_wholly_partly_and_not_at_all(city: City) -> None:
    used = {(city.child[c]["family_id"], m, city.category[s]) for c, s, m in city.used}
    billed = {(row["family_id"], line["month"], city.category[line["service"]]) for row, line in city.issued_lines()}
    categories = defaultdict(lambda: (set(), set()))
    for found, position in ((used, 0), (billed, 1)):
        for family, month, category in found:
            categories[family, month][position].add(category)
    states = Counter(
        "all" if consumed <= charged else "none" if not charged else "some"
        for consumed, charged in categories.values()
        if consumed
    )
    assert min(states[state] for state in ("all", "none", "some")) > 100


def test_november_canteen_and_after_school_were_never_billed(city: City) -> None:
    billed = Counter(
        line["month"]
        for _, line in city.issued_lines()
        if city.category[line["service"]] in ("restauration", "periscolaire")
    )
    assert [month for month in MONTHS if billed[month] > 10] == ["2023-09", "2023-10", "2023-12", "2024-01"]


def test_september_was_billed_in_time_in_some_districts_only(city: City) -> None:
    issued = {row["issued_on"] for row, line in city.issued_lines() if line["month"] == "2023-09"}
    assert {"2023-11-15", "2023-12-15"} <= issued


def test_duplicates_and_their_corrections(city: City) -> None:
    alike = Counter((row["family_id"], city.content(row)) for row in city.documents("invoice"))
    credited = {(row["family_id"], city.content(row)) for row in city.documents("credit_note")}
    twice = {document for document, count in alike.items() if count == 2}
    assert twice - credited
    assert twice & credited


def test_credit_notes_wholly_and_partly(city: City) -> None:
    invoices = Counter((row["family_id"], city.content(row)) for row in city.documents("invoice"))
    notes = {(row["family_id"], city.content(row)) for row in city.documents("credit_note")}
    lines = {(row["family_id"], line["child_id"], line["service"]): line for row, line in city.issued_lines()}
    parts = [(lines[family, *part[0][:2]], part[0]) for family, part in notes if invoices[family, part] == 0]
    assert any(invoices[note] == 1 for note in notes)
    assert any(Decimal(line["quantity"]) > Decimal(part[3]) for line, part in parts)


def test_lines_credited_more_often_than_invoiced(city: City) -> None:
    net = Counter()
    for row in city.invoices:
        if row["status"] == "issued":
            for line in city.lines[row["invoice_id"]]:
                key = row["family_id"], line["child_id"], line["service"], line["month"]
                net[key] += Decimal(line["quantity"]) * (1 if row["kind"] == "invoice" else -1)
    assert [key for key, quantity in net.items() if quantity < 0 and key[1:] not in city.used]


def test_cancelled_invoices_with_and_without_replacement(city: City) -> None:
    standing = {(row["family_id"], city.content(row)) for row in city.documents("invoice")}
    cancelled = {(row["family_id"], city.content(row)) for row in city.documents("invoice", "cancelled")}
    assert cancelled & standing
    assert cancelled - standing


def test_lines_on_the_account_of_a_family_that_owes_nothing_for_the_child(city: City) -> None:
    named = [(row["family_id"], line["child_id"]) for row, line in city.issued_lines() if line["child_id"]]
    assert any(family not in city.payers_of(child) for family, child in named)


def test_lines_under_another_month(city: City) -> None:
    months = [{line["month"] for line in city.lines[row["invoice_id"]]} for row in city.documents("invoice")]
    assert any(len(of_invoice) == 2 for of_invoice in months)


def test_prices_of_the_grid_of_the_year_before(city: City) -> None:
    meals = [line for _, line in city.issued_lines() if line["service"] == "REPAS_STANDARD"]
    voted = set(city.prices("REPAS_STANDARD", "2023-09-01").values())
    previous = set(city.prices("REPAS_STANDARD", "2022-09-01").values())
    billed = {Decimal(line["unit_price"]) for line in meals}
    assert billed & (previous - voted - {2 * price for price in voted})


def test_prices_of_a_quotient_that_was_no_longer_true(city: City) -> None:
    periods = defaultdict(list)
    for row in city.quotients:
        periods[row["family_id"]].append(row)
    stale = []
    for row, line in city.issued_lines():
        known = periods[row["family_id"]]
        if line["service"].startswith("REPAS") and len(known) == 2 and line["month"] > known[1]["valid_from"][:7]:
            before, after = (meal_price(city, line, period["quotient"]) for period in known)
            stale.append(Decimal(line["unit_price"]) == before != after)
    assert any(stale)
    assert not all(stale)


def test_unbooked_meals_at_double_and_at_single_price(city: City) -> None:
    unbooked = {
        (row["child_id"], row["service"], row["date"][:7]) for row in city.attendance if row["status"] == "unbooked"
    }
    prices = set(city.prices("REPAS_STANDARD", "2023-09-01").values())
    double = {2 * price for price in prices} - prices
    assert unbooked
    assert any(Decimal(line["unit_price"]) in double for _, line in city.issued_lines())


def test_exempt_families_billed_all_the_same(city: City) -> None:
    free = {row["family_id"] for row in city.exemptions if (row["child_id"], row["valid_to"]) == ("", "")}
    charged = {
        row["family_id"] for row, line in city.issued_lines() if city.category[line["service"]] == "restauration"
    }
    assert free & charged
    assert free - charged


def test_one_cent_faults(city: City) -> None:
    differences = Counter()
    for line in city.invoice_lines:
        exact = Decimal(line["quantity"]) * Decimal(line["unit_price"])
        differences[Decimal(line["amount"]) - exact.quantize(Decimal("0.01"), ROUND_HALF_UP)] += 1
    assert set(differences) == {Decimal("-0.01"), Decimal(0), Decimal("0.01")}


def test_lines_without_the_childs_name(city: City) -> None:
    assert {bool(line["child_id"]) for _, line in city.issued_lines()} == {True, False}


def test_lines_of_services_never_used(city: City) -> None:
    used = {(child, service) for child, service, _ in city.used}
    billed = {(line["child_id"], line["service"]) for _, line in city.issued_lines() if line["child_id"]}
    notes = [row["invoice_id"] for row in city.documents("credit_note")]
    credited = {(line["child_id"], line["service"]) for note in notes for line in city.lines[note]}
    assert billed - used - credited


def test_moves_and_second_payers(city: City) -> None:
    moved = Counter(row["family_id"] for row in city.residences)
    assert set(moved.values()) == {2}
    assert {row["weeks"] for row in city.payers} == {"all", "even", "odd"}
    assert {row["resident"] for row in city.families} == {"true", "false"}


def test_quotients_missing_from_the_start_or_from_a_day_on(city: City) -> None:
    latest = {row["family_id"]: row["valid_to"] for row in city.quotients}
    assert {row["family_id"] for row in city.families} - latest.keys()
    assert any(latest.values())


def test_schools_whose_attendance_lacks_canteen_days(city: City) -> None:
    meals = [row for row in city.attendance if city.category[row["service"]] == "restauration"]
    received = defaultdict(set)
    for row in meals:
        received[city.child[row["child_id"]]["school_id"]].add(row["date"])
    everywhere = set.union(*received.values())
    assert any(everywhere - days for days in received.values())


def test_morning_care_of_december_is_billed_without_any_attendance(city: City) -> None:
    cell = ("ACCUEIL_MATIN", "2023-12")
    assert any((line["service"], line["month"]) == cell for _, line in city.issued_lines())
    assert not any(used[1:] == cell for used in city.used)
    assert any(used[0] != "" and used[1:] == ("ACCUEIL_MATIN", "2023-11") for used in city.used)


def test_usage_that_nothing_prices(city: City) -> None:
    priced = {row["service"] for row in city.tariffs}
    ruled = {row["status"] for row in city.status_rules}
    assert any(row["service"] not in priced for row in city.attendance)
    assert any(row["status"] not in ruled for row in city.attendance)


def test_payments_of_every_kind(city: City) -> None:
    paid = [(row["invoice_id"], Decimal(row["amount"])) for row in city.payments]
    total = {i: sum(Decimal(line["amount"]) for line in lines) for i, lines in city.lines.items()}
    assert {row["method"] for row in city.payments} == METHODS
    assert any(invoice and amount < total[invoice] for invoice, amount in paid)
    assert any(count == 2 for (invoice, _), count in Counter(paid).items() if invoice)
    assert any(not invoice for invoice, _ in paid)
    assert {row["payment_method"] for row in city.families} == METHODS


def test_mandates_of_every_kind(city: City) -> None:
    debited = {row["family_id"] for row in city.families if row["payment_method"] == "direct_debit"}
    held = Counter(row["family_id"] for row in city.mandates if row["status"] == "active")
    kinds = {(row["origin"], row["status"]) for row in city.mandates}
    active = [row for row in city.mandates if (row["origin"], row["status"]) == ("kiosque", "active")]
    assert kinds >= {("legacy", "active"), ("legacy", "superseded"), ("kiosque", "active"), ("kiosque", "revoked")}
    assert any("" < row["last_debited_on"] < "2020-12" for row in active)
    assert any(row["last_debited_on"] == "" and row["signed_on"] < "2020-12" for row in active)
    assert any(row["signed_on"] > "2024-06" for row in active)
    assert any(count > 1 for count in held.values())
    assert debited - {row["family_id"] for row in city.mandates}


def test_a_city_of_twenty_families_still_has_several_faults(tmp_path: Path) -> None:
    sample.write(tmp_path, families=20)
    small = City(tmp_path)
    assert small.documents("credit_note")
    assert small.documents("invoice", "cancelled")
    assert {row["weeks"] for row in small.payers} >= {"even", "odd"}
    assert small.exemptions
    assert any(row["service"] == "ALERTE_METEO" for row in small.attendance)
    assert any(line["month"] == "2023-12" and line["service"] == "ACCUEIL_MATIN" for line in small.invoice_lines)
