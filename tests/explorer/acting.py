"""What the tests of the explorer load and read again and again."""

from rattrapage.explorer import explorer
from rattrapage.explorer.explorer import Query, Refused
from tests.towns import explorers
from tests.towns.explorers import HEAD

FILE = "queries/finance/essai.sql, ligne "


def rows(book, query: Query, **values) -> list[dict]:
    with explorers.audiences(book).open(query.audience) as sandbox:
        return explorer.run(sandbox, query.head, query.text, values).to_pylist()


def refusal(book, folder, text, audience="finance", name="essai.sql") -> str:
    found = explorers.load(book, folder.add(text, audience, name), audience)
    assert isinstance(found, Refused)
    assert "\n" not in found.reason
    return found.reason


def parameter(told: str, sql: str = "select $a as a") -> str:
    """A query with one parameter."""
    return f"{HEAD}-- params.a = {{{told}}}\n{sql}"


def also(line: str, sql: str = "select 1 as a") -> str:
    """A query with one more line of head, its third."""
    return f"{HEAD}-- {line}\n{sql}"
