"""French figures and words, and the page's own HTML."""

import datetime as dt
import itertools
import re
from decimal import Decimal

from pages.ui import charts, formats
from tests.pages.reading import spaces


def test_figures_are_written_as_in_france():
    assert spaces(formats.euro(Decimal("1234.5"))) == "1 234,50 €"
    assert spaces(formats.euro(Decimal("-3.2"))) == "−3,20 €"
    assert formats.euro(None) == "—"
    assert spaces(formats.percent(Decimal("84.3"))) == "84,3 %"
    assert spaces(formats.share(Decimal("0.843"))) == "84,3 %"
    assert formats.points(Decimal("-1.0")) == "−1,0 point"
    assert spaces(formats.count(11240)) == "11 240"
    assert formats.counted(1, "jour", "jours") == "1 jour"
    assert formats.period("2023-09", "2024-01") == "sept. 2023 à janv. 2024"
    assert formats.moment(dt.datetime(2026, 11, 24, 8, 15)) == "24/11/2026 à 08:15"


def test_a_text_of_the_data_is_not_markdown():
    assert formats.plain("École *du* [Lac](http://x)") == r"École \*du\* \[Lac\]\(http\://x\)"


def test_a_sign_standing_alone_stays_itself():
    for sign in ("--", "->", "<-", "<->", ">=", "<=", "~="):
        for text in (sign, f"« {sign} title »", f"a {sign} b"):
            shown = re.sub(r"\\(.)", r"\1", formats.plain(text))  # as Markdown gives it to Streamlit
            assert not re.search(rf"(^|\s){re.escape(sign)}(\s|$)", shown)
            assert formats.raw(formats.plain(text)) == text
    assert formats.plain("a-b") == r"a\-b"


def test_a_number_longer_than_python_usually_rounds_is_written_whole():
    assert (
        spaces(formats.number(Decimal("123456789012345678901234567890"))) == "123 456 789 012 345 678 901 234 567 890"
    )
    assert spaces(formats.euro(Decimal("9" * 36 + ".99"))).endswith("999 999,99 €")
    assert spaces(formats.share(Decimal("1" + "0" * 30))).endswith("000,0 %")


def test_names_at_the_lines_ends_do_not_overlap():
    placed = charts.spread([54.0, 53.0, 52.5, 0.0])
    assert all(above - below >= charts.SPREAD for above, below in itertools.pairwise(placed))
    assert placed[0] == 54.0
    assert placed[-1] >= charts.FLOOR
