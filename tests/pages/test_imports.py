"""« Imports et rejets » on the city of three families, and a whole import through the page."""

from tests.pages.reading import words


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
