"""The requests desk and waivers: recorded with who, why and reference, never granted by the tool (R11, R12)."""

import datetime as dt
import json
from decimal import Decimal

import pytest

from pages.ui import details
from rattrapage.commands import cli
from rattrapage.errors import Refusal
from rattrapage.requests import desk, waivers
from rattrapage.requests.terms import Step, Terms
from tests.towns.plans import (
    APRIL,
    MARCH,
    MAY,
    agree,
    announce,
    approve,
    balance,
    claim,
    export,
    ids,
    instalments,
    owing,
    pay,
    plan,
    rows,
)

ASKED = Step("asked", "Ada", "Perte d'emploi")
SENT = Step("sent_to_accountant", "Ada", "Transmis")
GRANTED = Step("granted", "Ada", "Délai accordé", "SGC-2024-12")
REFUSED = Step("refused", "Ada", "Pièces absentes", "SGC-2024-13")


def ask(ledger, step=ASKED, family="F1", **terms):
    return desk.record(ledger, family, step, Terms.of(**terms))


def held(ledger):
    return [family for (family,) in ledger.cursor().execute("select family_id from open_requests").fetchall()]


def states(ledger):
    sql = "select request_id, state, kind from request_states order by request_id"
    return ledger.cursor().execute(sql).fetchall()


def methods(ledger):
    return dict(ledger.cursor().execute("select family_id, method from payment_methods").fetchall())


def taken(ledger):
    """What waivers and netted credits took, month by month, in the order of the months."""
    found = balance(ledger)
    return str(found.get("waived", 0)), str(found.get("netted", 0)), [str(row[2]) for row in instalments(ledger)]


def test_a_request_goes_its_way_and_holds_the_debits_meanwhile(ledger):
    owing(ledger, F1="90.00", F2="90.00")
    first = ask(ledger, max_instalments=6)
    assert held(ledger) == ["F1"]
    assert ask(ledger, SENT) == first
    assert held(ledger) == ["F1"]
    assert ask(ledger, REFUSED) == first
    assert held(ledger) == []
    again = ask(ledger, GRANTED, family="F2")
    assert again == first + 1
    assert ask(ledger) == again + 1
    assert states(ledger) == [(1, "refused", "schedule"), (2, "granted", "hardship"), (3, "asked", "hardship")]


def test_only_what_is_granted_changes_the_plan_and_it_survives(ledger):
    owing(ledger, F1="90.00", F2="90.00")
    ask(ledger, max_instalments=2, first_due=dt.date(2024, 5, 1))
    plan(ledger, max_instalments=1)
    assert len(ids(ledger, "proposed")) == 1
    ask(ledger, GRANTED)
    for _ in range(2):
        plan(ledger, strategy="mirror", max_instalments=1)
        assert rows(ledger) == ["F1,1,2024-05-06,90.00,mirror,proposed", "F2,1,2024-03-05,90.00,mirror,proposed"]
    plan(ledger, max_instalments=1)
    assert rows(ledger) == [
        "F1,1,2024-05-06,45.00,equal,proposed",
        "F1,2,2024-06-05,45.00,equal,proposed",
        "F2,1,2024-03-05,90.00,equal,proposed",
    ]


@pytest.mark.parametrize(
    ("policy", "terms", "amounts"),
    [
        ({"strategy": "capped", "cap": Decimal(60)}, {"cap": Decimal(40)}, ["40.00", "40.00", "10.00"]),
        ({"strategy": "mirror"}, {"cap": Decimal(50)}, ["50.00", "40.00"]),
        ({"strategy": "mirror"}, {"min_instalment": Decimal(40)}, ["45.00", "45.00"]),
        ({"strategy": "capped", "cap": Decimal(60)}, {"strategy": "equal"}, ["30.00", "30.00", "30.00"]),
        ({"min_instalment": Decimal(40)}, {"max_instalments": 5}, ["45.00", "45.00"]),
        ({}, {"strategy": "capped", "cap": Decimal(30)}, ["30.00", "30.00", "30.00"]),
    ],
)
def test_what_is_not_named_comes_from_the_plan(ledger, policy, terms, amounts):
    owing(ledger, F1="90.00")
    ask(ledger, GRANTED, **terms)
    plan(ledger, **policy)
    assert [str(row[2]) for row in instalments(ledger)] == amounts


def test_a_later_decision_wins_term_by_term(ledger):
    owing(ledger, F1="90.00")
    ask(ledger, GRANTED, max_instalments=2, method="cheque")
    ask(ledger, GRANTED, max_instalments=1)
    ask(ledger, max_instalments=9, method="cash")
    plan(ledger)
    assert rows(ledger) == ["F1,1,2024-03-05,90.00,equal,proposed"]
    assert methods(ledger) == {"F1": "cheque"}


def test_the_accountant_may_grant_less_than_was_asked(ledger):
    owing(ledger, F1="90.00")
    ask(ledger, max_instalments=9, first_due=dt.date(2024, 4, 1))
    ask(ledger, GRANTED, max_instalments=2)
    plan(ledger)
    assert [row[:2] for row in instalments(ledger)] == [(1, APRIL), (2, MAY)]


def test_a_cap_that_nobody_named_is_refused_and_the_plans_own_is_kept(ledger):
    owing(ledger, F1="90.00")
    with pytest.raises(Refusal, match="ni la demande ni le plan"):
        ask(ledger, GRANTED, strategy="capped")
    plan(ledger, strategy="capped", cap=Decimal(60))
    ask(ledger, GRANTED, strategy="capped")
    plan(ledger)
    assert [str(row[2]) for row in instalments(ledger)] == ["60.00", "30.00"]


def test_granted_terms_release_what_is_in_no_live_file(ledger):
    owing(ledger, F1="90.00")
    agree(ledger)
    first = ids(ledger, "announced")[0]
    export(ledger, "M1", first)
    ask(ledger, max_instalments=1)
    assert [row[3] for row in instalments(ledger)] == ["exported", "announced", "announced"]
    ask(ledger, GRANTED)
    assert [row[3] for row in instalments(ledger)] == ["exported", "approved", "approved"]
    assert announce(ledger) == 0
    plan(ledger)
    assert rows(ledger) == ["F1,4,2024-04-05,60.00,equal,proposed"]
    approve(ledger)
    assert [row[3] for row in instalments(ledger)] == ["exported", "closed", "closed", "approved"]
    assert announce(ledger) == 1


def test_a_plan_proposed_before_the_grant_cannot_be_approved(ledger):
    owing(ledger, F1="90.00")
    plan(ledger)
    ask(ledger, GRANTED, max_instalments=1)
    assert approve(ledger).left_out == ["F1"]
    plan(ledger)
    assert approve(ledger).families == 1
    assert [row[1] for row in instalments(ledger)] == [MARCH]


def test_who_decided_when_and_who_recorded_it_are_three_things(ledger):
    owing(ledger, F1="90.00")
    step = Step("granted", "Mme Roth", "Accord", "SGC-2024-12", dt.date(2024, 2, 29))
    desk.record(ledger, "F1", step, Terms.of(max_instalments=2), "Ada")
    waivers.record(ledger, "F1", Decimal("9.00"), "DEL-1", "Conseil", "Vote", actor="Ada")
    cursor = ledger.cursor()
    assert cursor.execute("select actor, decided_on from request_states").fetchall() == [("Mme Roth", step.decided_on)]
    assert cursor.execute("select actor from waivers").fetchall() == [("Conseil",)]
    assert cursor.execute("select distinct actor from journal where action in ('demande', 'remise')").fetchall() == [
        ("Ada",)
    ]


def journal(ledger) -> list[dict]:
    """The details of requests and waivers in the journal, the oldest first."""
    sql = "select details from journal where action in ('demande', 'remise') order by seq"
    return [json.loads(text) for (text,) in ledger.cursor().execute(sql).fetchall()]


def test_the_journal_tells_who_why_when_before_and_after_and_the_terms(ledger):
    owing(ledger, F1="90.00")
    agree(ledger)
    first, *rest = ids(ledger, "announced")
    export(ledger, "M1", first)
    ask(ledger, max_instalments=6, cap=Decimal(40))
    day = dt.date(2024, 2, 29)
    desk.record(ledger, "F1", Step("granted", "Mme Roth", "Accord", "S-1", day), Terms.of(max_instalments=2))
    asked, granted = journal(ledger)
    today = dt.date.today().isoformat()
    assert asked == {
        **{"request_id": 1, "state_before": None, "state": "asked", "by": "Ada", "why": "Perte d'emploi"},
        **{"reference": "", "on": today, "strategy": "capped", "cap": "40.00", "max_instalments": 6, "held": rest},
    }
    assert granted == {
        **{"request_id": 1, "state_before": "asked", "state": "granted", "by": "Mme Roth", "why": "Accord"},
        **{"reference": "S-1", "on": "2024-02-29", "strategy": "capped", "cap": "40.00", "max_instalments": 2},
        "released": rest,
    }


def test_the_journal_tells_what_a_refusal_lets_be_debited_again(ledger):
    owing(ledger, F1="90.00")
    agree(ledger)
    ask(ledger)
    ask(ledger, SENT)
    ask(ledger, REFUSED)
    asked, sent, refused = journal(ledger)
    assert asked["held"] == ids(ledger, "announced")
    assert (sent["state_before"], "held" in sent, "resumed" in sent) == ("asked", False, False)
    assert (refused["state_before"], refused["resumed"]) == ("sent_to_accountant", ids(ledger, "announced"))


def test_the_journal_tells_who_voted_a_waiver_and_why(ledger):
    owing(ledger, F1="90.00")
    waivers.record(ledger, "F1", Decimal("9.00"), "DEL-1", "Conseil", "Vote du 3", "2023-09", actor="Ada")
    assert journal(ledger) == [
        {
            **{"waiver_id": 1, "amount": "9.00", "month": "2023-09"},
            **{"reference": "DEL-1", "by": "Conseil", "why": "Vote du 3"},
        }
    ]


def test_every_key_of_the_journal_has_its_french_word(ledger):
    owing(ledger, F1="90.00", F2="90.00")
    agree(ledger)
    ask(ledger, max_instalments=6)
    ask(ledger, GRANTED, method="cheque", first_due=dt.date(2024, 5, 1), min_instalment=Decimal(9))
    ask(ledger, family="F2")
    ask(ledger, REFUSED, family="F2")
    waivers.record(ledger, "F1", Decimal("9.00"), "DEL-1", "Conseil", "Vote", actor="Ada")
    assert [details.missing(json.dumps(row)) for row in journal(ledger)] == [[]] * 5


def test_no_message_of_the_desk_names_an_option_of_the_command_line(ledger):
    owing(ledger, F1="90.00")
    wrong = (
        lambda: Step("asked", " ", "x"),
        lambda: Step("granted", "Ada", "x"),
        lambda: ask(ledger, GRANTED, strategy="capped"),
        lambda: waivers.record(ledger, "F1", Decimal(9), "", "Ada", "Vote"),
        lambda: waivers.record(ledger, "F1", Decimal(9), "D", "", "Vote"),
    )
    for use in wrong:
        with pytest.raises(Refusal) as refused:
            use()
        assert "--" not in str(refused.value)


def test_a_request_answered_meanwhile_is_not_answered_again(ledger):
    owing(ledger, F1="90.00")
    number = ask(ledger)
    ask(ledger, REFUSED)
    with pytest.raises(Refusal, match="n° 1 a reçu une réponse entre-temps"):
        desk.record(ledger, "F1", GRANTED, answers=number)
    assert states(ledger) == [(number, "refused", "hardship")]


def test_a_decision_of_a_day_to_come_is_refused():
    with pytest.raises(Refusal, match="jour à venir"):
        Step("granted", "Mme Roth", "Accord", "SGC-2024-12", dt.date.today() + dt.timedelta(1))


def test_waivers_of_a_month_come_first_then_the_others_then_credits(ledger):
    owing(ledger, F1={"2023-09": "30.00", "2023-10": "40.00", "2023-11": "50.00", "2023-12": "-25.00"})
    waivers.record(ledger, "F1", Decimal("40.00"), "DEL-1", "Ada", "Vote")
    waivers.record(ledger, "F1", Decimal("35.00"), "DEL-2", "Ada", "Vote", "2023-10")
    plan(ledger, strategy="mirror", net_credits=True)
    # September 0, October 5 less 5, November 50 less 5 of the waiver's rest, then less 25 of credit
    assert taken(ledger) == ("75.00", "25.00", ["20.00"])


@pytest.mark.parametrize(
    ("amount", "month", "waived", "left"),
    [
        ("30.00", "2023-10", "30.00", ["30.00", "10.00"]),
        ("99.00", "2023-10", "40.00", ["30.00"]),
        ("45.00", None, "45.00", ["25.00"]),
        ("99.00", None, "70.00", []),
        ("10.00", "2024-06", "0", ["30.00", "40.00"]),
    ],
)
def test_a_waiver_never_goes_below_nothing(ledger, amount, month, waived, left):
    owing(ledger, F1={"2023-09": "30.00", "2023-10": "40.00"})
    waivers.record(ledger, "F1", Decimal(amount), "DEL-1", "Ada", "Vote", month)
    plan(ledger, strategy="mirror")
    assert taken(ledger) == (waived, "0", left)


WAIVED_BEFORE = ([], [("5.00", None)], [("5.00", None), ("8.00", "2023-10"), ("3.00", "2024-06")])


@pytest.mark.parametrize("voted", WAIVED_BEFORE)
@pytest.mark.parametrize(("amount", "month"), [("30", "2023-10"), ("99", "2023-10"), ("99", None), ("9", "2024-06")])
def test_what_a_waiver_would_take_is_what_the_plan_takes(ledger, voted, amount, month):
    owing(ledger, F1={"2023-09": "30.00", "2023-10": "40.00"}, F2="60.00")
    for earlier, of_month in voted:
        waivers.record(ledger, "F1", Decimal(earlier), "DEL-0", "Ada", "Vote", of_month)
    plan(ledger)
    before = balance(ledger)
    told = waivers.effect(ledger, "F1", Decimal(amount), month)
    waivers.record(ledger, "F1", Decimal(amount), "DEL-1", "Ada", "Vote", month)
    plan(ledger)
    now = balance(ledger)
    assert told.due == before["to_collect"]
    assert told.taken == now.get("waived", 0) - before.get("waived", 0)


def test_a_waiver_of_what_is_paid_is_told_apart(ledger):
    owing(ledger, F1="90.00")
    agree(ledger)
    pay(ledger, "P1", "F1", "50.00")
    plan(ledger)
    told = waivers.effect(ledger, "F1", Decimal("60.00"))
    assert (told.due, told.taken, told.paid, told.overpaid) == (40, 60, 50, 20)


def test_without_a_run_over_all_months_no_effect_is_told(ledger):
    owing(ledger, F1="90.00")
    ledger.cursor().execute(
        "insert into runs (run, results_of, first_month, last_month) values (9, 9, '2023-05', '2023-06')"
    )
    assert waivers.effect(ledger, "F1", Decimal("60.00")) is None


def test_a_waiver_after_the_approval_lowers_what_was_announced(ledger):
    owing(ledger, F1="90.00")
    agree(ledger)
    waivers.record(ledger, "F1", Decimal("40.00"), "DEL-1", "Ada", "Vote")
    claim(ledger, F1="90.00")
    plan(ledger)
    assert [(str(row[2]), row[3]) for row in instalments(ledger)] == [
        ("30.00", "announced"),
        ("20.00", "announced"),
        ("0.00", "cancelled"),
    ]


def test_a_plan_proposed_before_the_waiver_cannot_be_approved(ledger):
    owing(ledger, F1="90.00", F2="60.00")
    plan(ledger, max_instalments=1)
    waivers.record(ledger, "F1", Decimal("40.00"), "DEL-1", "Ada", "Vote")
    done = approve(ledger)
    assert (done.families, done.left_out) == (1, ["F1"])
    plan(ledger, max_instalments=1)
    assert approve(ledger, "F1").amount == Decimal("50.00")


# the command line

WHO = ["--by", "Ada", "--why", "Perte d'emploi"]


@pytest.fixture
def call(ledger, capsys):
    """Runs a command on a ledger where F1 owes 90.00; gives (status, output, error)."""
    owing(ledger, F1="90.00")
    ledger.close()

    def run(*arguments):
        status = cli.main(["--db", str(ledger.path), *arguments])
        return status, *capsys.readouterr()

    return run


def test_the_commands_tell_their_numbers(call):
    asked = ["request", "--family", "F1", "--state", "asked", "--max-instalments", "6", *WHO, "--json"]
    status, out, err = call(*asked)
    assert (status, json.loads(out), err) == (0, {"request_id": 1}, "")
    waive = ["waive", "--family", "F1", "--amount", "10,00", "--reference", "DEL-1", *WHO, "--json"]
    assert json.loads(call(*waive)[1]) == {"waiver_id": 1}
    assert json.loads(call(*waive, "--month", "2023-09")[1]) == {"waiver_id": 2}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["request", "--family", "F9", "--state", "asked", *WHO], "Aucune famille n° F9"),
        (["request", "--family", "F1", "--state", "granted", *WHO], "demande sa référence"),
        (["request", "--family", "F1", "--state", "refused", *WHO], "demande sa référence"),
        (["request", "--family", "F1", "--state", "granted", *WHO, "--reference", " "], "demande sa référence"),
        (["request", "--family", "F1", "--state", "maybe", *WHO], "« maybe » n'est pas un état"),
        (["request", "--family", "F1", "--state", "asked", "--by", "Ada"], "Il manque --why"),
        (["request", "--family", "F1", "--state", "asked", "--by", "", "--why", "x"], "Dites qui"),
        (["request", "--family", "F1", "--state", "asked", *WHO, "--method", "gold"], "« gold » n'est pas un moyen"),
        (["request", "--family", "F1", "--state", "asked", *WHO, "--strategy", "slow"], "n'est pas une stratégie"),
        (["request", "--family", "F1", "--state", "asked", *WHO, "--strategy", "equal", "--cap", "9"], "plafond"),
        (["request", "--family", "F1", "--state", "asked", *WHO, "--cap", "9", "--min-instalment", "9"], "minimale"),
        (["request", "--family", "F1", "--state", "asked", *WHO, "--strategy", "capped"], "demande un plafond"),
        (["request", "--family", "F1", "--state", "asked", *WHO, "--max-instalments", "0"], "entre 1 et"),
        (["waive", "--family", "F9", "--amount", "9", "--reference", "D", *WHO], "Aucune famille n° F9"),
        (["waive", "--family", "F1", "--amount", "9", *WHO], "Il manque --reference"),
        (["waive", "--family", "F1", "--amount", "9", "--reference", "", *WHO], "référence du vote"),
        (["waive", "--family", "F1", "--amount", "0", "--reference", "D", *WHO], "au moins 0,01"),
        (["waive", "--family", "F1", "--amount", "-9", "--reference", "D", *WHO], "n'est pas un montant"),
        (["waive", "--family", "F1", "--amount", "9", "--month", "2023-13", "--reference", "D", *WHO], "pas un mois"),
        (["waive", "--family", "F1", "--amount", "9", "--reference", "D", "--by", " ", "--why", "x"], "Dites qui"),
    ],
)
def test_wrong_uses_are_one_line_and_change_nothing(call, ledger, arguments, words):
    status, out, err = call(*arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err
    with desk.Ledger(ledger.path) as book:
        counted = "select (select count(*) from request_steps), (select count(*) from waivers), count(*) from journal"
        assert book.cursor().execute(counted).fetchone() == (0, 0, 0)
