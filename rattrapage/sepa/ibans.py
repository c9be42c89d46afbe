"""IBANs and BICs: which ones a SEPA direct debit can use, and how one is shown without showing it."""

from __future__ import annotations

from collections.abc import Iterable

from schwifty import BIC, IBAN

# Our own list: the library's lacks five countries that joined in 2024-25 and counts four territories that are not in.
_IN_EEA = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
_NOT_IN_EEA = "AD AL CH GB GI MC MD ME MK RS SM VA"
# Banks of these countries, in SEPA but not in the European Economic Area, want the debtor's address.
OUTSIDE_EEA = frozenset(_NOT_IN_EEA.split())
SEPA_PREFIXES = OUTSIDE_EEA | frozenset(_IN_EEA.split())


def compact(text: str) -> str:
    """The IBAN in upper case without blanks."""
    return str(IBAN(text, allow_invalid=True))


def usable(text: str) -> bool:
    """Whether structure, length and key are right and the country is in the SEPA area (EPC scope of 2025)."""
    iban = IBAN(text, allow_invalid=True)
    return iban.country_code in SEPA_PREFIXES and iban.is_valid


def unusable(texts: Iterable[str]) -> list[str]:
    """Those of the IBANs that no SEPA direct debit can use, in the order given."""
    return [text for text in texts if not usable(text)]


def bic_ok(text: str | None) -> bool:
    """Whether this is a BIC: 8 or 11 characters, structure and country."""
    return BIC(text, allow_invalid=True).is_valid if text else False


def masked(text: str | None) -> str:
    """`FR76 •••• •••• 1234`: enough to recognise an account, too little to use it."""
    return f"{text[:4]} •••• •••• {text[-4:]}" if text and len(text) > 8 else ""
