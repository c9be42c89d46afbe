"""TOML files: settings that people write by hand, read with a French word on what is wrong."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from rattrapage.errors import Refusal


def values(name: str, data: bytes) -> dict[str, Any]:
    """Gives the keys and values of a TOML text; raises `Refusal` naming the file `name` and, where known, the line."""
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refusal(f"{name} : ce fichier n'est pas en UTF-8 ; enregistrez-le dans ce codage.") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        where = f"ligne {line[1]}" if line else "à la fin du fichier"
        raise Refusal(f'{name}, {where} : ce n\'est pas du TOML (clé = "valeur") ; corrigez-le.') from error
