"""The downloads: what French spreadsheets read, formulas made harmless, one journal row each, none when unbalanced."""

import datetime as dt
import io
import json
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import data, sheets
from pages.ui.columns import Column
from pages.ui.downloads import Download
from rattrapage.access.guard import demo_visitor
from rattrapage.errors import Refusal
from tests.towns import cities

COLUMNS = {
    "name": Column("Redevable"),
    "month": Column("Mois", "month"),
    "gap": Column("Écart", "euro"),
    "used": Column("Quantité", "number"),
    "share": Column("Taux", "percent"),
    "status": Column("Statut", "status"),
}
NOTHING = {"months": [], "statuses": [], "causes": [], "service": None, "school": None, "text": None, "minimum": 0}


@pytest.fixture
def table() -> pa.Table:
    return pa.table(
        {
            "name": ['=HYPERLINK("x")', "Lenoir; Zoé"],
            "month": [dt.date(2023, 11, 1), None],
            "gap": pa.array([Decimal("-3.20"), Decimal("1234.50")], pa.decimal128(18, 2)),
            "used": pa.array([Decimal("7.50"), Decimal("13.00")], pa.decimal128(18, 2)),
            "share": pa.array([Decimal("0.843"), None], pa.decimal128(18, 3)),
            "status": ["unbilled", "matched"],
        }
    )


def test_the_csv_is_what_a_french_excel_opens(table):
    assert sheets.csv_bytes(table, COLUMNS).decode("utf-8") == (
        "\ufeffRedevable;Mois;Écart;Quantité;Taux;Statut\r\n"
        '"\'=HYPERLINK(""x"")";11/2023;-3,20;7,5;0,843;○ Non facturé\r\n'
        '"Lenoir; Zoé";;1234,50;13;;✓ Conforme\r\n'
    )


def test_the_workbook_has_real_dates_and_numbers(table):
    sheet = openpyxl.load_workbook(io.BytesIO(sheets.excel_bytes(table, COLUMNS, "Écarts"))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Redevable", "Mois", "Écart", "Quantité", "Taux", "Statut")
    assert rows[1] == ('\'=HYPERLINK("x")', dt.datetime(2023, 11, 1), -3.2, 7.5, 0.843, "○ Non facturé")
    assert rows[2] == ("Lenoir; Zoé", None, 1234.5, 13, None, "✓ Conforme")
    assert sheet["A2"].data_type == "s"
    assert sheet["C2"].number_format == '#,##0.00" €"'
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F3"


@pytest.mark.parametrize(
    ("values", "form"),
    [
        (["1", "2"], "#,##0"),
        (["1.50", "2"], "#,##0.0"),
        (["1.25", None], "#,##0.00"),
        ([None], "#,##0"),
        (["12345678901234567890.5"], "#,##0.0"),
    ],
)
def test_a_number_has_the_decimals_its_column_needs_and_no_lonely_comma(values, form):
    column = pa.array([value and Decimal(value) for value in values], pa.decimal128(38, 4))
    content = sheets.excel_bytes(pa.table({"n": column}), {"n": Column("Nombre", "number")}, "Nombres")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert {cell.number_format for (cell,) in sheet.iter_rows(min_row=2) if cell.value is not None} <= {form}
    assert not form.endswith("#")
    whole = sheets.excel_bytes(pa.table({"n": [3]}), {"n": Column("Nombre", "number")}, "Nombres")
    assert openpyxl.load_workbook(io.BytesIO(whole)).active["A2"].number_format == "#,##0"


def test_a_long_number_loses_no_digit_in_the_csv():
    column = pa.array([Decimal("123456789012345678901234567890.10")], pa.decimal128(38, 2))
    lines = sheets.csv_bytes(pa.table({"n": column}), {"n": Column("Nombre", "number")}).decode().splitlines()
    assert lines[1] == "123456789012345678901234567890,1"


def download(**filters) -> Download:
    scope = data.Scope(data.ledger(), "pages/discrepancies", **{**NOTHING, **filters})
    columns = {"family_id": Column("Famille"), "gap": Column("Écart", "euro")}
    return Download("ecarts", "Écarts", scope, "by_family", columns, demo_visitor("finance"))


def test_a_download_holds_every_row_of_the_filters(db):
    cities.build(db, more_families=600)
    assert len(download().csv().splitlines()) == 1 + 603


def test_each_download_is_written_in_the_journal_without_the_name_searched(city):
    download(text="Brumecourt").csv()
    actor, action, subject, details = (
        data.ledger()
        .cursor()
        .execute("select actor, action, subject, details from journal order by seq")
        .fetchall()[-1]
    )
    assert (actor, action, subject) == ("démonstration (finances)", "téléchargement", "ecarts.csv")
    assert json.loads(details) == {"rows": 1, "filters": {"text": "…"}}


def test_what_does_not_balance_is_not_written(city):
    cities.unbalance(city)
    with pytest.raises(Refusal, match="ne tombent pas juste"):
        download().excel()


def test_a_lost_row_does_not_balance(city):
    with data.ledger().write("test", "fraude") as cursor:
        cursor.execute("delete from run_cells where family_id = 'FAM1' and month = '2023-11'")
    with pytest.raises(Refusal, match="ne tombent pas juste"):
        download().csv()


def many(rows: int, columns: int):
    from pages.ui import tables

    shown = [{f"Colonne {place}": rf"a\*b {number}" for place in range(columns)} for number in range(rows)]
    tables.small(shown, alt="essai")


def test_a_table_that_grows_long_or_wide_is_a_grid_of_the_same_words():
    for rows, columns, kind in ((29, 13, "table"), (30, 2, "dataframe"), (2, 14, "dataframe")):
        app = AppTest.from_function(many, kwargs={"rows": rows, "columns": columns}).run()
        (shown,) = getattr(app, kind)
        assert shown.value.shape == (rows, columns)
        assert shown.value.iloc[1, 0] == ("a*b 1" if kind != "table" else r"a\*b 1")
