"""Suspects: what looks wrong is counted, and listed with its number."""

import pytest

from rattrapage.progress import finish
from rattrapage.reconcile import chain
from tests.towns import datasets
from tests.towns.ledgers import load, town, write

ATTENDANCE = "attendance_id,child_id,service,date,status\n"
FAMILIES = "family_id,payer_name,address_line,postal_code,town\n"
CHILDREN = "child_id,family_id,first_name,last_name,birth_date,school_id\n"
shared_cases = pytest.mark.skipif(not (datasets.SHARED / "cases").is_dir(), reason="no shared data")


def kinds(report) -> dict[str, int]:
    return {suspect.kind: suspect.number for suspect in report.suspects}


@pytest.fixture
def quiet(ledger, tmp_path):
    town(ledger, tmp_path / "town", attendance=f"{ATTENDANCE}A1,C1,CANT,2023-09-04,present\n")
    return ledger


def test_a_suspect_counts_and_is_listed_with_its_number(quiet, tmp_path):
    again = f"{ATTENDANCE}B1,C1,CANT,2023-09-04,present\nB2,C1,CANT,2023-09-05,present\n"
    report = load(quiet, write(tmp_path / "again", attendance=again))
    assert (kinds(report), report.complete) == ({"same_day": 1}, True)
    assert "deux fois : 1 (C1 CANT 2023-09-04)" in report.notices[-1]
    assert str(finish(chain.run(quiet, "2023-09", "2023-09")).expected) == "8.10"
    assert kinds(load(quiet, write(tmp_path / "again", attendance=again))) == {}


@pytest.mark.parametrize(
    ("kind", "tables"),
    [
        ("month_and_days", {"attendance": f"{ATTENDANCE}B1,C1,CANT,2023-09,present\n"}),
        ("future", {"attendance": f"{ATTENDANCE}B1,C1,CANT,2932-09-04,present\n"}),
        ("moved", {"children": f"{CHILDREN}C1,F2,Alma,Lenoir,,S1\n"}),
        (
            "inclusive_end",
            {"quotients": "family_id,valid_from,valid_to,quotient\nF9,2022-01-01,2022-06-30,5\nF9,2022-07-01,,6\n"},
        ),
        ("same_person", {"children": f"{CHILDREN}C7,F8,Zoé,Roth,2015-02-03,\nC8,F9,ZOE,Roth,2015-02-03,\n"}),
        ("same_person", {"families": f"{FAMILIES}F7,Roth Ève,1 rue A,67000,X\nF6,ROTH Eve,1 rue A,67000,X\n"}),
    ],
)
def test_each_kind_is_listed(quiet, tmp_path, kind, tables):
    load(quiet, write(tmp_path / "before", families="family_id,payer_name\nF8,Un\nF9,Deux\n"))
    assert kinds(load(quiet, write(tmp_path / "new", **tables))) == {kind: 1}


def test_what_is_excused_or_another_service_is_no_suspect(quiet, tmp_path):
    rows = f"{ATTENDANCE}B1,C1,CANT,2023-09-04,absent_excused\nB2,C1,CANT,2023-09-06,present\n"
    assert kinds(load(quiet, write(tmp_path / "new", attendance=rows))) == {}


@shared_cases
@pytest.mark.parametrize(
    ("case", "found"),
    [
        (["31-one-child-under-two-ids"], {"same_person": 2}),
        (["34-child-moves-to-another-family/1", "34-child-moves-to-another-family/2"], {"moved": 1}),
        (["40-same-day-twice"], {"same_day": 1}),
    ],
)
def test_the_suspects_of_real_files(ledger, case, found):
    for folder in ["base/city", *case]:
        report = load(ledger, datasets.SHARED / "cases" / folder)
    assert (kinds(report), report.complete) == (found, True)
