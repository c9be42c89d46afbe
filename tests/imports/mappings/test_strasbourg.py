"""The City's own extracts: the reference to the cent, and the traps of their labels, months, counts and diets."""

import csv

import pytest
import python_calamine

from rattrapage import queries
from rattrapage.ledger import Ledger
from tests.tools.mappings import Book, read, unchanged, write
from tests.towns import datasets

CANTEEN = "N° FAM;QF;N° PER;REPAS;MOIS;NOMBRE"
ACTIVITIES = "Activite;UNITE;N° FAM;QF;N° PER;MOIS;NOMBRE"
DIETS = ("halal", "sans porc")


@pytest.fixture
def book(tmp_path, capsys):
    return Book(tmp_path, capsys)


def canteen(book: Book, *rows: str, folder: str = "in"):
    return write(book.folder / folder / "cantine.csv", CANTEEN, *rows, encoding="cp1252")


def activities(book: Book, *rows: str, folder: str = "in"):
    return write(book.folder / folder / "activites.csv", ACTIVITIES, *rows, encoding="cp1252")


def stored(book: Book, columns: str, table: str) -> list[tuple]:
    with Ledger(book.path) as ledger:
        return ledger.cursor().execute(f"select {columns} from {table} order by all").fetchall()


def counts(book: Book) -> list[tuple]:
    rows = stored(book, "child_id, strftime(date, '%Y-%m'), service, status, quantity::varchar", "attendance")
    return [(*row[:4], row[4].removesuffix(".00")) for row in rows]


def as_french_csv(workbook, path):
    """The same sheet as the office suite saves it: Windows-1252, `;`, decimal commas, days first."""
    sheet = python_calamine.CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows([map(_cell, row) for row in sheet])
    return path


def _cell(value) -> str:
    if hasattr(value, "strftime"):
        return value.strftime("%d/%m/%Y")
    return f"{value:.2f}".replace(".00", "").replace(".", ",") if isinstance(value, float) else value


@datasets.each_extract
def test_the_extracts_meet_the_reference_to_the_cent(book, tmp_path, extract):
    extracts = datasets.extracts(extract, tmp_path)
    book.take("strasbourg", extracts / "cantine.xlsx", extracts / "activites.xlsx")
    months = book.reconcile("2023-09", "2024-01")["family_months"]
    truth = {(row["family_id"], row["month"]): row["expected"] for row in read(extracts / "truth.csv")}
    assert {(row["family_id"], row["month"]): row["expected"] for row in months} == truth
    assert {row["status"] for row in months} == {"unbilled"}


@datasets.each_extract
def test_the_same_extracts_as_french_csv_change_nothing(book, tmp_path, extract):
    extracts = datasets.extracts(extract, tmp_path)
    book.take("strasbourg", extracts / "cantine.xlsx", extracts / "activites.xlsx")
    files = [as_french_csv(extracts / f"{name}.xlsx", book.folder / f"{name}.csv") for name in ("cantine", "activites")]
    assert unchanged(book.take("strasbourg", *files))


@datasets.each_extract
def test_an_extract_sent_in_both_file_types_at_once_counts_once(book, tmp_path, extract):
    workbook = datasets.extracts(extract, tmp_path) / "cantine.xlsx"
    book.take("strasbourg", workbook)
    assert unchanged(book.take("strasbourg", workbook, as_french_csv(workbook, book.folder / "cantine.csv")))


def test_meals_of_one_price_are_added_up_and_labels_vary(book):
    file = canteen(
        book,
        "1;410;10;Standard avec résa;2023-09;3",
        "1;410;10;Halal avec résa;01/09/2023;2,5",
        "1;410;10;Sans  Porc  sans résa ;sept-23;1",
        "1;410;10;VÉGÉTARIEN avec résa;octobre 2023;1 000",
        "1;410;10;Panier avec résa;09/2023;4",
    )
    book.take("strasbourg", file)
    assert counts(book) == [
        ("10", "2023-09", "REPAS_PAI", "present", "4"),
        ("10", "2023-09", "REPAS_STANDARD", "present", "5.50"),
        ("10", "2023-09", "REPAS_STANDARD", "unbooked", "1"),
        ("10", "2023-10", "REPAS_VEGETARIEN", "present", "1000"),
    ]


def test_a_monthly_fee_depends_on_both_sides_of_the_day(book):
    file = activities(
        book,
        "APM;Matin;1;410;10;2023-09;9",
        "APM;Soir;1;410;10;2023-09;1",
        "APM ;Matin;1;410;10;2023-10;9",
        "APM;Soir;1;410;10;2023-10;0",
    )
    book.take("strasbourg", file)
    cells = book.reconcile("2023-09", "2023-10")["cells"]
    assert [(c["month"], c["service"], c["used_quantity"], c["expected"]) for c in cells] == [
        ("2023-09", "APM", "1", "11.95"),
        ("2023-10", "APM_PARTIEL", "1", "5.98"),
    ]


def test_a_longer_extract_corrects_the_fee_of_a_month_cut_short(book):
    book.take("strasbourg", activities(book, "APM;Matin;1;410;10;2023-09;9"))
    longer = activities(book, "APM;Matin;1;410;10;2023-09;9", "APM;Soir;1;410;10;2023-09;8", folder="later")
    book.take("strasbourg", longer)
    assert counts(book) == [("10", "2023-09", "APM", "present", "1")]


def test_a_longer_extract_leaves_what_it_repeats(book):
    first = ["1;410;10;Standard avec résa;2023-09;3", "1;510;10;Halal avec résa;2023-10;2"]
    book.take("strasbourg", canteen(book, *first))
    longer = canteen(book, "2;900;11;Standard avec résa;2023-09;1", *first, "1;300;10;Panier avec résa;2023-11;2")
    assert book.take("strasbourg", longer)["tables"]["attendance"] == {
        "read": 4,
        "accepted": 2,
        "unchanged": 2,
        "rejected": 0,
        "withdrawn": 0,
    }
    assert stored(book, "family_id, valid_from::varchar, quotient::varchar", "quotients") == [
        ("1", "2023-09-01", "410.00"),
        ("1", "2023-10-01", "510.00"),
        ("1", "2023-11-01", "300.00"),
        ("2", "2023-09-01", "900.00"),
    ]


def test_the_day_centre_and_labels_without_a_price(book):
    file = activities(
        book,
        "AL Mercredi  - Présence journée;J;1;410;10;2023-09;2",
        "AL Mercredi ;1/2J;1;410;10;2023-09;1",
        "AL Mercredi;R;1;410;10;2023-09;3",
        "AL Mercredi;P;1;410;10;2023-09;4",
        "Alerte Météo;J;1;410;10;2023-09;1",
        "Alerte  Météo ;J;1;410;10;2023-09;1",
    )
    book.take("strasbourg", file)
    cells = book.reconcile("2023-09", "2023-09")["cells"]
    assert {c["service"]: (c["used_quantity"], c["expected"], c["status"]) for c in cells} == {
        "ACT_ALERTE_METEO_J": ("2", "0.00", "unpriced"),
        "ALM_DEMI": ("1", "2.13", "unbilled"),
        "ALM_JOUR": ("2", "5.68", "unbilled"),
        "REPAS_PAI": ("4", "3.00", "unbilled"),
        "REPAS_STANDARD": ("3", "4.50", "unbilled"),
    }
    assert stored(book, "label", "services where category = 'autre'") == [("Alerte Météo (J)",)]


def test_each_family_owes_its_months_of_a_child_and_the_lowest_of_two_quotients_counts(book):
    file = canteen(
        book,
        "1;410;10;Standard avec résa;2023-09;1",
        "1;411;10;Panier avec résa;2023-09;1",
        "2;2051;10;Standard avec résa;2023-09;1",
        "2;2051;10;Standard avec résa;2023-10;1",
        "3;;12;Standard avec résa;2023-10;1",
    )
    notices = book.take("strasbourg", file)["notices"]
    months = book.reconcile("2023-09", "2023-10")["family_months"]
    assert [(m["family_id"], m["month"], m["expected"]) for m in months] == [
        ("1", "2023-09", "2.25"),
        ("2", "2023-09", "6.90"),
        ("2", "2023-10", "6.90"),
        ("3", "2023-10", "6.90"),
    ]
    assert any("plusieurs quotients" in notice for notice in notices)
    assert any("« activites » n'est pas dans cet envoi" in notice for notice in notices)


def test_what_cannot_be_read_is_rejected_with_its_line_and_cured_at_the_source(book):
    good = "1;410;10;Standard avec résa;2023-09;3"
    bad = ("1;410;10;Halal avec résa;2023-10;1..2", "1;410;11;Standard avec résa;2023-13;1", "1;410;;Panier;2023-09;1")
    book.take("strasbourg", canteen(book, good, *bad, "1;410;12;Standard avec résa;2023-09;-2"), status=3)
    assert [(r["table"], r["line"], r["column"], r["reason"]) for r in book.rejects()] == [
        ("attendance", "3", "quantity", "bad_number"),
        ("attendance", "4", "date", "bad_date"),
        ("attendance", "5", "child_id", "missing_value"),
        ("attendance", "6", "quantity", "negative_quantity"),
    ]
    cured = canteen(book, good, "1;410;10;Halal avec résa;2023-10;12", "1;410;12;Standard avec résa;2023-09;2")
    assert book.take("strasbourg", cured)["tables"]["attendance"]["accepted"] == 2
    assert [row["line"] for row in book.rejects()] == ["4", "5"]


def test_a_diet_leaves_no_trace_not_even_from_a_shifted_or_unknown_row(book):
    file = canteen(
        book,
        "1;410;10;Halal avec résa;2023-09;3",
        "1;410;10;Sans Porc sans résa;2023-09;3",
        "1;410;10;Sans viande avec résa;2023-09;3",
        "Halal avec résa;410;10;1;2023-09;3",
        "1;Halal avec résa;10;1;2023-12;3",
        "1;410;Halal;1;2023-09;3",
        "1;410;10;1;Sans Porc avec résa;3",
        "1;410;10;1;2023-09;Sans Porc avec résa",
    )
    other = activities(book, "Repas halal;J;1;410;10;2023-09;1", "Sortie;Sans Porc;1;410;10;2023-09;1")
    book.take("strasbourg", file, other, status=3)
    book.rejects()
    book.run("rejects", "--out", book.folder / "rejects.csv", "--tables", book.folder / "tables")
    book.reconcile("2023-09", "2023-12")
    written = [path.read_text(encoding="utf-8") for path in book.folder.glob("*/*.csv") if path.parent.name != "in"]
    seen = (book.out + book.err + "".join(written) + (book.folder / "rejects.csv").read_text()).lower()
    disk = book.bytes().lower()
    for word in (*DIETS, "sans viande"):
        assert word not in seen
        assert word.encode() not in disk
    assert ("REPAS_AUTRE", "Autre repas") in stored(book, "service, label", "services")


def test_names_and_prices_that_the_ledger_knows_are_kept(book):
    extract = canteen(book, "1;410;10;Standard avec résa;2023-09;3")
    book.take("strasbourg", extract)
    names = write(book.folder / "families.csv", "family_id;payer_name;payment_method", "1;Mme Modèle;direct_debit")
    voted = write(
        book.folder / "tariffs.csv",
        "service;resident;qf_min;qf_max;valid_from;valid_to;price",
        "REPAS_STANDARD;true;0;411;2023-09-01;2024-09-01;1,60",
    )
    book.run("import", names, voted)
    assert unchanged(book.take("strasbourg", extract))
    assert stored(book, "payer_name, payment_method", "families") == [("Mme Modèle", "direct_debit")]
    assert [row["expected"] for row in book.reconcile("2023-09", "2023-09")["cells"]] == ["4.80"]


def test_the_voted_table_comes_with_the_extracts(book):
    book.take("strasbourg", canteen(book, "1;410;10;Standard avec résa;2023-09;3"))
    assert len(stored(book, "service", "tariffs")) == len(read(queries.DATA / "tariffs.csv"))
