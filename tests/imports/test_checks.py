"""What each table demands of its rows, and the reason told of those that do not meet it."""

import pytest

from tests.imports.acting import HEAD
from tests.towns.ledgers import TOWN, counts, load, raws, reasons, write

REJECTED = {
    "missing_value": ("A9,,CANT,2023-09-04,1,present", "child_id"),
    "bad_number": ('A9,C1,CANT,2023-09-04,"1.234,56",present', "quantity"),
    "bad_date": ("A9,C1,CANT,2023-02-30,1,present", "date"),
    "unknown_reference": ("A9,C1,GHOST,2023-09-04,1,present", "service"),
    "negative_quantity": ("A9,C1,CANT,2023-09-04,-1,present", "quantity"),
}


@pytest.mark.parametrize("reason", REJECTED)
def test_a_bad_row_is_rejected_with_its_place_and_text(town, tmp_path, reason):
    row, column = REJECTED[reason]
    report = load(town, write(tmp_path / "bad", attendance=HEAD + "A8,C1,CANT,2023-09-06,1,present\n\n" + row + "\n"))
    assert counts(report, "attendance") == (2, 1, 0, 1)
    assert reasons(town) == [("attendance", 4, column, reason)]
    assert row.split(",")[0] in raws(town)


@pytest.mark.parametrize(
    ("table", "text", "reason", "column"),
    [
        ("tariffs", "service,valid_from,price,rate\nCANT,2022-01-01,,\n", "missing_value", "price"),
        ("tariffs", "service,valid_from,price\nCANT,2022-01-01,1000000\n", "bad_number", "price"),
        ("status_rules", "status,factor\npresent,100\n", "bad_number", "factor"),
        (
            "attendance",
            "attendance_id,child_id,service,date,quantity,status\nA9,C1,CANT,2023-09,1000000,present\n",
            "bad_number",
            "quantity",
        ),
        ("quotients", "family_id,valid_from,quotient\nF2,2023-01-01,-1\n", "bad_value", "quotient"),
        ("quotients", "family_id,valid_from,valid_to,quotient\nF2,2023-01-01,2023-01-01,1\n", "bad_value", "valid_to"),
        ("families", "family_id,payer_name,country\nF9,X,XX\n", "bad_value", "country"),
        ("families", "family_id,payer_name,payment_method\nF9,X,gold\n", "bad_value", "payment_method"),
        ("families", "family_id,payer_name,resident\nF9,X,peut-être\n", "bad_value", "resident"),
        (
            "mandates",
            "mandate_reference,family_id,iban,signed_on\nR_1,F1,FR7699999000010000000000115,2023-01-01\n",
            "bad_value",
            "mandate_reference",
        ),
        (
            "mandates",
            "mandate_reference,family_id,iban,signed_on\nR1,F1,FR7699999000010000000000116,2023-01-01\n",
            "bad_iban",
            "iban",
        ),
        (
            "invoice_lines",
            "invoice_id,line_no,service,month,quantity,unit_price,amount\nI1,9,CANT,2023-09,13,3.95,51.37\n",
            "line_arithmetic",
            "amount",
        ),
        (
            "invoice_lines",
            "invoice_id,line_no,service,month,quantity,unit_price,amount\nI1,9,CANT,09/2023,1,1,1\n",
            "bad_date",
            "month",
        ),
    ],
)
def test_each_table_has_its_rules(town, tmp_path, table, text, reason, column):
    report = load(town, write(tmp_path / "bad", **{table: text}))
    assert counts(report, table) == (1, 0, 0, 1)
    assert reasons(town) == [(table, 2, column, reason)]


def test_one_cent_off_is_the_systems_own_rounding(town, tmp_path):
    line = "invoice_id,line_no,service,month,quantity,unit_price,amount\nI1,9,CANT,2023-09,13,3.95,51.36\n"
    assert load(town, write(tmp_path / "x", invoice_lines=line)).complete


def test_the_first_reason_in_the_contracts_order_is_given(town, tmp_path):
    load(town, write(tmp_path / "x", attendance=HEAD + "A9,,GHOST,2023-02-30,x,present\n"))
    assert [reason for *_, reason in reasons(town)] == ["missing_value"]


@pytest.mark.parametrize(
    ("rows", "rejected"),
    [
        ("F2,2023-01-01,,900\nF2,2023-11-20,,950\n", []),
        ("F2,2023-01-01,2023-12-01,900\nF2,2023-11-20,,950\n", [3]),
        ("F2,2023-11-20,,950\nF2,2023-01-01,2023-12-01,900\nF2,2023-12-01,2024-01-01,3\n", [3]),
        ("F2,2023-01-01,2023-05-01,1\nF2,2023-04-01,2023-07-01,2\nF2,2023-06-01,,3\n", [3]),
        ("F1,2022-01-01,2023-02-01,7\n", [2]),
    ],
)
def test_overlapping_periods_reject_the_later_line_or_the_new_one(town, tmp_path, rows, rejected):
    load(town, write(tmp_path / "x", quotients="family_id,valid_from,valid_to,quotient\n" + rows))
    assert [(line, reason) for _, line, _, reason in reasons(town)] == [(line, "overlap") for line in rejected]


def test_payers_overlap_by_week_parity(town, tmp_path):
    head = "child_id,family_id,valid_from,valid_to,weeks\n"
    alternate = head + "C1,F1,2023-09-01,,even\nC1,F2,2023-09-01,,odd\n"
    assert load(town, write(tmp_path / "a", payers=alternate)).complete
    load(town, write(tmp_path / "b", payers=head + "C1,F1,2023-09-01,,all\n"))
    assert [reason for *_, reason in reasons(town)] == ["overlap"]


def test_brackets_of_one_grid_may_not_overlap_and_a_later_grid_ends_the_first(town, tmp_path):
    head = "service,qf_min,qf_max,valid_from,price\n"
    assert load(
        town, write(tmp_path / "a", tariffs=head + "CANT,0,900,2024-01-01,3\nCANT,900,,2024-01-01,6\n")
    ).complete
    load(town, write(tmp_path / "b", tariffs=head + "CANT,500,700,2023-01-01,4\n"))
    assert reasons(town) == [("tariffs", 2, "qf_min", "overlap")]


def test_of_two_references_that_nobody_knows_the_first_is_said(town, tmp_path):
    unknown = HEAD + "A7,C9,REPAS,2023-09-06,1,present\nA7,C9,REPAS,2023-09-06,1,present\n"
    load(town, write(tmp_path / "x", attendance=unknown))
    assert reasons(town) == [("attendance", line, "child_id", "unknown_reference") for line in (2, 3)]


def test_references_may_come_in_the_same_import_in_any_order(ledger, tmp_path):
    folder = write(tmp_path / "town", **TOWN)
    assert load(ledger, *sorted(folder.iterdir(), reverse=True)).complete


def test_children_of_a_rejected_family_are_unknown_references(ledger, tmp_path):
    bad = dict(TOWN, families="family_id,payer_name\nF1,\nF2,Noé Klein\n")
    load(ledger, write(tmp_path / "town", **bad))
    assert ("children", 2, "family_id", "unknown_reference") in reasons(ledger)


def test_an_unknown_school_is_only_a_notice(ledger, tmp_path):
    report = load(ledger, write(tmp_path / "town", **{k: v for k, v in TOWN.items() if k != "schools"}))
    assert report.complete
    assert any("école inconnue" in notice for notice in report.notices)
