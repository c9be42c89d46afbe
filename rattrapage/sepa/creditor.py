"""The creditor: who debits, from the file `creditor.toml`, read whole and checked before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pycountry

from rattrapage import settings
from rattrapage.errors import Refusal, cause
from rattrapage.sepa import characters, ibans

SCHEMAS = ("pain.008.001.08", "pain.008.001.02")


@dataclass(frozen=True)
class Creditor:
    """The creditor of mandates and debits; texts are as the file has them, identifiers compact and upper case.

    `first_as` is the sequence of a first collection; `lead_days` counts open days from the bank's reception.
    """

    name: str
    creditor_id: str
    iban: str
    bic: str
    address_line: str
    postal_code: str
    town: str
    country: str = "FR"
    currency: str = "EUR"
    schema: str = SCHEMAS[0]
    first_as: str = "FRST"
    lead_days: int = 1
    one_file_per_block: bool = False

    @property
    def number(self) -> str:
        """The national number: two business codes of one number are one creditor."""
        return self.creditor_id[7:]


def read(path: Path) -> Creditor:
    """The creditor of a TOML file; raises `Refusal` naming the key that is missing or wrong (sepa.md, section 1)."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refusal(
            f"{path} : fichier du créancier illisible ({cause(error)}) ; indiquez-le avec --creditor."
        ) from error
    return parse(str(path), data)


def parse(name: str, data: bytes) -> Creditor:
    """The same from the bytes of a file (an upload) and its name, for the refusal."""
    values = settings.values(name, data)
    for field in fields(Creditor):
        _check(name, field.name, values.get(field.name, field.default))
    known = {field.name: values[field.name] for field in fields(Creditor) if field.name in values}
    for key in ("creditor_id", "iban", "bic"):
        known[key] = known[key].replace(" ", "").upper()
    return Creditor(**known)


def ics_ok(text: str) -> bool:
    """Whether a French creditor identifier is right: 13 characters whose key skips the business code.

    Example: `FR53ZZZ999999` and `FR53CAN999999` are right, `FR54ZZZ999999` is not (Banque de France, modulo 97).
    """
    if len(text) != 13 or text[:2] != "FR" or not (text.isascii() and text.isalnum() and text[2:4].isdigit()):
        return False
    return int("".join(str(int(sign, 36)) for sign in text[7:] + text[:4])) % 97 == 1


_RULES: dict[str, tuple[Callable[[Any], object], str]] = {
    "name": (lambda v: characters.clean(v, characters.NAME), "un nom en caractères SEPA"),
    "creditor_id": (lambda v: ics_ok(v.replace(" ", "").upper()), "un ICS français de 13 caractères à la clé juste"),
    "iban": (ibans.usable, "un IBAN valide de la zone SEPA"),
    "bic": (lambda v: ibans.bic_ok(v.replace(" ", "").upper()), "un BIC de 8 ou 11 caractères"),
    "address_line": (lambda v: characters.clean(v, characters.ADDRESS), "une adresse"),
    "postal_code": (lambda v: characters.clean(v, characters.POSTAL_CODE), "un code postal"),
    "town": (lambda v: characters.clean(v, characters.TOWN), "une commune"),
    "country": (lambda v: v.isupper() and pycountry.countries.get(alpha_2=v), "un code de pays ISO 3166 comme FR"),
    "currency": (lambda v: v == "EUR", '"EUR"'),
    "schema": (lambda v: v in SCHEMAS, " ou ".join(SCHEMAS)),
    "first_as": (lambda v: v in ("FRST", "RCUR"), "FRST ou RCUR"),
    "lead_days": (lambda v: 1 <= v <= 30, "un nombre de jours ouvrés de 1 à 30"),
    "one_file_per_block": (lambda _: True, "true ou false"),
}
_TYPES = {"lead_days": int, "one_file_per_block": bool}


def _check(name: str, key: str, value: Any) -> None:
    """The type exactly (in TOML `true` is no number), then the rule; the value itself is never shown."""
    rule, wanted = _RULES[key]
    if type(value) is not _TYPES.get(key, str) or not rule(value):
        raise Refusal(f"{name}, clé {key} : il faut {wanted} ; corrigez le fichier du créancier.")
