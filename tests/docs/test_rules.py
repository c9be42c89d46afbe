"""docs/dev/rules.md and sepa.md: what the code cites is there, what is there is at work, and each example is a test."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TO_COME = "*(still to come)*"
RULE = re.compile(r"\bR[1-9]\d?(?:\.\d+)?\b")
# a citation may go on in the next line of its comment; a path or a quoted name speaks of the page as a whole
SEPA = re.compile(r"(?<![/\"'])\bsepa\.md\b(?:,?\s+(?:--\s+|#\s+)?sections?\s+(\d+(?:(?:, | and )\d+)*))?")
CHAPTER = re.compile(r"\brules\.md, ([A-Z][a-z]+(?: [a-z]+)*)")


@cache
def sources() -> dict[str, str]:
    """The text of each Python and SQL file of the project by its path, but for this one."""
    rooms = (ROOT / room for room in ("rattrapage", "queries", "pages", "tests"))
    files = [ROOT / "app.py", *(path for room in rooms for path in room.rglob("*.*"))]
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for path in files
        if path.suffix in (".py", ".sql") and path != Path(__file__)
    }


@cache
def sections(name: str) -> dict[str, str]:
    """The headings of a page of docs/dev, mark and number signs taken off, and the text of each up to the next one."""
    text = (ROOT / "docs" / "dev" / name).read_text(encoding="utf-8")
    parts = re.split(r"(?m)^#+ (.+)$", text)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def plain(heading: str) -> str:
    return heading.removesuffix(TO_COME).strip()


def rules() -> dict[str, tuple[str, str]]:
    """The numbered rules: each with its heading and its text."""
    return {
        found[0]: (heading, text) for heading, text in sections("rules.md").items() if (found := RULE.match(heading))
    }


def cited(pattern: re.Pattern, *rooms: str) -> dict[str, set[str]]:
    """What the pattern finds in the files of the rooms (in all files without one), each with the files that cite it."""
    found: dict[str, set[str]] = {}
    for path, text in sources().items():
        if not rooms or path.startswith(rooms):
            for match in pattern.finditer(text):
                found.setdefault(match[pattern.groups], set()).add(path)
    return found


def at_work() -> list[str]:
    return [name for name, (heading, _) in rules().items() if not heading.endswith(TO_COME)]


def test_each_heading_stands_once():
    for name in ("rules.md", "sepa.md"):
        text = (ROOT / "docs" / "dev" / name).read_text(encoding="utf-8")
        headings = [plain(heading) for heading in re.findall(r"(?m)^#+ (.+)$", text)]
        assert [heading for heading, times in Counter(headings).items() if times > 1] == []


def test_what_is_still_to_come_has_one_mark():
    for name in ("rules.md", "sepa.md"):
        text = (ROOT / "docs" / "dev" / name).read_text(encoding="utf-8")
        assert len(re.findall(r"(?i)still\s+to\s+come", text)) == text.count(TO_COME)


def test_each_rule_cited_is_a_heading():
    citations = cited(RULE)
    assert len(citations) > 15
    assert {name: files for name, files in citations.items() if name not in rules()} == {}


def test_each_chapter_cited_is_a_heading():
    headings = {plain(heading) for heading in sections("rules.md")}
    citations = cited(CHAPTER)
    assert {"Files in", "Files out", "Commands"} <= set(citations)
    assert {name: files for name, files in citations.items() if name not in headings} == {}


def test_each_section_of_sepa_cited_is_a_heading():
    numbers = {heading.split(".")[0] for heading in sections("sepa.md") if heading[0].isdigit()}
    citations = cited(SEPA)
    assert citations.pop(None, set()) == set()
    asked = {number for listed in citations for number in re.findall(r"\d+", listed)}
    assert {"1", "5", "7"} <= asked <= numbers


def test_nothing_cites_a_page_that_a_clone_has_not():
    away = re.compile(r"(?i)\b(the contract|contract(?:,| R\d)|(?:screens|strasbourg|design|diagnosis|assistant)\.md)")
    assert cited(away) == {}


@pytest.mark.parametrize("rule", at_work())
def test_each_rule_is_cited_where_it_is_at_work(rule):
    assert rule in cited(RULE, "rattrapage/", "queries/")


@pytest.mark.parametrize("rule", at_work())
def test_each_rule_names_the_test_of_its_example(rule):
    assert re.search(r"\bheld\s+by\s+`test_\w+`", rules()[rule][1])


def test_each_test_named_is_there_once():
    times = Counter(name for text in sources().values() for name in re.findall(r"(?m)^def (test_\w+)", text))
    named = {name for text in sections("rules.md").values() for name in re.findall(r"`(test_\w+)`", text)}
    assert {name: times[name] for name in named if times[name] != 1} == {}
