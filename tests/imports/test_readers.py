"""CSV, Excel, Parquet and archives as imports read them."""

import datetime as dt
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from rattrapage.errors import Refusal
from tests.imports.acting import HEAD, one
from tests.towns.ledgers import TOWN, counts, load, reasons, write


def test_a_header_alone_is_no_row(ledger, tmp_path):
    report = load(ledger, write(tmp_path / "x", families="family_id,payer_name\n"))
    assert report.complete
    assert counts(report, "families") == (0, 0, 0, 0)


def test_ragged_lines_and_stray_quotes_lose_nothing(ledger, tmp_path):
    text = (
        'family_id;payer_name;town\nF1;L\'atelier 5" ;Strasbourg\nF2;"Le ""Grand""\nsur deux lignes";Barr\n'
        "F3;court\nF4;trop;Barr;encore\nF5;fin;Barr;\n"
    )
    report = load(ledger, write(tmp_path / "x", families=text))
    assert counts(report, "families") == (5, 4, 0, 1)
    assert reasons(ledger) == [("families", 6, "", "bad_value")]
    assert one(ledger, "select payer_name from families order by family_id")[1] == ('Le "Grand"\nsur deux lignes',)


def test_names_come_through_unharmed(ledger, tmp_path):
    names = ['O\'Neil; "Zoé"', "=cmd()", "דניאל", "🙂 Robert'); drop table families;--", "Ça, c’est ‘ça’", "'Abc"]
    rows = "".join('F{};"{}"\n'.format(n, name.replace('"', '""')) for n, name in enumerate(names))
    load(ledger, write(tmp_path / "x", families="family_id;payer_name\n" + rows))
    assert [name for (name,) in one(ledger, "select payer_name from families order by family_id")] == names


def test_neutralised_cells_are_given_back(ledger, tmp_path):
    load(ledger, write(tmp_path / "x", families="family_id,payer_name\nF1,'=1+1\nF2,'@x\nF3,'abc\n"))
    assert one(ledger, "select payer_name from families order by family_id") == [("=1+1",), ("@x",), ("'abc",)]


def test_windows_1252_is_read_with_a_notice(ledger, tmp_path):
    report = load(ledger, write(tmp_path / "x", families="family_id;payer_name\nF1;Œuf à 5 €\n".encode("cp1252")))
    assert one(ledger, "select payer_name from families") == [("Œuf à 5 €",)]
    assert any("Windows-1252" in notice for notice in report.notices)


def test_an_archive_is_a_folder_by_base_names(ledger, tmp_path):
    with zipfile.ZipFile(tmp_path / "town.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in TOWN.items():
            archive.writestr(f"export/2024/{name}.csv", text)
        archive.writestr("../lisez-moi.txt", "bonjour")
    report = load(ledger, tmp_path / "town.zip")
    assert report.complete
    assert report.notices == ["lisez-moi.txt : ignoré, ce n'est pas une table attendue."]


def archive_with(path, name, data, **attributes):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        member = zipfile.ZipInfo(name)
        member.compress_type = zipfile.ZIP_DEFLATED
        for attribute, value in attributes.items():
            setattr(member, attribute, value)
        archive.writestr(member, data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "attributes", "word"),
    [
        ("families.csv", "/etc/passwd", {"external_attr": 0o120777 << 16}, "lien"),
        ("inner.zip", b"PK", {}, "une autre"),
        ("families.csv", b"0" * 5_000_000, {}, "200 pour 1"),
    ],
)
def test_dangerous_archives_are_refused_before_they_are_unpacked(ledger, tmp_path, name, data, attributes, word):
    path = archive_with(tmp_path / "x.zip", name, data, **attributes)
    with pytest.raises(Refusal, match=word):
        load(ledger, path)


def test_an_encrypted_archive_is_refused(ledger, tmp_path):
    path = archive_with(tmp_path / "x.zip", "families.csv", b"family_id,payer_name\n")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(Refusal, match="chiffrée"):
        load(ledger, path)


def test_excel_numbers_are_identifiers_and_dates_months(town, tmp_path):
    book = openpyxl.Workbook()
    book.active.append([])
    book.active.append(["invoice_id", "line_no", "service", "month", "quantity", "unit_price", "amount"])
    book.active.append(["I1", 2, "CANT", dt.date(2023, 9, 1), 3, 2.7, 8.1])
    book.active.append(["I1", 12345678901234567890, "CANT", dt.date(2023, 9, 1), 3, 2.7, 8.1])
    book.save(tmp_path / "invoice_lines.xlsx")
    assert counts(load(town, tmp_path / "invoice_lines.xlsx"), "invoice_lines") == (2, 1, 0, 1)
    assert one(town, "select line_no, month, amount from invoice_lines where line_no = '2'") == [
        ("2", "2023-09", Decimal("8.10"))
    ]
    assert reasons(town) == [("invoice_lines", 4, "line_no", "bad_value")]


def test_parquet_types_are_read_as_their_text(town, tmp_path):
    sql = (
        "copy (select 'A7' as attendance_id, 'C1' as child_id, 'CANT' as service, date '2023-09-07' as date, "
        "2.5::double as quantity, 'present' as status) to '{}' (format parquet)"
    )
    town.cursor().execute(sql.format(tmp_path / "attendance.parquet"))
    assert load(town, tmp_path / "attendance.parquet").complete
    assert one(town, "select quantity from attendance where attendance_id = 'A7'") == [(Decimal("2.50"),)]


def test_lines_of_separators_only_are_no_rows(town, tmp_path):
    text = HEAD + "A7,C1,CANT,2023-09-06,1,present\n,,,,,\nA8,C1,CANT,?,1,present\n,,,,,\n"
    assert counts(load(town, write(tmp_path / "x", attendance=text)), "attendance") == (2, 1, 0, 1)
    assert reasons(town) == [("attendance", 4, "date", "bad_date")]
