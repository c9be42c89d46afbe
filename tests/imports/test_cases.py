"""Files that went wrong elsewhere: each case of the shared data when it is there, and a second one of its kind."""

import datetime as dt
import json
import os
import shutil
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from rattrapage.commands import cli
from rattrapage.errors import Refusal
from rattrapage.progress import finish
from rattrapage.reconcile import chain
from tests.imports.acting import HEAD, one
from tests.towns import datasets
from tests.towns.debits import CREDITOR_FILE
from tests.towns.ledgers import counts, load, reasons, write

CASES = datasets.SHARED / "cases"
shared = pytest.mark.skipif(not CASES.is_dir(), reason="no shared cases")
COLUMNS = HEAD.strip().split(",")


def case(ledger, folder, base="city"):
    """Imports a base of the shared cases, then a case's folder."""
    load(ledger, CASES / "base" / base)
    return load(ledger, CASES / folder)


def owed(ledger, last="2023-09"):
    """What each family is expected to owe for the months up to `last`."""
    finish(chain.run(ledger, "2023-09", last))
    return {family: str(sum_) for family, sum_ in one(ledger, "select family_id, sum(expected) from cells group by 1")}


def meal(number, child="C1", date="2023-09-04", quantity="1", status="present"):
    return [f"X{number}", child, "CANT", date, quantity, status]


def workbook(path, sheets, hidden=()):
    """Writes a workbook: its sheets by title, each a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@shared
def test_20_a_sheet_a_month(ledger):
    report = case(ledger, "20-sheet-a-month")
    assert counts(report, "attendance") == (9, 9, 0, 0)
    assert [file.file for file in report.files] == [
        f"attendance.xlsx#{month}" for month in ("Septembre", "Octobre", "Novembre")
    ]
    assert report.complete
    assert owed(ledger, "2023-11")["F1"] == "150.00"


def test_sheets_in_other_orders_hidden_and_without_columns(town, tmp_path):
    other = ["status", "Remarque", *COLUMNS[:5]]
    sheets = {
        "Notes": [["à relire"], ["deux fois"]],
        "Vide": [],
        "Septembre": [[], COLUMNS, meal(1), [], meal(2, date="?"), []],
        "Octobre": [["Pointages"], other, ["present", "vu", *meal(3, date="2023-10-02")[:5]]],
        "Cachée": [COLUMNS, meal(4), meal(5)],
    }
    report = load(town, workbook(tmp_path / "attendance.xlsx", sheets, hidden=["Cachée"]))
    assert [(file.file, *vars(file.counts).values()) for file in report.files] == [
        ("attendance.xlsx#Septembre", 2, 1, 0, 1),
        ("attendance.xlsx#Octobre", 1, 1, 0, 0),
    ]
    assert one(town, "select file, line from rejects") == [("attendance.xlsx#Septembre", 5)]
    told = " ".join(report.notices)
    assert "#Notes : feuille laissée de côté (2 lignes)" in told
    assert "#Cachée : feuille masquée, non lue (2 lignes)" in told
    assert "Vide" not in told
    assert "Pointages" in told


def test_the_same_key_on_two_sheets_is_twice_in_one_file(town, tmp_path):
    sheets = {"A": [COLUMNS, meal(1), meal(2)], "B": [COLUMNS, meal(1, quantity="2"), meal(2)]}
    report = load(town, workbook(tmp_path / "attendance.xlsx", sheets))
    assert [tuple(vars(file.counts).values()) for file in report.files] == [(2, 1, 0, 1), (2, 0, 1, 1)]
    assert {reason for *_, reason in reasons(town)} == {"duplicate_key"}


def test_a_sheet_with_a_misspelled_column_refuses_the_workbook(town, tmp_path):
    sheets = {"A": [COLUMNS, meal(1)], "B": [["attendance_id", "child_id", "sevrice", *COLUMNS[3:]], meal(2)]}
    with pytest.raises(Refusal, match="#B : la colonne « sevrice » ressemble à « service »"):
        load(town, workbook(tmp_path / "attendance.xlsx", sheets))


@shared
def test_21_a_formula_without_value(ledger):
    report = case(ledger, "21-formula-without-value")
    assert counts(report, "attendance") == (2, 1, 0, 1)
    assert reasons(ledger) == [("attendance", 2, "quantity", "bad_number")]
    assert owed(ledger) | {"F1": "60.00", "F2": "85.00"} == owed(ledger)


@pytest.mark.parametrize(
    ("column", "reason"),
    [("quantity", "bad_number"), ("date", "bad_date"), ("child_id", "bad_value"), ("recorded_at", "bad_date")],
)
def test_a_formula_without_value_is_unreadable_whatever_its_column(town, tmp_path, column, reason):
    columns = [*COLUMNS, "recorded_at"]
    row = [*meal(1), None]
    row[columns.index(column)] = "=A1&B1"
    report = load(town, workbook(tmp_path / "attendance.xlsx", {"A": [columns, row, [*meal(2), None]]}))
    assert counts(report, "attendance") == (2, 1, 0, 1)
    assert reasons(town) == [("attendance", 2, column, reason)]


@pytest.mark.parametrize(("column", "reason"), [("quantity", "bad_number"), ("status", "bad_value")])
def test_a_cell_in_error_is_unreadable_and_no_default_fills_in(town, tmp_path, column, reason):
    book = openpyxl.load_workbook(workbook(tmp_path / "attendance.xlsx", {"A": [COLUMNS, meal(1), meal(2)]}))
    cell = book["A"].cell(2, COLUMNS.index(column) + 1, "#N/A")
    cell.data_type = "e"
    book.save(tmp_path / "attendance.xlsx")
    assert counts(load(town, tmp_path / "attendance.xlsx"), "attendance") == (2, 1, 0, 1)
    assert reasons(town) == [("attendance", 2, column, reason)]


def test_a_row_of_formulas_alone_is_read_and_rejected(town, tmp_path):
    rows = [COLUMNS, meal(1), ["=1", "=2", "=3", "=4", "=5", "=6"]]
    assert counts(load(town, workbook(tmp_path / "attendance.xlsx", {"A": rows})), "attendance") == (2, 1, 0, 1)


ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Pointages">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def ods(path, rows):
    """Writes an .ods of one sheet; a cell that starts with `=` is a formula without a value."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    formula = '<table:table-cell table:formula="of:{}"/>'
    lines = (
        "<table:table-row>"
        + "".join((formula if c.startswith("=") else cell).format(c) for c in row)
        + "</table:table-row>"
        for row in rows
    )
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", ODS.format("".join(lines)))
        book.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def test_an_ods_is_a_workbook_and_its_formulas_without_value_are_unreadable(town, tmp_path):
    report = load(town, ods(tmp_path / "attendance.ods", [COLUMNS, meal(1), meal(2, quantity="=1+1")]))
    assert counts(report, "attendance") == (2, 1, 0, 1)
    assert reasons(town) == [("attendance", 3, "quantity", "bad_number")]


@shared
def test_22_a_sep_line(ledger):
    report = case(ledger, "22-sep-line")
    assert (counts(report, "attendance"), report.complete) == ((1, 1, 0, 0), True)
    assert owed(ledger)["F1"] == "85.00"


@pytest.mark.parametrize("first", ["sep=|\n", "\ufeffSEP=|\r\n", '"sep=|"\n'])
def test_a_sep_line_names_any_separator_and_rejects_come_back_under_it(town, tmp_path, first):
    text = first + "|".join(COLUMNS) + "\n" + "|".join(meal(1)) + "\n" + "|".join(meal(2, date="?")) + "\n"
    report = load(town, write(tmp_path / "x", attendance=text))
    assert counts(report, "attendance") == (2, 1, 0, 1)
    assert reasons(town) == [("attendance", 4, "date", "bad_date")]


@shared
@pytest.mark.parametrize(
    ("folder", "base", "table", "f1"),
    [
        ("quantity", "city", "attendance", "85.00"),
        ("capitals", "city", "attendance", "85.00"),
        ("valid_to", "city21", "quotients", "82.80"),
    ],
)
def test_23_a_header_spelled_otherwise(ledger, folder, base, table, f1):
    report = case(ledger, f"23-header-spelled-otherwise/{folder}", base)
    assert (counts(report, table), report.complete) == ((1, 1, 0, 0), True)
    assert owed(ledger)["F1"] == f1


@pytest.mark.parametrize("spelled", ["Quantity", "QUANTITÝ", " quantity ", "quantity"])
def test_names_of_columns_are_compared_without_case_and_accents(town, tmp_path, spelled):
    text = f"Attendance ID;child-id;SERVICE;Daté;{spelled};status\n" + ";".join(meal(1, quantity="5")) + "\n"
    load(town, write(tmp_path / "x", attendance=text))
    assert one(town, "select quantity from attendance where attendance_id = 'X1'") == [(Decimal(5),)]


def test_a_parquet_file_is_held_to_the_same_names(town, tmp_path):
    sql = (
        "copy (select 'X1' as \"Attendance-ID\", 'C1' as child_id, 'CANT' as service, date '2023-09-07' as \"Date\", "
        "5 as {}, 'present' as status) to '{}' (format parquet)"
    )
    town.cursor().execute(sql.format("QUANTITY", tmp_path / "attendance.parquet"))
    load(town, tmp_path / "attendance.parquet")
    assert one(town, "select quantity from attendance where attendance_id = 'X1'") == [(Decimal(5),)]
    town.cursor().execute(sql.format("quantty", tmp_path / "attendance.parquet"))
    with pytest.raises(Refusal, match="« quantty » ressemble à « quantity »"):
        load(town, tmp_path / "attendance.parquet")


@pytest.mark.parametrize("slip", ["quantiy", "quantitty", "quantyti", "quontity", "quantitys", "qauntity"])
def test_a_column_one_edit_away_refuses_the_file(town, tmp_path, slip):
    text = HEAD.replace("quantity", slip) + ",".join(meal(1)) + "\n"
    if slip == "quantyti":  # two letters swapped and one more: no slip, an unknown column
        assert "colonnes inconnues" in load(town, write(tmp_path / "x", attendance=text)).notices[0]
        return
    with pytest.raises(Refusal, match=f"« {slip} » ressemble à « quantity »"):
        load(town, write(tmp_path / "x", attendance=text))


def test_a_column_like_one_that_the_file_has_is_only_unknown(town, tmp_path):
    text = HEAD.strip() + ",quantitys\n" + ",".join(meal(1)) + ",7\n"
    assert load(town, write(tmp_path / "x", attendance=text)).complete


@shared
@pytest.mark.parametrize(("folder", "f1"), [("ods", "85.00"), ("xls", "85.00"), ("copy", "80.00")])
def test_24_a_table_in_another_type(ledger, folder, f1):
    report = case(ledger, f"24-table-in-another-type/{folder}")
    assert (counts(report, "attendance"), report.complete) == ((1, 1, 0, 0), True)
    assert owed(ledger)["F1"] == f1


@pytest.mark.parametrize(
    "name",
    ["attendance_2023-09.csv", "Attendance (2).CSV", "ATTENDANCE.csv", "Atténdance-sept.csv", "attendance 1.csv"],
)
def test_a_table_may_come_in_several_files(town, tmp_path, name):
    (tmp_path / name).write_text(HEAD + ",".join(meal(1)) + "\n")
    assert counts(load(town, tmp_path / name), "attendance") == (1, 1, 0, 0)


def test_the_later_download_is_read_after_the_first(town, tmp_path):
    for name, quantity in {"attendance": "1", "attendance (2)": "2", "attendance (10)": "3"}.items():
        write(tmp_path / "x", **{name: HEAD + ",".join(meal(1, quantity=quantity)) + "\n"})
    load(town, tmp_path / "x")
    assert one(town, "select quantity from attendance where attendance_id = 'X1'") == [(Decimal(3),)]


@pytest.mark.parametrize("name", ["attendance.pdf", "attendance_2023.xlsm", "attendance", "attendance.csv.gz"])
def test_a_table_of_a_type_that_is_not_read_is_refused_by_name(town, tmp_path, name):
    folder = write(tmp_path / "x", attendance=HEAD)
    (folder / name).write_bytes(b"x")
    (folder / "attendances.csv").write_text("another table")
    report = load(town, folder)
    assert [refused.file for refused in report.refused] == [name]
    assert "exportez la table attendance en .csv" in report.refused[0].message
    assert report.notices == ["attendances.csv : ignoré, ce n'est pas une table attendue."]


def test_a_folder_named_like_a_file_and_a_pipe_are_refused(town, tmp_path):
    folder = write(tmp_path / "x", payments=b"payment_id,family_id,paid_on,amount\n")
    (folder / "attendance.csv").mkdir()
    os.mkfifo(folder / "invoices.csv")
    report = load(town, folder)
    assert sorted(refused.file for refused in report.refused) == ["attendance.csv", "invoices.csv"]
    for path, word in ((folder / "attendance.csv", "dossier"), (folder / "invoices.csv", "tube")):
        with pytest.raises(Refusal, match=word):
            load(town, path)


def test_300_columns_and_workbooks_without_anything_are_refused(town, tmp_path):
    wide = HEAD.strip() + "".join(f",c{n}" for n in range(294)) + "\n"
    with pytest.raises(Refusal, match="300 colonnes"):
        load(town, write(tmp_path / "x", attendance=wide))
    with pytest.raises(Refusal, match="classeur vide"):
        load(town, workbook(tmp_path / "attendance.xlsx", {"A": [], "B": []}))
    with pytest.raises(Refusal, match="feuille masquée"):
        load(town, workbook(tmp_path / "attendance.xlsx", {"A": [], "B": [COLUMNS, meal(1)]}, hidden=["B"]))


@shared
def test_25_title_and_total_lines(ledger):
    report = case(ledger, "25-title-and-total-lines")
    assert counts(report, "attendance") == (2, 1, 0, 1)
    assert [line for _, line, *_ in reasons(ledger)] == [6]
    assert any("2 lignes laissées de côté au-dessus de l'en-tête" in notice for notice in report.notices)
    assert owed(ledger)["F1"] == "85.00"


@pytest.mark.parametrize(("lines", "is_read"), [(0, True), (29, True), (30, False)])
def test_a_header_stands_within_the_first_30_lines(town, tmp_path, lines, is_read):
    folder = write(tmp_path / "x", attendance="Titre\n" * lines + HEAD + ",".join(meal(1)) + "\n")
    if is_read:
        assert counts(load(town, folder), "attendance") == (1, 1, 0, 0)
    else:
        with pytest.raises(Refusal, match="colonnes obligatoires absentes"):
            load(town, folder)


@shared
def test_26_dates_of_real_exports(ledger):
    report = case(ledger, "26-dates-of-real-exports")
    assert counts(report, "attendance") == (6, 4, 0, 2)
    assert [(line, reason) for _, line, _, reason in reasons(ledger)] == [(5, "bad_date"), (7, "bad_date")]
    assert {family: owed(ledger)[family] for family in ("F1", "F2", "F3", "F4")} == {
        "F1": "85.00",
        "F2": "85.00",
        "F3": "85.00",
        "F4": "60.00",
    }


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4.9.2023", dt.date(2023, 9, 4)),
        ("2023-9-4", dt.date(2023, 9, 4)),
        ("04/09/2023 00:00:00", dt.date(2023, 9, 4)),
        ("4.9.23", None),
        ("31.02.2023", None),
        ("4/9.2023", None),
        ("2023-09-04 08:00:00", None),
    ],
)
def test_dates_with_points_one_digit_and_midnight(town, tmp_path, text, day):
    load(town, write(tmp_path / "x", attendance=HEAD + ",".join(meal(1, date=text)) + "\n"))
    assert one(town, "select date from attendance where attendance_id = 'X1'") == ([(day,)] if day else [])


def test_a_moment_with_a_zone_is_kept_as_french_clocks_show_it(town, tmp_path):
    moments = ["2023-09-04T10:00:00Z", "2023-01-04 10:00+0200", "2023-09-04T10:00:00", "2023-09-04T10:00:00.5-05"]
    rows = "".join(",".join([*meal(n), moment]) + "\n" for n, moment in enumerate(moments))
    assert load(town, write(tmp_path / "x", attendance=HEAD.strip() + ",recorded_at\n" + rows)).complete
    found = one(town, "select recorded_at from attendance where attendance_id like 'X%' order by attendance_id")
    assert [moment.hour for (moment,) in found] == [12, 9, 10, 17]


@shared
def test_27_amounts_of_real_exports(ledger):
    report = case(ledger, "27-amounts-of-real-exports")
    assert counts(report, "payments") == (7, 3, 0, 4)
    assert {reason for *_, reason in reasons(ledger)} == {"bad_number"}
    amounts = [Decimal("25.00"), Decimal("1234.56"), Decimal("-12.50")]
    assert one(ledger, "select amount from payments order by payment_id") == [(amount,) for amount in amounts]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1\u202f234,50\u00a0€", "1234.50"),
        ("+12,5000", "12.50"),
        ("25.0000", "25.00"),
        ("12,505", None),
        ("1,000", None),
        ("€ 12", None),
        ("1.234,56", None),
        ("1e3", None),
        ("- 5", None),
    ],
)
def test_amounts_with_signs_zeros_and_euros(town, tmp_path, text, amount):
    folder = write(tmp_path / "x", payments=f"payment_id;family_id;paid_on;amount\nP1;F1;2024-01-05;{text}\n")
    load(town, folder)
    assert one(town, "select amount from payments") == ([(Decimal(amount),)] if amount else [])


IBAN = "FR3799999000010000000004115"


@shared
def test_41_six_ways_of_an_iban(ledger, tmp_path):
    report = case(ledger, "41-iban-as-pasted/six-ways")
    assert (counts(report, "mandates"), report.complete) == ((6, 6, 0, 0), True)
    assert one(ledger, "select distinct iban from mandates where mandate_reference like 'R_'") == [(IBAN,)]
    rows = "".join(f"R{n};F{n};{IBAN};2024-01-10\n" for n in range(1, 7))
    again = write(tmp_path / "x", mandates="mandate_reference;family_id;iban;signed_on\n" + rows)
    assert counts(load(ledger, again), "mandates") == (6, 0, 6, 0)


@shared
def test_41_pasted_ibans_stop_no_debit_file(tmp_path, capsys):
    """The whole run of the shared cases: six debits of 60.00, each IBAN compact in the file."""
    base = shutil.copytree(CASES / "base" / "city", tmp_path / "city")
    for file in base.iterdir():
        file.chmod(0o644)
    shutil.copy(CASES / "41-iban-as-pasted" / "whole-run" / "mandates.csv", base / "mandates.csv")
    (tmp_path / "creditor.toml").write_text(CREDITOR_FILE, encoding="utf-8")
    out, plan = tmp_path / "out", tmp_path / "plan.csv"
    for line in (
        f"import {base}",
        f"reconcile --from 2023-09 --to 2023-09 --out {out}",
        (
            "plan --strategy equal --first-due 2024-03-05 --day 5 --max-instalments 1 --prepared-on 2024-02-01 "
            f"--out {plan}"
        ),
        "approve --all --by N --on 2024-02-02",
        f"notify --on 2024-02-05 --out {tmp_path / 'letters'}",
        (
            f"debits --creditor {tmp_path / 'creditor.toml'} --due-from 2024-03-01 --due-to 2024-03-31 "
            f"--created-on 2024-02-26 --out {tmp_path / 'march.xml'} --json"
        ),
    ):
        capsys.readouterr()
        assert cli.main(["--db", str(tmp_path / "l.duckdb"), *line.split()]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["included"], answer["included_amount"]) == (6, "360.00")
    text = (tmp_path / "march.xml").read_text(encoding="utf-8")
    assert "<IBAN>FR7699999000010000000000115</IBAN>" in text
    assert " 9999" not in text


@pytest.mark.parametrize(
    "text",
    [
        "iban: fr37 9999 9000 0100 0000 0004 115",
        "FR37\u20119999\u20129000 01000000 0004115",
        "FR37\u200b9999\u30009000\u20090100 0000 0004 115",
        "IBAN\u00a0FR3799999000010000000004115",
    ],
)
def test_an_iban_is_kept_compact_whatever_stands_in_it(town, tmp_path, text):
    head = "mandate_reference;family_id;iban;bic;signed_on\n"
    load(town, write(tmp_path / "x", mandates=f"{head}R1;F1;{text};bnpa fr pp;2024-01-10\n"))
    assert one(town, "select iban, bic from mandates") == [(IBAN, "BNPAFRPP")]


def test_a_bic_that_is_none_is_taken_as_empty_and_told(town, tmp_path):
    bics = ("NOTPROVIDED", "BNPAZZPP", "BNPAFRP", "agrifrpp882")
    rows = "".join(f"R{n};F1;{IBAN};{bic};2024-01-10\n" for n, bic in enumerate(bics))
    report = load(town, write(tmp_path / "x", mandates="mandate_reference;family_id;iban;bic;signed_on\n" + rows))
    assert report.complete
    assert one(town, "select bic from mandates order by mandate_reference") == [(None,)] * 3 + [("AGRIFRPP882",)]
    assert any("3 BIC pris comme vides" in notice and notice.endswith("exemple ligne 2.") for notice in report.notices)


@shared
def test_42_a_leading_zero_lost(ledger):
    report = case(ledger, "42-leading-zero-lost")
    assert (counts(report, "families"), report.complete) == ((2, 2, 0, 0), True)
    assert one(ledger, "select distinct postal_code from families where family_id like 'H_'") == [("01000",)]
    assert any("1 code postal complété" in notice for notice in report.notices)


def test_a_code_of_four_digits_abroad_stays(town, tmp_path):
    rows = "G1,a,1000,BE\nG2,b,1000,\nG3,c,9100,fr\nG4,d,67000,FR\n"
    report = load(town, write(tmp_path / "x", families="family_id,payer_name,postal_code,country\n" + rows))
    found = one(town, "select postal_code, country from families where family_id like 'G%' order by family_id")
    assert found == [("1000", "BE"), ("01000", "FR"), ("09100", "FR"), ("67000", "FR")]
    assert any("2 codes postaux complétés" in notice for notice in report.notices)


@shared
def test_50_a_credit_note_with_negative_amounts(ledger):
    report = case(ledger, "50-credit-note-with-negative-amount")
    assert counts(report, "invoice_lines") == (2, 1, 0, 1)
    assert [reason for *_, reason in reasons(ledger)] == ["negative_quantity"]


@pytest.mark.parametrize(
    ("kind", "price", "amount", "column"),
    [
        ("credit_note", "-2.70", "-2.70", "unit_price"),
        ("CREDIT_NOTE", "2.70", "-2.70", "amount"),
        ("credit_note", "2.70", "2.70", None),
        ("invoice", "-2.70", "-2.70", None),
    ],
)
def test_a_sign_is_said_once(town, tmp_path, kind, price, amount, column):
    tables = {
        "invoices": f"invoice_id,family_id,issued_on,kind\nN1,F1,2023-11-10,{kind}\n",
        "invoice_lines": "invoice_id,line_no,child_id,service,month,quantity,unit_price,amount\n"
        f"N1,1,C1,CANT,2023-09,1,{price},{amount}\n",
    }
    load(town, write(tmp_path / "x", **tables))
    assert [(found, reason) for _, _, found, reason in reasons(town)] == (
        [(column, "negative_quantity")] if column else []
    )


def test_listed_values_booleans_and_countries_in_any_case(town, tmp_path):
    rows = "family_id,payer_name,country,resident,payment_method\nG1,a,fr,OUI,Direct_Debit\nG2,b,Be,Faux,CESU\n"
    assert load(town, write(tmp_path / "x", families=rows)).complete
    assert one(town, "select country, resident, payment_method from families where family_id like 'G%' order by 1") == [
        ("BE", False, "cesu"),
        ("FR", True, "direct_debit"),
    ]


NAMES = "family_id;payer_name\nF1;Éloïse Œuf\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_a_text_is_read_in_the_encoding_it_has(town, tmp_path, encoding):
    load(town, write(tmp_path / "x", families=NAMES.encode(encoding)))
    assert one(town, "select payer_name from families where family_id = 'F1'") == [("Éloïse Œuf",)]


def test_windows_1252_is_decided_line_by_line(town, tmp_path):
    data = NAMES.encode() + "F2;Zoé Müller\n".encode("cp1252")
    report = load(town, write(tmp_path / "x", families=data))
    names = one(town, "select payer_name from families order by family_id")
    assert names == [("Éloïse Œuf",), ("Zoé Müller",)]
    assert any("1 ligne lue en Windows-1252" in notice and "ligne 3" in notice for notice in report.notices)


def test_control_characters_and_text_decoded_twice_are_told(town, tmp_path):
    rows = "family_id;payer_name\nF1;Alma\x07Weber\nF2;ZoÃ© Klein\n"
    notices = " ".join(load(town, write(tmp_path / "x", families=rows)).notices)
    assert "caractères de contrôle dans 1 ligne" in notices
    assert "ligne 2)" in notices
    assert "« ZoÃ© Klein » (families.csv, ligne 3)" in notices
    assert load(town, write(tmp_path / "y", families=NAMES)).notices == []
