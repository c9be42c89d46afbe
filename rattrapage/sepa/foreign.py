"""Files that are no message of ours: what each is, in a sentence that says what to ask for instead (R13)."""

from __future__ import annotations

import re

from lxml import etree

ASK = "demandez à la banque le pain.002, ou le camt.054 ou camt.053, en XML."
WORKBOOK = f"classeur de tableur, pas un message bancaire ; {ASK}"
TEXT = f"fichier texte, pas un message bancaire en XML ; {ASK}"
CFONB = (
    "fichier CFONB (lignes à largeur fixe : relevé ou impayés), qui n'est pas lu ; demandez à la banque le camt.054, "
    "en XML, des mêmes opérations."
)
SIGNATURES = {
    b"%PDF": f"document PDF ; {ASK}",
    b"\xd0\xcf\x11\xe0": WORKBOOK,
    b"\x1f\x8b": "archive gzip ; ouvrez-la et envoyez le fichier XML qu'elle contient.",
    b"7z\xbc\xaf": "archive 7z ; ouvrez-la et envoyez le fichier XML qu'elle contient.",
    b"Rar!": "archive RAR ; ouvrez-la et envoyez le fichier XML qu'elle contient.",
    b"\x89PNG": f"image ; {ASK}",
    b"\xff\xd8\xff": f"image ; {ASK}",
    b"PK\x03\x04": "archive ZIP dans une archive ; ouvrez-la et envoyez les fichiers XML.",
}
MESSAGES = {
    "CstmrDrctDbtInitn": "fichier de prélèvement (pain.008) que l'on envoie à la banque, pas sa réponse",
    "CstmrCdtTrfInitn": "ordre de virement (pain.001), pas une réponse sur des prélèvements",
}


def recognised(data: bytes, written: str) -> str:
    """What a file is that is no XML, by its first bytes or lines; empty when it may be XML."""
    if not written:
        return f"fichier vide, sans aucun message XML ; {ASK}"
    for signature, what in SIGNATURES.items():
        if data.startswith(signature):
            return what
    if re.match(r"(OFXHEADER|<OFX>)", written):
        return f"relevé OFX, pas un message bancaire en XML ISO 20022 ; {ASK}"
    if re.match(r"(\{1:|:20:)", written):
        return f"relevé SWIFT MT940, pas un message bancaire en XML ; {ASK}"
    return CFONB if _is_cfonb(written) else ""


def _is_cfonb(written: str) -> bool:
    """Whether a text is CFONB: lines of fixed width, up to 240, each after the number of its kind of record.

    Statements have 120 columns (records 01, 04, 05, 07), unpaid debits 160 or 240 (03, 06, 08, 31, 34, 39). Trailing
    blanks are often lost, and some files have no line breaks at all.
    """
    lines = [line for line in written.splitlines() if line.strip()]
    records = re.compile(r"(0[1-8]|3[0-9])[0-9A-Z ]{8}")
    return all(records.match(line) and not re.search(r"[;\t<]", line) for line in lines)


def message(element: etree._Element) -> str:
    """What a message is that is neither pain.002 nor camt.05x, by its element or its namespace."""
    name = etree.QName(element)
    standard = re.search(r"([a-z]{4}\.\d{3})\.\d{3}\.\d{2}", name.namespace or "")
    what = MESSAGES.get(name.localname) or f"message {standard[1] if standard else name.localname}"
    return f"{what}, ni un pain.002 ni un camt.054, 053 ou 052 ; {ASK}"


def root(sent: etree._Element) -> str:
    """What an XML file without any message is, by its first element."""
    first = next(sent.iterchildren(etree.Element), None)
    name = "vide" if first is None else f"« {etree.QName(first).localname} »"
    return f"XML {name}, ni un pain.002 ni un camt.054, 053 ou 052 ; {ASK}"
