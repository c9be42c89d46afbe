"""The commands, a module a family of them; importing one adds its commands to the command line."""

from rattrapage.commands import figures, files

__all__ = ["figures", "files"]
