"""The requests desk: recorded with who, why and reference, never granted by the tool."""

import datetime as dt
from decimal import Decimal

import pytest

from rattrapage.errors import Refusal
from rattrapage.requests import desk, waivers
from rattrapage.requests.terms import Step, Terms
from tests.requests.acting import GRANTED, REFUSED, SENT, ask, held, states
from tests.towns.plans import (
    owing,
)


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
