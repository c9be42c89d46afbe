"""Corrections count and keep their history."""

import datetime as dt
from decimal import Decimal

from tests.imports.acting import HEAD, one
from tests.towns.ledgers import counts, load, write


def test_a_correction_counts_and_the_old_row_stays_in_the_history(town, tmp_path):
    corrected = HEAD + "A1,C1,CANT,2023-09-04,2,present\n"
    assert counts(load(town, write(tmp_path / "fix", attendance=corrected)), "attendance") == (1, 1, 0, 0)
    assert one(town, "select quantity from attendance where attendance_id = 'A1'") == [(Decimal("2.00"),)]
    assert one(town, "select quantity, import_id, replaced_by from past_attendance") == [(Decimal("1.00"), 1, 2)]


def test_overlap_is_judged_after_corrections(town, tmp_path):
    head = "family_id,valid_from,valid_to,quotient\n"
    load(town, write(tmp_path / "a", quotients=head + "F2,2023-01-01,2023-06-01,1\nF2,2023-06-01,2023-09-01,2\n"))
    both = head + "F2,2023-06-01,2023-09-01,2\nF2,2023-01-01,2023-05-01,1\nF2,2023-05-01,2023-06-01,9\n"
    assert load(town, write(tmp_path / "b", quotients=both)).complete
    stretched = head + "F2,2023-01-01,2023-05-15,1\n"
    assert counts(load(town, write(tmp_path / "c", quotients=stretched)), "quotients") == (1, 0, 0, 1)
    assert one(town, "select valid_to from quotients where quotient = 1") == [(dt.date(2023, 5, 1),)]
