"""« Pointages reçus »: which days do we know nothing about? An unknown day is never zero."""

import streamlit as st

from pages.ui import blank, data, downloads, errors, filters, formats, maps, tables
from pages.ui.columns import Column
from pages.ui.data import Scope
from rattrapage.access import guard

WORST, NAMED = 20, 20
GAPS = {
    "school": Column("École"),
    "label": Column("Service"),
    "since": Column("Du", "date"),
    "until": Column("Au", "date"),
    "days": Column("Jours", "number"),
    "file": Column("Dernier fichier"),
}


def chosen() -> dict:
    """Gives the filters' values."""
    with st.container(horizontal=True):
        filters.any_of("École", data.choices("schools"), "ecole", "Toutes les écoles")
        service = filters.any_of("Service", data.choices("services"), "service", "Tous les services")
        district = filters.any_of("Secteur", data.choices("districts"), "secteur", "Tous les secteurs")
    return {"service": service, "district": district}


def metrics(row: dict) -> None:
    """Shows the four figures of the page."""
    with st.container(horizontal=True, vertical_alignment="distribute"):
        st.metric("Jours attendus", formats.count(row["expected_days"]), border=True)
        st.metric("Jours reçus", formats.count(row["received_days"]), border=True)
        st.metric("Jours inconnus", formats.count(row["unknown_days"]), border=True)
        st.metric("Écoles concernées", formats.count(row["schools"]), border=True)


def drawn(scope: Scope) -> None:
    """Draws the map of schools and weeks: hatched where nothing came."""
    st.header("Par école et par semaine")
    st.markdown(
        "Jours reçus sur jours attendus, les écoles à qui il en manque le plus d'abord. "
        "Hachuré : aucun pointage cette semaine-là. Vide : pas de service."
    )
    rows = scope.arrow("weeks", schools=WORST).to_pylist()
    weeks = {row["week"]: formats.day(row["week"])[:5] for row in sorted(rows, key=lambda row: row["week"])}
    cells = {(row["school"], weeks[row["week"]]): cell(row) for row in rows}
    schools = list(dict.fromkeys(row["school"] for row in rows))
    line = st.container(border=True)
    picked = maps.show(
        cells,
        schools,
        list(weeks.values()),
        key=f"semaines:{filters.signature()}",
        alt="Jours de pointage reçus par école et par semaine ; les jours qui manquent sont dans le tableau.",
    )
    with line:
        selected(scope, next((row for row in rows if (row["school"], weeks[row["week"]]) == picked), None))


def selected(scope: Scope, row: dict | None) -> None:
    """Lists the days that a school did not send.

    Of one week when it is selected on the map, of all weeks when the school is chosen by its name.
    """
    schools = data.choices("schools")
    school = row["school_id"] if row else st.query_params.get("ecole")
    if school not in schools:
        st.markdown(
            "Sélectionnez une case, ou choisissez une école dans les filtres, pour voir les jours qui manquent."
        )
        return
    days = scope.arrow("days", school=school, week=row["week"] if row else None).to_pylist()
    since = f", semaine du {formats.day(row['week'])}" if row else ""
    st.markdown(f"**{formats.plain(schools[school])}{since}** : {missing(days)}")


def missing(days: list[dict]) -> str:
    """Writes the days without attendance: « 2 jours sans pointage : Repas le 07/11/2023 … », the first ones by name."""
    if not days:
        return "aucun jour ne manque."
    named = ", ".join(f"{formats.plain(day['label'])} le {formats.day(day['date'])}" for day in days[:NAMED])
    more = f" et {formats.count(len(days) - NAMED)} de plus, dans la liste ci-dessous" if len(days) > NAMED else ""
    return f"{formats.counted(len(days), 'jour', 'jours')} sans pointage : {named}{more}."


def cell(row: dict) -> dict:
    """Gives a school's week: the days received of those expected, dark where many are missing."""
    missing = row["expected_days"] - row["received_days"]
    text = f"{row['received_days']}/{row['expected_days']}"
    return {"text": text, "share": missing / row["expected_days"], "unknown": not row["received_days"]}


def page() -> None:
    """Shows the page, from the figures to the list to ask the schools for."""
    visitor = guard.require(guard.DEPARTMENT, guard.FINANCE)
    st.title("Pointages reçus")
    run = blank.latest_run(visitor)
    scope = data.scope("pages/received", run["run"], **chosen())
    row = scope.row("strip")
    if not row["expected_days"]:
        blank.no_result("Aucun pointage au jour n'était attendu sur ce calcul.")
    metrics(row)
    with errors.shown("Par école et par semaine"):
        drawn(scope)
    with errors.shown("Jours qui manquent"):
        st.header("Liste à demander aux écoles")
        tables.show(scope.arrow("gaps", rows=tables.ROWS), GAPS, alt="Jours sans pointage, par école et par service")
    file = downloads.Download("pointages_a_demander", "Pointages à demander", scope, "gaps", GAPS, visitor)
    downloads.buttons(file, None)


page()
