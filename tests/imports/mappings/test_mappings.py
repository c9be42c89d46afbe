"""Mappings as a format: a third one that is a folder of SELECTs, what every one of them keeps to, its guide."""

import re
import shutil
import tomllib
from pathlib import Path

import duckdb
import pytest

from rattrapage import queries
from rattrapage.imports.mappings import mapping
from tests.conftest import ROOT
from tests.tools.mappings import Book, unchanged, write

TINY = ROOT / "tests" / "fixtures" / "tiny_mapping"
GUIDE = ROOT / "docs" / "mappings.md"
SELECTS = sorted([*queries.FOLDER.glob("mappings/*/*.sql"), *TINY.glob("*.sql")])
REGISTER = (
    "Foyer;Enfant;Prénom;Nom;Jour;Heures;Motif",
    "F1;E1;Lina;Exemple;02/10/2023;3,5;",
    "F1;E1;Lina;Exemple;03/10/2023;2;varicelle",
    "F2;E2;Noé;Modèle;02/10/2023;4,25;",
    "F2;E2;Noé;Modèle;32/10/2023;4;",
    "TOTAL;;;;;9,75;",
)


@pytest.fixture
def book(tmp_path: Path, capsys, monkeypatch) -> Book:
    """A ledger in a project where someone dropped the tiny mapping."""
    shutil.copytree(queries.FOLDER, tmp_path / "queries")
    shutil.copytree(TINY, tmp_path / "queries" / "mappings" / "halte")
    monkeypatch.setattr(queries, "FOLDER", tmp_path / "queries")
    queries.text.cache_clear()
    yield Book(tmp_path, capsys)
    queries.text.cache_clear()


def test_a_folder_of_selects_is_a_source(book, tmp_path):
    register = write(tmp_path / "registre.csv", *REGISTER)
    assert mapping.available()["halte"].startswith("Halte-garderie")
    result = book.take("halte", register, status=3)
    assert result["tables"]["attendance"] == {"read": 4, "accepted": 3, "unchanged": 0, "rejected": 1, "withdrawn": 0}
    assert result["notices"] == ["1 ligne(s) de total laissée(s) de côté."]
    cells = book.reconcile("2023-10", "2023-10")["cells"]
    assert [(c["child_id"], c["used_quantity"], c["expected"], c["status"]) for c in cells] == [
        ("E1", "3.5", "8.40", "unbilled"),
        ("E2", "4.25", "10.20", "unbilled"),
    ]


def test_a_rejected_row_shows_the_mapped_row_and_the_source_line(book, tmp_path):
    book.take("halte", write(tmp_path / "registre.csv", *REGISTER), status=3)
    (row,) = book.rejects()
    assert (row["table"], row["line"], row["column"], row["reason"]) == ("attendance", "5", "date", "bad_date")
    assert "registre.csv" in row["file"]
    assert "HALTE-E2-32/10/2023" in row["raw"]


def test_words_that_a_mapping_leaves_out_leave_no_trace(book, tmp_path):
    book.take("halte", write(tmp_path / "registre.csv", *REGISTER), status=3)
    book.rejects()
    seen = book.bytes() + (book.out + book.err + (tmp_path / "rejects.csv").read_text()).encode()
    assert b"varicelle" not in seen


def test_the_same_register_in_another_dialect_changes_nothing(book, tmp_path):
    rows = [row for row in REGISTER if "32/10" not in row]
    book.take("halte", write(tmp_path / "registre.csv", *rows))
    dialect = [row.replace(",", ".") for row in rows]
    again = book.take("halte", write(tmp_path / "new" / "REGISTRE.CSV", *dialect, encoding="cp1252"))
    assert unchanged(again)


def test_an_unknown_source_and_a_broken_select_are_named(book, tmp_path):
    register = write(tmp_path / "registre.csv", *REGISTER)
    book.run("import", "--source", "inconnue", register, status=2)
    assert "halte" in book.err.splitlines()[-1]
    (tmp_path / "queries" / "mappings" / "halte" / "families.sql").write_text("drop table families")
    book.run("import", "--source", "halte", register, status=2)
    assert "halte/families.sql" in book.err.splitlines()[-1]


@pytest.mark.parametrize("path", SELECTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_file_is_one_select_on_declared_tables_that_explains_itself(path):
    text = path.read_text(encoding="utf-8")
    (statement,) = duckdb.extract_statements(text)
    assert statement.type == duckdb.StatementType.SELECT
    assert duckdb.connect().get_table_names(text) <= declared(path.parent)
    assert not re.search(r"\b(read_\w+|glob|parquet_scan|sniff_csv|getenv)\s*\(", text, re.IGNORECASE)
    assert text.startswith("-- Purpose: ")
    assert "\n-- Example: " in text


def declared(folder: Path) -> set[str]:
    """The tables that a mapping may read: its sources, its steps, the project's data that it asks for."""
    settings = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
    data = {f"data_{name}" for name in settings.get("data", {}).get("files", [])}
    return {*settings["files"], *data, *(path.stem for path in folder.glob("_*.sql"))}


def test_the_guide_shows_the_tiny_mapping_as_it_is():
    guide = GUIDE.read_text(encoding="utf-8")
    for path in TINY.iterdir():
        assert path.read_text(encoding="utf-8").strip() in guide, path.name


def test_the_guide_names_every_mapping_and_every_file_of_the_format():
    guide = GUIDE.read_text(encoding="utf-8")
    for name in [*mapping.available(), "sources.toml", "notices.sql", "_file", "_line", "data_services"]:
        assert f"`{name}`" in guide, name
