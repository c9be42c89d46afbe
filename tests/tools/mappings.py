"""What the tests of the import mappings share: small source files, the command line, the files it writes."""

import csv
import json
from pathlib import Path

from rattrapage.commands import cli


def write(path: Path, *rows: str, encoding: str = "utf-8") -> Path:
    """Writes a source file of `;`-separated rows, the first one its header, with the line ends of Windows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("".join(f"{row}\r\n" for row in rows).encode(encoding))
    return path


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file of ours."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Book:
    """A ledger and the commands on it; `out` and `err` hold all that the commands have printed."""

    def __init__(self, folder: Path, capsys):
        self.folder, self.capsys = folder, capsys
        self.path = folder / "ledger.duckdb"
        self.out = self.err = ""

    def run(self, *arguments: object, status: int = 0) -> str:
        """Runs one command, checks its exit status, and gives what it printed on standard output."""
        done = cli.main(["--db", str(self.path), *map(str, arguments)])
        printed = self.capsys.readouterr()
        self.out += printed.out
        self.err += printed.err
        assert done == status, printed.err
        return printed.out

    def take(self, source: str, *paths: Path, status: int = 0) -> dict:
        """Imports files through a mapping; gives the JSON result."""
        return json.loads(self.run("import", "--json", "--source", source, *paths, status=status))

    def reconcile(self, first: str, last: str, status: int = 0) -> dict[str, list[dict[str, str]]]:
        """Reconciles; gives the rows of each file written, by its name."""
        folder = self.folder / "out"
        self.run("reconcile", "--from", first, "--to", last, "--out", folder, status=status)
        return {path.stem: read(path) for path in folder.glob("*.csv")}

    def rejects(self) -> list[dict[str, str]]:
        """The rejected rows."""
        self.run("rejects", "--out", self.folder / "rejects.csv")
        return read(self.folder / "rejects.csv")

    def bytes(self) -> bytes:
        """All that is on disk of the ledger."""
        return b"".join(path.read_bytes() for path in self.folder.glob("ledger.duckdb*") if path.is_file())


def unchanged(result: dict) -> bool:
    """Whether an import found every row just as the ledger had it."""
    return all(counts["read"] == counts["unchanged"] for counts in result["tables"].values())
