"""Noethys tables: the reference to the cent, and what other databases of the system hold."""

import pytest

from rattrapage.ledger import Ledger
from tests.tools.mappings import Book, read, unchanged, write
from tests.towns import datasets

CHARGES = (
    "IDprestation;IDcompte_payeur;date;categorie;montant_initial;IDactivite;IDtarif;IDfacture;IDfamille;IDindividu;"
    "temps_facture"
)
USES = "IDconso;IDindividu;date;heure_debut;heure_fin;etat;IDprestation;quantite"
TARIFFS = "IDtarif;IDactivite;IDnom_tarif;date_debut;date_fin;methode;categories_tarifs;etats"
LINES = "IDtarif;num_ligne;qf_min;qf_max;montant_unique;montant_min;montant_max;taux;duree_min;duree_max;unite_horaire"
STATES = '"reservation;present;absenti"'
BASE = {
    "familles": ("IDfamille;IDcompte_payeur", "1;101", "2;102"),
    "comptes_payeurs": ("IDcompte_payeur;IDfamille", "101;1", "102;2"),
    "individus": ("IDindividu;nom;prenom", "1;MODÈLE;Ana", "2;EXEMPLE;Luc", "3;MODÈLE;Zoé"),
    "rattachements": ("IDindividu;IDfamille;IDcategorie;titulaire", "1;1;1;1", "2;2;1;1", "3;1;2;0", "3;2;2;0"),
    "quotients": ("IDquotient;IDfamille;date_debut;date_fin;quotient", "1;1;2023-01-01;2023-12-31;450"),
    "activites": ("IDactivite;nom", "1;Multi-accueil"),
    "noms_tarifs": ("IDnom_tarif;nom", "1;Accueil"),
    "factures": (
        "IDfacture;IDcompte_payeur;date_edition;date_echeance;etat",
        "7;101;2023-11-02;;",
        "8;101;2023-11-03;;annulation",
    ),
}


@pytest.fixture
def book(tmp_path, capsys):
    return Book(tmp_path, capsys)


def database(book: Book, **tables: tuple[str, ...]):
    """A database of two families and their child 3, with the tables given added to it."""
    for name, rows in {**BASE, **tables}.items():
        write(book.folder / "base" / f"{name}.csv", *rows)
    return book.folder / "base"


def priced_by(method: str, *lines: str) -> dict[str, tuple[str, ...]]:
    """Tariff 5, of one method, and its price lines."""
    tariff = f"5;1;1;2023-01-01;;{method};1;{STATES}"
    return {"tarifs": (TARIFFS, tariff), "tarifs_lignes": (LINES, *(f"5;{line}" for line in lines))}


def charged(*charges: str, uses: tuple[str, ...] | None = None) -> dict[str, tuple[str, ...]]:
    """Charges `number;date;amount;invoice;family;billed time`, each with a use of an hour and a half, or `uses`."""
    rows, made = [], []
    for charge in charges:
        number, date, amount, invoice, family, time = charge.split(";")
        rows.append(f"{number};10{family};{date};consommation;{amount};1;5;{invoice};{family};3;{time}")
        made.append(f"{number};3;{date};08:00;09:30;present;{number};")
    return {"prestations": (CHARGES, *rows), "consommations": (USES, *(uses or made))}


def cells(book: Book) -> list[tuple]:
    rows = book.reconcile("2023-10", "2023-10")["cells"]
    return [(r["family_id"], r["service"], r["used_quantity"], r["expected"], r["billed"], r["status"]) for r in rows]


def stored(book: Book, sql: str) -> list[tuple]:
    with Ledger(book.path) as ledger:
        return ledger.cursor().execute(sql).fetchall()


@datasets.each_noethys
def test_a_database_meets_the_reference_to_the_cent(book, database):
    tables = database.folder
    notices = book.take("noethys", tables)["notices"]
    months = book.reconcile(database.first, database.last)["family_months"]
    truth = {(r["family_id"], r["month"]): (r["expected"], r["billed"]) for r in read(tables / "truth.csv")}
    assert {(r["family_id"], r["month"]): (r["expected"], r["billed"]) for r in months} == truth
    assert database.notice in notices
    assert unchanged(book.take("noethys", tables))


@pytest.mark.parametrize(
    ("method", "lines", "time", "quantity", "expected"),
    [
        ("duree_coeff_qf", ("0;0;399;1.2;;;;;;01:00", "1;400;9999;2.4;;;;;;01:00"), "07:30", "7.5", "18.00"),
        ("duree_coeff_montant_unique", ("0;;;0.8;;;;;;00:30",), "01:30", "1.5", "2.40"),
        ("duree_coeff_montant_unique", ("0;;;0.35;;;;;;00:20",), "01:40", "5", "1.75"),
        ("duree_coeff_montant_unique", ("0;;;3.0;;;;;;01:00",), "", "2", "6.00"),
    ],
)
def test_a_price_by_time_counts_the_time_billed_else_the_stay_rounded_up(book, method, lines, time, quantity, expected):
    book.take("noethys", database(book, **priced_by(method, *lines), **charged(f"1;2023-10-02;{expected};7;1;{time}")))
    assert cells(book) == [("1", "T5", quantity, expected, expected, "matched")]


def test_a_price_by_length_of_stay_is_a_service_a_band(book):
    tariff = priced_by("duree_montant_unique", "0;;;1.0;;;;00:00;01:00;", "1;;;1.5;;;;01:01;02:00;")
    uses = ("1;3;2023-10-02;08:00;08:40;present;1;", "2;3;2023-10-02;08:30;09:00;present;1;")
    longer = "3;3;2023-10-03;07:00;09:00;absenti;2;"
    charges = charged("1;2023-10-02;1.0;;1;", "2;2023-10-03;1.5;;1;", uses=(*uses, longer))
    book.take("noethys", database(book, **tariff, **charges))
    assert cells(book) == [
        ("1", "T5-0000-0100", "1", "1.00", "0.00", "unbilled"),
        ("1", "T5-0101-0200", "1", "1.50", "0.00", "unbilled"),
    ]


def test_an_event_has_no_price_here_and_is_listed(book):
    tables = database(book, **priced_by("montant_evenement"), **charged("1;2023-10-02;12.0;7;1;"))
    notices = book.take("noethys", tables)["notices"]
    assert cells(book) == [("1", "T5", "1", "0.00", "12.00", "unpriced")]
    assert any("montant_evenement" in notice for notice in notices)


def test_states_decide_what_is_used(book):
    states = ("1;3;2023-10-02;;;attente;1;", "2;3;2023-10-03;;;absentj;2;", "3;3;2023-10-04;;;attente;3;")
    uses = (*states, "4;3;2023-10-04;;;reservation;3;", "5;3;2023-10-05;;;attente;;")
    charges = charged("1;2023-10-02;4;;1;", "2;2023-10-03;4;;1;", "3;2023-10-04;4;;1;", uses=uses)
    notices = book.take("noethys", database(book, **priced_by("montant_unique", "0;;;4.0;;;;;;"), **charges))["notices"]
    assert cells(book) == [("1", "T5", "1", "4.00", "0.00", "unbilled")]
    assert "1 consommations « attente » sans prestation : laissées de côté, aucun tarif ne s'y attache." in notices


def test_a_cancelled_invoice_bills_nothing_and_several_units_multiply(book):
    uses = ("1;3;2023-10-02;;;present;1;3", "2;3;2023-10-03;;;present;2;")
    charges = charged("1;2023-10-02;12.0;7;1;", "2;2023-10-03;4.0;8;1;", uses=uses)
    book.take("noethys", database(book, **priced_by("montant_unique", "0;;;4.0;;;;;;"), **charges))
    assert cells(book) == [("1", "T5", "4", "16.00", "12.00", "underbilled")]


def test_each_family_owes_its_days_of_a_child(book):
    tariff = priced_by("qf", "0;0;399;2;;;;;;", "1;400;599;4;;;;;;", "2;600;9999;6;;;;;;")
    days = ("1;2023-10-02;4;;1;", "2;2023-10-03;6;;2;", "3;2023-10-04;4;;1;", "4;2023-10-04;6;;2;")
    book.take("noethys", database(book, **tariff, **charged(*days)))
    assert cells(book) == [
        ("1", "T5", "2", "8.00", "0.00", "unbilled"),
        ("2", "T5", "1", "6.00", "0.00", "unbilled"),
        ("2", "T5", "1", "6.00", "0.00", "unbilled"),
    ]
    assert stored(book, "select child_id, family_id from children order by 1") == [("3", "1"), ("3-2", "2")]


def test_brackets_rates_and_the_day_a_quotient_ends(book):
    tariff = priced_by("taux_montant_unique", "0;;;;2.0;5.0;0.01;;;")
    quotients = ("IDquotient;IDfamille;date_debut;date_fin;quotient", "1;1;2023-01-01;2023-10-02;450")
    charges = charged("1;2023-10-02;4.5;;1;", "2;2023-10-03;5;;1;")
    book.take("noethys", database(book, **tariff, **charges, quotients=quotients))
    assert cells(book) == [("1", "T5", "2", "9.50", "0.00", "unbilled")]


def test_overlapping_quotients_keep_the_first_one_as_noethys_does(book):
    header = "IDquotient;IDfamille;date_debut;date_fin;quotient"
    rows = ("1;1;2023-01-01;2023-06-30;450", "2;1;2023-05-01;2023-12-31;300", "3;1;2023-02-01;2023-03-31;900")
    notices = book.take("noethys", database(book, quotients=(header, *rows)))["notices"]
    assert stored(
        book, "select valid_from::varchar, valid_to::varchar, quotient::integer from quotients order by 1"
    ) == [
        ("2023-01-01", "2023-07-01", 450),
        ("2023-07-01", "2024-01-01", 300),
    ]
    assert any(notice.startswith("2 quotients") for notice in notices)


def test_a_mandate_with_an_odd_reference_is_rejected_alone(book):
    header = "IDmandat;IDfamille;rum;date;individu_nom;iban;bic;actif"
    good = "1;1;0001;2014-01-01;;FR7699900000010000000000196;ZZZZFRPPXXX;1"
    odd = f"2;2;{'R' * 36};2014-01-01;;FR7699900000020000000000278;ZZZZFRPPXXX;1"
    book.take("noethys", database(book, mandats=(header, good, odd)), status=3)
    assert stored(book, "select mandate_reference, status, origin from mandates") == [("0001", "active", "legacy")]
    assert [(r["table"], r["reason"]) for r in book.rejects()] == [("mandates", "bad_value")]


def test_payments_name_the_invoice_that_gets_most_of_them(book):
    tables = database(
        book,
        **priced_by("montant_unique", "0;;;4.0;;;;;;"),
        **charged("1;2023-10-02;12.0;7;1;", "2;2023-10-03;4.0;8;1;", "3;2023-10-04;4.0;;1;"),
        reglements=("IDreglement;IDcompte_payeur;date;montant", "1;101;2023-11-20;16.0", "2;101;2023-11-21;4.0"),
        ventilation=("IDreglement;IDprestation;montant", "1;1;12.0", "1;2;4.0", "2;3;4.0"),
    )
    book.take("noethys", tables)
    assert stored(book, "select payment_id, invoice_id, amount::varchar from payments order by 1") == [
        ("1", "7", "16.00"),
        ("2", None, "4.00"),
    ]


def test_a_database_without_its_optional_tables_and_a_diet_in_a_name(book):
    tariff = priced_by("montant_unique", "0;;;4.0;;;;;;")
    names = ("IDnom_tarif;nom", "1;Repas Halal")
    tables = database(book, **tariff, **charged("1;2023-10-02;4.0;7;1;"), noms_tarifs=names)
    for name in ("individus", "rattachements", "quotients", "factures"):
        (tables / f"{name}.csv").unlink()
    result = book.take("noethys", tables, status=3)
    assert cells(book) == [("1", "T5", "1", "4.00", "0.00", "unbilled")]
    assert stored(book, "select payer_name from families where family_id = '1'") == [("Famille 1",)]
    assert result["tables"]["invoice_lines"]["rejected"] == 1
    assert b"halal" not in (book.bytes() + book.err.encode() + book.out.encode()).lower()
