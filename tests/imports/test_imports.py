"""Import: nothing is lost, every refusal says where, corrections keep their history (rules.md, Files in)."""

import datetime as dt
import zipfile
from decimal import Decimal

import duckdb
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rattrapage.errors import Refusal
from rattrapage.imports import recognition, rejects, staging
from rattrapage.imports.readers.gather import SourceFile
from rattrapage.imports.tables import TABLES
from rattrapage.ledger import Ledger
from tests.towns.ledgers import TOWN, counts, load, raws, reasons, write

HEAD = "attendance_id,child_id,service,date,quantity,status\n"


@pytest.fixture
def town(ledger, tmp_path):
    """A ledger that holds the small town."""
    load(ledger, write(tmp_path / "town", **TOWN))
    return ledger


def one(ledger, sql):
    return ledger.cursor().execute(sql).fetchall()


def test_a_town_comes_in_whole(ledger, tmp_path):
    report = load(ledger, write(tmp_path / "town", **TOWN))
    assert report.complete
    assert counts(report, "attendance") == (3, 3, 0, 0)
    assert one(ledger, "select payment_method, country, resident from families where family_id = 'F1'") == [
        ("online", "FR", True)
    ]


def test_the_same_data_again_changes_nothing_whatever_the_dialect(town, tmp_path):
    french = TOWN["attendance"].replace(",", ";").replace("2023-09-04", "04/09/2023").encode("cp1252")
    book = openpyxl.Workbook()
    book.active.append(["ignored"])
    sheet = book.create_sheet("data")
    sheet.append(["attendance_id", "child_id", "service", "date", "status", "quantity"])
    sheet.append(["A1", "C1", "CANT", dt.date(2023, 9, 4), "present", 1])
    sheet.append([None] * 6)
    sheet.append(["A2", "C1", "CANT", "05/09/2023", "present", None])
    book.save(tmp_path / "attendance.xlsx")
    for path in (tmp_path / "town", write(tmp_path / "french", attendance=french), tmp_path / "attendance.xlsx"):
        report = load(town, path)
        read, accepted, unchanged, rejected = counts(report, "attendance")
        assert (accepted, rejected) == (0, 0), path
        assert read == unchanged > 0


def test_a_correction_counts_and_the_old_row_stays_in_the_history(town, tmp_path):
    corrected = HEAD + "A1,C1,CANT,2023-09-04,2,present\n"
    assert counts(load(town, write(tmp_path / "fix", attendance=corrected)), "attendance") == (1, 1, 0, 0)
    assert one(town, "select quantity from attendance where attendance_id = 'A1'") == [(Decimal("2.00"),)]
    assert one(town, "select quantity, import_id, replaced_by from past_attendance") == [(Decimal("1.00"), 1, 2)]


REJECTED = {
    "missing_value": ("A9,,CANT,2023-09-04,1,present", "child_id"),
    "bad_number": ('A9,C1,CANT,2023-09-04,"1.234,56",present', "quantity"),
    "bad_date": ("A9,C1,CANT,2023-02-30,1,present", "date"),
    "unknown_reference": ("A9,C1,GHOST,2023-09-04,1,present", "service"),
    "negative_quantity": ("A9,C1,CANT,2023-09-04,-1,present", "quantity"),
}


@pytest.mark.parametrize("reason", REJECTED)
def test_a_bad_row_is_rejected_with_its_place_and_text(town, tmp_path, reason):
    row, column = REJECTED[reason]
    report = load(town, write(tmp_path / "bad", attendance=HEAD + "A8,C1,CANT,2023-09-06,1,present\n\n" + row + "\n"))
    assert counts(report, "attendance") == (2, 1, 0, 1)
    assert reasons(town) == [("attendance", 4, column, reason)]
    assert row.split(",")[0] in raws(town)


@pytest.mark.parametrize(
    ("table", "text", "reason", "column"),
    [
        ("tariffs", "service,valid_from,price,rate\nCANT,2022-01-01,,\n", "missing_value", "price"),
        ("tariffs", "service,valid_from,price\nCANT,2022-01-01,1000000\n", "bad_number", "price"),
        ("status_rules", "status,factor\npresent,100\n", "bad_number", "factor"),
        (
            "attendance",
            "attendance_id,child_id,service,date,quantity,status\nA9,C1,CANT,2023-09,1000000,present\n",
            "bad_number",
            "quantity",
        ),
        ("quotients", "family_id,valid_from,quotient\nF2,2023-01-01,-1\n", "bad_value", "quotient"),
        ("quotients", "family_id,valid_from,valid_to,quotient\nF2,2023-01-01,2023-01-01,1\n", "bad_value", "valid_to"),
        ("families", "family_id,payer_name,country\nF9,X,XX\n", "bad_value", "country"),
        ("families", "family_id,payer_name,payment_method\nF9,X,gold\n", "bad_value", "payment_method"),
        ("families", "family_id,payer_name,resident\nF9,X,peut-être\n", "bad_value", "resident"),
        (
            "mandates",
            "mandate_reference,family_id,iban,signed_on\nR_1,F1,FR7699999000010000000000115,2023-01-01\n",
            "bad_value",
            "mandate_reference",
        ),
        (
            "mandates",
            "mandate_reference,family_id,iban,signed_on\nR1,F1,FR7699999000010000000000116,2023-01-01\n",
            "bad_iban",
            "iban",
        ),
        (
            "invoice_lines",
            "invoice_id,line_no,service,month,quantity,unit_price,amount\nI1,9,CANT,2023-09,13,3.95,51.37\n",
            "line_arithmetic",
            "amount",
        ),
        (
            "invoice_lines",
            "invoice_id,line_no,service,month,quantity,unit_price,amount\nI1,9,CANT,09/2023,1,1,1\n",
            "bad_date",
            "month",
        ),
    ],
)
def test_each_table_has_its_rules(town, tmp_path, table, text, reason, column):
    report = load(town, write(tmp_path / "bad", **{table: text}))
    assert counts(report, table) == (1, 0, 0, 1)
    assert reasons(town) == [(table, 2, column, reason)]


def test_one_cent_off_is_the_systems_own_rounding(town, tmp_path):
    line = "invoice_id,line_no,service,month,quantity,unit_price,amount\nI1,9,CANT,2023-09,13,3.95,51.36\n"
    assert load(town, write(tmp_path / "x", invoice_lines=line)).complete


def test_two_contents_for_one_key_are_both_rejected_and_a_repeat_is_unchanged(town, tmp_path):
    rows = (
        "A8,C1,CANT,2023-09-06,1,present\nA9,C1,CANT,2023-09-06,1,present\n"
        "A9,C1,CANT,2023-09-06,2,present\nA8,C1,CANT,2023-09-06,1,present\n"
    )
    assert counts(load(town, write(tmp_path / "x", attendance=HEAD + rows)), "attendance") == (4, 1, 1, 2)
    assert [(line, reason) for _, line, _, reason in reasons(town)] == [(3, "duplicate_key"), (4, "duplicate_key")]


def test_the_first_reason_in_the_contracts_order_is_given(town, tmp_path):
    load(town, write(tmp_path / "x", attendance=HEAD + "A9,,GHOST,2023-02-30,x,present\n"))
    assert [reason for *_, reason in reasons(town)] == ["missing_value"]


@pytest.mark.parametrize(
    ("rows", "rejected"),
    [
        ("F2,2023-01-01,,900\nF2,2023-11-20,,950\n", []),
        ("F2,2023-01-01,2023-12-01,900\nF2,2023-11-20,,950\n", [3]),
        ("F2,2023-11-20,,950\nF2,2023-01-01,2023-12-01,900\nF2,2023-12-01,2024-01-01,3\n", [3]),
        ("F2,2023-01-01,2023-05-01,1\nF2,2023-04-01,2023-07-01,2\nF2,2023-06-01,,3\n", [3]),
        ("F1,2022-01-01,2023-02-01,7\n", [2]),
    ],
)
def test_overlapping_periods_reject_the_later_line_or_the_new_one(town, tmp_path, rows, rejected):
    load(town, write(tmp_path / "x", quotients="family_id,valid_from,valid_to,quotient\n" + rows))
    assert [(line, reason) for _, line, _, reason in reasons(town)] == [(line, "overlap") for line in rejected]


def test_overlap_is_judged_after_corrections(town, tmp_path):
    head = "family_id,valid_from,valid_to,quotient\n"
    load(town, write(tmp_path / "a", quotients=head + "F2,2023-01-01,2023-06-01,1\nF2,2023-06-01,2023-09-01,2\n"))
    both = head + "F2,2023-06-01,2023-09-01,2\nF2,2023-01-01,2023-05-01,1\nF2,2023-05-01,2023-06-01,9\n"
    assert load(town, write(tmp_path / "b", quotients=both)).complete
    stretched = head + "F2,2023-01-01,2023-05-15,1\n"
    assert counts(load(town, write(tmp_path / "c", quotients=stretched)), "quotients") == (1, 0, 0, 1)
    assert one(town, "select valid_to from quotients where quotient = 1") == [(dt.date(2023, 5, 1),)]


def test_payers_overlap_by_week_parity(town, tmp_path):
    head = "child_id,family_id,valid_from,valid_to,weeks\n"
    alternate = head + "C1,F1,2023-09-01,,even\nC1,F2,2023-09-01,,odd\n"
    assert load(town, write(tmp_path / "a", payers=alternate)).complete
    load(town, write(tmp_path / "b", payers=head + "C1,F1,2023-09-01,,all\n"))
    assert [reason for *_, reason in reasons(town)] == ["overlap"]


def test_brackets_of_one_grid_may_not_overlap_and_a_later_grid_ends_the_first(town, tmp_path):
    head = "service,qf_min,qf_max,valid_from,price\n"
    assert load(
        town, write(tmp_path / "a", tariffs=head + "CANT,0,900,2024-01-01,3\nCANT,900,,2024-01-01,6\n")
    ).complete
    load(town, write(tmp_path / "b", tariffs=head + "CANT,500,700,2023-01-01,4\n"))
    assert reasons(town) == [("tariffs", 2, "qf_min", "overlap")]


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


def test_of_two_references_that_nobody_knows_the_first_is_said(town, tmp_path):
    unknown = HEAD + "A7,C9,REPAS,2023-09-06,1,present\nA7,C9,REPAS,2023-09-06,1,present\n"
    load(town, write(tmp_path / "x", attendance=unknown))
    assert reasons(town) == [("attendance", line, "child_id", "unknown_reference") for line in (2, 3)]


def test_references_may_come_in_the_same_import_in_any_order(ledger, tmp_path):
    folder = write(tmp_path / "town", **TOWN)
    assert load(ledger, *sorted(folder.iterdir(), reverse=True)).complete


def test_children_of_a_rejected_family_are_unknown_references(ledger, tmp_path):
    bad = dict(TOWN, families="family_id,payer_name\nF1,\nF2,Noé Klein\n")
    load(ledger, write(tmp_path / "town", **bad))
    assert ("children", 2, "family_id", "unknown_reference") in reasons(ledger)


def test_an_unknown_school_is_only_a_notice(ledger, tmp_path):
    report = load(ledger, write(tmp_path / "town", **{k: v for k, v in TOWN.items() if k != "schools"}))
    assert report.complete
    assert any("école inconnue" in notice for notice in report.notices)


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("families.csv", b"", "vide"),
        ("families.csv", b"family_id,name\nF1,x\n", "payer_name"),
        ("families.csv", b"family_id,payer_name,family_id\nF1,x,F2\n", "deux fois : family_id"),
        ("families.csv", b"PK\x03\x04rubbish", "pas un fichier CSV"),
        ("families.xlsx", b"family_id,payer_name\nF1,x\n", "Excel illisible"),
        ("families.parquet", b"family_id,payer_name\nF1,x\n", "Parquet"),
        ("families.csv", b'family_id,payer_name\nF1,"x\nF2,y\n', "ligne 2"),
    ],
)
def test_an_unreadable_file_is_refused_and_the_others_load(ledger, tmp_path, name, content, word):
    folder = write(tmp_path / "x", schools=TOWN["schools"])
    (folder / name).write_bytes(content)
    report = load(ledger, folder)
    assert [refused.file for refused in report.refused] == [name]
    assert word in report.refused[0].message
    assert counts(report, "schools") == (1, 1, 0, 0)


def test_nothing_readable_is_a_refusal_that_changes_nothing(ledger, tmp_path):
    with pytest.raises(Refusal, match="vide"):
        load(ledger, write(tmp_path / "x", families=b""))
    assert one(ledger, "select count(*) from imports") == [(0,)]


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


@pytest.mark.parametrize(
    ("table", "rows", "stays"),
    [
        ("payments", "payment_id,family_id,paid_on,amount\nP1,F1,2024-02-10,5\n", True),
        ("payments", "payment_id,family_id,paid_on,amount\nP1,F77,2024-02-10,5\n", False),
        ("families", TOWN["families"], True),
        ("families", "family_id,payer_name\nF1,Quelqu'un\n", False),
        ("children", "child_id,family_id,first_name,last_name\nC9,F1,Quel,Qu'un\n", False),
    ],
)
def test_a_marker_makes_the_ledger_a_sample_city_until_other_people_come(tmp_path, table, rows, stays):
    folder = write(tmp_path / "town", **TOWN)
    (folder / "sample_city.json").write_text('{"seed": 1}')
    with Ledger(tmp_path / "l.duckdb") as ledger:
        load(ledger, folder)
        assert ledger.is_sample()
        load(ledger, write(tmp_path / "other", **{table: rows}))
        assert ledger.is_sample() is stays
        load(ledger, folder)
        assert ledger.is_sample() is stays


CELL = st.sampled_from(
    ["", "A1", "A2", "C1", "CANT", "2023-09-04", "31/02/2023", "-1", "2", "x", '"', "present", "=1", "é"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELL, min_size=1, max_size=7), max_size=8))
def test_read_is_accepted_plus_unchanged_plus_rejected(town, tmp_path, rows):
    text = HEAD + "".join(",".join(row) + "\n" for row in rows)
    # a school beside it, so that a quote that never closes refuses one file and not the import
    report = load(town, write(tmp_path / "any", attendance=text, schools=TOWN["schools"]))
    if report.refused:
        assert "guillemet" in report.refused[0].message
        return
    read, accepted, unchanged, rejected = counts(report, "attendance")
    assert read == accepted + unchanged + rejected
    kept = "select count(*) from rejects where import_id = (select max(import_id) from imports)"
    assert one(town, kept) == [(rejected,)]


def test_lines_of_separators_only_are_no_rows(town, tmp_path):
    text = HEAD + "A7,C1,CANT,2023-09-06,1,present\n,,,,,\nA8,C1,CANT,?,1,present\n,,,,,\n"
    assert counts(load(town, write(tmp_path / "x", attendance=text)), "attendance") == (2, 1, 0, 1)
    assert reasons(town) == [("attendance", 4, "date", "bad_date")]


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
