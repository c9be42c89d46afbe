"""What the journal keeps of each decision."""

import datetime as dt
import json
from decimal import Decimal

from pages.ui import details
from rattrapage.requests import desk, waivers
from rattrapage.requests.terms import Step, Terms
from tests.requests.acting import GRANTED, REFUSED, SENT, ask
from tests.towns.plans import (
    agree,
    export,
    ids,
    owing,
)


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
