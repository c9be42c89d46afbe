"""sepa.md, section 1: the characters a bank takes, and what a debtor is called."""

import re

from text_unidecode import unidecode

ALLOWED = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]*")
SPELLED = {"&": " et ", "@": "(a)", "_": "-", "°": "o"}


def sepa_text(text: str, size: int) -> str:
    """A text in the bank's characters, no longer than `size`."""
    for sign, words in SPELLED.items():
        text = text.replace(sign, words)
    kept = "".join(sign if ALLOWED.fullmatch(sign) else " " for sign in unidecode(text))
    return " ".join(kept.split())[:size].strip()


def debtor(mandate: dict[str, object], family: dict[str, object]) -> str:
    """The holder of the account, else the payer, else the family's number: the first that is not empty once cleaned."""
    names = (mandate["account_holder"], family["payer_name"], f"FAMILLE {family['family_id']}")
    return next(filter(None, (sepa_text(str(name or ""), 70) for name in names)))
