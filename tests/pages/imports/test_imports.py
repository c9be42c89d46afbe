"""« Imports et rejets » on the city of three families, and a whole import through the page."""

import pytest

from pages.finance.imports import report as import_report
from pages.ui import data
from rattrapage.imports import rejects
from rattrapage.imports.corrections import Counts
from rattrapage.imports.report import FileReport, ImportReport
from tests.pages.reading import words

MANDATES = "mandate_reference;family_id;iban;signed_on"
ACCOUNT = "FR7699999000010000000001234"


@pytest.fixture
def rejected(city):
    """Adds a rejected row, as its text, header and message; gives what the page then shows of it."""

    def add(raw: str, header: str = MANDATES, message: str = "IBAN invalide") -> None:
        row = [1, "mandates", "mandates.csv", 2, "iban", "bad_iban", message, raw, header, None]
        data.ledger().cursor().execute("insert into rejects values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    return add


def shown(open_page) -> list[tuple]:
    frame = open_page("imports", table="mandates").dataframe[0].value
    return list(zip(frame["raw"], frame["message"], strict=True))


def test_rejected_rows_are_listed_with_their_reason(city, open_page):
    app = open_page("imports")
    assert not app.exception
    shown = app.dataframe[0].value
    assert list(shown["message"]) == ["Date illisible : 31/02/2023", "Nom absent"]


def test_rejected_rows_are_filtered_by_reason(city, open_page):
    shown = open_page("imports", motif="missing_value").dataframe[0].value
    assert list(shown["file"]) == ["families.csv"]


def test_nothing_can_be_imported_before_a_file_is_chosen(city, open_page):
    app = open_page("imports")
    assert app.button[0].label == "Importer les fichiers"
    assert app.button[0].disabled


def test_in_a_demonstration_the_reader_is_warned(city, open_page):
    assert "ferme la démonstration" in open_page("imports").warning[0].value
    assert "Aucune ligne rejetée" not in words(open_page("imports"))


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        (ACCOUNT, "FR76 •••• •••• 1234"),
        ("fr76 9999 9000 0100 0000 0001 234", "FR76 •••• •••• 1234"),
        ("FR76\u00a09999-9000-0100-0000-0001-234", "FR76 •••• •••• 1234"),
        ("FR76999990000100000000012349999", "FR76 •••• •••• 9999"),
        ("FRO699999000010000000001234", "FRO6 •••• •••• 1234"),
        ("99999000010000000001234", "9999 •••• •••• 1234"),
        ("FR769999", "••••"),
        ("?", "?"),
    ],
)
def test_no_iban_shows_whole_however_it_was_typed(rejected, open_page, typed, seen):
    rejected(f"M1;F1;{typed};2024-02-01")
    assert shown(open_page) == [(f"M1;F1;{seen};2024-02-01", "IBAN invalide")]


def test_an_iban_is_masked_wherever_it_stands_and_nothing_else_is(rejected, open_page):
    rejected(f"M1,RT0000000001,2024-02-01,{ACCOUNT} ", "a,b,c,comment", f"Valeur illisible : {ACCOUNT.lower()}")
    assert shown(open_page) == [
        ("M1,RT0000000001,2024-02-01,FR76 •••• •••• 1234 ", "Valeur illisible : FR76 •••• •••• 1234")
    ]


def test_the_files_to_correct_keep_the_iban_as_it_came(rejected, tmp_path):
    rejected(f"M1;F1;{ACCOUNT};2024-02-01")
    assert ACCOUNT in rejects.csv_text(data.ledger(), "mandates")[0]
    assert any(ACCOUNT in path.read_text() for path in rejects.write_tables(data.ledger(), tmp_path))


FAMILIES = ("families.csv", b"family_id;payer_name\nFAM8;Weber Noe\nFAM9;Klein Max\n", "text/csv")
STRANGER = ("inconnu.csv", b"a;b\n1;2\n", "text/csv")
SCHOOLS = ("schools.csv", b"school_id\nE1\n", "text/csv")


def dropped(open_page, *files: tuple):
    app = open_page("imports")
    app.file_uploader[0].set_value(list(files))
    return app.run()


def test_only_files_that_can_come_in_are_counted(city, open_page):
    app = dropped(open_page, FAMILIES, STRANGER, SCHOOLS)
    assert (app.button[0].label, app.button[0].disabled) == ("Importer 1 fichier", False)
    rows = app.table[0].value.to_dict("records")
    assert [(row["Fichier"], row["Lignes"]) for row in rows] == [
        ("families.csv", "2"), ("inconnu.csv", "—"), ("schools.csv", "1")
    ]  # fmt: skip
    app = dropped(open_page, STRANGER, SCHOOLS)
    assert (app.button[0].label, app.button[0].disabled) == ("Importer les fichiers", True)


@pytest.mark.parametrize(
    ("counted", "is_good"),
    [((1, 0, 0, 1), False), ((3, 2, 0, 1), True), ((2, 0, 2, 0), True)],
)
def test_an_import_that_took_nothing_and_rejected_rows_is_no_success(city, open_page, counted, is_good):
    app = open_page("imports")
    report = ImportReport(
        tables={"families": Counts(*counted)}, files=[FileReport("f.csv", "families", Counts(*counted), [])]
    )
    app.session_state[import_report.REPORT] = report
    app = app.run()
    said = app.success if is_good else [box for box in app.warning if "démonstration" not in box.value]
    assert [box.value.split(" en ")[0] for box in said] == ["Import terminé"]
    assert bool(app.success) == is_good
