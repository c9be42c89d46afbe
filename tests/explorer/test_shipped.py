"""The queries that come with the program find what they say."""

import datetime as dt
from decimal import Decimal

from rattrapage import queries
from rattrapage.explorer import explorer
from rattrapage.explorer.explorer import Refused
from rattrapage.ledger import Ledger
from tests.explorer.acting import rows
from tests.towns import cities, explorers


def test_every_shipped_query_is_a_page_even_on_an_empty_ledger(book, tmp_path):
    from pages.shell.shell import MENU

    roles = {entry.url: entry.roles for entry in MENU}
    with Ledger(tmp_path / "vide.duckdb") as empty:
        for ledger in (book, empty):
            files = [(path, audience) for audience in explorer.VIEWERS for path in explorer.files(audience)]
            found = [explorer.load(path, audience, explorers.audiences(ledger), roles) for path, audience in files]
            assert [query for query in found if isinstance(query, Refused)] == []
            assert len(found) >= 12


def shipped(book, audience, name, **values) -> list[dict]:
    from pages.shell.shell import MENU

    roles = {entry.url: entry.roles for entry in MENU}
    path = queries.FOLDER / audience / f"{name}.sql"
    return rows(book, explorer.load(path, audience, explorers.audiences(book), roles), **values)


def test_the_shipped_queries_find_what_they_say(book):
    never = shipped(book, "finance", "jamais-facturees")
    assert never == []  # FAM1 was billed in October
    over = shipped(book, "finance", "surfacturees")
    assert [(row["family_id"], row["over"], row["remaining"]) for row in over] == [("FAM2", Decimal(10), 0)]
    twice = shipped(book, "finance", "facture-deux-fois")
    assert [(row["family_id"], row["twice"]) for row in twice] == [("FAM2", Decimal(10))]
    (unpriced,) = shipped(book, "finance", "sans-tarif")
    assert (unpriced["label"], unpriced["month"], unpriced["priced"]) == ("Repas", "2023-10", Decimal(5))
    (days,) = shipped(book, "department", "jours-inconnus")
    assert (days["school"], days["unknown"], days["expected"], str(days["share"])) == ("École des Prés", 1, 2, "0.5000")
    schools = shipped(book, "department", "ecoles-services", mois=["2023-11"])
    assert (schools[0]["school"], schools[0]["remaining"]) == ("École du Lac", Decimal(120))


def test_never_billed_families_are_those_without_any_billed_line(tmp_path):
    with Ledger(cities.build(tmp_path / "autre.duckdb", more_families=3)) as book:
        found = shipped(book, "finance", "jamais-facturees", minimum=Decimal(0))
        assert [(row["family_id"], row["gap"]) for row in found] == [(f"FAM{n}", Decimal(1)) for n in (4, 5, 6)]
        assert len(shipped(book, "finance", "jamais-facturees", minimum=Decimal(0), nom="famille 5")) == 1


def test_an_exempt_family_that_was_billed_is_found_in_its_months_only(book):
    with book.write("test", "exonération") as cursor:
        columns = "family_id, child_id, service, valid_from, valid_to, reason"
        sql = f"insert into exemptions ({columns}) values (?, ?, ?, ?, ?, ?)"
        cursor.execute(sql, ["FAM2", None, "REPAS", dt.date(2023, 11, 20), None, "délibération"])
        cursor.execute(sql, ["FAM1", None, None, dt.date(2023, 11, 1), None, "délibération"])
    (row,) = shipped(book, "finance", "exemptees-facturees")
    assert (row["family_id"], row["month"], row["billed"]) == ("FAM2", "2023-11", Decimal(60))
    with book.write("test", "fin") as cursor:
        cursor.execute("update exemptions set valid_from = '2023-12-01'")
    assert shipped(book, "finance", "exemptees-facturees") == []


def test_stale_quotients_are_told_apart(book):
    with book.write("test", "quotients") as cursor:
        cursor.execute(
            "insert into quotients values ('FAM1', '2022-01-01', null, 612, 1), ('FAM2', '2023-10-01', null, 900, 1)"
        )
        cursor.execute("insert into quotients values ('FAM3', '2023-09-01', '2023-10-01', 300, 1)")
    found = shipped(book, "finance", "quotients-anciens", jour=dt.date(2023, 12, 1), age="12")
    assert {row["family_id"]: row["state"] for row in found} == {"FAM1": "plus de 12 mois", "FAM3": "échu"}
    before = shipped(book, "finance", "quotients-anciens", jour=dt.date(2021, 12, 1), age="12")
    assert {row["state"] for row in before} == {"inconnu"}


def test_brackets_take_the_quotient_of_the_month_and_the_highest_without_one(book):
    with book.write("test", "tranches") as cursor:
        cursor.execute("insert into quotients values ('FAM1', '2023-01-01', null, 300, 1)")
        for low in (0, 500):
            sql = "insert into tariffs (service, qf_min, valid_from, price) values ('REPAS', ?, '2023-01-01', 5)"
            cursor.execute(sql, [low])
    found = shipped(book, "finance", "tranches", service="REPAS")
    assert [(row["low"], row["families"], row["remaining"]) for row in found] == [(0, 1, 120), (500, 2, 0)]


def test_the_delay_runs_from_the_end_of_the_month_of_use(book):
    with book.write("test", "factures") as cursor:
        cursor.execute(
            "insert into invoices values ('I1', 'FAM1', '2023-12-15', null, 'invoice', 'issued', 'ordinary', 1)"
        )
        cursor.execute("insert into invoice_lines values ('I1', '1', 'C1', 'REPAS', '2023-10', 20, 5, 100, 1)")
    (row,) = shipped(book, "department", "delai-facturation")
    assert (row["mean_delay"], row["worst_delay"], row["amount"]) == (45, 45, Decimal(100))
