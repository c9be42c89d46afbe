"""The guard of the explorer: one SELECT, on the audience's own tables, with known functions, and nothing else.

The text is not searched for words: DuckDB parses it, and each node of its tree must be of a known and harmless kind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import duckdb

from rattrapage import queries
from rattrapage.explorer import faults
from rattrapage.explorer.faults import Fault
from rattrapage.explorer.functions import FUNCTIONS, TABLE_FUNCTIONS

LONGEST = 50_000
EXPRESSIONS = {
    *("COLUMN_REF", "CONSTANT", "PARAMETER", "FUNCTION", "WINDOW", "CAST", "TYPE", "CASE", "COMPARISON", "CONJUNCTION"),
    *("OPERATOR", "BETWEEN", "SUBQUERY", "STAR", "LAMBDA", "POSITIONAL_REFERENCE"),
}
KINDS = {
    *("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"),
    *("BASE_TABLE", "SUBQUERY", "JOIN", "EXPRESSION_LIST", "EMPTY", "TABLE_FUNCTION", "PIVOT"),
    *("ORDER_MODIFIER", "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER", "DISTINCT_MODIFIER"),
    *("ORDER_DEFAULT", "ASCENDING", "DESCENDING"),
}
FORBIDDEN = {
    "SHOW_REF": "describe, show et summarize ne sont pas permis",
    "COLLATE": "collate n'est pas permis",
}
SYSTEM_NAMES = re.compile(r"(duckdb|pg|pragma|sqlite|information_schema)_?", re.IGNORECASE)
SESSION_WORDS = {"current_catalog", "current_schema", "current_role", "current_user", "session_user", "user"}


def statement(cursor: duckdb.DuckDBPyConnection, sql: str, tables: frozenset[str], line: int = 1) -> duckdb.Statement:
    """Gives the only SELECT of a text, proved harmless; raises `Fault`. `tables` are the names it may read."""
    if len(sql) > LONGEST:
        raise Fault(line, f"requête trop longue : {LONGEST} caractères au plus")
    if found := re.search(r"[\x00-\x08\x0b-\x1f\x7f]", sql):
        raise Fault(1 + sql.count("\n", 0, found.start()), "caractère de contrôle interdit dans le fichier")
    try:
        statements = cursor.extract_statements(sql)
    except duckdb.Error as error:
        raise faults.of_duckdb(error, line) from error
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise Fault(line, "ce fichier doit tenir en un seul SELECT, sans rien qui écrive ou règle quoi que ce soit")
    _check(_tree(cursor, sql, line), tables, sql, line)
    return statements[0]


def _tree(cursor: duckdb.DuckDBPyConnection, sql: str, line: int) -> dict[str, Any]:
    try:
        tree: dict[str, Any] = json.loads(queries.value(cursor, "explorer/tree", str, query=sql))
    except (duckdb.Error, RecursionError) as error:
        raise Fault(line, "la requête est trop imbriquée") from error
    if tree.get("error") or len(tree.get("statements", ())) != 1:
        raise Fault(line, "ce fichier doit tenir en un seul SELECT")
    return tree


def _nodes(tree: object) -> Iterator[dict[str, Any]]:
    """Every object of the tree, without recursion: depth is the file's choice."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _check(tree: dict[str, Any], tables: frozenset[str], sql: str, line: int) -> None:
    ours = _own_names(tree)
    for name in ours:
        if not name.isidentifier() or SYSTEM_NAMES.match(name):
            raise Fault(_line(sql, name, line), f"nom de with refusé : « {name} » ; lettres, chiffres et _ seulement")
    for node in _nodes(tree):
        try:
            _check_node(node, tables | ours)
        except ValueError as error:
            word, message = error.args
            raise Fault(_line(sql, word, line), message) from error


def _own_names(tree: dict[str, Any]) -> frozenset[str]:
    """The names that the query gives to its own parts (`with name as …`)."""
    maps = [node["cte_map"]["map"] for node in _nodes(tree) if isinstance(node.get("cte_map"), dict)]
    return frozenset(entry["key"].lower() for entries in maps for entry in entries)


def _check_node(node: dict[str, Any], tables: frozenset[str]) -> None:
    """Raises `ValueError(word to look for, French reason)` for a node that is not allowed."""
    kind, family = node.get("type"), node.get("class")
    if family is not None:
        _check_expression(node, family)
    elif isinstance(kind, str):
        _check_kind(node, kind, tables)


def _check_kind(node: dict[str, Any], kind: str, tables: frozenset[str]) -> None:
    if kind not in KINDS and not kind.endswith("_TYPE_INFO"):
        raise ValueError("", FORBIDDEN.get(kind, f"construction non permise ({kind.lower()})"))
    if kind == "BASE_TABLE":
        _check_table(node, tables)
    elif kind == "TABLE_FUNCTION":
        name = node["function"].get("function_name", "")
        if name not in TABLE_FUNCTIONS:
            raise ValueError(name, f"fonction de table « {name} » non permise ; permises : unnest, range")


def _check_table(node: dict[str, Any], tables: frozenset[str]) -> None:
    name = node["table_name"]
    if node["catalog_name"] or node["schema_name"]:
        full = ".".join(part for part in (node["catalog_name"], node["schema_name"], name) if part)
        raise ValueError(name, f"écrivez le nom de la table seul, sans schéma : « {full} »")
    if name.lower() not in tables:
        raise ValueError(name, f"table inconnue ou fermée à ce public : « {name} »")


def _check_expression(node: dict[str, Any], family: str) -> None:
    if family not in EXPRESSIONS:
        raise ValueError("", FORBIDDEN.get(family, f"construction non permise ({family.lower()})"))
    if family in ("FUNCTION", "WINDOW"):
        name = node["function_name"]
        if name.lower() not in FUNCTIONS or node.get("schema") not in ("", "main") or node.get("catalog"):
            raise ValueError(name, f"fonction « {name} » non permise dans l'explorateur")
    if family == "COLUMN_REF" and len(node["column_names"]) == 1 and node["column_names"][0].lower() in SESSION_WORDS:
        raise ValueError(node["column_names"][0], f"« {node['column_names'][0]} » n'est pas permis")


def _line(sql: str, word: str, line: int) -> int:
    """The line where a word first stands outside comments; the tree does not keep every place."""
    for number, text in enumerate(sql.splitlines(), 1):
        if word and not text.lstrip().startswith("--") and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.I):
            return number
    return line
