"""`python -m rattrapage COMMAND`."""

import sys
from importlib.abc import MetaPathFinder


class WithoutPandas(MetaPathFinder):
    """DuckDB imports pandas at the first bound value, only to know its NaT; no command needs that third of a second."""

    def find_spec(self, name, path=None, target=None):
        if name == "pandas":
            raise ModuleNotFoundError(name)


sys.meta_path.insert(0, WithoutPandas())

from rattrapage.commands.cli import main  # noqa: E402

sys.exit(main())
