"""The explorer's loader: a good file is a query, a file that is none is refused."""

from decimal import Decimal

from rattrapage.explorer import explorer
from rattrapage.explorer.explorer import Query
from tests.explorer.acting import refusal, rows
from tests.towns import explorers
from tests.towns.explorers import GOOD, HEAD


def test_a_good_file_is_a_query_with_its_columns_and_answers(book, folder):
    query = explorers.load(book, folder.add(GOOD))
    assert isinstance(query, Query)
    assert (query.url, query.head.title) == ("q-finance-essai", "Restes")
    assert query.columns == {"month": ("Mois", "month"), "gap": ("Reste", "euro")}
    assert rows(book, query) == [
        {"month": "2023-10", "gap": Decimal("0.00")},
        {"month": "2023-11", "gap": Decimal("80.00")},
    ]
    assert rows(book, query, service="REPAS")[1]["gap"] == Decimal("110.00")


def test_a_value_is_bound_and_never_pasted(book, folder):
    query = explorers.load(book, folder.add(GOOD))
    assert rows(book, query, service="REPAS' or '1'='1") == []
    assert rows(book, query, service="'; drop table cells; --") == []


def test_only_the_files_of_the_folder_itself_are_pages(folder):
    folder.add(GOOD)
    folder.add(GOOD, name=".cache.sql")
    folder.add(GOOD, name="notes.txt")
    assert [path.name for path in explorer.files("finance")] == ["essai.sql"]


def test_a_file_that_is_not_text_or_badly_named_is_refused(book, folder):
    assert "ligne 2 : ce fichier n'est pas en UTF-8" in refusal(book, folder, b"-- ok\n-- \xe9t\xe9")
    assert "nom de fichier refusé" in refusal(book, folder, GOOD, name="Été 2023.sql")
    assert "caractère de contrôle" in refusal(book, folder, f"{HEAD}select 'a\x00b' as a")
    assert "requête trop longue" in refusal(book, folder, f"{HEAD}select 1 as a --{'x' * 60_000}")


def test_a_drill_is_refused_to_an_audience_that_may_not_open_it(book, folder):
    text = f'{HEAD}-- drill = {{page = "ecarts", params = {{mois = "month"}}}}\nselect month from months'
    assert "possibles : facturation" in refusal(book, folder, text, "department")
    assert "possibles : aucune" in refusal(book, folder, text, "council")


def test_files_from_other_systems_are_read(book, folder):
    assert isinstance(explorers.load(book, folder.add(b"\xef\xbb\xbf" + GOOD.encode())), Query)
    assert isinstance(explorers.load(book, folder.add(GOOD.replace("\n", "\r\n"))), Query)
