"""The queries that come with the program, for each role."""

import re

import pytest

from rattrapage.access.guard import COUNCIL, DEPARTMENT, FINANCE
from tests.pages.explorer.acting import at, menu
from tests.pages.reading import words
from tests.towns import cities


@pytest.mark.parametrize("role", [COUNCIL, DEPARTMENT, FINANCE])
def test_every_shipped_query_opens_for_each_role_that_may(city, role):
    addresses = menu(role)
    assert addresses
    for address in addresses:
        app = at(address, role)
        assert not app.exception
        assert not app.error
        assert app.title[0].value
        assert app.code


def test_no_name_of_a_family_is_on_a_page_of_the_other_roles(city):
    for role in (COUNCIL, DEPARTMENT):
        for address in menu(role):
            app = at(address, role)
            shown = [str(table.value.to_dict()) for table in [*app.table, *app.dataframe]]
            assert not any(name in text for name in cities.NAMES for text in [*shown, words(app)])
            assert not any(re.search(r"\bFAM\d", text) for text in shown)
