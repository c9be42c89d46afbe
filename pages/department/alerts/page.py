"""« Alertes »: what closed without being billed?"""

import contextlib
from decimal import Decimal

import streamlit as st

from pages.department.alerts import bars
from pages.ui import blank, data, errors, filters, formats, money, tables
from pages.ui.columns import Column
from rattrapage import amounts, clock
from rattrapage.access import guard
from rattrapage.errors import Refusal
from rattrapage.reconcile import watch

LAG, THRESHOLD = "45", "95"
SMALL = 30
HEADING = "Services et mois à regarder"
COLUMNS = {
    "label": Column("Service"),
    "month_date": Column("Mois", "month"),
    "expected": Column("Dû", "euro"),
    "billed": Column("Facturé", "euro"),
    "share": Column("Taux", "percent"),
    "closed_for": Column("Clos depuis (jours)", "number"),
}


def chosen() -> dict:
    """Gives the two options of `watch`, as today's alerts take them."""
    with st.container(horizontal=True):
        lag = filters.typed("Délai après la fin du mois (jours)", "delai", LAG, days, width=280)
        threshold = filters.typed("Seuil de facturation (%)", "seuil", THRESHOLD, percent, width=280)
    return {"as_of": clock.today(), "lag_days": lag, "min_coverage": threshold}


def days(text: str) -> int:
    """Reads a number of days as it is typed; raises `Refusal`."""
    if not text.isdecimal() or len(text) > 4:
        raise Refusal(f"« {text} » n'est pas un nombre de jours ; écrivez un nombre entier, par exemple {LAG}")
    return int(text)


def percent(text: str) -> Decimal:
    """Reads a percentage as it is typed, 0 to 100; raises `Refusal`."""
    with contextlib.suppress(Refusal):
        if (value := amounts.parse(text.removesuffix("%"))) <= 100:
            return value
    raise Refusal(f"« {text} » n'est pas un pourcentage ; écrivez un nombre de 0 à 100, par exemple {THRESHOLD}")


def page() -> None:
    """Shows the page: options, figures, table, and the command for a nightly job."""
    visitor = guard.require(guard.DEPARTMENT, guard.FINANCE)
    st.title("Alertes")
    whole_run(blank.latest_run(visitor))
    with errors.shown("Alertes"):
        asked = chosen()
        threshold = asked["min_coverage"]
        found = watch.of_last_run(data.ledger(), **asked).sort_by([("late", "descending")])
        rows = found.to_pylist()
        with st.container(horizontal=True):
            st.metric("Alertes", formats.count(len(rows)), border=True)
            st.metric("Montant en alerte", formats.euro(rows[0]["total"] if rows else Decimal(0)), border=True)
        months(asked, threshold)
        if len(rows) > SMALL:
            st.header(HEADING)
            tables.show(found, COLUMNS, alt="Services et mois clos sans être assez facturés")
        elif rows:
            table(rows)
        else:
            st.success(f"Aucune alerte : tout ce qui est clos est facturé à {formats.number(threshold)} % au moins.")
    st.header("Chaque nuit, sans ouvrir cette page")
    st.markdown("Cette commande, lancée sur une copie du registre, finit avec le statut 3 quand il y a une alerte :")
    st.code("python -m rattrapage --db copie.duckdb watch", language=None, wrap_lines=True)


def whole_run(run: dict) -> None:
    """Shows the money strip over the whole run: the alerts have no filter that narrows it."""
    first, last = run["first_month"], run["last_month"]
    scope = data.scope("pages/shared/follow_up", run["run"], service=None, district=None, first=first, last=last)
    money.strip(scope.row("strip"), formats.period(first, last))


def months(asked: dict, threshold: Decimal) -> None:
    """Shows the share billed of each closed month, all services together."""
    rows = [row for row in data.rows("pages/alerts/months", **asked) if row["is_closed"]]
    if rows:
        st.header("Part facturée par mois clos")
        st.markdown(f"Tous services ensemble. Seuil en tirets : {formats.number(threshold)} %.")
        bars.coverage(rows, threshold)


def table(rows: list[dict]) -> None:
    """Shows the alerts, the largest amount first."""
    st.header(HEADING)
    shown = [
        {
            "Service": formats.plain(row["label"]),
            "Mois": formats.month(row["month"]),
            "Dû": formats.euro(row["expected"]),
            "Facturé": formats.euro(row["billed"]),
            "Taux": formats.percent(row["coverage"]),
            "Clos depuis (jours)": formats.count(row["closed_for"]),
        }
        for row in rows
    ]
    tables.small(shown, alt="Services et mois clos sans être assez facturés")


page()
