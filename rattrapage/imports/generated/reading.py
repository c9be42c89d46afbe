"""The SQL that reads a file into the stage, typed, and finds the first rule that each row breaks by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

import pycountry

from rattrapage.imports.readers.opened import Opened
from rattrapage.imports.tables import Column, Table

NUMBERS = ("amount", "quantity", "price", "rate")
DATES = ("date", "day_or_month", "month", "moment")
LISTED = ("choice", "country", "bool")
COUNTRIES = tuple(country.alpha_2 for country in pycountry.countries)
SHORT_CODE = "regexp_full_match(postal_code_text, '\\d{4}') and coalesce(upper(country_text), 'FR') = 'FR'"
"""A French postal code that lost its 0 in a spreadsheet."""


class Rule(NamedTuple):
    """What a row can break by itself: the reason for its rejection, and the column ("": the one that `fault` names)."""

    reason: str
    column: str


def rules(table: Table, header: Collection[str]) -> list[Rule]:
    """Gives what a row of a file with this header can break by itself, in order (rules.md, Rejected rows)."""
    present = [column for column in table.columns if column.name in header]
    found = [Rule("missing_value", column.name) for column in present if column.required]
    found += [Rule("missing_value", table.one_of[0])] if table.one_of else []
    found += [Rule("bad_number", column.name) for column in present if column.kind in NUMBERS]
    found += [Rule("bad_date", column.name) for column in present if column.kind in DATES]
    found += [Rule("bad_value", column.name) for column in present if column.kind in LISTED]
    return [*found, Rule("bad_value", "")]


def stage_rows(name: str, table: Table, opened: Opened, header: Mapping[str, int], broken: list[Rule]) -> str:
    """Reads an opened file into the temporary table `name`; `header` gives the place of each column in the file.

    Its `problem` is the number (from 1) of the first of the `broken` rules that a row breaks, 0 for none.
    """
    texts = [f"{_text(column, opened, header)} as {column.name}_text" for column in table.columns]
    read = [f"{_value(column)} as {column.name}_value" for column in table.columns]
    values = [f"coalesce({column.name}_value, {column.default}) as {column.name}" for column in table.columns]
    values += [f"{value} as {name}" for name, value in table.derived.items()]
    values += [f"{condition} as {column}_mended" for column, condition in mended(table, header).items()]
    problems = [f"when {_breaks(table, rule)} then {n} -- {_said(rule)}" for n, rule in enumerate(broken, 1)]
    return f"""create or replace temp table {name} as
select
    {_lines(values, 4)},
    (case
        {_lines(problems, 8, "")}
        else 0 end)::utinyint as problem,
    fault
from (
    select
        *,
        {_lines(read, 8)}
    from (
        select
            {_lines(texts, 12)},
            {"fault" if opened.has_faults else "null::varchar as fault"}
        from {opened.relation}
    )
)"""


def _lines(parts: list[str], indent: int, sign: str = ",") -> str:
    """Puts each part on a line of its own."""
    return f"{sign}\n{' ' * indent}".join(parts)


def _text(column: Column, opened: Opened, header: Mapping[str, int]) -> str:
    """Gives the SQL of a cell's text: NULL where it is empty or the file has no such column."""
    if column.name not in header:
        return "null::varchar"
    cell = f"c{header[column.name]}"
    return f"nullif({cell}, '')" if opened.tidy else f"blank_off({cell})"


def _value(column: Column) -> str:
    """Gives the SQL of a cell's value, NULL where the text is none.

    `in` would be a join, and rows joined on two threads lose the order of their file.
    """
    text = f"{column.name}_text"
    if column.kind == "country":
        return _listed([*COUNTRIES], f"upper({text})")
    if column.kind == "bic":
        return _listed([*COUNTRIES, "XK"], f"as_bic({text})[5:6]", f"as_bic({text})")
    if column.kind == "postal_code":
        return f"case when {SHORT_CODE} then '0' || {text} else {text} end"
    if column.values:
        return _listed(list(column.values), f"lower({text})")
    return f"as_{column.kind}({text})"


def _listed(values: list[str], looked_up: str, given: str = "") -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"case when list_contains([{listed}], {looked_up}) then {given or looked_up} end"


def mended(table: Table, header: Collection[str]) -> dict[str, str]:
    """Gives, for each column whose cells are read otherwise than they stand, the condition under which one was."""
    kinds = {column.kind: column.name for column in table.columns if column.name in header}
    found = {}
    if name := kinds.get("bic"):
        found[name] = f"{name}_text is not null and {name}_value is null"
    if "postal_code" in kinds:
        found[kinds["postal_code"]] = f"coalesce({SHORT_CODE}, false)"
    return found


def _said(rule: Rule) -> str:
    return f"{rule.reason}: {rule.column or 'what the reader refused'}"


def _breaks(table: Table, rule: Rule) -> str:
    """Gives the condition on a row's texts and values under which it breaks a rule."""
    if not rule.column:
        return "fault is not null"
    if rule.reason == "missing_value":
        alternatives = table.one_of if rule.column in table.one_of else (rule.column,)
        return " and ".join(f"{name}_text is null" for name in alternatives)
    return f"{rule.column}_value is null and {rule.column}_text is not null"


def blank_rows(name: str, table: Table) -> str:
    """Selects a row of a staged file that has no required value at all, if there is one."""
    blank = " and ".join(f"{column} is null" for column in table.required)
    return f"select 1 from {name} where {blank} limit 1"
