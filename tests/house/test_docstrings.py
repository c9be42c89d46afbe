"""Docstrings of the product: the first word is the verb that says what a public function does."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

LATER = {
    "rattrapage/imports",
    "rattrapage/reconcile",
    "rattrapage/returns",
    "rattrapage/sepa",
    "pages/finance/imports",
    "pages/finance/returns",
}
"""Rooms whose docstrings are still to be rewritten; a room leaves the set for good."""
VERB = re.compile(r"[A-Z][a-z]+s\b")
"""A verb in the third person: « Gives », « Writes »."""
NO_VERB = re.compile(
    r"(Always|Amounts|As|Bars|Cents|Class|Codes|Columns|Days|Debits|Details|Does|Families|Figures|Files|Has|Instalments"
    r"|Invoices|Is|Its|Labels|Lines|Mandates|Months|Names|Pages|Payments|Plans|Positions|Quotients|Requests|Rows|Schools"
    r"|Services|Tables|Terms|Texts|This|Those|Values|Was|Words)\b"
)
"""Words that end like such a verb: nouns of the field, pronouns, and the auxiliaries, which say nothing."""
NOT_CALLED_BY_NAME = {"property", "cached_property", "command", "click"}
"""Decorators of what reads as a noun, and of commands, whose docstring is their French help."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


def starts_with_a_verb(docstring: str) -> bool:
    return bool(VERB.match(docstring)) and not NO_VERB.match(docstring)


def decorators(function: Function) -> set[str]:
    """The dotted parts of its decorators' names: `click` and `group` for `@click.group(...)`."""
    called = (node.func if isinstance(node, ast.Call) else node for node in function.decorator_list)
    return {part for node in called for part in ast.unparse(node).split(".")}


def public_functions(tree: ast.Module) -> Iterator[Function]:
    """The functions of the module and the methods of its classes; what stands inside a function is its own affair."""
    places = [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]
    functions = [node for place in places for node in place.body if isinstance(node, Function)]
    return (node for node in functions if node.name[0] != "_" and not decorators(node) & NOT_CALLED_BY_NAME)


def faulty(source: str) -> list[str]:
    functions = public_functions(ast.parse(source))
    return [node.name for node in functions if not starts_with_a_verb(ast.get_docstring(node) or "")]


def modules() -> Iterator[Path]:
    for folder in ("rattrapage", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not any(path.is_relative_to(ROOT / room) for room in LATER):
                yield path


def test_a_public_functions_docstring_begins_with_a_verb():
    wrong = [
        f"{path.relative_to(ROOT)}: {name}" for path in modules() for name in faulty(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "docstring", ["", "The rows.", "Rows of a table.", "Class of a plan.", "Give the rows.", "« 12 », « 7,5 »."]
)
def test_what_does_not_begin_with_a_verb_is_found(docstring):
    assert faulty(f'class A:\n    def read(self):\n        """{docstring}"""') == ["read"]


@pytest.mark.parametrize(
    "head", ["def _read(self):", "@property\n    def read(self):", '@command("lire")\n    def read(self):']
)
def test_private_functions_properties_and_commands_are_left_alone(head):
    assert faulty(f'class A:\n    {head}\n        """Rows."""') == []
