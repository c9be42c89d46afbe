"""Each document is tagged PDF/UA-1 and has the same bytes for the same data."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from rattrapage.letters import printing
from tests.letters.printing.samples import DECISION, NOTICE, SUMMARY, form
from tests.tools import papers

DOCUMENTS = {
    "notice": lambda: printing.notice(NOTICE),
    "decision": lambda: printing.decision(DECISION),
    "mandate": lambda: printing.mandate_form(form()),
    "council": lambda: printing.council_summary(SUMMARY),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_document_is_tagged_and_comes_out_the_same_twice(name):
    made = DOCUMENTS[name]()
    assert papers.faults(made) == []
    assert DOCUMENTS[name]() == made


def test_letters_can_be_made_by_several_threads():
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: printing.notice(NOTICE), range(12)))) == 1
