"""Nothing is lost between the sheets of a workbook: rows read = accepted + unchanged + rejected, sheet by sheet."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.imports.acting import HEAD
from tests.imports.test_cases import workbook
from tests.towns.ledgers import load

COLUMNS = HEAD.strip().split(",")
ROW = st.one_of(
    st.just([]),
    st.tuples(
        st.sampled_from([f"P{n}" for n in range(8)]),
        st.sampled_from(["C1", "C2", "C9", ""]),
        st.just("CANT"),
        st.sampled_from(["2023-09-04", "04.09.2023", "?"]),
        st.sampled_from([1, 2, "=1+1", ""]),
        st.just("present"),
    ).map(list),
)
TITLES = st.lists(st.just(["Pointages"]), max_size=3)
SHEETS = st.lists(st.tuples(TITLES, st.permutations(range(6)), st.lists(ROW, max_size=6)), min_size=1, max_size=4)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheets=SHEETS)
def test_each_sheet_counts_every_row_of_its_own(town, tmp_path, sheets):
    """A sheet may have its columns in an order of its own, titles above them, empty rows and rows that others have."""
    pages = {
        f"S{number}": [*titles, [COLUMNS[n] for n in order], *([row[n] for n in order] if row else [] for row in rows)]
        for number, (titles, order, rows) in enumerate(sheets)
    }
    report = load(town, workbook(tmp_path / "attendance.xlsx", pages))
    found = {file.file: file.counts for file in report.files}
    assert list(found) == [f"attendance.xlsx#S{number}" for number in range(len(sheets))]
    for (_, _, rows), counts in zip(sheets, found.values(), strict=True):
        assert counts.read == sum(map(bool, rows)) == counts.accepted + counts.unchanged + counts.rejected
    total = sum((Counter(vars(counts)) for counts in found.values()), Counter())
    assert total == Counter(vars(report.tables["attendance"])) - Counter()
