"""Debit files: who is debited, once; the reasons in their order; what is written, voided, and never written twice."""

import csv
import dataclasses
import datetime as dt
import hashlib
import json
import threading
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from rattrapage.commands import cli
from rattrapage.debits import drafts, eligibility, exports, files, publishing
from rattrapage.debits import gate as debit_gate
from rattrapage.debits.eligibility import DebitRequest
from rattrapage.errors import Refusal
from rattrapage.sepa import pain008
from tests.towns.debits import (
    APRIL,
    CREDITOR,
    CREDITOR_FILE,
    MADE,
    MARCH,
    MAY,
    abroad,
    again,
    ask,
    booked,
    came_back,
    entries,
    euros,
    make,
    mandate,
    notice,
    owe,
    reasons,
    refused,
    reject,
    settle,
    state,
    take,
)
from tests.towns.ledgers import load, write


@pytest.fixture
def town(ledger, tmp_path):
    """Four families with a mandate each, F1 owing 60.00 in March, April and May."""
    settle(ledger, tmp_path / "town", *(mandate(f"RTM0000000{n}-1", f"F{n}", n) for n in range(1, 5)))
    for number, due_on in enumerate((MARCH, APRIL, MAY), 1):
        owe(ledger, "F1", due_on, number=number)
    return ledger


def test_what_is_due_is_debited_once(town, tmp_path):
    made = make(town, tmp_path / "d.xml")
    (file,) = made.files
    assert (made.selection.included, made.selection.left_out) == (
        eligibility.Tally(1, euros("60.00")),
        eligibility.Tally(),
    )
    data = (tmp_path / "d.xml").read_bytes()
    assert file.message_id == "RT20240228-0001"
    assert file.sha256 == hashlib.sha256(data).hexdigest()
    assert etree.fromstring(data).findtext(".//{*}EndToEndId") == "RT0000000001-1"
    assert entries(town) == [("RT0000000001-1", "FRST", MARCH, euros("60.00"))]
    assert state(town, "RT0000000001") == "exported"
    assert files.content(town, "RT20240228-0001") == data
    repeated = make(town, tmp_path / "e.xml")
    assert (repeated.files, reasons(repeated)) == ([], {"already_exported": 1})
    assert not (tmp_path / "e.xml").exists()


def test_the_first_collection_of_a_mandate_is_first_on_its_earliest_date_alone(town, tmp_path):
    make(town, tmp_path / "d.xml", APRIL)
    make(town, tmp_path / "e.xml", MAY)
    assert [(entry[0], entry[1]) for entry in entries(town)] == [
        ("RT0000000001-1", "FRST"),
        ("RT0000000002-1", "RCUR"),
        ("RT0000000003-1", "RCUR"),
    ]


def test_a_mandate_debited_before_goes_on(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1, debited="2023-02-01"))
    owe(ledger, "F1")
    make(ledger, tmp_path / "d.xml")
    assert entries(ledger)[0][1] == "RCUR"


def test_two_debits_of_one_mandate_on_one_day_have_one_first(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1))
    owe(ledger, "F1"), owe(ledger, "F1", number=2)
    make(ledger, tmp_path / "d.xml")
    assert [entry[1] for entry in entries(ledger)] == ["FRST", "RCUR"]


def test_a_bank_that_refuses_first_gets_recurrent(town, tmp_path):
    make(town, tmp_path / "d.xml", creditor=dataclasses.replace(CREDITOR, first_as="RCUR"))
    assert entries(town)[0][1] == "RCUR"


TOO_LATE = dt.date(2024, 2, 28)
FAULTS = {
    "on_hold": {"request": True},
    "other_method": {"method": "cheque"},
    "no_mandate": {"no_mandate": True},
    "mandate_revoked": {"status": "revoked"},
    "mandate_to_renew": {"origin": "legacy"},
    "mandate_expired": {"signed": "2021-02-27"},
    "bad_iban": {"account": abroad("NC", 1)},
    "too_late": {"due_on": TOO_LATE},
    "not_notified": {"told": None},
    "amount_out_of_range": {"amount": "1000000000.00"},
}


def with_faults(ledger, folder: Path, faults: list[str]) -> None:
    """F1 owes one instalment that has all these faults at once."""
    case = {key: value for fault in faults for key, value in FAULTS[fault].items()}
    signed = {"signed": "2023-05-02"} | {key: case[key] for key in ("status", "origin", "signed") if key in case}
    rows = [] if "no_mandate" in case else [mandate("M1", "F1", case.get("account", 1), **signed)]
    settle(ledger, folder, *rows, F1=case.get("method", "direct_debit"))
    owe(ledger, "F1", **{key: case[key] for key in ("due_on", "amount", "told") if key in case})
    if "request" in case:
        ask(ledger, "F1")


@pytest.mark.parametrize("reason", FAULTS)
@pytest.mark.parametrize("alone", [True, False])
def test_the_first_reason_that_holds_is_told(ledger, tmp_path, reason, alone):
    faults = list(FAULTS)[list(FAULTS).index(reason) :]
    with_faults(ledger, tmp_path / "t", faults[:1] if alone else faults)
    made = make(ledger, tmp_path / "d.xml", due_from=TOO_LATE)
    assert reasons(made) == {reason: 1}
    with open(tmp_path / "d.left_out.csv", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["family_id"], row["number"], row["reason"]) == ("F1", "1", reason)
    assert Decimal(row["amount"]) == made.selection.left_out.amount


def test_what_is_in_a_file_is_told_so_before_anything_else(town, tmp_path):
    make(town, tmp_path / "d.xml")
    ask(town, "F1")
    assert reasons(make(town, tmp_path / "e.xml")) == {"already_exported": 1}


def test_what_nobody_approved_is_told_so_before_anything_else(ledger, tmp_path):
    settle(ledger, tmp_path / "t")
    owe(ledger, "F1", state="proposed", told=None)
    ask(ledger, "F1")
    assert reasons(make(ledger, tmp_path / "d.xml")) == {"not_approved": 1}


@pytest.mark.parametrize("change", [{"status": "superseded"}, {"signed": "2024-02-29"}])
def test_a_mandate_that_does_not_count_is_none(ledger, tmp_path, change):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1, **change))
    owe(ledger, "F1")
    assert reasons(make(ledger, tmp_path / "d.xml")) == {"no_mandate": 1}


@pytest.mark.parametrize(("told", "left"), [(dt.date(2024, 2, 20), {}), (dt.date(2024, 2, 21), {"not_notified": 1})])
def test_notice_is_given_fourteen_days_before(ledger, tmp_path, told, left):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1))
    owe(ledger, "F1", told=told)
    assert reasons(make(ledger, tmp_path / "d.xml")) == left


@pytest.mark.parametrize(
    ("mandates", "reference"),
    [
        ([mandate("A", "F1", 1, "2022-01-10"), mandate("B", "F1", 2, "2023-01-10")], "B"),
        ([mandate("B", "F1", 1), mandate("A", "F1", 2)], "A"),
        ([mandate("A", "F1", 1, "2022-01-10"), mandate("B", "F1", 2, "2023-01-10", origin="legacy")], "A"),
        ([mandate("A", "F1", 1, "2022-01-10"), mandate("B", "F1", 2, "2023-01-10", status="revoked")], "A"),
        (
            [mandate("A", "F1", 1, "2019-01-10"), mandate("B", "F1", 2, "2016-01-10", origin="legacy")],
            "mandate_expired",
        ),
        (
            [mandate("A", "F1", 1, "2016-01-10"), mandate("B", "F1", 2, "2019-01-10", origin="legacy")],
            "mandate_to_renew",
        ),
    ],
)
def test_of_several_mandates_the_latest_that_can_serves(ledger, tmp_path, mandates, reference):
    settle(ledger, tmp_path / "t", *mandates)
    owe(ledger, "F1")
    made = make(ledger, tmp_path / "d.xml")
    used = ledger.cursor().execute("select mandate_reference from debit_entries").fetchall()
    assert used == [(reference,)] or reasons(made) == {reference: 1}


def test_an_old_mandate_serves_when_allowed(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1, origin="legacy"))
    owe(ledger, "F1")
    assert make(ledger, tmp_path / "d.xml", allow_legacy=True).selection.included.count == 1


@pytest.mark.parametrize(("debited", "due_on", "expired"), [("2021-03-05", MARCH, False), ("2021-03-04", MARCH, True)])
def test_a_mandate_lapses_the_day_after_36_months(ledger, tmp_path, debited, due_on, expired):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1, "2016-01-04", debited=debited))
    owe(ledger, "F1", due_on)
    assert bool(reasons(make(ledger, tmp_path / "d.xml"))) is expired


def test_our_own_files_keep_a_mandate_alive_even_returned(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1, "2016-01-04", debited="2021-03-10"))
    owe(ledger, "F1", MARCH), owe(ledger, "F1", dt.date(2027, 2, 5), number=2)
    make(ledger, tmp_path / "d.xml")
    take(ledger, notice(booked(came_back("RT0000000001-1"))))
    late = make(ledger, tmp_path / "e.xml", dt.date(2027, 2, 5), made=dt.date(2027, 1, 5), due_from=APRIL)
    assert late.selection.included.count == 1


def test_a_reference_debited_on_another_account_must_be_signed_again(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1))
    owe(ledger, "F1"), owe(ledger, "F1", APRIL, number=2)
    make(ledger, tmp_path / "d.xml")
    again(ledger, tmp_path / "moved", mandate("M1", "F1", 2))
    assert reasons(make(ledger, tmp_path / "e.xml", APRIL, due_from=APRIL)) == {"mandate_to_renew": 1}


def test_included_and_left_out_are_what_is_due_and_not_approved(ledger, tmp_path):
    settle(ledger, tmp_path / "t", *(mandate(f"M{n}", f"F{n}", n) for n in (1, 2)), F4="cheque")
    owe(ledger, "F1", amount="10.01", paid="4.00")
    owe(ledger, "F2", amount="20.02", told=None)
    owe(ledger, "F3", amount="30.03")
    owe(ledger, "F4", amount="40.04", state="proposed")
    owe(ledger, "F4", amount="50.05", state="cancelled", number=2)
    owe(ledger, "F2", dt.date(2024, 6, 5), number=2)
    made = make(ledger, tmp_path / "d.xml", APRIL)
    assert reasons(made) == {"no_mandate": 1, "not_notified": 1, "not_approved": 1}
    assert (made.selection.included.amount, made.selection.left_out.amount) == (euros("6.01"), euros("90.09"))
    assert entries(ledger)[0][3] == euros("6.01")


def test_a_payment_imported_after_the_approval_is_not_debited_again(ledger, tmp_path):
    settle(ledger, tmp_path / "t", *(mandate(f"M{n}", f"F{n}", n) for n in (1, 2)))
    whole, part = owe(ledger, "F1"), owe(ledger, "F2")
    payments = 'payment_id,family_id,paid_on,amount\nP1,F1,2024-02-10,60\nP2,F2,2024-02-10,"12,50"\n'
    assert load(ledger, write(tmp_path / "p", payments=payments)).complete
    assert (state(ledger, whole), state(ledger, part)) == ("paid", "announced")
    made = make(ledger, tmp_path / "d.xml")
    assert [entry[3] for entry in entries(ledger)] == [euros("47.50")]
    assert reasons(made) == {}


def test_too_much_paid_pays_what_a_voided_file_frees(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1))
    instalment = owe(ledger, "F1")
    file = make(ledger, tmp_path / "d.xml").files[0]
    payments = "payment_id,family_id,paid_on,amount\nP1,F1,2024-02-29,60\n"
    assert load(ledger, write(tmp_path / "p", payments=payments)).complete
    assert state(ledger, instalment) == "exported"
    files.void(ledger, file.message_id, "test")
    assert state(ledger, instalment) == "paid"


def test_the_bank_has_the_file_an_open_day_before():
    assert eligibility.earliest(dt.date(2024, 2, 28)) == dt.date(2024, 2, 29)
    assert eligibility.earliest(dt.date(2024, 3, 2)) == dt.date(2024, 3, 5)
    assert eligibility.earliest(dt.date(2024, 3, 28)) == dt.date(2024, 4, 2)
    assert eligibility.earliest(dt.date(2024, 2, 28), lead_days=3) == dt.date(2024, 3, 4)


def test_dates_out_of_order_are_refused(town, tmp_path):
    with pytest.raises(Refusal, match="vient après"):
        DebitRequest(APRIL, MARCH, MADE)


def test_the_same_ledger_gives_the_same_bytes(ledger, tmp_path):
    settle(ledger, tmp_path / "t", *(mandate(f"M{n}", f"F{n}", n) for n in (1, 2, 3)))
    for family in ("F3", "F1", "F2"):
        owe(ledger, family)
    make(ledger, tmp_path / "d.xml")
    first = (tmp_path / "d.xml").read_bytes()
    with ledger.write("test", "oubli") as cursor:
        for table in ("debit_entries", "debit_files", "debit_exports"):
            cursor.execute(f"delete from {table}")
    make(ledger, tmp_path / "e.xml")
    assert (tmp_path / "e.xml").read_bytes() == first


def test_what_the_debtor_reads(ledger, tmp_path):
    settle(
        ledger,
        tmp_path / "t",
        mandate("M1", "F1", 1, holder="Éloïse Née & Cie", bic="not a bic"),
        mandate("M2", "F2", 2, holder="☃"),
        mandate("M3", "F3", abroad("MC", 3), bic="BDFEFRPPCCT"),
    )
    rows = "family_id,payer_name,payment_method,address_line,postal_code,town,country\n"
    rows += "F3,☃,direct_debit,1 quai d'Été,98000,Monaco,MC\n"
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "families.csv").write_text(rows, encoding="utf-8")
    load(ledger, tmp_path / "f")
    for family in ("F1", "F2", "F3"):
        owe(ledger, family)
    make(ledger, tmp_path / "d.xml")
    tree = etree.parse(tmp_path / "d.xml")
    assert [e.text for e in tree.iterfind(".//{*}Dbtr/{*}Nm")] == ["Eloise Nee et Cie", "Payeur 2", "FAMILLEF3"]
    assert [e.text for e in tree.iterfind(".//{*}Dbtr//{*}TwnNm")] == ["Monaco"]
    assert [e.text for e in tree.iterfind(".//{*}DbtrAgt//{*}BICFI")] == ["BDFEFRPPCCT"]


def test_one_file_a_block_when_the_bank_wants_it(town, tmp_path):
    apart = dataclasses.replace(CREDITOR, one_file_per_block=True)
    made = make(town, tmp_path / "d.xml", MAY, creditor=apart)
    assert [(Path(file.file).name, file.message_id) for file in made.files] == [
        ("d-1.xml", "RT20240228-0001"),
        ("d-2.xml", "RT20240228-0002"),
        ("d-3.xml", "RT20240228-0003"),
    ]
    for file in made.files:
        assert hashlib.sha256(Path(file.file).read_bytes()).hexdigest() == file.sha256
    assert files.void(town, "RT20240228-0002", "Ada") == 1
    assert [state(town, f"RT000000000{n}") for n in (1, 2, 3)] == ["exported", "announced", "exported"]


def test_a_voided_file_frees_its_instalments_and_no_id_is_used_again(town, tmp_path):
    make(town, tmp_path / "d.xml")
    assert files.void(town, "RT20240228-0001", "Ada") == 1
    assert state(town, "RT0000000001") == "announced"
    made = make(town, tmp_path / "e.xml")
    assert made.files[0].message_id == "RT20240228-0002"
    assert [entry[:2] for entry in entries(town)] == [("RT0000000001-1", "FRST"), ("RT0000000001-2", "FRST")]


def test_what_cannot_be_voided(town, tmp_path):
    make(town, tmp_path / "d.xml", APRIL)
    with pytest.raises(Refusal, match="Aucun fichier"):
        files.void(town, "RT20240228-0009", "Ada")
    take(town, notice(booked(came_back("RT0000000001-1"))))
    with pytest.raises(Refusal, match="déjà rendu 1"):
        files.void(town, "RT20240228-0001", "Ada")
    make(town, tmp_path / "e.xml", MAY)
    files.hand_in(town, "RT20240228-0002", "Ada")
    with pytest.raises(Refusal, match="remis à la banque"):
        files.void(town, "RT20240228-0002", "Ada")
    take(town, reject(group="RJCT", message="RT20240228-0002"))
    files.void(town, "RT20240228-0002", "Ada")
    with pytest.raises(Refusal, match="déjà annulé"):
        files.void(town, "RT20240228-0002", "Ada")


def test_a_file_refused_whole_is_returned_then_due_again_once_voided(town, tmp_path):
    make(town, tmp_path / "d.xml", APRIL)
    take(town, reject(group="RJCT"))
    assert [state(town, f"RT000000000{n}") for n in (1, 2)] == ["returned", "returned"]
    assert make(town, tmp_path / "e.xml", APRIL).selection.included.count == 0
    assert files.void(town, "RT20240228-0001", "Ada") == 2
    make(town, tmp_path / "e.xml", APRIL)
    assert [entry[:2] for entry in entries(town)[2:]] == [("RT0000000001-2", "FRST"), ("RT0000000002-2", "RCUR")]


def test_a_first_collection_rejected_leaves_the_next_first_but_a_return_does_not(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1), mandate("M2", "F2", 2))
    for family in ("F1", "F2"):
        owe(ledger, family), owe(ledger, family, APRIL, number=2)
    make(ledger, tmp_path / "d.xml")
    take(ledger, reject(refused("RT0000000001-1", "AM04")))
    take(ledger, notice(booked(came_back("RT0000000003-1"))))
    make(ledger, tmp_path / "e.xml", APRIL, due_from=APRIL)
    assert [entry[:2] for entry in entries(ledger)[2:]] == [("RT0000000002-1", "FRST"), ("RT0000000004-1", "RCUR")]


def journal(ledger) -> int:
    return ledger.cursor().execute("select count(*) from journal").fetchone()[0]


def test_a_place_that_cannot_be_written_changes_nothing(town, tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    rows = journal(town)
    with pytest.raises(Refusal, match="un fichier occupe la place du dossier"):
        make(town, tmp_path / "file" / "d.xml")
    with pytest.raises(Refusal, match="folder : c'est un dossier"):
        make(town, tmp_path / "folder")
    assert (entries(town), state(town, "RT0000000001"), journal(town)) == ([], "announced", rows)
    assert sorted(path.name for path in tmp_path.iterdir() if "duckdb" not in path.name) == ["file", "folder", "town"]
    assert make(town, tmp_path / "d.xml").files[0].message_id == "RT20240228-0001"


def test_a_failure_half_way_takes_back_the_files_already_there(town, tmp_path):
    (tmp_path / "d-2.xml").mkdir()
    apart = dataclasses.replace(CREDITOR, one_file_per_block=True)
    with pytest.raises(Refusal, match="écriture impossible"):
        make(town, tmp_path / "d.xml", APRIL, creditor=apart)
    assert not (tmp_path / "d-1.xml").exists()
    assert not (tmp_path / "d.left_out.csv").exists()
    assert entries(town) == []


def test_a_second_file_of_the_same_name_keeps_the_first_under_its_message_id(town, tmp_path):
    first = make(town, tmp_path / "d.xml").files[0]
    second = make(town, tmp_path / "d.xml", APRIL).files[0]
    kept = tmp_path / f"d.{first.message_id}.xml"
    found = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in (kept, tmp_path / "d.xml")}
    assert found == {kept: first.sha256, tmp_path / "d.xml": second.sha256}
    paths = "select path from debit_files order by message_id"
    assert town.cursor().execute(paths).fetchall() == [(str(kept),), (str(tmp_path / "d.xml"),)]


def test_what_a_crash_cut_off_is_completed_or_told(town, tmp_path):
    make(town, tmp_path / "out" / "d.xml")
    data = (tmp_path / "out" / "d.xml").read_bytes()
    (tmp_path / "out" / "d.xml").unlink()
    (tmp_path / "out" / ".d.xml.half").write_bytes(data[:99])
    town.cursor().execute("update debit_exports set published = false")
    assert publishing.complete(town) == []
    assert (tmp_path / "out" / "d.xml").read_bytes() == data
    assert not (tmp_path / "out" / ".d.xml.half").exists()
    assert publishing.complete(town) == []
    town.cursor().execute("update debit_exports set published = false")
    (tmp_path / "out").rename(tmp_path / "away")
    (tmp_path / "out").write_text("x")
    (complaint,) = publishing.complete(town)
    assert "pas encore réécrit" in complaint
    with pytest.raises(Refusal, match="pas encore réécrit"):
        make(town, tmp_path / "e.xml", APRIL)
    files.void(town, "RT20240228-0001", "Ada")
    assert make(town, tmp_path / "e.xml").selection.included.count == 1


def test_blocked_debits_wait_for_someone(town, tmp_path):
    with town.write("test", "restauration") as cursor:
        debit_gate.block(cursor, "registre restauré d'une sauvegarde")
    with pytest.raises(Refusal, match="restauré"):
        make(town, tmp_path / "d.xml")
    debit_gate.unblock(town, "Ada", "fichiers comparés avec la banque")
    assert make(town, tmp_path / "d.xml").files


def test_threads_never_put_an_instalment_into_two_files(town, tmp_path):
    made = []
    threads = [
        threading.Thread(target=lambda n=n: made.append(make(town, tmp_path / f"{n}.xml", MAY))) for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(written.selection.included.count for written in made) == [0] * 5 + [3]
    assert len(entries(town)) == 3


def run(ledger, *arguments: str) -> int:
    ledger.close()
    return cli.main(["--db", str(ledger.path), "--json", *arguments])


def test_the_command_writes_and_voids(town, tmp_path, capsys):
    (tmp_path / "creditor.toml").write_text(CREDITOR_FILE, encoding="utf-8")
    asked = ["--creditor", str(tmp_path / "creditor.toml"), "--due-from", "2024-03-01", "--due-to", "2024-03-31"]
    asked += ["--created-on", "2024-02-28", "--out", str(tmp_path / "d.xml")]
    assert run(town, "debits", *asked) == cli.DONE
    told = json.loads(capsys.readouterr().out)
    assert {key: told[key] for key in ("included", "included_amount", "left_out", "left_out_amount", "message_id")} == {
        "included": 1,
        "included_amount": "60.00",
        "left_out": {},
        "left_out_amount": "0.00",
        "message_id": "RT20240228-0001",
    }
    assert told["sha256"] == hashlib.sha256((tmp_path / "d.xml").read_bytes()).hexdigest()
    assert run(town, "debits", *asked) == cli.INCOMPLETE
    told = json.loads(capsys.readouterr().out)
    assert (told["included"], told["message_id"], told["left_out"]) == (0, None, {"already_exported": 1})
    assert run(town, "debits", "--void", "RT20240228-0001", "--by", "Ada") == cli.DONE
    assert json.loads(capsys.readouterr().out) == {"freed": 1}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--void", "RT20240228-0001"], "--by"),
        (["--void", "RT20240228-0001", "--by", "Ada", "--allow-legacy"], "--void"),
        (["--due-from", "2024-03-01"], "--creditor, --due-to, --created-on, --out"),
        (["--due-from", "2024-04-01", "--due-to", "2024-03-01"], "vient après"),
        (["--by", "Ada"], "--by"),
    ],
)
def test_a_wrong_use_is_one_line(town, tmp_path, capsys, arguments, said):
    (tmp_path / "creditor.toml").write_text(CREDITOR_FILE, encoding="utf-8")
    if said in ("vient après", "--by") and "--void" not in arguments:
        arguments = [*arguments, "--creditor", str(tmp_path / "creditor.toml"), "--created-on", "2024-02-28"]
        arguments += ["--out", str(tmp_path / "d.xml")]
        arguments += [] if "--due-from" in arguments else ["--due-from", "2024-03-01", "--due-to", "2024-03-31"]
    assert run(town, "debits", *arguments) == cli.WRONG
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not (tmp_path / "d.xml").exists()


def test_the_gate_shows_each_check_and_writes_nothing(town, tmp_path):
    owe(town, "F2", told=None)
    gate = debit_gate.look(town, CREDITOR, DebitRequest(MARCH, MARCH, MADE))
    assert gate.open
    assert [check.label for check in gate.checks if not check.holds] == []
    assert (gate.selection.included.amount, [row.reason for row in gate.left_out]) == (euros("60.00"), ["not_notified"])
    assert entries(town) == []
    assert make(town, tmp_path / "d.xml").files[0].sha256 == gate.drafts[0].sha256
    after = debit_gate.look(town, CREDITOR, DebitRequest(MARCH, MARCH, MADE))
    assert (after.open, after.drafts) == (False, [])


def test_the_gate_names_what_is_wrong(town, tmp_path):
    with town.write("test", "restauration") as cursor:
        debit_gate.block(cursor, "registre restauré d'une sauvegarde")
    gate = debit_gate.look(town, CREDITOR, DebitRequest(MARCH, MARCH, MADE))
    assert [(check.label, check.fault) for check in gate.checks if not check.holds] == [
        ("Aucun blocage", "Prélèvements bloqués : registre restauré d'une sauvegarde")
    ]
    assert not gate.open


FAULTY = [
    ("Chaque échéance dans un seul fichier", "insert into debit_drafts select * from debit_drafts"),
    ("Mandats et IBAN valides", "update debit_drafts set iban = 'FR7699999000010000000000212'"),
    ("Mandats et IBAN valides", "update debit_drafts set mandate_reference = 'RTM00000002-1'"),
    ("Montants et dates des échéances", "update debit_drafts set amount = 60.01"),
    ("Plans approuvés", "update debit_drafts set instalment_id = 'RT0000000999'"),
]


@pytest.mark.parametrize(("label", "spoil"), FAULTY)
def test_a_fact_that_contradicts_a_debit_shuts_the_gate_and_stops_the_writer(town, tmp_path, monkeypatch, label, spoil):
    honest = drafts.build

    def spoiled(cursor, creditor, request):
        made = honest(cursor, creditor, request)
        cursor.execute(spoil)
        return made

    monkeypatch.setattr(drafts, "build", spoiled)
    gate = debit_gate.look(town, CREDITOR, DebitRequest(MARCH, MARCH, MADE))
    assert next(check.label for check in gate.checks if not check.holds) == label
    assert not gate.open
    with pytest.raises(Refusal, match=rf"^{label} : [12] prélèvements en défaut ; rien n'a été écrit\.$"):
        make(town, tmp_path / "d.xml")
    assert (entries(town), (tmp_path / "d.xml").exists()) == ([], False)


def test_a_debit_whose_instalment_is_gone_does_not_vanish_from_the_checks(town, monkeypatch):
    honest = drafts.build

    def orphaned(cursor, creditor, request):
        made = honest(cursor, creditor, request)
        cursor.execute("update debit_drafts set instalment_id = 'RT0000000999'")
        return made

    monkeypatch.setattr(drafts, "build", orphaned)
    gate = debit_gate.look(town, CREDITOR, DebitRequest(MARCH, MARCH, MADE))
    assert [(check.label, check.fault) for check in gate.checks if not check.holds] == [
        ("Plans approuvés", "1 prélèvements en défaut"),
        ("Préavis respecté", "1 prélèvements en défaut"),
        ("Montants et dates des échéances", "1 prélèvements en défaut"),
    ]


def test_what_does_not_add_up_is_refused_with_the_difference(town):
    cursor, request = town.cursor(), DebitRequest(MARCH, MARCH, MADE)
    eligibility.judge(cursor, request)
    cursor.execute("update debit_candidates set amount = 59.98")
    with pytest.raises(Refusal, match="différence 0,02 €"):
        eligibility.select(cursor)


def test_a_file_that_is_not_what_the_ledger_says_is_refused(town, monkeypatch):
    cursor, request = town.cursor(), DebitRequest(MARCH, MARCH, MADE)
    eligibility.judge(cursor, request)
    honest = pain008.build

    def forged(creditor, message_id, created_on, debits):
        less = [dataclasses.replace(debit, amount=euros("6.00")) for debit in debits]
        return honest(creditor, message_id, created_on, less)

    monkeypatch.setattr(pain008, "build", forged)
    with pytest.raises(Refusal, match="6,00 €, le registre 1 prélèvements et 60,00 €"):
        drafts.build(cursor, CREDITOR, request)


def test_the_files_are_listed_with_what_came_back(town, tmp_path):
    make(town, tmp_path / "d.xml", APRIL)
    take(town, notice(booked(came_back("RT0000000001-1"))))
    (file,) = files.listed(town).to_pylist()
    assert (file["message_id"], file["debits"], file["amount"], file["state"], file["returned"]) == (
        "RT20240228-0001",
        2,
        euros("120.00"),
        "written",
        1,
    )


def test_a_plan_that_does_not_add_up_lets_no_file_be_written(town, tmp_path):
    town.cursor().execute("update positions set to_collect = to_collect + 0.01, claimed = claimed + 0.01")
    with pytest.raises(Refusal, match="0,01 € d'écart pour la famille F1"):
        make(town, tmp_path / "d.xml")
    assert (entries(town), (tmp_path / "d.xml").exists()) == ([], False)
    gate = debit_gate.look(town, CREDITOR, DebitRequest(MARCH, MARCH, MADE))
    assert [check.label for check in gate.checks if not check.holds] == ["Équilibre au centime"]
    assert not gate.open


def test_only_the_file_that_was_checked_is_written(town, tmp_path):
    request = DebitRequest(MARCH, MARCH, MADE)
    gate = debit_gate.look(town, CREDITOR, request)
    owe(town, "F2")
    with pytest.raises(Refusal, match="a changé depuis les contrôles"):
        exports.write(town, CREDITOR, request, tmp_path / "d.xml", "Ada", gate.drafts)
    assert (entries(town), (tmp_path / "d.xml").exists()) == ([], False)
    gate = debit_gate.look(town, CREDITOR, request)
    made = exports.write(town, CREDITOR, request, tmp_path / "d.xml", "Ada", gate.drafts)
    assert [file.sha256 for file in made.files] == [draft.sha256 for draft in gate.drafts]


def test_a_message_id_that_a_restore_forgot_is_not_given_again(town, tmp_path):
    lost = "insert into lost_debit_files values (?, ?, 1, 60.00, 'handed_in', ?)"
    at = dt.datetime(2024, 2, 28, 9, 0)
    town.cursor().execute(lost, ["RT20240228-0004", MADE, at])
    town.cursor().execute(lost, ["RT20240227-0009", MADE - dt.timedelta(1), at])
    assert make(town, tmp_path / "d.xml").files[0].message_id == "RT20240228-0005"
