"""What no page of an audience may give."""

import pytest

from pages.ui import data
from tests.towns import cities


@pytest.mark.parametrize(
    ("folder", "names", "values"),
    [
        ("pages/billing_map", ("strip", "school"), {"service": None, "district": None, "school": None}),
        ("pages/received", ("strip", "gaps"), {"service": None, "district": None}),
    ],
)
def test_no_query_of_the_department_gives_a_family_or_a_name(city, folder, names, values):
    scope = data.Scope(data.ledger(), folder, **values)
    for name in names:
        found = scope.arrow(name, rows=None).to_pylist()
        assert found
        assert not any(person in str(found) for person in cities.NAMES)
        assert not {"family_id", "child_id", "payer_name"} & set(found[0])
