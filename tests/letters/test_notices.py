"""`notify`: who gets a letter, what is recorded, and that it can be cut off, run again and told what changed since."""

import datetime as dt
import json
from decimal import Decimal

import pytest

from rattrapage import journal
from rattrapage.billing import documents
from rattrapage.commands import cli
from rattrapage.errors import Refusal
from rattrapage.keeping import restore
from rattrapage.keeping.backup import make as back_up
from rattrapage.ledger import Ledger
from rattrapage.letters import notices
from rattrapage.mandates import forms
from rattrapage.plans import proposals
from rattrapage.plans.policy import Policy
from rattrapage.progress import finish
from rattrapage.reconcile import chain
from tests.tools import papers
from tests.towns import copies
from tests.towns.debits import CREDITOR, mandate
from tests.towns.ledgers import TOWN, load, write

MADE, FIRST = dt.date(2024, 2, 6), dt.date(2024, 3, 5)
FAMILIES = "family_id,payer_name,payment_method\n" + "".join(
    f"F{n},Payeur {n},{'direct_debit' if n < 4 else 'cheque'}\n" for n in range(1, 6)
)
CHILDREN = "child_id,family_id,first_name,last_name\n" + "".join(f"C{n},F{n},Enfant{n},Ex\n" for n in range(1, 6))
HEAD = "attendance_id,child_id,service,date,quantity,status\n"
ATTENDANCE = HEAD + "".join(f"A{n},C{n},CANT,2023-09,{10 + n},present\n" for n in range(1, 6))
MANDATES = "mandate_reference,family_id,iban,bic,account_holder,signed_on,status,last_debited_on,origin\n" + "\n".join(
    (mandate("OK1", "F1", 1), mandate("OLD2", "F2", 2, origin="legacy"), mandate("OLD3", "F3", 3, origin="legacy"))
)
CITY = TOWN | {
    "families": FAMILIES,
    "children": CHILDREN,
    "attendance": ATTENDANCE,
    "mandates": MANDATES,
    "quotients": "family_id,valid_from,quotient\n",
    "invoices": "invoice_id,family_id,issued_on\nI1,F1,2023-10-10\n",
    "invoice_lines": TOWN["invoice_lines"].splitlines()[0] + "\nI1,1,C1,CANT,2023-09,1,5.80,5.80\n",
}


def policy(made: dt.date = MADE, **more) -> Policy:
    return Policy("equal", FIRST, 5, 3, made, **more)


@pytest.fixture
def city(ledger, tmp_path):
    """Five families with an approved plan of three instalments from 5 March, told to nobody."""
    copies.fill(ledger, "city with approved plans", lambda: _plan(ledger, tmp_path / "in"))
    return ledger


def _plan(ledger, folder) -> None:
    load(ledger, write(folder, **CITY))
    finish(chain.run(ledger, "2023-09", "2023-09"))
    finish(proposals.propose(ledger, policy()))
    proposals.approve(ledger, "Ana", MADE)


def quick(data: dict) -> bytes:
    """A letter without typesetting: what it is about, as text."""
    return json.dumps(data, default=str, sort_keys=True).encode()


def notify(ledger, folder, on=MADE, letter=quick):
    return finish(notices.write(ledger, on, folder, letter))


def states(ledger) -> dict[str, set]:
    sql = "select family_id, list(distinct state) from instalment_states group by all order by 1"
    return {family: set(found) for family, found in ledger.cursor().execute(sql).fetchall()}


def said(folder, family, on=MADE) -> dict:
    return json.loads((folder / f"{on}-{family}.pdf").read_text())


def test_each_family_gets_one_letter_and_is_told(city, tmp_path):
    out = tmp_path / "letters"
    made = notify(city, out)
    assert (made.letters, made.left_out) == (5, {})
    assert sorted(path.name for path in out.iterdir()) == [f"2024-02-06-F{n}.pdf" for n in range(1, 6)]
    assert set().union(*states(city).values()) == {"announced"}
    days = city.cursor().execute("select distinct announced_on from instalments").fetchall()
    assert days == [(MADE,)]
    kept = city.cursor().execute("select family_id, instalments, amount from letters order by letter_id").fetchall()
    assert kept[0] == ("F1", 3, Decimal("58.00"))
    assert journal.verify(city.cursor())[1] == []
    assert notify(city, out).letters == 0


def test_a_letter_holds_the_months_the_lines_and_the_schedule(city, tmp_path):
    notify(city, tmp_path)
    letter = said(tmp_path, "F1")
    assert letter["months"] == [
        {"family_id": "F1", "month": "2023-09", "used": "63.80", "billed": "5.80", "owed": "58.00"}
    ]
    (line,) = letter["details"]
    assert (line["child"], line["used_quantity"], line["gap"]) == ("Enfant1", "11.00", "58.00")
    assert [(row["due_on"], row["amount"], row["known"]) for row in letter["instalments"]] == [
        ("2024-03-05", "19.34", False),
        ("2024-04-05", "19.33", False),
        ("2024-05-06", "19.33", False),
    ]


def test_each_debited_family_reads_of_its_own_mandate(city, tmp_path):
    finish(forms.write(city, CREDITOR, tmp_path / "forms", lambda _: b"%PDF", MADE))
    city.cursor().execute("delete from mandate_forms where family_id = 'F3'")
    notify(city, tmp_path)
    found = {
        f: (said(tmp_path, f)["mandate_state"], said(tmp_path, f)["mandate_reference"]) for f in ("F1", "F3", "F4")
    }
    assert found == {"F1": ("valid", "OK1"), "F3": ("legacy", "OLD3"), "F4": (None, None)}
    to_sign = said(tmp_path, "F2")
    assert (to_sign["mandate_state"], to_sign["mandate_reference"][:3]) == ("to_sign", "RTM")
    assert to_sign["creditor_id"] == CREDITOR.creditor_id


@pytest.mark.parametrize(("signed", "state"), [("2021-04-20", "expiring"), ("2021-05-06", "valid")])
def test_a_mandate_that_lapses_before_the_last_instalment_is_told_so(city, tmp_path, signed, state):
    city.cursor().execute("update mandates set signed_on = ? where family_id = 'F1'", [signed])
    notify(city, tmp_path)
    assert max(row["due_on"] for row in said(tmp_path, "F1")["instalments"]) == "2024-05-06"
    assert said(tmp_path, "F1")["mandate_state"] == state
    cursor = city.cursor()
    forms.to_renew(cursor, MADE, CREDITOR.number)
    (first,) = cursor.execute("select min(family_id) from mandate_renewals").fetchone()
    assert first == ("F1" if state == "expiring" else "F2")


def test_the_command_writes_tagged_letters(city, tmp_path, capsys):
    city.close()
    out = tmp_path / "letters"
    arguments = ["--db", str(city.path), "--json", "notify", "--on", str(MADE), "--out", str(out)]
    assert cli.main(arguments) == cli.DONE
    assert json.loads(capsys.readouterr().out) == {"letters": 5, "left_out": 0, "families_left_out": []}
    pdf = (out / "2024-02-06-F5.pdf").read_bytes()
    assert papers.faults(pdf) == []
    text = papers.text(pdf).replace("\xa0", " ")
    assert "Enfant5 : Restauration 15 87,00 € 0,00 € 87,00 €" in text
    assert "Par chèque" in text


@pytest.mark.parametrize(("day", "late"), [(dt.date(2024, 2, 20), False), (dt.date(2024, 2, 21), True)])
def test_a_family_too_near_its_next_instalment_is_left_out(city, tmp_path, capsys, day, late):
    city.close()
    arguments = ["--db", str(city.path), "--json", "notify", "--on", str(day), "--out", str(tmp_path / "out")]
    assert cli.main(arguments) == (cli.INCOMPLETE if late else cli.DONE)
    answer = capsys.readouterr()
    told = json.loads(answer.out)
    assert (told["letters"], told["left_out"]) == ((0, 5) if late else (5, 0))
    assert ("F1 : échéance trop proche" in answer.err) is late
    with Ledger(city.path) as ledger:
        assert set().union(*states(ledger).values()) == {"approved" if late else "announced"}


def test_no_letter_goes_to_someone_whom_the_bank_says_is_dead(city, tmp_path):
    sql = "insert into holds values (1, 'family', 'F2', 'MD07', 'RT0000000001-1', now(), null, null, null)"
    city.cursor().execute(sql)
    made = notify(city, tmp_path)
    assert (made.letters, made.left_out) == (4, {"F2": "stopped"})
    assert states(city)["F2"] == {"approved"}


def test_a_lowered_schedule_is_told_once_and_keeps_its_notice(city, tmp_path):
    notify(city, tmp_path)
    load(city, write(tmp_path / "less", attendance=f"{HEAD}A5,C5,CANT,2023-09,10,present\n"))
    finish(proposals.propose(city, policy(dt.date(2024, 2, 28))))
    later = dt.date(2024, 2, 28)
    made = notify(city, tmp_path, later)
    assert (made.letters, made.left_out) == (1, {})
    letter = said(tmp_path, "F5", later)
    assert letter["replaces"]
    assert [(row["amount"], row["known"]) for row in letter["instalments"]] == [("29.00", True), ("29.00", True)]
    days = "select distinct announced_on from instalments where family_id = 'F5'"
    assert city.cursor().execute(days).fetchall() == [(MADE,)]
    assert notify(city, tmp_path, later).letters == 0


def test_a_cut_off_run_is_simply_run_again(city, tmp_path, monkeypatch):
    monkeypatch.setattr(notices, "BATCH", 2)
    calls = []

    def failing(data):
        calls.append(data["family_id"])
        if len(calls) == 4:
            raise KeyboardInterrupt
        return quick(data)

    with pytest.raises(KeyboardInterrupt):
        notify(city, tmp_path / "out", letter=failing)
    told = {family for family, found in states(city).items() if found == {"announced"}}
    assert told == {"F1", "F2"}
    assert notify(city, tmp_path / "out").letters == 3
    changes = "select change, count(*), count(distinct instalment_id) from instalment_changes group by all"
    assert city.cursor().execute(changes).fetchall() == [("announced", 15, 15)]
    assert len(list((tmp_path / "out").iterdir())) == 5


def test_a_plan_that_changes_meanwhile_is_not_told(city, tmp_path):
    def releasing(data):
        city.cursor().execute("update instalments set released_on = '2024-02-06' where family_id = 'F3'")
        return quick(data)

    with pytest.raises(Refusal, match="ont changé"):
        notify(city, tmp_path, letter=releasing)
    assert set().union(*states(city).values()) == {"approved"}
    assert city.cursor().execute("select count(*) from letters").fetchone() == (0,)
    assert notify(city, tmp_path).letters == 4


def test_a_folder_that_cannot_be_written_changes_nothing(city, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refusal, match="écriture impossible"):
        notify(city, tmp_path / "file" / "out")
    assert set().union(*states(city).values()) == {"approved"}


def test_the_same_ledger_gives_the_same_letters(city, tmp_path):
    back_up(city, tmp_path / "copy.duckdb")
    restore.restore(tmp_path / "twin.duckdb", tmp_path / "copy.duckdb")
    notify(city, tmp_path / "one")
    with Ledger(tmp_path / "twin.duckdb") as twin:
        notify(twin, tmp_path / "two")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_catch_up_documents_do_not_change_what_letters_say(city, tmp_path):
    lines = CITY["invoice_lines"] + "I1,2,C1,PERI,2023-09,1,45.30,45.30\nI1,3,,CANT,2023-09,2,4.00,8.00\n"
    late = f"{HEAD}A10,C2,PERI,2023-09,1,present\n"
    load(city, write(tmp_path / "wrong", invoice_lines=lines, attendance=late))
    finish(proposals.propose(city, policy()))
    before = letter_facts(city.cursor())
    finish(documents.write(city, MADE, FIRST, tmp_path / "claims"))
    load(city, tmp_path / "claims")
    finish(proposals.propose(city, policy()))
    assert city.cursor().execute("select count(*) from cells where gap <> 0").fetchone() == (0,)
    after = letter_facts(city.cursor())
    assert after == before


def letter_facts(cursor) -> list[tuple]:
    """(family, months, lines) of every letter, statuses left aside: a cell made right has another one."""
    notices._choose(cursor, MADE)
    families = [name for (name,) in cursor.execute("select family_id from families order by 1").fetchall()]
    return [
        (
            data["family_id"],
            data["months"],
            [{k: v for k, v in row.items() if k != "status"} for row in data["details"]],
        )
        for data in notices._gather(cursor, families, MADE, notices.Sender(), None)
    ]


@pytest.mark.parametrize(
    ("family", "name"),
    [("F1", "2024-02-06-F1.pdf"), ("../é /", "2024-02-06-..%2f%e9%20%2f.pdf"), ("A.b-C_1", "2024-02-06-A.b-C_1.pdf")],
)
def test_a_file_name_is_safe_whatever_the_number(family, name):
    assert notices.file_name({"on": MADE, "family_id": family, "same_day": 0}) == name
