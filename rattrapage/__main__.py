"""The command `rattrapage`, also `python -m rattrapage COMMAND`."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType


class WithoutPandas(MetaPathFinder):
    """DuckDB imports pandas at the first bound value, only to know its NaT; no command needs that third of a second."""

    def find_spec(self, name: str, *_: Sequence[str] | ModuleType | None) -> None:
        """Raises `ModuleNotFoundError` for pandas; leaves every other module to the next finder."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def main() -> int:
    """Runs the command line and returns its exit status."""
    sys.meta_path.insert(0, WithoutPandas())
    from rattrapage.commands import cli

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
