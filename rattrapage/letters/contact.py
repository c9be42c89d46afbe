"""Whom a family calls or writes to: the words at the head and foot of every letter, from `contact.toml`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from rattrapage import queries, settings
from rattrapage.errors import Refusal, cause

DEFAULT = queries.DATA / "contact.toml"


@dataclass(frozen=True)
class Contact:
    """The sender of letters and how to reach it; `address` is a list of lines."""

    name: str
    address: list[str]
    service: str
    phone: str
    hours: str
    email: str
    website: str
    counter: str
    payee: str
    signature: str

    @property
    def is_invented(self) -> bool:
        """Whether this is the sample city's contact: no address under `.example` can be reached."""
        return self.email.endswith(".example")


def read(path: Path | None = None) -> Contact:
    """Reads the contact of a TOML file, by default the project's own; raises `Refusal` naming what is wrong in it."""
    path = path or DEFAULT
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refusal(f"{path} : fichier illisible ({cause(error)}) ; indiquez-le avec --contact.") from error
    values = settings.values(str(path), data)
    for field in fields(Contact):
        if not _right(field.name, values.get(field.name)):
            raise Refusal(f"{path}, clé {field.name} : il faut {_wanted(field.name)} ; corrigez le fichier.")
    return Contact(**{field.name: values[field.name] for field in fields(Contact)})


def _right(key: str, value: object) -> bool:
    if key == "address":
        return isinstance(value, list) and bool(value) and all(isinstance(line, str) and line for line in value)
    return isinstance(value, str) and bool(value.strip())


def _wanted(key: str) -> str:
    return "une liste de lignes d'adresse" if key == "address" else "un texte"
