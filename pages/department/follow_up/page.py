"""« Suivi de la facturation »: are we billing what is used, and is it getting better? No family ever appears here."""

import streamlit as st

from pages.ui import blank, charts, data, downloads, errors, filters, formats, menu, money, tables
from pages.ui.columns import Column
from pages.ui.data import Scope
from rattrapage.access import guard

THRESHOLD = 95
COLUMNS = {
    "label": Column("Service"),
    "month_date": Column("Mois", "month"),
    "due": Column("Dû", "euro"),
    "billed": Column("Facturé", "euro"),
    "remaining": Column("Reste à facturer", "euro"),
    "over": Column("Trop facturé", "euro"),
    "share": Column("Taux de facturation", "percent"),
    "expected_days": Column("Jours attendus", "number"),
    "unknown_days": Column("Jours sans pointage", "number"),
}


def chosen() -> tuple[dict, str]:
    """Gives the filters' values, and what they cover in words."""
    services, districts = data.choices("services"), data.choices("districts")
    with st.container(horizontal=True):
        service = filters.any_of("Service", services, "service", "Tous les services")
        district = filters.any_of("Secteur", districts, "secteur", "Tous les secteurs")
        first, last = filters.month_range(list(data.choices("months")))
    words = [formats.period(first, last), services.get(service) if service is not None else None, district]
    values = {"service": service, "district": district, "first": first, "last": last}
    return values, ", ".join(word for word in words if word)


def metrics(row: dict) -> None:
    """Shows the four figures of the page."""
    with st.container(horizontal=True, vertical_alignment="distribute"):
        st.metric("Taux de facturation", formats.percent(row["rate"]), **change(row), border=True)
        st.metric("Reste à facturer", formats.euro(row["remaining"]), border=True)
        st.metric("Trop facturé", formats.euro(row["over"]), border=True)
        days = "Un jour compte une fois par école et par service où un pointage était attendu."
        st.metric("Jours sans pointage", formats.count(row["unknown_days"]), border=True, help=days)


def change(row: dict) -> dict:
    """Gives how the last month's rate differs from the month before, as the settings of a metric."""
    if row["progress"] is None:
        return {}
    better = row["progress"] >= 0
    return {
        "delta": f"{formats.points(row['progress'])} en {formats.month(row['last_month'])}",
        "delta_color": "normal" if better else "inverse",
        "delta_arrow": "up" if better else "down",
    }


def by_service(rows: list[dict]) -> dict[str, list[dict]]:
    """Groups the rows by service, in the query's order."""
    lines: dict[str, list[dict]] = {}
    for row in rows:
        lines.setdefault(row["label"], []).append(row)
    return lines


def rate(row: dict) -> str:
    """Writes a cell of the table: the rate, « inconnu » where no attendance came, and the days that are missing."""
    if not row["compared"]:
        return "inconnu"
    missing = f" · {formats.counted(row['unknown_days'], 'j. inconnu', 'j. inconnus')}" if row["unknown_days"] else ""
    return formats.share(row["share"]) + missing


def matrix(lines: dict[str, list[dict]], months: list[str]) -> list[dict[str, str]]:
    """Gives the table of rates: services in rows, months in columns."""
    blank_row = {formats.month(month): formats.MISSING for month in months}
    return [
        {"Service": formats.plain(label), **blank_row, **{formats.month(row["month"]): rate(row) for row in rows}}
        for label, rows in lines.items()
    ]


def worst(rows: list[dict]) -> None:
    """Shows « À regarder »: each place is a link to its own figures on the map."""
    for row in rows:
        address = {"ecole": row["school_id"], "mois": row["month"], "service": row["service"]}
        kept = {key: value for key, value in address.items() if value}
        place = f"{row['school']}, {formats.month(row['month'])}"
        owed = f"{formats.euro(row['remaining'])} à facturer sur {formats.euro(row['due'])}"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(
                menu.BILLING_MAP.file, label=formats.plain(place), icon=":material/arrow_forward:", query_params=kept
            )
            st.markdown(f"{formats.plain(row['label'])} : {owed}")


def figures(scope: Scope) -> None:
    """Shows the chart and the two tables."""
    rows = scope.rows("by_month")
    lines, months = by_service(rows), sorted({row["month"] for row in rows})
    st.header("Taux de facturation par mois")
    st.markdown(
        f"Part de ce qui est dû et déjà facturé. Seuil d'alerte en tirets : {THRESHOLD} %. "
        "Marque creuse : plus de 10 % des jours du mois sont sans pointage."
    )
    charts.coverage(lines, months, THRESHOLD)
    tables.small(matrix(lines, months), alt="Taux de facturation par service et par mois")
    st.header("À regarder")
    found = scope.rows("worst")
    if found:
        worst(found)
    else:
        st.markdown("Tout ce qui a été consommé est facturé sur ce périmètre.")


def page() -> None:
    """Shows the page, from the strip to the download."""
    visitor = guard.require(guard.DEPARTMENT, guard.FINANCE)
    st.title("Suivi de la facturation")
    run = blank.latest_run(visitor)
    strip = st.container()
    values, words = chosen()
    scope = data.scope("pages/shared/follow_up", run["run"], **values)
    row = scope.row("strip")
    with strip:
        money.strip(row, words)
    if not row["parts"]:
        blank.no_result("Ni usage ni facture sur ce calcul.")
    metrics(row)
    with errors.shown("Taux de facturation par mois"):
        figures(scope)
    stem = f"suivi_{values['first']}_{values['last']}_calcul-{run['run']}"
    file = downloads.Download(stem, "Suivi de la facturation", scope, "by_month", COLUMNS, visitor)
    downloads.buttons(file, money.blocked(row))


page()
