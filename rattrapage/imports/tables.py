"""The tables that can be imported (rules.md, Files in): columns, how each is read, keys and references."""

from __future__ import annotations

from dataclasses import dataclass, field

from rattrapage import words


@dataclass(frozen=True)
class Column:
    """One column: `kind` names the macro `as_<kind>` of `queries/imports/macros.sql` that reads it.

    `default` is the SQL literal an empty cell stands for; `values` the list an enumeration allows.
    """

    name: str
    kind: str = "text"
    required: bool = False
    default: str = "null"
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: `key` identifies a row, `references` says which column must exist in which table.

    A row must fill at least one of the columns of `one_of`. `derived` gives, for columns of the ledger that no file
    has, the SQL of their value, from the texts `<column>_text` of a row. Rows are stored in the order of `sorted_by`.
    `notice` names a query of French sentences on the rows accepted. Rows of `people` make a sample city a real one.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: dict[str, str] = field(default_factory=dict)
    one_of: tuple[str, ...] = ()
    derived: dict[str, str] = field(default_factory=dict)
    sorted_by: tuple[str, ...] = ()
    notice: str = ""
    people: bool = False

    @property
    def required(self) -> list[str]:
        """Gives the columns a file must have."""
        return [column.name for column in self.columns if column.required]

    @property
    def stored(self) -> list[str]:
        """Gives the columns of the ledger's table but `import_id`; it is written by name, in any order."""
        return [*(column.name for column in self.columns), *self.derived]


CATEGORIES = ("petite_enfance", "restauration", "accueil_matin", "periscolaire", "autre")


def _columns(text: str, **special: Column) -> tuple[Column, ...]:
    """`name:kind` words, `*` in front of the required ones; `special` replaces those that need more."""
    columns = []
    for word in text.split():
        name, _, kind = word.lstrip("*").partition(":")
        columns.append(special.get(name) or Column(name, kind or "text", word.startswith("*")))
    return tuple(columns)


def _choice(name: str, values: tuple[str, ...], default: str = "", required: bool = False) -> Column:
    return Column(name, "choice", required, f"'{default}'" if default else "null", values)


_ALL = (
    Table(
        "families",
        _columns(
            "*family_id:code *payer_name email phone address_line postal_code:postal_code town country resident "
            "payment_method",
            country=Column("country", "country", default="'FR'"),
            resident=Column("resident", "bool", default="true"),
            payment_method=_choice("payment_method", tuple(words.METHODS), "online"),
        ),
        ("family_id",),
        people=True,
    ),
    Table(
        "schools",
        _columns(
            "*school_id:code *name district level",
            level=_choice("level", ("maternelle", "elementaire", "creche")),
        ),
        ("school_id",),
    ),
    Table(
        "services",
        _columns(
            "*service:code *label category unit",
            category=_choice("category", CATEGORIES, required=True),
            unit=_choice("unit", tuple(words.UNITS), required=True),
        ),
        ("service",),
    ),
    Table(
        "children",
        _columns("*child_id:code *family_id:code *first_name *last_name birth_date:date school_id:code"),
        ("child_id",),
        {"family_id": "families"},
        notice="imports/unknown_schools",
        people=True,
    ),
    Table(
        "residences",
        _columns("*family_id:code *valid_from:date valid_to:date *resident:bool"),
        ("family_id", "valid_from"),
        {"family_id": "families"},
    ),
    Table(
        "payers",
        _columns(
            "*child_id:code *family_id:code *valid_from:date valid_to:date weeks",
            weeks=_choice("weeks", ("all", "even", "odd"), "all"),
        ),
        ("child_id", "valid_from", "weeks"),
        {"child_id": "children", "family_id": "families"},
    ),
    Table(
        "quotients",
        _columns("*family_id:code *valid_from:date valid_to:date *quotient:amount"),
        ("family_id", "valid_from"),
        {"family_id": "families"},
    ),
    Table(
        "tariffs",
        _columns(
            "*service:code resident:bool qf_min qf_max:amount *valid_from:date valid_to:date price:price rate:rate "
            "floor:price ceiling:price",
            qf_min=Column("qf_min", "amount", default="0"),
        ),
        ("service", "resident", "qf_min", "valid_from"),
        {"service": "services"},
        ("price", "rate"),
    ),
    Table(
        "status_rules",
        _columns("service:code *status:code *factor:rate"),
        ("service", "status"),
        {"service": "services"},
    ),
    Table(
        "exemptions",
        _columns("*family_id:code child_id:code service:code *valid_from:date valid_to:date reason"),
        ("family_id", "child_id", "service", "valid_from"),
        {"family_id": "families", "child_id": "children", "service": "services"},
    ),
    Table(
        "attendance",
        _columns(
            "*attendance_id:code *child_id:code *service:code *date:day_or_month quantity *status:code "
            "recorded_at:moment",
            quantity=Column("quantity", "quantity", default="1"),
        ),
        ("attendance_id",),
        {"child_id": "children", "service": "services"},
        derived={"monthly": "coalesce(strlen(date_text) = 7, false)"},
        sorted_by=("child_id", "date"),  # so that a family's evidence is found at once
    ),
    Table(
        "invoices",
        _columns(
            "*invoice_id:code *family_id:code *issued_on:date due_on:date kind status origin",
            kind=_choice("kind", ("invoice", "credit_note"), "invoice"),
            status=_choice("status", ("issued", "cancelled"), "issued"),
            origin=_choice("origin", ("ordinary", "catch_up"), "ordinary"),
        ),
        ("invoice_id",),
        {"family_id": "families"},
    ),
    Table(
        "invoice_lines",
        _columns(
            "*invoice_id:code *line_no:code child_id:code *service:code *month:month *quantity:quantity "
            "*unit_price:price *amount:amount"
        ),
        ("invoice_id", "line_no"),
        {"invoice_id": "invoices", "child_id": "children", "service": "services"},
    ),
    Table(
        "payments",
        _columns("*payment_id:code *family_id:code invoice_id:code *paid_on:date *amount:amount method"),
        ("payment_id",),
        {"family_id": "families", "invoice_id": "invoices"},
    ),
    Table(
        "mandates",
        _columns(
            "*mandate_reference:rum *family_id:code *iban:iban bic:bic account_holder *signed_on:date status "
            "last_debited_on:date origin",
            status=_choice("status", tuple(words.MANDATE_STATUSES), "active"),
            origin=_choice("origin", ("legacy", "kiosque"), "kiosque"),
        ),
        ("mandate_reference",),
        {"family_id": "families"},
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _ALL}
"""Every table by name, in an order in which a table's references come before it."""
