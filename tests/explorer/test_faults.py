"""Each fault is one French line with its file and line."""

import re

import duckdb
import pytest

from rattrapage.explorer import faults
from tests.explorer.acting import FILE, also, parameter, refusal
from tests.towns.explorers import HEAD

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
