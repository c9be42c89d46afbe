"""Each code that a SQL file writes has its French: one that is added without words fails by its name."""

import re
from collections.abc import Iterator

import pytest
import sqlglot
from sqlglot import exp

from pages.finance.debits import left_out
from pages.finance.plans import bars
from rattrapage import queries, words
from rattrapage.imports import checks
from rattrapage.imports.generated import reading
from rattrapage.imports.tables import TABLES
from rattrapage.letters.printing import payment
from rattrapage.returns import reason_codes

CHECKED = {
    ("debit_files", "state"): words.FILE_STATES,
    ("families", "payment_method"): words.METHODS,
    ("holds", "scope"): words.HOLDS,
    ("instalments", "strategy"): words.STRATEGIES,
    ("lost_debit_files", "state"): words.FILE_STATES,
    ("mandate_marks", "status"): words.ON_PAPER,
    ("mandates", "status"): words.MANDATE_STATUSES,
    ("plannings", "strategy"): words.STRATEGIES,
    ("plans", "strategy"): words.STRATEGIES,
    ("positions", "strategy"): words.STRATEGIES,
    ("reason_codes", "hold"): words.HOLDS,
    ("request_steps", "method"): words.METHODS,
    ("request_steps", "state"): words.REQUEST_STATES,
    ("request_steps", "strategy"): words.STRATEGIES,
    ("return_files", "kind"): words.SENT_MESSAGES,
    ("returns", "kind"): words.MESSAGES,
    ("services", "unit"): words.UNITS,
    ("unmatched_returns", "kind"): words.MESSAGES,
}
"""The columns of the ledger that hold a code, where a CHECK lists what it may be."""


def written(name: str, column: str, made: str = "") -> set[str]:
    """The codes that a query writes in a column: the texts its CASE ends in; `made` keeps one view of a file."""
    found = set()
    for statement in sqlglot.parse(queries.text(name), dialect="duckdb"):
        if made and not (isinstance(statement, exp.Create) and statement.find(exp.Table).name == made):
            continue
        for alias in statement.find_all(exp.Alias):
            if alias.alias == column and isinstance(alias.this, exp.Case):
                found |= set(ends(alias.this))
    return found


def ends(case: exp.Case) -> Iterator[str]:
    for end in [branch.args["true"] for branch in case.args["ifs"]] + [case.args.get("default")]:
        if isinstance(end, exp.Case):
            yield from ends(end)
        elif isinstance(end, exp.Literal) and end.is_string:
            yield end.this


def listed(name: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, queries.text(name)))


def mandate_faults() -> set[str]:
    return written("mandates/mandate_choices", "reason")


def campaign_states() -> set[str]:
    return written("mandates/campaign", "state") | written("mandates/mandate_register", "status") | set(words.ON_PAPER)


WRITTEN = {
    "reconcile/82_causes": (lambda q: listed(q, r"cause: '(\w+)'"), words.CAUSES),
    "council/publish/20_rows": (lambda q: listed(q, r"\('(?:moved|cause)', '(\w+)', \d\)") - {"over"}, words.CAUSES),
    "council/publish/40_published": (lambda q: listed(q, r"'(\w+)'(?=[^\[\]]*\], code\))"), words.CAUSES),
    "reconcile/70_found_cells": (lambda q: written(q, "status"), words.STATUSES),
    "reconcile/91_months_of_families": (lambda q: written(q, "status"), words.MONTH_STATUSES),
    "reconcile/40_priced": (lambda q: listed(q, r"'(\w+)'"), words.ATTENDANCE),
    "schema/75_instalments": (lambda q: written(q, "state", "instalment_states"), words.INSTALMENT_STATES),
    "schema/75_instalments ": (lambda q: written(q.strip(), "kind", "request_states"), words.REQUEST_KINDS),
    "plans/out_plan": (lambda q: listed(q, r"strategy, '(\w+)'"), words.UNSCHEDULED),
    "debits/debit_candidates": (lambda q: written(q, "reason") | mandate_faults(), words.LEFT_OUT),
    "mandates/mandate_renewals": (
        lambda q: written(q, "reason") | mandate_faults() - {"on_hold"},
        words.MANDATE_REASONS,
    ),
    "mandates/campaign": (lambda q: campaign_states(), words.CAMPAIGN_STATES),
    "pages/mandates/states": (lambda q: listed(q, r"'(\w+)'(?=[^\[\]]*\]\) as state)"), words.CAMPAIGN_STATES),
    "pages/family_file/catch_up/mandates": (
        lambda q: written(q, "state") | set(words.MANDATE_STATUSES),
        words.MANDATE_STATES,
    ),
    "pages/family_file/catch_up/debits": (lambda q: written(q, "fate"), words.DEBIT_FATES),
    "letters/notice_families": (lambda q: written(q, "left_out"), words.NO_LETTER),
    "letters/notice_mandates": (lambda q: written(q, "state"), payment.MANDATES),
    "finance/jamais-facturees": (lambda q: listed(q, r"when '(\w+)' then"), words.METHODS),
}
"""For each query that writes or lists codes: how they are read in its text, and their words."""


@pytest.mark.parametrize("query", WRITTEN)
def test_the_codes_that_a_query_writes_are_those_that_have_words(query):
    codes, table = WRITTEN[query]
    assert codes(query) == set(table)


def test_each_reason_that_rejects_a_row_has_words():
    given = {check.reason for check in checks.all_checks()} | {"duplicate_key", "unknown_reference"}
    by_row = {rule.reason for table in TABLES.values() for rule in reading.rules(table, header_of(table))}
    assert given | by_row == set(words.REJECTS)
    assert [reason for reason in by_row if not words.REJECTS[reason].text] == []


def header_of(table) -> dict[str, int]:
    return {column.name: place for place, column in enumerate(table.columns)}


def test_the_ledger_lists_the_codes_that_have_words(ledger):
    found = ledger.cursor().execute(
        "select table_name, constraint_column_names[1], constraint_text from duckdb_constraints() "
        "where constraint_type = 'CHECK' and len(constraint_column_names) = 1"
    )
    lists = {
        (table, column): set(re.findall(r"'(\w+)'", text))
        for table, column, text in found.fetchall()
        if re.search(r"\bin\b", text, re.IGNORECASE)
    }
    assert {place: lists[place] for place in lists if lists[place] != set(CHECKED.get(place, lists[place]))} == {}


def test_what_the_city_does_after_a_return_is_among_what_it_can_choose(ledger):
    rows = reason_codes.listed(ledger)
    assert {row.action for row in rows} | {row.again for row in rows} - {None} <= set(words.RETURN_ACTIONS)
    assert {row.hold for row in rows} - {None} == set(words.HOLDS)


def test_pages_know_each_means_of_payment_and_each_reason_they_mend():
    assert set(bars.FILLS) == set(words.METHODS)
    assert set(left_out.PAGES) <= set(words.LEFT_OUT)
