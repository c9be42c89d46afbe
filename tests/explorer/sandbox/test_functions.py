"""The functions that the sandbox allows."""

import duckdb

from rattrapage.explorer import functions


def test_the_list_of_functions_names_real_and_harmless_ones():
    known = {row[0] for row in duckdb.connect().execute("select function_name from duckdb_functions()").fetchall()}
    by_syntax = {"coalesce", "ifnull", "if"}
    assert known | by_syntax >= functions.FUNCTIONS
    closed = (
        "read_",
        "parquet",
        "pragma",
        "duckdb",
        "json",
        "pg_",
        "getenv",
        "current_",
        "query",
        "write_log",
        "nextval",
    )
    assert not [name for name in functions.FUNCTIONS if name.startswith(closed)]
