"""The letter of a decision."""

import pytest

from rattrapage.letters import printing
from tests.letters.printing.samples import DECISION
from tests.tools import papers


def test_the_decision_says_what_who_and_under_which_reference():
    text = papers.text(printing.decision(DECISION))
    assert "acceptée par décision du 15 février 2024, référence SGC-2024-17" in text
    assert "à partir du 1er avril 2024" in text
    assert "paiement en ligne" in text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("asked", "aucun prélèvement n'est fait"),
        ("sent_to_accountant", "lui seul peut accorder un délai"),
        ("refused", "Elle n'a pas pu être acceptée"),
    ],
)
def test_each_state_of_a_request_has_its_letter(state, words):
    assert words in papers.text(printing.decision(DECISION | {"state": state, "terms": {}})).replace("’", "'")
