"""What a PDF says and whether it is tagged: for tests of letters."""

from __future__ import annotations

import io

from pypdf import PdfReader


def text(pdf: bytes) -> str:
    """The text of all pages, spaces and line ends alike."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def pages(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def faults(pdf: bytes) -> list[str]:
    """What keeps a PDF from being a tagged PDF/UA-1 in French with a title, figures in tables with heads."""
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    kinds = tags(root["/StructTreeRoot"]) if "/StructTreeRoot" in root else set()
    checks = {
        "pdfuaid": b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data(),
        "marked": bool(root["/MarkInfo"]["/Marked"]),
        "language": root["/Lang"] == "fr-FR",
        "title": bool(reader.metadata.title),
        "shown title": bool(root["/ViewerPreferences"]["/DisplayDocTitle"]),
        "heading": "/H1" in kinds,
        "table heads": "/Table" not in kinds or "/TH" in kinds,
    }
    return [name for name, is_right in checks.items() if not is_right]


def tags(node) -> set[str]:
    """All tags of the structure tree under a node."""
    node = node.get_object()
    if isinstance(node, list):
        return set().union(*map(tags, node))
    if not isinstance(node, dict):
        return set()
    own = {str(node["/S"])} if "/S" in node else set()
    return own | (tags(node["/K"]) if "/K" in node else set())
