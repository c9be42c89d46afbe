"""What the tests of the sandbox run again and again."""

from tests.towns import explorers

AUDIENCES = ("council", "department", "finance")


def run(book, sql, audience="finance", **settings):
    with explorers.audiences(book).open(audience) as box:
        return box.run(sql, **settings)
