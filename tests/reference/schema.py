"""The tables that can be imported (rules.md, Files in): columns, kinds, defaults, keys, references."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column: `kind` names a parser of `parsing`, `detail` its decimals or its list of values."""

    name: str
    kind: str = "text"
    required: bool = False
    default: object = None
    detail: object = None


@dataclass(frozen=True)
class Table:
    """One table: its columns by name, its key, and where each reference points (column → table)."""

    name: str
    columns: dict[str, Column]
    key: tuple[str, ...]
    references: dict[str, str]


def _column(spec: str) -> Column:
    """`name[!][:kind[(detail)]][=default]` → Column; `!` marks a required column."""
    head, _, default = spec.partition("=")
    name, _, kind = head.partition(":")
    kind, _, detail = kind.rstrip(")").partition("(")
    parsed = {"true": True, "0": 0, "1": 1}.get(default, default or None)
    options = int(detail) if detail.isdigit() else tuple(detail.split("|")) if detail else None
    return Column(name.rstrip("!"), kind or "text", name.endswith("!"), parsed, options)


def _table(name: str, columns: str, key: str, **references: str) -> Table:
    parsed = [_column(spec) for spec in columns.split()]
    return Table(name, {c.name: c for c in parsed}, tuple(key.split()), references)


_PERIOD = "valid_from!:date valid_to:date"
_METHODS = "choice(direct_debit|online|cheque|cash|cesu|transfer)"
_CATEGORIES = "choice(petite_enfance|restauration|accueil_matin|periscolaire|autre)"

# In an order in which every table comes after those it refers to.
TABLES: dict[str, Table] = {
    table.name: table
    for table in [
        _table(
            "families",
            "family_id! payer_name! email phone address_line postal_code town country:country=FR "
            f"resident:bool=true payment_method:{_METHODS}=online",
            "family_id",
        ),
        _table(
            "residences",
            f"family_id! {_PERIOD} resident!:bool",
            "family_id valid_from",
            family_id="families",
        ),
        _table(
            "schools",
            "school_id! name! district level:choice(maternelle|elementaire|creche)",
            "school_id",
        ),
        _table(
            "children",
            "child_id! family_id! first_name! last_name! birth_date:date school_id",
            "child_id",
            family_id="families",
        ),
        _table(
            "payers",
            f"child_id! family_id! {_PERIOD} weeks:choice(all|even|odd)=all",
            "child_id valid_from weeks",
            child_id="children",
            family_id="families",
        ),
        _table(
            "quotients",
            f"family_id! {_PERIOD} quotient!:decimal(2)",
            "family_id valid_from",
            family_id="families",
        ),
        _table(
            "services",
            f"service! label! category!:{_CATEGORIES} unit!:choice(act|hour|month)",
            "service",
        ),
        _table(
            "tariffs",
            f"service! resident:bool qf_min:decimal(2)=0 qf_max:decimal(2) {_PERIOD} price:decimal(4) "
            "rate:decimal(8) floor:decimal(4) ceiling:decimal(4)",
            "service resident qf_min valid_from",
            service="services",
        ),
        _table(
            "status_rules",
            "service status! factor!:decimal(8)",
            "service status",
            service="services",
        ),
        _table(
            "exemptions",
            f"family_id! child_id service {_PERIOD} reason",
            "family_id child_id service valid_from",
            family_id="families",
            child_id="children",
            service="services",
        ),
        _table(
            "attendance",
            "attendance_id! child_id! service! date!:day_or_month quantity:decimal(2)=1 status! recorded_at",
            "attendance_id",
            child_id="children",
            service="services",
        ),
        _table(
            "invoices",
            "invoice_id! family_id! issued_on!:date due_on:date kind:choice(invoice|credit_note)=invoice "
            "status:choice(issued|cancelled)=issued origin:choice(ordinary|catch_up)=ordinary",
            "invoice_id",
            family_id="families",
        ),
        _table(
            "invoice_lines",
            "invoice_id! line_no!:integer child_id service! month!:month quantity!:decimal(2) "
            "unit_price!:decimal(4) amount!:decimal(2)",
            "invoice_id line_no",
            invoice_id="invoices",
            child_id="children",
            service="services",
        ),
        _table(
            "payments",
            "payment_id! family_id! invoice_id paid_on!:date amount!:decimal(2) method",
            "payment_id",
            family_id="families",
            invoice_id="invoices",
        ),
        _table(
            "mandates",
            "mandate_reference!:rum family_id! iban!:iban bic account_holder signed_on!:date "
            "status:choice(active|revoked|superseded)=active last_debited_on:date "
            "origin:choice(legacy|kiosque)=kiosque",
            "mandate_reference",
            family_id="families",
        ),
    ]
}
