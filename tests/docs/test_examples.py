"""The worked examples of docs/dev/rules.md, R1 to R10, each in a town that holds nothing else."""

from decimal import Decimal

import pytest

from rattrapage.progress import finish
from rattrapage.reconcile import chain
from tests.towns.ledgers import TOWN, town

USES = "attendance_id,child_id,service,date,quantity,status\n"
INVOICES = "invoice_id,family_id,issued_on,kind\n"
LINES = TOWN["invoice_lines"].splitlines()[0] + "\n"
NO_BILL = {"invoices": INVOICES, "invoice_lines": LINES}
TARIFFS = "service,resident,qf_min,qf_max,valid_from,valid_to,price,rate,floor,ceiling\n"
TWO_MEALS = f"{USES}A1,C1,CANT,2023-09-04,2,present\n"


@pytest.fixture
def found(ledger, tmp_path):
    """Reconciles the town of `tests.towns.ledgers` with these tables in place of its own; returns rows of a view."""

    def rows(view: str, columns: str, last: str = "2023-09", **tables: str) -> list[tuple]:
        town(ledger, tmp_path / "town", **tables)
        finish(chain.run(ledger, "2023-09", last))
        listed = ", ".join(f"{column}::varchar" for column in columns.split())
        return ledger.cursor().execute(f"select {listed} from {view} order by all").fetchall()

    return rows


def test_r1_the_factor_multiplies_the_price(found):
    statuses = ("present", "unbooked", "absent_excused")
    uses = "".join(f"A{n},C1,CANT,2023-09-0{n},1,{status}\n" for n, status in enumerate(statuses, 4))
    cells = found(
        "cells",
        "used_quantity expected",
        tariffs="service,valid_from,price\nCANT,2023-01-01,3.95\n",
        status_rules="service,status,factor\nCANT,unbooked,1.5\n,unbooked,2\n",
        attendance=USES + uses,
        **NO_BILL,
    )
    assert cells == [("2.00", "9.88")]


def test_r2_weeks_decide_who_owes(found):
    cells = found(
        "cells",
        "family_id child_id expected",
        payers="child_id,family_id,valid_from,weeks\nC1,F1,2023-09-01,even\nC1,F2,2023-09-01,odd\n",
        attendance=f"{USES}A1,C1,CANT,2023-09-04,2,present\nA2,C1,CANT,2023-09-11,1,present\n",
        **NO_BILL,
    )
    assert cells == [("F1", "C1", "5.40"), ("F2", "C1", "5.80")]


def test_r3_the_quotient_of_the_day(found):
    meals = [("C1", 19), ("C1", 20), ("C2", 19), ("C2", 20)]
    uses = "".join(f"A{child}{day},{child},CANT,2023-09-{day},1,present\n" for child, day in meals)
    cells = found(
        "cells",
        "family_id expected",
        quotients="family_id,valid_from,quotient\nF1,2023-01-01,500\nF1,2023-09-20,950\n",
        attendance=USES + uses,
        **NO_BILL,
    )
    assert cells == [("F1", "8.50"), ("F2", "11.60")]


@pytest.mark.parametrize(
    ("family", "price"),
    [
        ({"quotients": "family_id,valid_from,quotient\nF1,2023-01-01,612.50\n"}, "3.06"),
        ({"quotients": "family_id,valid_from,quotient\nF1,2023-01-01,100\n"}, "1.20"),
        ({"quotients": "family_id,valid_from,quotient\n"}, "6.00"),
        ({"families": "family_id,payer_name,resident\nF1,Alma Weber,false\nF2,Noé Klein,true\n"}, "8.00"),
        ({"exemptions": "family_id,valid_from\nF1,2023-09-01\n"}, "0.00"),
    ],
)
def test_r4_rate_floor_ceiling_residence_and_exemption(found, family, price):
    cells = found(
        "cells",
        "expected",
        tariffs=f"{TARIFFS}CANT,,0,,2023-01-01,,,0.005,1.20,6.00\nCANT,false,0,,2023-01-01,,8.00,,,\n",
        attendance=f"{USES}A1,C1,CANT,2023-09-04,1,present\n",
        **NO_BILL,
        **family,
    )
    assert cells == [(price,)]


def test_r5_a_group_is_rounded_once_and_a_month_counts_once(found):
    parts = "".join(f"A{day},C1,CANT,2023-09-0{day},0.25,present\n" for day in (4, 5))
    evenings = "".join(f"B{day},C1,PERI,2023-09-0{day},1,present\n" for day in (4, 5, 7))
    cells = found("cells", "service used_quantity expected", attendance=USES + parts + evenings, **NO_BILL)
    assert cells == [("CANT", "0.50", "1.35"), ("PERI", "1.00", "45.30")]


def test_r6_usage_without_a_tariff_is_listed(found):
    cells = found(
        "cells",
        "used_quantity expected status",
        tariffs="service,valid_from,valid_to,price\nCANT,2023-01-01,2023-09-11,2.70\n",
        attendance=f"{USES}A1,C1,CANT,2023-09-04,1,present\nA2,C1,CANT,2023-09-12,1,present\n",
        **NO_BILL,
    )
    assert cells == [("2.00", "2.70", "unpriced")]


def test_r7_credit_notes_count_negative_and_a_line_without_child_merges(found):
    cells = found(
        "cells",
        "family_id child_id billed_quantity billed",
        attendance=f"{TWO_MEALS}A2,C2,CANT,2023-09-04,1,present\n",
        invoices=f"{INVOICES}I1,F1,2023-10-10,invoice\nI2,F1,2023-10-20,credit_note\nI3,F2,2023-10-10,invoice\n",
        invoice_lines=f"{LINES}I1,1,C1,CANT,2023-09,3,2.70,8.10\nI2,1,C1,CANT,2023-09,1,2.70,2.70\n"
        "I3,1,,CANT,2023-09,1,5.80,5.80\n",
    )
    assert cells == [("F1", "C1", "2.00", "5.40"), ("F2", "", "1.00", "5.80")]


def test_r8_the_first_status_that_holds(found):
    cells = found(
        "cells",
        "family_id service gap status",
        attendance=f"{TWO_MEALS}A2,C2,CANT,2023-09-04,1,present\n",
        invoice_lines=f"{LINES}I1,1,C1,CANT,2023-09,2,2.70,5.41\nI1,2,C1,PERI,2023-09,1,45.30,45.30\n",
    )
    assert cells == [
        ("F1", "CANT", "-0.01", "overbilled"),
        ("F1", "PERI", "-45.30", "unknown"),
        ("F2", "CANT", "5.80", "unbilled"),
    ]


@pytest.mark.parametrize(
    ("used", "explained"),
    [(2, [("duplicate", "-10.80")]), (3, [("duplicate", "-5.40"), ("quantity", "-2.70")])],
)
def test_r9_1_a_line_repeated_on_another_invoice(found, used, explained):
    causes = found(
        "causes",
        "cause amount",
        attendance=f"{USES}A1,C1,CANT,2023-09-04,{used},present\n",
        invoices=INVOICES + "".join(f"I{n},F1,2023-10-1{n},invoice\n" for n in (1, 2, 3)),
        invoice_lines=LINES + "".join(f"I{n},1,C1,CANT,2023-09,2,2.70,5.40\n" for n in (1, 2, 3)),
    )
    assert causes == explained


def test_r9_2_billed_to_another_family(found):
    causes = found(
        "causes",
        "family_id cause amount other_family_id",
        attendance=TWO_MEALS,
        invoices=f"{INVOICES}I1,F2,2023-10-10,invoice\n",
        invoice_lines=f"{LINES}I1,1,C1,CANT,2023-09,2,2.70,5.40\n",
    )
    assert causes == [("F1", "wrong_family", "5.40", "F2"), ("F2", "wrong_family", "-5.40", "F1")]


def test_r9_3_billed_under_another_month(found):
    # C2 eats in October: without any attendance of that month the bill would be compared with nothing (R8)
    causes = found(
        "causes",
        "month cause amount other_month",
        "2023-10",
        attendance=f"{TWO_MEALS}A2,C2,CANT,2023-10-02,1,present\n",
        invoices=f"{INVOICES}I1,F1,2023-10-10,invoice\nI2,F2,2023-11-10,invoice\n",
        invoice_lines=f"{LINES}I1,1,C1,CANT,2023-10,2,2.70,5.40\nI2,1,C2,CANT,2023-10,1,5.80,5.80\n",
    )
    assert causes == [
        ("2023-09", "wrong_month", "5.40", "2023-10"),
        ("2023-10", "wrong_month", "-5.40", "2023-09"),
    ]


def test_r9_4_nothing_billed_and_nothing_used(found):
    causes = found(
        "causes",
        "family_id cause amount",
        attendance=TWO_MEALS,
        invoices=f"{INVOICES}I2,F2,2023-10-10,invoice\n",
        invoice_lines=f"{LINES}I2,1,C2,CANT,2023-09,1,5.80,5.80\n",
    )
    assert causes == [("F1", "not_billed", "5.40"), ("F2", "not_used", "-5.80")]


def test_r9_5_quantity_and_price_share_the_rest(found):
    causes = found(
        "causes",
        "cause amount",
        tariffs="service,valid_from,price\nCANT,2023-01-01,3.95\n",
        attendance=f"{USES}A1,C1,CANT,2023-09,10,present\n",
        invoice_lines=f"{LINES}I1,1,C1,CANT,2023-09,8,3.90,31.20\n",
    )
    assert causes == [("price", "0.40"), ("quantity", "7.90")]
    assert sum(Decimal(amount) for _, amount in causes) == Decimal("39.50") - Decimal("31.20")


def test_r10_a_month_is_billed_unbilled_or_partial(found):
    months = found(
        "family_months",
        "family_id status",
        families=f"{TOWN['families']}F3,Ines Roth\n",
        children=f"{TOWN['children']}C3,F3,Ada,Roth,S1\n",
        attendance=f"{TWO_MEALS}A2,C1,PERI,2023-09-04,1,present\nA3,C2,CANT,2023-09-04,1,present\n"
        "A4,C3,CANT,2023-09-04,1,present\n",
        invoices=f"{INVOICES}I1,F1,2023-10-10,invoice\nI3,F3,2023-10-10,invoice\n",
        invoice_lines=f"{LINES}I1,1,C1,CANT,2023-09,2,2.70,5.40\nI3,1,C3,CANT,2023-09,1,5.80,5.80\n",
    )
    assert months == [("F1", "partial"), ("F2", "unbilled"), ("F3", "billed")]
