"""« Écarts à traiter »: who owes what, and why?"""

import streamlit as st

from pages.ui import blank, charts, data, downloads, errors, filters, formats, labels, menu, money, tables
from pages.ui.columns import Column
from pages.ui.data import Scope
from rattrapage.access import guard

HANDLED = {code: word for code, word in labels.STATUSES.items() if code != "matched"}
VIEWS = {"familles": "Par famille", "lignes": "Par ligne"}
BY_FAMILY = {
    "family_id": Column("Famille"),
    "payer_name": Column("Redevable"),
    "months_unbilled": Column("Mois non facturés"),
    "due": Column("Dû", "euro"),
    "billed": Column("Facturé", "euro"),
    "gap": Column("Écart", "euro"),
    "cause": Column("Cause principale", "cause"),
    "plan": Column("Plan"),
}
BY_LINE = {
    "family_id": Column("Famille"),
    "payer_name": Column("Redevable"),
    "child": Column("Enfant"),
    "label": Column("Service"),
    "month_date": Column("Mois", "month"),
    "used_quantity": Column("Quantité consommée", "number"),
    "billed_quantity": Column("Quantité facturée", "number"),
    "due": Column("Dû", "euro"),
    "billed": Column("Facturé", "euro"),
    "gap": Column("Écart", "euro"),
    "status": Column("Statut", "status"),
    "cause": Column("Cause", "cause"),
}


def chosen(run: dict) -> tuple[dict, str]:
    """Gives the filters' values, and what they cover in words."""
    months = {code: formats.month(code) for code in data.choices("months")}
    services, schools = data.choices("services"), data.choices("schools")
    with st.container(horizontal=True):
        values = {
            "months": filters.many_of("Mois", months, "mois", "Tous"),
            "service": filters.any_of("Service", services, "service", "Tous"),
            "school": filters.any_of("École", schools, "ecole", "Toutes"),
            "statuses": filters.many_of("Statut", HANDLED, "statut", "Tous"),
            "causes": filters.many_of("Cause", labels.CAUSES, "cause", "Toutes"),
            "minimum": filters.amount("Montant minimal (€)", "minimum", help="Écart de la famille, au moins."),
            "text": filters.text("Nom ou numéro de famille", "q", width=190),
        }
    return values, covered(values, run, months, services, schools)


def covered(values: dict, run: dict, months: dict, services: dict, schools: dict) -> str:
    """Writes the filters in words, for « Périmètre »."""
    period = formats.period(run["first_month"], run["last_month"])
    words = [
        ", ".join(months[code] for code in values["months"]) or period,
        services.get(values["service"]),
        schools.get(values["school"]),
        *(HANDLED[code] for code in values["statuses"]),
        *(f"cause {labels.CAUSES[code].lower()}" for code in values["causes"]),
        f"au moins {formats.euro(values['minimum'])} par famille" if values["minimum"] else None,
        f"recherche « {values['text']} »" if values["text"] else None,
    ]
    return ", ".join(word for word in words if word)


def metrics(row: dict) -> None:
    """Shows the four figures of the page."""
    with st.container(horizontal=True, vertical_alignment="distribute"):
        st.metric("Familles", formats.count(row["families"]), border=True, help="Familles avec un écart à traiter.")
        st.metric("Reste à facturer", formats.euro(row["remaining"]), border=True)
        st.metric("Trop facturé", formats.euro(row["over"]), border=True)
        st.metric("Usages sans tarif", formats.count(row["unpriced"]), border=True)


def by_cause(scope: Scope) -> None:
    """Shows the chart by cause, with the line that names the selected bar and leads to its list."""
    rows = scope.rows("by_cause")
    if not rows:
        return
    st.header("Écarts par cause")
    line = st.container(border=True, horizontal=True, vertical_alignment="center")
    selected = charts.causes(rows, key=f"causes:{filters.signature()}")
    table = [
        {
            "Cause": labels.CAUSES[row["cause"]],
            "Lignes": formats.count(row["lines"]),
            "Écart": formats.euro(row["amount"]),
        }
        for row in rows
    ]
    tables.small(table, alt="Écarts par cause")
    with line:
        if selected is None:
            st.markdown("Sélectionnez une barre pour voir ses lignes, ou choisissez une cause dans les filtres.")
            return
        row = next(row for row in rows if row["cause"] == selected)
        lines = formats.counted(row["lines"], "ligne", "lignes")
        st.markdown(f"**{labels.CAUSES[selected]}** : {formats.euro(row['amount'])}, {lines}")
        st.button("Filtrer sur cette cause", on_click=filters.put, args=("cause", selected))


def opening(row: dict | None) -> None:
    """Shows the line above the list: the selected family, and the link to its file."""
    if row is None:
        st.markdown("Sélectionnez une ligne pour ouvrir le dossier de la famille.")
        return
    name = formats.plain(f"{row['family_id']} — {row['payer_name']}")
    st.markdown(f"**Famille {name}** : écart {formats.euro(row['gap'])}")
    st.session_state["ecarts:filtres"] = {key: st.query_params.get_all(key) for key in st.query_params}
    st.page_link(menu.FAMILY_FILE.file, label="Ouvrir le dossier", query_params={"famille": row["family_id"]})


def worklist(scope: Scope, row: dict, run: dict, visitor: guard.Visitor) -> None:
    """Shows the list by family or by line, and its downloads."""
    st.header("Liste à traiter")
    view = filters.one_of("Présentation", list(VIEWS), "vue", VIEWS, widget=st.segmented_control, required=True)
    query, columns, total = (
        ("by_line", BY_LINE, row["lines"]) if view == "lignes" else ("by_family", BY_FAMILY, row["families"])
    )
    table = scope.arrow(query, rows=tables.ROWS)
    line = st.container(border=True, horizontal=True, vertical_alignment="center")
    place = tables.pick(
        table,
        columns,
        alt=f"Écarts à traiter, {VIEWS[view].lower()}",
        total=total,
        key=f"liste:{view}:{filters.signature()}",
    )
    with line:
        opening(tables.row(table, place))
    stem = f"ecarts_{run['first_month']}_{run['last_month']}_calcul-{run['run']}"
    file = downloads.Download(stem, "Écarts à traiter", scope, query, columns, visitor)
    downloads.buttons(file, money.blocked(row))


def page() -> None:
    """Shows the page, from the strip to the downloads."""
    visitor = guard.require(guard.FINANCE)
    st.title("Écarts à traiter")
    run = blank.latest_run(visitor)
    strip = st.container()
    values, words = chosen(run)
    # kept until the ledger changes, not only the run: the list tells where each family's plan stands
    scope = data.scope("pages/discrepancies", data.version(), **values)
    row = scope.row("strip")
    with strip:
        money.strip(row, words)
    if not row["lines"]:
        blank.no_result("Aucun écart : tout ce qui a été consommé est facturé, et rien de plus.")
    metrics(row)
    with errors.shown("Écarts par cause"):
        by_cause(scope)
    with errors.shown("Liste à traiter"):
        worklist(scope, row, run, visitor)


page()
