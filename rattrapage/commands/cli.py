"""The command line: the same functions that the pages call, one French line for a wrong use."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import re
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import click

from rattrapage import ledger
from rattrapage.commands import MODULES
from rattrapage.commands import french as words
from rattrapage.debits import publishing
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.progress import Result, Step, finish

DONE, WRONG, INCOMPLETE = 0, 2, 3
words.speak()


class Commands(click.Group):
    """The commands by name; the module that holds one is imported when it is called for, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's own signature)
        """Lists the names of the commands in their order."""
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Gives a command by its name, its module imported first; None for an unknown name."""
        if cmd_name in MODULES:
            importlib.import_module(f"rattrapage.commands.{MODULES[cmd_name]}")
        return super().get_command(ctx, cmd_name)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="COMMANDE [ARGUMENTS]...",
)
@click.option("--db", type=click.Path(path_type=Path), help="Registre (défaut : RATTRAPAGE_DB, sinon ici).")
@click.option("--json", "as_json", is_flag=True, help="Résultat en un objet JSON sur la sortie standard.")
@click.pass_context
def cli(context: click.Context, db: Path | None, as_json: bool) -> None:
    """Rattrapage : ce qui a été consommé et jamais facturé, pourquoi, et comment le rattraper."""
    context.obj = {"db": db or ledger.default_path(), "json": as_json}


def command(name: str) -> Callable[[Callable[..., int]], click.Command]:
    """Makes a command: `--db` and `--json` may come after its name, and its function returns the exit status."""

    def decorate(function: Callable[..., int]) -> click.Command:
        @click.pass_context
        def run(context: click.Context, /, **options: Any) -> None:
            given = {
                "db": options.pop("db") or context.obj["db"],
                "json": options.pop("as_json") or context.obj["json"],
            }
            context.obj = given
            context.exit(function(Output(given["db"], given["json"]), **options))

        run.__doc__ = function.__doc__
        # the decorators below `command` were read from the last line up
        made = cli.command(name, params=[*reversed(getattr(function, "__click_params__", []))])(run)
        made.params += [
            click.Option(["--db"], type=click.Path(path_type=Path), help="Registre DuckDB."),
            click.Option(["--json", "as_json"], is_flag=True, help="Résultat en JSON."),
        ]
        return made

    return decorate


class Output:
    """Where a command speaks: results on standard output, progress and warnings on standard error."""

    def __init__(self, db: Path, as_json: bool):
        self.db, self.as_json = db, as_json

    def open(self, create: bool = False) -> Ledger:
        """Opens the ledger; a command that needs data refuses to make an empty one.

        An export that a crash cut off is completed first; what cannot be completed yet is reported on standard error.
        """
        book = Ledger(self.db, create)
        self.warn(*publishing.complete(book))
        return book

    def result(self, values: dict[str, Any], *lines: str) -> None:
        """Prints the JSON object, or the French lines for a person."""
        click.echo(json.dumps(values, ensure_ascii=False, default=str) if self.as_json else "\n".join(lines))

    def warn(self, *lines: str) -> None:
        """Prints each line on standard error."""
        for line in lines:
            click.echo(line, err=True)

    def finish(self, steps: Generator[Step, None, Result]) -> Result:
        """Runs long work to its end, shown on the terminal when there is one."""
        shown = finish(steps, self._show if sys.stderr.isatty() else None)
        if sys.stderr.isatty():
            click.echo("\r\033[K", nl=False, err=True)
        return shown

    def progress(self, done: int, total: int, label: str) -> None:
        """Shows one step of long work on the terminal when there is one."""
        if sys.stderr.isatty():
            self._show(Step(done, total, label))

    def _show(self, step: Step) -> None:
        share = 100 * step.done // max(step.total, 1)
        click.echo(f"\r\033[K{share:3d} % {step.label}", nl=False, err=True)


def main(arguments: list[str] | None = None) -> int:
    """Runs a command and returns its exit status: 0 done, 2 wrong use or unreadable input, 3 done but incomplete."""
    try:
        status = cli.main(arguments, prog_name="rattrapage", standalone_mode=False)
        return status if isinstance(status, int) else DONE
    except Refusal as error:
        return _fail(str(error))
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        return _fail(french(error))
    except (KeyboardInterrupt, click.Abort):
        return _fail("Interrompu : rien n'a été changé.")
    except Exception as error:
        if os.environ.get("RATTRAPAGE_DEBUG"):
            raise
        first = (str(error).splitlines() or [type(error).__name__])[0]
        return _fail(
            f"Erreur imprévue, rien n'a été changé ({first}) ; relancez avec RATTRAPAGE_DEBUG=1 pour le détail."
        )


def _fail(line: str) -> int:
    with contextlib.suppress(OSError):
        click.echo(f"rattrapage : {line}", err=True)
    return WRONG


USAGE = {
    "No such command": "Commande inconnue",
    "unexpected extra": "Argument en trop",
    "requires an argument": "Valeur absente",
    "does not take a value": "Valeur en trop",
}


def french(error: click.ClickException) -> str:
    """Says in French, on one line, what click says."""
    if isinstance(error, click.MissingParameter):
        return f"Il manque {_name(error)} ; voyez --help."
    if isinstance(error, click.NoSuchOption):
        return f"Option inconnue : {error.option_name} ; voyez --help."
    if isinstance(error, click.BadParameter):
        return f"{_name(error)} : {' '.join(error.message.split())}."
    for english, said in USAGE.items():
        if english in error.format_message():
            quoted = re.findall(r"'([^']+)'|\(([^)]+)\)", error.format_message())
            return f"{said} : {' '.join(filter(None, quoted[0]))} ; voyez --help."
    return "Commande mal formée ; voyez --help."


def _name(error: click.BadParameter) -> str:
    parameter = error.param
    if isinstance(parameter, click.Option):
        return parameter.opts[0]
    return parameter.name.upper() if parameter is not None else "une option"
