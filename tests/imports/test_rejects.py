"""Rejects say where they come from, stand once and leave with their correction."""

import duckdb

from rattrapage.imports import rejects, staging
from rattrapage.imports.readers.gather import SourceFile
from rattrapage.imports.tables import TABLES
from tests.imports.acting import HEAD
from tests.towns.ledgers import counts, load, reasons, write


def test_two_contents_for_one_key_are_both_rejected_and_a_repeat_is_unchanged(town, tmp_path):
    rows = (
        "A8,C1,CANT,2023-09-06,1,present\nA9,C1,CANT,2023-09-06,1,present\n"
        "A9,C1,CANT,2023-09-06,2,present\nA8,C1,CANT,2023-09-06,1,present\n"
    )
    assert counts(load(town, write(tmp_path / "x", attendance=HEAD + rows)), "attendance") == (4, 1, 1, 2)
    assert [(line, reason) for _, line, _, reason in reasons(town)] == [(3, "duplicate_key"), (4, "duplicate_key")]


def test_a_corrected_row_leaves_the_list(town, tmp_path):
    load(town, write(tmp_path / "x", attendance=HEAD + "A8,C1,CANT,2023-02-30,1,present\nA9,C1,CANT,?,1,present\n"))
    folder = tmp_path / "rejects"
    assert rejects.write_tables(town, folder) == [folder / "attendance.csv"]
    text = (folder / "attendance.csv").read_text()
    assert text == HEAD + "A8,C1,CANT,2023-02-30,1,present\nA9,C1,CANT,?,1,present\n"
    (folder / "attendance.csv").write_text(text.replace("2023-02-30", "2023-09-06"))
    assert counts(load(town, folder), "attendance") == (2, 1, 0, 1)
    assert [line for _, line, _, _ in reasons(town)] == [3]


def test_rejects_sent_again_as_they_are_stand_once(town, tmp_path):
    folder = write(tmp_path / "x", attendance=HEAD + "A9,C1,CANT,?,1,present\n")
    load(town, folder)
    load(town, folder)
    assert len(reasons(town)) == 1


def test_rejects_of_one_key_in_two_files_of_one_import_both_stand(town, tmp_path):
    first = write(tmp_path / "a", attendance=HEAD + "A9,C1,CANT,?,1,present\n")
    second = write(tmp_path / "b", attendance=HEAD + "A8,C1,CANT,?,1,present\nA9,C1,CANT,2023-09-06,x,present\n")
    both = [("attendance", 2, "date"), ("attendance", 2, "date"), ("attendance", 3, "quantity")]
    load(town, first, second)
    assert [row[:3] for row in reasons(town)] == both
    load(town, first, second)
    assert [row[:3] for row in reasons(town)] == both
    load(town, second)
    assert [row[:3] for row in reasons(town)] == both[1:]


def test_the_rows_of_a_large_file_keep_their_places_so_that_a_reject_names_its_own_line(tmp_path):
    path, rows = tmp_path / "families.parquet", 400_000
    with duckdb.connect(config={"threads": 2}) as cursor:
        cursor.execute(
            f"copy (select 'F' || i as family_id, 'Weber' as payer_name, 'FR' as country, 'online' as payment_method "
            f"from range({rows}) r(i)) to '{path}' (format parquet)"
        )
        staging.prepare(cursor)
        staged = staging.stage(cursor, "families", SourceFile(path, path.name), TABLES["families"], tmp_path)
        staged.open_view(cursor)
        assert cursor.execute("select count(*) from stage where family_id <> 'F' || record").fetchone() == (0,)
        assert staged.read == rows
