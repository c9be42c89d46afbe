"""Files are recognised before they are loaded."""

import zipfile

import pytest

from rattrapage.imports import recognition
from tests.towns.ledgers import counts, load, write


def test_files_are_recognised_before_they_are_loaded(tmp_path):
    folder = write(tmp_path / "x", families="family_id;payer_name;humeur\n", schools="school_id\n", children=b"")
    (folder / "lisez-moi.txt").write_text("bonjour")
    found = {file.file: file for file in recognition.recognise([folder])}
    assert found["families.csv"].ignored == ["humeur"]
    assert found["families.csv"].message == ""
    assert found["schools.csv"].missing == ["name"]
    assert "name" in found["schools.csv"].message
    assert "vide" in found["children.csv"].message
    assert [(name, file.rows) for name, file in found.items() if file.can_come_in] == [("families.csv", 0)]


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"family_id;payer_name\nF1;Alma\nF2;Max", 2),
        (b"\xef\xbb\xbffamily_id;payer_name\r\nF1;Alma\r\n\r\n;;\r\nF2;Max\r\n", 2),
        (b"\nfamily_id;payer_name\nF1;Alma\n", 1),
        (b'family_id;payer_name\nF1;"Weber\n\n""Alma"""\nF2;"Max"\n', 2),
        ("family_id;payer_name\nF1;Éloïse\n".encode("cp1252"), 1),
        (b"family_id;payer_name\rF1;Alma\rF2;Max\r", 2),
        (b"\nfamily_id;payer_name\rF1;Alma\rF2;Max\r", 2),
        (b"family_id;payer_name\nF1;Alma\rF2;Max\r\nF3;Zoe\n", 3),
        ("family_id;payer_name\r\nF1;Éloïse\rF2;Max\n".encode("cp1252"), 2),
    ],
)
def test_the_rows_of_a_csv_are_counted_as_an_import_reads_them(ledger, tmp_path, content, rows):
    folder = write(tmp_path / "x", families=content)
    (file,) = recognition.recognise([folder])
    assert file.rows == rows
    assert counts(load(ledger, folder), "families")[0] == rows


def test_a_source_is_recognised_by_its_mapping(tmp_path):
    header = "N° FAM;QF;N° PER;REPAS;MOIS;NOMBRE\n".encode("cp1252")
    (tmp_path / "cantine.csv").write_bytes(header)
    (file,) = recognition.recognise([tmp_path / "cantine.csv"], "strasbourg")
    assert (file.table, file.missing, file.message) == ("cantine", [], "")


def test_two_members_of_one_name_are_two_files(ledger, tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a/families.csv", "family_id,payer_name\nF1,x\n")
        archive.writestr("b/families.csv", "payer_name;family_id\ny;F2\n")
    assert counts(load(ledger, tmp_path / "x.zip"), "families") == (2, 2, 0, 0)
