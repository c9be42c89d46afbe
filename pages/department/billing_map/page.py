"""« Facturation par mois et par école »: where is a whole month missing? No family ever appears here."""

import streamlit as st

from pages.ui import blank, colours, data, downloads, errors, filters, formats, maps, menu, money, tables
from pages.ui.columns import Column
from pages.ui.data import Scope
from rattrapage.access import guard

WORST = 20
COLUMNS = {
    "school": Column("École"),
    "month": Column("Mois"),
    "due": Column("Dû", "euro"),
    "remaining": Column("Reste à facturer", "euro"),
    "share": Column("Part non facturée", "percent"),
    "families": Column("Familles", "number"),
    "unknown_days": Column("Jours sans pointage", "number"),
}
SCHOOL = {
    "label": Column("Service"),
    "month": Column("Mois"),
    "due": Column("Dû", "euro"),
    "billed": Column("Facturé", "euro"),
    "remaining": Column("Reste à facturer", "euro"),
    "families": Column("Familles", "number"),
}


def chosen(run: dict) -> tuple[dict, str]:
    """Gives the filters' values, and what they cover in words."""
    services, districts = data.choices("services"), data.choices("districts")
    schools = data.choices("schools")
    with st.container(horizontal=True):
        service = filters.any_of("Service", services, "service", "Tous les services")
        district = filters.any_of("Secteur", districts, "secteur", "Tous les secteurs")
        school = filters.any_of("École", schools, "ecole", "Toutes les écoles")
    period = formats.period(run["first_month"], run["last_month"])
    words = [
        period,
        services.get(service) if service is not None else None,
        district,
        schools.get(school) if school is not None else None,
    ]
    values = {"service": service, "district": district, "school": school}
    return values, ", ".join(word for word in words if word)


def cell(row: dict, measure: str) -> dict:
    """Gives what the map draws of a school and month."""
    if row["unknown"]:
        return {"text": "<b>inconnu</b>", "share": None, "unknown": True}
    said = formats.euro(row["remaining"]) if measure == "montant" else formats.share(row["share"])
    missing = f" · {formats.counted(row['unknown_days'], 'j. inconnu', 'j. inconnus')}" if row["unknown_days"] else ""
    return {"text": said + missing, "share": row["share"], "unknown": False}


def drawn(scope: Scope, values: dict) -> None:
    """Shows the map, the line of what is selected, and the same figures in a table."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        measures = {"part": "Part non facturée", "montant": "Montant"}
        measure = filters.one_of(
            "Mesure", list(measures), "mesure", measures, widget=st.segmented_control, required=True
        )
        everything = filters.toggle("Toutes les écoles", "toutes")
        words = {month: formats.month(month) for month in data.choices("months")}
        month = filters.any_of("Mois", words, "mois", "Choisir un mois")
    rows = scope.arrow("map", schools=None if everything else WORST).to_pylist()
    if not rows:
        st.info("Ces données ne rattachent aucun usage à une école : la carte n'a pas de ligne.")
        st.page_link(menu.FOLLOW_UP.file, label="Voir le suivi par service")
        return
    st.markdown(colours.LEGEND)
    line = st.container(border=True, horizontal=True, vertical_alignment="center")
    schools = list(dict.fromkeys(row["school"] for row in rows))
    months = {row["month"]: formats.month(row["month"]) for row in sorted(rows, key=lambda row: row["month"])}
    cells = {(row["school"], months[row["month"]]): cell(row, measure) for row in rows}
    picked = maps.show(
        cells,
        schools,
        list(months.values()),
        key=f"carte:{filters.signature()}",
        alt="Part non facturée par école et par mois ; les mêmes chiffres sont dans le tableau.",
    )
    named = (values["school"], month)
    found = [row for row in rows if (row["school"], months[row["month"]]) == picked]
    found += [row for row in rows if (row["school_id"], row["month"]) == named]
    with line:
        if found:
            selected(scope, found[0], months[found[0]["month"]], values)
        else:
            st.markdown("Sélectionnez une case, ou choisissez une école et un mois dans les filtres.")


def selected(scope: Scope, row: dict, month: str, values: dict) -> None:
    """Shows the figures of the selected school and month, and the link to the next page."""
    (owing,) = scope.arrow("families", place=row["school_id"], month=row["month"]).to_pylist()
    families = formats.counted(owing["families"], "famille", "familles")
    st.markdown(
        f"**{formats.plain(row['school'])}, {month}** : "
        f"{formats.share(row['share'])} non facturé, {families}, {formats.euro(row['remaining'])}"
    )
    visitor = guard.present()
    if visitor and visitor.role == guard.FINANCE:
        address = {"ecole": row["school_id"], "mois": row["month"], "service": values["service"]}
        kept = {key: value for key, value in address.items() if value}
        st.page_link(menu.DISCREPANCIES.file, label="Ouvrir les écarts", query_params=kept)
    else:
        st.button("Voir l'école", on_click=filters.put, args=("ecole", row["school_id"]))


def page() -> None:
    """Shows the page, from the strip to the downloads."""
    visitor = guard.require(guard.DEPARTMENT, guard.FINANCE)
    st.title("Facturation par mois et par école")
    run = blank.latest_run(visitor)
    strip = st.container()
    values, words = chosen(run)
    scope = data.scope("pages/billing_map", run["run"], **values)
    row = scope.row("strip")
    with strip:
        money.strip(row, words)
    if not row["parts"]:
        blank.no_result("Ni usage ni facture sur ce calcul.")
    with errors.shown("Carte"):
        drawn(scope, values)
    with errors.shown("Chiffres"):
        figures(scope, values)
    stem = f"facturation_{run['first_month']}_{run['last_month']}_calcul-{run['run']}"
    file = downloads.Download(stem, "Facturation par mois et par école", scope, "figures", COLUMNS, visitor)
    downloads.buttons(file, money.blocked(row))


def figures(scope: Scope, values: dict) -> None:
    """Shows the map's figures in a table, or the months and services of the one school."""
    if values["school"]:
        st.header("L'école, par service et par mois")
        tables.show(scope.arrow("school", rows=tables.ROWS), SCHOOL, alt="L'école par service et par mois")
    with st.expander("Voir les chiffres en tableau"):
        tables.show(scope.arrow("figures", rows=tables.ROWS), COLUMNS, alt="Facturation par école et par mois")


page()
