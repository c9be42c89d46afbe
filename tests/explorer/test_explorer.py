"""The explorer's loader: each check in its order, each fault one French line with its file and line."""

import datetime as dt
import re
from decimal import Decimal

import duckdb
import pytest

from rattrapage import queries
from rattrapage.explorer import columns as explorer_columns
from rattrapage.explorer import explorer, faults
from rattrapage.explorer.explorer import Query, Refused
from rattrapage.ledger import Ledger
from tests.towns import cities, explorers
from tests.towns.explorers import GOOD, HEAD

FILE = "queries/finance/essai.sql, ligne "


@pytest.fixture
def book(tmp_path):
    with Ledger(cities.build(tmp_path / "ville.duckdb")) as ledger:
        yield ledger


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "queries").mkdir()
    return explorers.Folder(tmp_path / "queries", monkeypatch)


def rows(book, query: Query, **values) -> list[dict]:
    with explorers.audiences(book).open(query.audience) as sandbox:
        return explorer.run(sandbox, query.head, query.text, values).to_pylist()


def refusal(book, folder, text, audience="finance", name="essai.sql") -> str:
    found = explorers.load(book, folder.add(text, audience, name), audience)
    assert isinstance(found, Refused)
    assert "\n" not in found.reason
    return found.reason


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


def parameter(told: str, sql: str = "select $a as a") -> str:
    """A query with one parameter."""
    return f"{HEAD}-- params.a = {{{told}}}\n{sql}"


def also(line: str, sql: str = "select 1 as a") -> str:
    """A query with one more line of head, its third."""
    return f"{HEAD}-- {line}\n{sql}"


HEADS = [
    ("select 1 as a", 1, "il manque l'en-tête"),
    ('-- title = "A"\nselect 1', 1, "doit donner description"),
    ('-- title = ""\n-- description = "x"\nselect 1', 1, "doit donner title"),
    ('-- title = "A\n-- description = "x"\nselect 1', 1, "en-tête illisible"),
    (also('title = "B"'), 3, "écrite deux fois"),
    (also('auteur = "x"'), 3, "clé inconnue : auteur"),
    (also("params = 3"), 3, "entre accolades"),
    (parameter('widget = "slider"'), 3, "widget inconnu « slider »"),
    (parameter('widget = "text", size = 3'), 3, "clé inconnue : params.a.size"),
    (parameter('widget = "text", label = 3'), 3, "label doit être un texte"),
    (also('params.A = {widget = "text"}', "select $A"), 3, "minuscules"),
    (also('params.role = {widget = "text"}', "select $role"), 3, "nom réservé"),
    (parameter('widget = "select"'), 3, "demande options_sql"),
    (parameter('widget = "text", options_sql = "select 1"'), 3, "ne vaut que pour"),
    (parameter('widget = "multi", options_sql = "select 1", default = "x"'), 3, "pas de default"),
    (parameter('widget = "select", options_sql = "select 1", default = "1", all = "T"'), 3, "ne vont pas ensemble"),
    (parameter('widget = "date", default = "31/12/2023"'), 3, "une date"),
    (parameter('widget = "month", default = "2023-13"'), 3, "un mois"),
    (parameter('widget = "amount", default = "-3"'), 3, "un montant"),
    (parameter('widget = "text", default = 3'), 3, "un texte"),
    (parameter('widget = "toggle", default = "oui"'), 3, "true ou false"),
    (also('columns.a = {format = "dollar"}'), 3, "format inconnu « dollar »"),
    (also("columns.a = {width = 3}"), 3, "clé inconnue : columns.a.width"),
    (also('chart = {kind = "pie", x = "a", y = "a"}'), 3, "graphique inconnu « pie »"),
    (also('chart = {kind = "bar", x = "a"}'), 3, "x et y"),
    (also('chart = {kind = "bar", x = "a", y = "a", z = "a"}'), 3, "clé inconnue : chart.z"),
    (also('drill = {page = "ecarts", params = {mois = 3}}'), 3, "drill"),
]
SERVICES = 'widget = "select", options_sql ='
ANSWERS = [
    (f"{HEAD}select 1 as a; select 2", 3, "un seul SELECT"),
    (f"{HEAD}delete from cells", 3, "un seul SELECT"),
    (f"{HEAD}-- # rien", 3, "un seul SELECT"),
    (f"{HEAD}select month,\n from from cells", 4, "erreur de syntaxe près de « from »"),
    (f"{HEAD}select month,\n  'abc from cells", 4, "n'est pas fermé"),
    (f"{HEAD}select 1 as a,\n  $x as b", 1, "ajoutez params.x"),
    (parameter('widget = "text"', "select 1 as a"), 3, "n'emploie pas $a"),
    (f"{HEAD}select 1 as a\nfrom nulle_part", 4, "table inconnue ou fermée à ce public : « nulle_part »"),
    (f"{HEAD}select 1 as a,\n  absente\nfrom cells", 4, "colonne inconnue : « absente »"),
    (f"{HEAD}select month,\n  sum(gap) as g from cells", 3, "ajoutez-la à group by"),
    (f"{HEAD}select month::integer as m\nfrom cells", 3, "ne peut pas être convertie"),
    (parameter(f'{SERVICES} "select x from services"'), 3, "colonne inconnue"),
    (parameter(f"{SERVICES} \"from '/etc/passwd'\""), 3, "fermée à ce public"),
    (parameter('widget = "month", options_sql = "select service from services"'), 3, "des mois"),
    (also('columns.b = {format = "text"}'), 3, "columns : la requête ne rend pas de colonne « b »"),
    (also('chart = {kind = "bar", x = "a", y = "b"}'), 3, "chart : la requête ne rend pas"),
    (also('drill = {page = "ecarts", params = {mois = "b"}}'), 3, "drill : la requête ne rend pas"),
    (also('chart = {kind = "bar", x = "a", y = "b"}', "select 1 as a, 'x' as b"), 3, "doit être un nombre"),
    (also('drill = {page = "paie", params = {mois = "a"}}'), 3, "page « paie » inconnue"),
    (f"{HEAD}select gap from cells", 1, "nombre décimal sans format"),
    (also('columns.g = {format = "euro"}', "select avg(gap) as g from cells"), 3, "nombre flottant"),
    (also('columns.g = {format = "euro"}', "select 'x' as g"), 3, "le format euro ne convient pas"),
    (f"{HEAD}select list(month) as g from cells", 1, "convertissez-la en texte"),
    (f"{HEAD}select 1 as a, 2 as a", 3, "deux colonnes s'appellent « a »"),
    (also('columns.a = {label = "b"}', "select 1 as a, 2 as b"), 3, "même libellé"),
]


@pytest.mark.parametrize(("text", "line", "words"), [*HEADS, *ANSWERS])
def test_each_fault_is_one_french_line_with_its_file_and_line(book, folder, text, line, words):
    reason = refusal(book, folder, text)
    assert reason.startswith(f"{FILE}{line} : ")
    assert words in reason


MISTAKES = [
    ("select month from cells where sum(gap) > 0", "pas d'agrégat (sum, count…) dans WHERE"),
    ("select month from cells where row_number() over () = 1", "pas de fonction de fenêtre dans WHERE"),
    ("select sum(sum(gap))::integer as s from cells", "un agrégat dans un agrégat"),
    ("select month from cells group by sum(gap)", "dans group by"),
    ("select month from cells union select month, gap from cells", "n'ont pas le même nombre de colonnes"),
    ("select (select service from services) as s from cells", "rend plusieurs lignes là où il en faut une"),
    ("select (select 1, 2) as s", "rend 2 colonnes là où il en faut une"),
    ("select substr(gap) as s from cells", "fonction « substr » : ses arguments"),
    ("select month + 1 as s from cells", "fonction « + » : ses arguments"),
    ("select month from cells order by 7", "ORDER : ce numéro de colonne n'est pas entre 1 et 1"),
    ("select month from cells group by 7", "GROUP BY : ce numéro de colonne n'est pas entre 1 et 1"),
    ('select "month", sum(gap) as g from cells', "colonne « month » : ajoutez-la à group by"),
    ("select cells.month, sum(gap) as g from cells", "colonne « month » : ajoutez-la à group by"),
    ("select row_number() as n from cells", "fonction inconnue à cet endroit : « row_number »"),
    ("select month from cells, months", "colonne « month » ambiguë"),
    ("with a as (select 1), a as (select 2) select * from a", "« a » est défini deux fois dans with"),
    ("select strptime(family_id, '%Y') as s from cells", "n'est pas une date du format demandé"),
    ("select family_id::integer as s from cells", "ne peut pas être convertie"),
    ("select family_id::date as s from cells", "ne peut pas être convertie"),
    ("select month from cells where month > 3", "deux types ne se comparent pas"),
    ("select 2000000000::integer * 2000000000::integer as s", "dépasse ce que son type peut contenir"),
    ("select sqrt(-1) as s", "sort des limites"),
    ("select month::mois as s from cells", "type inconnu : « mois »"),
    ("select * exclude (zz) from cells", "colonne inconnue : « zz »"),
    ("select month from cells where regexp_matches(month, '[')", "erreur de valeur ; essayez-la seule"),
    ("select gap::decimal(50, 2) as s from cells", "erreur de nom ou de type ; essayez-la seule"),
    ("select month from cells where month like 'a' escape 'zz'", "erreur de syntaxe ; essayez-la seule"),
]
ENGLISH = re.compile(r"\b(the|cannot|does|not|error|must|could|with name|should|FAM\d)\b", re.IGNORECASE)


@pytest.mark.parametrize(("sql", "words"), MISTAKES)
def test_everyday_mistakes_are_told_in_french_without_a_value_of_the_data(book, folder, sql, words):
    reason = refusal(book, folder, HEAD + sql)
    assert words in reason
    assert not ENGLISH.search(reason)


@pytest.mark.parametrize("kind", [*faults.KINDS, "Out of Range", "Unforeseen"])
def test_a_mistake_that_nobody_foresaw_is_french_too_and_repeats_no_value(kind):
    told = str(faults.of_duckdb(duckdb.Error(f"{kind} Error: Nobody foresaw 'Brumecourt'\n\nLINE 3: select")))
    assert faults.KINDS.get(kind, "") in told or kind == "Conversion"
    assert "Brumecourt" not in told
    assert "foresaw" not in told


@pytest.mark.parametrize("kind", ["Conversion", "Invalid Input", "Out of Range", "Unforeseen"])
def test_a_value_that_looks_like_a_mistake_of_the_text_is_not_repeated(kind):
    told = str(faults.of_duckdb(duckdb.Error(f"""{kind} Error: 'Referenced column "Brumecourt"' is wrong""")))
    assert "Brumecourt" not in told


def test_the_choices_of_a_filter_take_no_parameter(book, folder):
    text = parameter('widget = "select", options_sql = "select month from months where month > $b"')
    assert "$b n'a pas de valeur" in refusal(book, folder, text)


def offered(book, folder, rows: str, more: str = "") -> dict[str, str]:
    """The choices that a filter offers for these rows of an `options_sql`."""
    told = f'widget = "select", options_sql = "select * from (values {rows})"{more}'
    query = explorers.load(book, folder.add(parameter(told)))
    with explorers.audiences(book).open("finance") as sandbox:
        return explorer.choices(sandbox, query.head.params[0], query.head)


def test_a_choice_without_a_code_is_left_out_with_its_own_label(book, folder):
    assert offered(book, folder, "(null, '(aucun)'), ('A', 'Alpha'), ('B', 'Bêta')") == {"A": "Alpha", "B": "Bêta"}


def test_a_choice_without_a_label_shows_its_code_and_two_alike_bear_theirs(book, folder):
    found = offered(
        book, folder, "('', null), ('E1', null), ('E2', 'Lac'), ('E3', 'Lac'), ('T', 'Tous')", ', all = "Tous"'
    )
    assert found == {"": "—", "E1": "E1", "E2": "Lac (E2)", "E3": "Lac (E3)", "T": "Tous (T)"}


def test_the_empty_text_is_a_code_that_a_filter_may_start_on(book, folder):
    told = """widget = "select", default = "", options_sql = "select * from (values ('A'), (''))\""""
    assert rows(book, explorers.load(book, folder.add(parameter(told)))) == [{"a": ""}]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("interval 1 day", "durée (interval)"),
        ("time '10:00'", "heure (time)"),
        ("[1]", "liste (list)"),
        ("{'a': 1}", "structure (struct)"),
    ],
)
def test_a_type_that_cannot_be_shown_is_named_in_french(book, folder, sql, said):
    assert f"colonne « a » : {said} ; convertissez-la" in refusal(book, folder, f"{HEAD}select {sql} as a")


def test_a_format_that_does_not_fit_names_the_type_in_french(book, folder):
    text = also('columns.a = {format = "date"}')
    assert "le format date ne convient pas à ce type : nombre entier" in refusal(book, folder, text)


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


def test_each_widget_binds_its_own_type(book, folder):
    text = f"""{HEAD}-- params.s = {{widget = "select", options_sql = "select service from services order by 1"}}
-- params.p = {{widget = "multi", options_sql = "select service from services"}}
-- params.m = {{widget = "month", default = "first"}}
-- params.d = {{widget = "date", default = "2023-11-06"}}
-- params.e = {{widget = "amount", default = "15,50"}}
-- params.t = {{widget = "text"}}
-- params.b = {{widget = "toggle", default = true}}
-- columns.e = {{format = "euro"}}
select $s as s, len($p::varchar[]) as p, $m as m, $d::date as d, $e::decimal(18, 2) as e, $t::varchar as t, $b as b
"""
    (row,) = rows(book, explorers.load(book, folder.add(text)))
    assert row == {
        "s": "MATIN", "p": 0, "m": "2023-10", "d": dt.date(2023, 11, 6), "e": Decimal("15.50"), "t": None, "b": True,
    }  # fmt: skip


def test_what_is_shown_has_the_type_of_its_format(book, folder):
    text = f"""{HEAD}-- columns.m = {{format = "month"}}
-- drill = {{page = "ecarts", params = {{ecole = "code"}}}}
select '2023-11' as m, true as b, timestamp '2023-11-06 08:00:00' as at, 3 as n, 'x' as code
"""
    query = explorers.load(book, folder.add(text))
    assert "code" not in query.columns
    with explorers.audiences(book).open("finance") as sandbox:
        table = explorer.run(sandbox, query.head, query.text, {})
    assert explorer_columns.shown(table, query.columns).to_pylist() == [
        {"m": dt.date(2023, 11, 1), "b": "oui", "at": dt.date(2023, 11, 6), "n": 3}
    ]


def test_a_month_that_is_none_is_missing_and_not_an_error(book, folder):
    text = f"{HEAD}-- columns.m = {{format = \"month\"}}\nselect unnest(['2023-11', '2023-13', 'x', null]) as m"
    query = explorers.load(book, folder.add(text))
    with explorers.audiences(book).open("finance") as sandbox:
        table = explorer.run(sandbox, query.head, query.text, {})
    shown = explorer_columns.shown(table, query.columns).to_pylist()
    assert [row["m"] for row in shown] == [dt.date(2023, 11, 1), None, None, None]


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
