"""French figures and words, and the page's own HTML."""

import datetime as dt
import itertools
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


def test_names_at_the_lines_ends_do_not_overlap():
    placed = charts.spread([54.0, 53.0, 52.5, 0.0])
    assert all(above - below >= charts.SPREAD for above, below in itertools.pairwise(placed))
    assert placed[0] == 54.0
    assert placed[-1] >= charts.FLOOR
