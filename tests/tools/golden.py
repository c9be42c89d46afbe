"""Golden files: what the program wrote once, read in review; `UPDATE_GOLDEN=1 ./test.sh` writes them anew."""

import os
from pathlib import Path

from lxml import etree

FOLDER = Path(__file__).resolve().parents[1] / "golden"


def check(name: str, content: bytes) -> None:
    """Compares bytes with `tests/golden/<name>`, or writes them there when asked to."""
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert content.decode() == path.read_bytes().decode()


def check_xml(name: str, content: bytes) -> None:
    """Compares XML with its golden, one element a line: what is for the eye alone may differ, but every value counts.

    The bytes are proved besides: the golden without its line ends and indents is the content, byte by byte.
    """
    tree = etree.fromstring(content)
    etree.indent(tree)
    check(name, etree.tostring(tree, xml_declaration=True, encoding="UTF-8") + b"\n")
    golden = etree.parse(FOLDER / name, etree.XMLParser(remove_blank_text=True))
    assert etree.tostring(golden, xml_declaration=True, encoding="UTF-8") == content
