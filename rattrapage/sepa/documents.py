"""The bytes that a bank sends: the XML documents in them, one or several, in an envelope or in a ZIP (R13)."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lxml import etree

from rattrapage.errors import Refusal
from rattrapage.sepa import camt, foreign, pain002

READ = {*pain002.ROOTS, *camt.ROOTS}
LARGEST, LARGEST_RATIO = 500 * 1000**2, 200
IDLE = " \t\r\n\0\x1a\ufeff"
"""What may stand before and behind the XML: blanks, and what old transfers fill a file up with."""


@dataclass
class Found:
    """The messages of a file, each the element below its `Document`, and what is to be told of the reading."""

    messages: list[etree._Element] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def read(data: bytes, name: str) -> Found:
    """Finds the messages in a file; raises `Refusal`, saying what the file is, when it holds none.

    Entities are never resolved, nothing is fetched, and a document type is refused before it is read: a few lines of
    it can unfold into gigabytes.
    """
    if data[:4] != b"PK\x03\x04":
        return _document(data, name)
    found, refused = Found(), []
    for member, content in _members(data, name):
        try:
            inner = _document(content, member)
        except Refusal as refusal:
            refused.append(str(refusal))
        else:
            found.messages += inner.messages
            found.notices += inner.notices
    if not found.messages:
        raise Refusal(f"{name} : {refused[0] if refused else 'archive ZIP vide'}")
    found.notices += refused
    return found


def _members(data: bytes, name: str) -> list[tuple[str, bytes]]:
    """The files of a ZIP, by base name; raises `Refusal` for one that is damaged, encrypted, nested or a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if any(PurePosixPath(member.filename).parts[:1] == ("xl",) for member in members):
                raise Refusal(f"{name} : {foreign.WORKBOOK}")
            size = sum(member.file_size for member in members)
            if size > LARGEST or size > LARGEST_RATIO * max(len(data), 1):
                raise Refusal(
                    f"{name} : archive ZIP trop grosse une fois ouverte ; envoyez les fichiers XML eux-mêmes."
                )
            if any(member.flag_bits & 1 for member in members):
                raise Refusal(f"{name} : archive ZIP chiffrée ; ouvrez-la et envoyez les fichiers XML.")
            return [(PurePosixPath(member.filename).name, archive.read(member)) for member in members]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error) as error:
        raise Refusal(f"{name} : archive ZIP abîmée ; transférez-la de nouveau.") from error


def _document(data: bytes, name: str) -> Found:
    found = Found()
    written = _text(data, name, found.notices).strip(IDLE)
    what = foreign.recognised(data, written)
    if what:
        raise Refusal(f"{name} : {what}")
    if "<!DOCTYPE" in written.upper():
        raise Refusal(f"{name} : déclaration DOCTYPE interdite dans un message bancaire ; rien n'a été lu.")
    root = _parsed(written, name)
    others = []
    for document in root.iter("{*}Document"):
        for message in document.iterchildren(etree.Element):
            known = etree.QName(message).localname in READ
            if known:
                found.messages.append(message)
            else:
                others.append(foreign.message(message))
    if not found.messages:
        raise Refusal(f"{name} : {others[0] if others else foreign.root(root)}")
    found.notices += [f"{name} : {other}" for other in others]
    return found


def _text(data: bytes, name: str, notices: list[str]) -> str:
    """The text of a file, by its byte order mark or what it declares; Windows-1252 under a false UTF-8 is told."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if data[:4] in (b"<\0?\0", b"<\0D\0") or data[:4] in (b"\0<\0?", b"\0<\0D"):
        return data.decode("utf-16-le" if data[:1] == b"<" else "utf-16-be", "replace")
    declared = re.search(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']", data[:2000])
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    try:
        return data.decode("utf-8" if encoding.startswith("utf") else encoding)
    except (UnicodeDecodeError, LookupError):
        notices.append(f"{name} : pas en {encoding.upper()} comme annoncé, lu en Windows-1252.")
        return data.decode("cp1252", "replace")


def _parsed(written: str, name: str) -> etree._Element:
    """The documents under one root of ours; each may have its own XML declaration."""
    bare = re.sub(r"<\?xml\b[^>]{0,300}\?>", "", written)
    if not bare.strip(IDLE).startswith("<"):
        raise Refusal(f"{name} : {foreign.TEXT}")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(f"<sent>{bare}</sent>".encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refusal(f"{name} : fichier XML incomplet ou abîmé ; transférez-le de nouveau.") from error
    return root
