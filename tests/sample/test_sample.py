"""The sample city: repeatable to the byte, valid for an import, on calendar days only, with its specimen family."""

import csv
import hashlib
import itertools
import json
import os
import re
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from schwifty import IBAN

from rattrapage import sample
from rattrapage.errors import Refusal
from rattrapage.sample import schools

ROOT = Path(__file__).resolve().parents[2]
# Of 20 families, seed 1. It changes with the generator only: raise GENERATOR then, and copy the new one here.
DIGEST = "80f5c6820a277555fa65a5bdfcbae787e48c9bed87f115b37d8179f8bf4d038f"
COLUMNS = """
families: family_id payer_name email phone address_line postal_code town country resident payment_method
residences: family_id valid_from valid_to resident
schools: school_id name district level
children: child_id family_id first_name last_name birth_date school_id
payers: child_id family_id valid_from valid_to weeks
quotients: family_id valid_from valid_to quotient
services: service label category unit
tariffs: service resident qf_min qf_max valid_from valid_to price rate floor ceiling
status_rules: service status factor
exemptions: family_id child_id service valid_from valid_to reason
attendance: attendance_id child_id service date quantity status recorded_at
invoices: invoice_id family_id issued_on due_on kind status origin
invoice_lines: invoice_id line_no child_id service month quantity unit_price amount
payments: payment_id family_id invoice_id paid_on amount method
mandates: mandate_reference family_id iban bic account_holder signed_on status last_debited_on origin
"""
KEYS = {
    "families": "family_id",
    "residences": "family_id valid_from",
    "schools": "school_id",
    "children": "child_id",
    "payers": "child_id valid_from weeks",
    "quotients": "family_id valid_from",
    "services": "service",
    "tariffs": "service resident qf_min valid_from",
    "status_rules": "service status",
    "exemptions": "family_id child_id service valid_from",
    "attendance": "attendance_id",
    "invoices": "invoice_id",
    "invoice_lines": "invoice_id line_no",
    "payments": "payment_id",
    "mandates": "mandate_reference",
}
REFERENCES = {
    "family_id": "families",
    "child_id": "children",
    "school_id": "schools",
    "service": "services",
    "invoice_id": "invoices",
}


def read(folder: Path) -> dict[str, list[dict[str, str]]]:
    tables = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    return tables


def digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("city")
    sample.write(out, families=300)
    return out


@pytest.fixture(scope="module")
def city(folder: Path) -> dict[str, list[dict[str, str]]]:
    return read(folder)


def test_same_seed_gives_the_same_bytes_whatever_the_surroundings(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from rattrapage import sample; sample.write(Path(sys.argv[1]), 20)"
    digests = set()
    for hash_seed, zone in (("0", "Pacific/Auckland"), ("7", "America/Lima")):
        surroundings = {**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": zone, "LC_ALL": "C"}
        out = tmp_path / hash_seed
        subprocess.run([sys.executable, "-c", code, out], cwd=ROOT, env=surroundings, check=True)
        digests.add(digest(out))
    assert digests == {DIGEST}


def test_another_seed_gives_another_city(tmp_path: Path) -> None:
    for seed in (1, 2):
        sample.write(tmp_path / str(seed), families=3, seed=seed)
    assert digest(tmp_path / "1") != digest(tmp_path / "2")


def test_result_and_marker_say_what_was_written(tmp_path: Path) -> None:
    steps = []
    result = sample.write(tmp_path, families=5, seed=4, progress=lambda *step: steps.append(step))
    tables = read(tmp_path)
    assert result == {name: len(tables[name]) for name in ("families", "attendance", "invoices", "payments")}
    assert json.loads((tmp_path / "sample_city.json").read_text()) == {"seed": 4, "families": 5, "generator": 1}
    assert [done for done, _, _ in steps] == [0, 1, 2, 3, 4]
    assert all(label for _, _, label in steps)


def test_what_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for out, families, seed in ((tmp_path, 0, 1), (tmp_path, 1, -1), (tmp_path / "file", 1, 1)):
        with pytest.raises(Refusal, match="Ville d'exemple"):
            sample.write(out, families, seed)


def test_columns_are_those_of_the_contract(folder: Path) -> None:
    expected = {name: columns.split() for name, _, columns in (r.partition(":") for r in COLUMNS.split("\n") if r)}
    found = {path.stem: path.read_text("utf-8").partition("\n")[0].split(",") for path in folder.glob("*.csv")}
    assert found == expected


@pytest.mark.parametrize("families", [1, 2, 3, 20, 300])
def test_keys_are_unique_and_references_closed(families: int, tmp_path: Path) -> None:
    sample.write(tmp_path, families)
    tables = read(tmp_path)
    for table, key in KEYS.items():
        keys = [tuple(row[column] for column in key.split()) for row in tables[table]]
        assert len(keys) == len(set(keys)), table
    known = {table: {row[column] for row in tables[table]} for column, table in REFERENCES.items()}
    for table, rows in tables.items():
        for column in REFERENCES.keys() & rows[0].keys() if rows else ():
            assert {row[column] for row in rows} <= known[REFERENCES[column]] | {""}, (table, column)


def test_shape_is_the_real_citys_in_small(city) -> None:
    levels = [row[3] for row in schools.of_city(13_000).rows()]
    assert levels.count("maternelle") + levels.count("elementaire") == 112
    assert {school["level"] for school in city["schools"]} == {"creche", "maternelle", "elementaire"}
    assert 150 < len(city["attendance"]) / len(city["families"]) < 200


def test_lines_are_quantity_times_price_within_a_cent(city) -> None:
    for line in city["invoice_lines"]:
        quantity, price, amount = (Decimal(line[column]) for column in ("quantity", "unit_price", "amount"))
        assert quantity > 0
        assert price > 0
        assert amount >= 0
        assert abs(amount - cents(quantity * price)) <= Decimal("0.01"), line


def test_periods_never_overlap_and_never_end_before_they_start(city) -> None:
    for table in ("residences", "quotients"):
        rows = sorted(city[table], key=lambda row: (row["family_id"], row["valid_from"]))
        for row, following in itertools.pairwise(rows):
            same = row["family_id"] == following["family_id"]
            assert not same or (row["valid_to"] or following["valid_from"]) <= following["valid_from"]
    for table in ("residences", "quotients", "payers", "exemptions", "tariffs"):
        assert all(row["valid_to"] == "" or row["valid_to"] > row["valid_from"] for row in city[table]), table


def test_attendance_is_ordered_and_on_days_when_the_service_opens(city) -> None:
    with (ROOT / "data" / "calendar.csv").open(encoding="utf-8", newline="") as file:
        days = {row["date"]: row for row in csv.DictReader(file)}
    opens = {"CRECHE": ("creche",), "ALM_JOUR": ("alm",), "ALM_DEMI": ("alm",)}
    meals = {row["service"] for row in city["services"] if row["category"] == "restauration"}
    for row in city["attendance"]:
        columns = opens.get(row["service"], ("canteen", "alm") if row["service"] in meals else ("canteen",))
        assert any(days[row["date"]][column] == "true" for column in columns), row
        assert "2023-09-01" <= row["date"] < "2024-02-01"
        assert row["recorded_at"] >= row["date"]
        assert Decimal(row["quantity"]) > 0
    order = [(row["child_id"], row["date"]) for row in city["attendance"]]
    assert order == sorted(order)


def test_accounts_are_valid_and_of_no_bank(city) -> None:
    for row in city["mandates"]:
        iban = IBAN(row["iban"], validate_bban=True)
        assert (iban.country_code, iban.bank_code) == ("FR", "99999")
        assert re.fullmatch(r"[A-Z0-9-]{1,35}", row["mandate_reference"])


def test_people_cannot_be_reached(city) -> None:
    for row in city["families"]:
        assert re.fullmatch(r"(.+@example\.org)?", row["email"])
        assert re.fullmatch(r"(03 53 01 \d\d \d\d)?", row["phone"])
    names = " ".join(row["payer_name"] for row in city["families"])
    assert set("'\"-éçœÖ") <= set(names)


def test_specimen_family_owes_and_was_billed_the_citys_specimen_invoice(city) -> None:
    september = [r for r in city["attendance"] if r["child_id"].startswith("C00001") and r["date"] < "2023-10"]
    counted = {}
    for row in september:
        key = row["child_id"] if row["service"] == "APM" else row["date"], row["child_id"]
        counted.setdefault(row["service"], set()).add(key)
    quantities = {service: len(keys) for service, keys in counted.items()}
    assert quantities == {"REPAS_STANDARD": 33, "ALM_JOUR": 3, "APM": 1}
    prices = {
        row["service"]: Decimal(row["price"])
        for row in city["tariffs"]
        if (row["resident"], row["qf_min"], row["valid_from"]) == ("true", "1031", "2023-09-01")
    }
    assert [row["quotient"] for row in city["quotients"] if row["family_id"] == "F00001"] == ["1280.00"]
    assert sum(prices[service] * quantity for service, quantity in quantities.items()) == Decimal("265.41")
    (invoice,) = (row for row in city["invoices"] if row["family_id"] == "F00001")
    lines = [row for row in city["invoice_lines"] if row["invoice_id"] == invoice["invoice_id"]]
    assert sum(Decimal(line["amount"]) for line in lines) == Decimal("265.41")
    assert {(line["child_id"], line["month"]) for line in lines} == {("", "2023-09")}
    assert invoice["issued_on"] == "2023-12-15"
