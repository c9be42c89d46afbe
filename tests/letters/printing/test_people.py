"""Names of people as letters print them."""

import pytest

from rattrapage.letters import printing
from tests.letters.printing.samples import NOTICE
from tests.tools import papers

NAMES = [
    'O\'Neil "Zoé" #let x = 1; #eval("1") $y^2$ `code` *gras* _x_ @ref <label> \\u{41} // fin',
    "Œuvre Łukasz Ñandú Şahin Ǆ",
    "Αλέξης Иван Հայկ გიორგი",
    "王小明 김철수 ひらがな",
    "Léa 😀🎉",
    "=SUM(A1) -Dupont",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_come_through_unharmed(name):
    made = printing.notice(NOTICE | {"payer_name": name})
    assert "".join(name.split()) in "".join(papers.text(made).split())
    assert papers.faults(made) == []


@pytest.mark.parametrize("name", ["محمد علي", "שלום", "नमस्ते"])
def test_names_that_read_otherwise_have_all_their_letters(name):
    made = printing.notice(NOTICE | {"payer_name": name})
    assert set(name) - set(papers.text(made)) <= {" "}


def test_an_odd_sign_does_not_cost_a_family_its_letter():
    made = printing.notice(NOTICE | {"payer_name": "A\x07B \U000130a7 C\nD"})
    assert "A B □ C D" in papers.text(made)
