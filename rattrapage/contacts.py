"""Whom a family calls or writes to: the words at the head and foot of every letter, from `contact.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from rattrapage import queries
from rattrapage.errors import Refusal

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


def read(path: Path | None = None) -> Contact:
    """The contact of a TOML file, the project's own by default; raises `Refusal` naming what is missing or wrong."""
    path = path or DEFAULT
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Refusal(f"{path} : fichier illisible ({error.strerror}) ; indiquez-le avec --contact.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refusal(f"{path} : ce n'est pas un fichier TOML en UTF-8 ({error}) ; corrigez-le.") from error
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
