"""Lines that a message leaves to a person: listed, matched with a debit of ours, or dismissed, once each."""

import json

import pytest

from rattrapage.commands import cli
from rattrapage.errors import Refusal
from rattrapage.returns import holds, lines
from tests.returns.acting import FIRST, SECOND, kept
from tests.towns.debits import booked, came_back, euros, notice, refused, reject, state, take


@pytest.fixture
def open_line(sent):
    """A return of 60.00 whose id is none of ours."""
    take(sent, notice(booked(came_back("LOST-1", "AC04"))))
    return sent


def test_a_line_is_listed_with_what_it_says(sent):
    take(sent, notice(booked(came_back(FIRST).replace("03-07", "13-07"))))
    take(sent, notice(booked(came_back("X", amount="75.00"))))
    found = [(row.line, row.kind, row.amount, row.reason, row.why, row.proposed) for row in lines.listed(sent)]
    assert found == [
        (1, "return", euros("60.00"), "AM04", "date illisible (2024-13-07)", FIRST),
        (2, "return", euros("75.00"), "AM04", "identifiant inconnu", None),
    ]


def test_a_matched_return_line_returns_the_debit_and_its_reason_holds(open_line):
    lines.match(open_line, 1, SECOND, "Ada", "vu au relevé")
    assert [row[:4] for row in kept(open_line)] == [("return", "debit", SECOND, "AC04")]
    assert state(open_line, "RT0000000002") == "returned"
    assert [hold.reason for hold in holds.standing(open_line)] == ["AC04"]
    assert lines.listed(open_line) == []


def test_an_amount_that_is_ours_plus_the_charges_can_be_matched(sent):
    charged = came_back("X", amount="63.00").replace("<RtrInf", "<Chrgs><Amt Ccy='EUR'>3.00</Amt></Chrgs><RtrInf")
    take(sent, notice(booked(charged), booked(came_back("Y", amount="63.00"))))
    lines.match(sent, 1, FIRST, "Ada", "frais")
    with pytest.raises(Refusal, match="montants diffèrent"):
        lines.match(sent, 2, SECOND, "Ada", "frais")
    assert kept(sent)[0][4] == euros("60.00")


@pytest.mark.parametrize(
    ("line", "to", "by", "why", "said"),
    [
        (1, SECOND, "", "x", "qui et pourquoi"),
        (1, SECOND, "Ada", " ", "qui et pourquoi"),
        (9, SECOND, "Ada", "x", "Aucune ligne"),
        (1, "RT9-1", "Ada", "x", "aucun de nos prélèvements"),
        (1, FIRST, "Ada", "x", "déjà retourné"),
    ],
)
def test_a_match_that_cannot_be_changes_nothing(open_line, line, to, by, why, said):
    take(open_line, notice(booked(came_back(FIRST))))
    before = kept(open_line)
    with pytest.raises(Refusal, match=said):
        lines.match(open_line, line, to, by, why)
    assert (kept(open_line), len(lines.listed(open_line))) == (before, 1)


def test_a_dismissed_line_is_settled_once_and_known_when_the_file_comes_again(sent):
    message = notice(booked(came_back("X")))
    assert take(sent, message).unmatched == 1
    lines.dismiss(sent, 1, "Ada", "loyer d'un autre service")
    with pytest.raises(Refusal, match="déjà réglée"):
        lines.dismiss(sent, 1, "Ada", "encore")
    again = take(sent, message)
    assert (again.known, again.unmatched, again.already, again.already_amount) == (True, 0, 1, euros("60.00"))


def test_a_matched_credit_undoes_a_return_which_no_later_message_brings_back(sent):
    take(sent, notice(booked(came_back(FIRST))))
    take(sent, notice(booked(came_back(FIRST, "").replace("03-07", "03-09"), direction="CRDT")))
    assert [(row.kind, row.why) for row in lines.listed(sent)] == [("credit", "retour annulé par la banque")]
    lines.match(sent, 1, FIRST, "Ada", "recrédité")
    assert state(sent, "RT0000000001") == "exported"
    assert take(sent, notice(booked(came_back(FIRST)), booked(came_back(SECOND)))).already == 1
    assert state(sent, "RT0000000001") == "exported"


def test_a_return_anew_after_one_undone_is_left_to_a_person(sent):
    take(sent, notice(booked(came_back(FIRST))))
    take(sent, notice(booked(came_back(FIRST, "").replace("03-07", "03-09"), direction="CRDT")))
    lines.match(sent, 1, FIRST, "Ada", "recrédité")
    take(sent, notice(booked(came_back(FIRST, "MD06").replace("03-07", "03-20"))))
    assert [row.why for row in lines.listed(sent)] == ["retour déjà annulé une fois par la banque"]
    lines.match(sent, 2, FIRST, "Ada", "revenu encore")
    assert state(sent, "RT0000000001") == "returned"


def test_a_credit_is_not_given_back_once_a_plan_took_its_amount_over(sent):
    take(sent, notice(booked(came_back(FIRST))))
    take(sent, notice(booked(came_back(FIRST, "").replace("03-07", "03-09"), direction="CRDT")))
    sent.cursor().execute("update instalments set closed_on = '2024-03-12' where instalment_id = 'RT0000000001'")
    with pytest.raises(Refusal, match="plan approuvé"):
        lines.match(sent, 1, FIRST, "Ada", "recrédité")


def test_the_command_lists_and_settles(sent, capsys):
    take(sent, reject(refused("X-1", amount="60.00"), refused("X-2", amount="60.00")))
    sent.close()
    asked = ["--db", str(sent.path), "--json", "returns"]
    assert cli.main([*asked, "--list"]) == cli.DONE
    found = json.loads(capsys.readouterr().out)["open"]
    assert found[0] == {
        "line": 1,
        "kind": "reject",
        "amount": "60.00",
        "reason": "AC04",
        "why": "identifiant inconnu",
        "proposed": None,
    }
    assert cli.main([*asked, "--match", "1", "--to", FIRST, "--by", "Ada", "--why", "x"]) == cli.DONE
    assert cli.main([*asked, "--dismiss", "2", "--by", "Ada", "--why", "x"]) == cli.DONE
    assert cli.main([*asked, "--dismiss", "2", "--by", "Ada", "--why", "x"]) == cli.WRONG
    assert cli.main([*asked, "--dismiss", "2"]) == cli.WRONG
    assert cli.main([*asked, "--match", "2", "--by", "Ada", "--why", "x"]) == cli.WRONG
    assert cli.main(asked) == cli.WRONG
