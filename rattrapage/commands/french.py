"""The few words that click writes by itself in its help, in French."""

from __future__ import annotations

import click.core
import click.decorators
import click.formatting

WORDS = {
    "Usage:": "Usage :",
    "Options": "Options",
    "Commands": "Commandes",
    "Show this message and exit.": "Affiche cette aide.",
    "default: {default}": "par défaut : {default}",
    "required": "obligatoire",
}


def speak() -> None:
    """Gives click its French words: its modules look them up under the name `_`, as gettext has it."""
    for module in (click.core, click.decorators, click.formatting):
        vars(module)["_"] = lambda text: WORDS.get(text, text)
