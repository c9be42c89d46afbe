"""« Pointages reçus » on the city of three families."""

import json

from pages.ui import data
from tests.pages.reading import metrics, words


def test_the_days_of_a_school_need_no_mouse(city, open_page):
    app = open_page("pointages", "department", ecole="E2")
    assert "École des Prés : 1 jour sans pointage : Repas le 07/11/2023." in words(app)
    assert "École du Lac : aucun jour ne manque." in words(open_page("pointages", "department", ecole="E1"))
    assert "Sélectionnez une case" in words(open_page("pointages", "department", ecole="rien"))


def test_days_that_did_not_come_are_counted_and_listed(city, open_page):
    app = open_page("pointages", "department")
    assert metrics(app) == {
        "Jours attendus": "4", "Jours reçus": "3", "Jours inconnus": "1", "Écoles concernées": "1",
    }  # fmt: skip
    (row,) = app.dataframe[0].value.to_dict("records")
    assert (row["school"], row["label"], row["days"]) == ("École des Prés", "Repas", 1)


def test_a_day_that_did_not_come_is_told_with_the_last_file_of_its_school(city, open_page):
    cursor = data.ledger().cursor()
    cursor.execute("update children set school_id = 'E2' where child_id = 'C2'")
    cursor.execute(
        "insert into attendance (attendance_id, child_id, service, date, import_id) "
        "values ('A1', 'C2', 'REPAS', '2023-11-06', 1), ('A2', 'C2', 'REPAS', '2023-11-07', 2)"
    )
    for file in ((1, "old.csv", 4), (2, "semaine-45.csv", 2), (2, "semaine-46.csv", 1), (2, "vide.csv", 0)):
        cursor.execute(
            "insert into import_files (import_id, table_name, file, accepted) values (?, 'attendance', ?, ?)", file
        )
    (row,) = open_page("pointages", "department").dataframe[0].value.to_dict("records")
    assert row["file"] == "semaine-45.csv et 1 autre"


def written(app) -> list[str]:
    """The texts of the cells of the page's map."""
    spec = json.loads(app.get("plotly_chart")[0].proto.spec)
    return [text for trace in spec["data"] for text in trace["text"]]


def test_the_number_stands_in_each_cell_of_the_days_even_where_nothing_is_missing(city, open_page):
    assert sorted(written(open_page("pointages", "department"))) == ["1/2", "2/2"]
    data.ledger().cursor().execute("update run_days set received = false where school_id = 'E2'")
    assert sorted(written(open_page("pointages", "department"))) == ["0/2", "2/2"]
