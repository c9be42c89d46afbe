"""The SQL written from a table's columns, as a reviewer reads it; what it does is tested with real files."""

import pytest

from rattrapage.imports.generated import entering, reading
from rattrapage.imports.readers.opened import Opened
from rattrapage.imports.tables import TABLES
from tests.tools import golden

SHOWN = ("families", "children", "tariffs", "attendance", "mandates")
"""A country and a yes or no; references; keys that may be empty and a choice of columns; a derived one; an IBAN."""


@pytest.mark.parametrize("name", SHOWN)
def test_the_generated_sql_is_the_golden_one(name):
    golden.check(f"imports/{name}.sql", ("\n\n".join(map("{};".format, _statements(name))) + "\n").encode())


def _statements(name: str) -> list[str]:
    table = TABLES[name]
    header = {column.name: place for place, column in enumerate(table.columns)}
    opened = Opened(f"read_csv('{name}.csv')", list(header), ";".join(header), lambda ordinals: {})
    return [
        reading.stage_rows("stage_0", table, opened, header, reading.rules(table, header)),
        reading.blank_rows("stage_0", table),
        entering.show_stage("stage_0"),
        entering.insert_faults("select record from stage where problem = $problem"),
        *([entering.is_ascending(table)] if len(table.key) == 1 else []),
        entering.suspects(table, may_repeat=True),
        entering.has_rows(table),
        entering.insert_matches(table),
        *(entering.unknown_references(column, target) for column, target in table.references.items()),
        entering.candidates(table),
        entering.accept(["select record from problems", "select record from repeats"]),
        *([entering.is_sorted(table)] if table.sorted_by else []),
        entering.insert_rows(table, is_sorted=not table.sorted_by),
        entering.keep_past(table),
        entering.delete_past(table),
        entering.show_keys(table),
    ]


def test_a_tidy_file_without_some_columns_reads_less():
    table = TABLES["payments"]
    header = {"payment_id": 1, "family_id": 0, "paid_on": 2, "amount": 3}
    opened = Opened("read_csv('paid.csv')", list(header), "", lambda ordinals: {}, tidy=True, has_faults=True)
    rules = reading.rules(table, header)
    golden.check("imports/payments.sql", (reading.stage_rows("stage_0", table, opened, header, rules) + ";\n").encode())
