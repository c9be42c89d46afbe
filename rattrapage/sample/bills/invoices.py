"""Invoices and credit notes with their lines, as Python objects: few enough to be handled one by one."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from rattrapage.sample.bills.charges import ALL_CHILDREN, Charges
from rattrapage.sample.bills.runs import SEPTEMBER, in_time
from rattrapage.sample.calendar import MONTHS
from rattrapage.sample.city import City
from rattrapage.sample.people.families import family_id
from rattrapage.sample.voted import SERVICES, euros

ISSUED = ("2023-12-15", "2023-12-15", "2024-01-15", "2024-01-31", "2024-02-15")
SEPTEMBER_IN_TIME = "2023-11-15"
DAYS_TO_PAY = 30


@dataclass
class Line:
    """Positions of child (or ALL_CHILDREN), service and month; hundredths; cents."""

    child: int
    service: int
    month: int
    quantity: int
    price: int
    amount: int = -1

    def __post_init__(self) -> None:
        if self.amount < 0:
            self.count(self.quantity)

    def count(self, quantity: int) -> None:
        """Changes the quantity, and the amount that goes with it, half a cent rounded up."""
        self.quantity, self.amount = quantity, (self.price * quantity + 50) // 100


@dataclass
class Invoice:
    """A document of one family and month of use, issued on a day of the calendar."""

    family: int
    month: int
    issued: int
    lines: list[Line] = field(default_factory=list)
    kind: str = "invoice"
    status: str = "issued"

    @property
    def total(self) -> int:
        """Cents."""
        return sum(line.amount for line in self.lines)

    def again(self, days: int) -> "Invoice":
        """Makes the same document, issued once more so many days later."""
        return replace(self, issued=self.issued + days, lines=[replace(line) for line in self.lines])

    def credit(self, days: int, lines: list[Line] | None = None) -> "Invoice":
        """Makes a credit note for some of the lines, or for all of them."""
        lines = self.lines if lines is None else lines
        return Invoice(
            self.family, self.month, self.issued + days, [replace(line) for line in lines], kind="credit_note"
        )


def of_charges(charges: Charges, city: City) -> list[Invoice]:
    """Makes one invoice a family and month, by family then month."""
    found: dict[tuple[int, int], Invoice] = {}
    columns = (charges.family, charges.child, charges.service, charges.month, charges.quantity, charges.price)
    for family, *line in zip(*(column.tolist() for column in columns), strict=True):
        month = line[2]
        invoice = found.setdefault((family, month), Invoice(family, month, 0))
        invoice.lines.append(Line(*line))
    for (family, month), invoice in found.items():
        invoice.issued = city.calendar.day(_issued_on(family, month, city))
    return [found[key] for key in sorted(found)]


def _issued_on(family: int, month: int, city: City) -> str:
    school = 2 * int(city.families.site[family])
    timely = month == SEPTEMBER and in_time(city.schools.district(school))
    return SEPTEMBER_IN_TIME if timely else ISSUED[month]


def numbered(invoices: list[Invoice]) -> dict[str, Invoice]:
    """Gives the invoices by identifier, numbered in the order of issue: `F…`, credit notes `A…`."""
    in_order = sorted(invoices, key=lambda invoice: (invoice.issued, invoice.family, invoice.month, invoice.kind))
    letters = {"invoice": "F", "credit_note": "A"}
    return {f"{letters[invoice.kind]}{n:07d}": invoice for n, invoice in enumerate(in_order, 1)}


def rows(by_id: dict[str, Invoice], city: City) -> Iterator[tuple[object, ...]]:
    """Gives the rows of the table `invoices`."""
    text = city.calendar.text
    for invoice_id, invoice in by_id.items():
        due = text(invoice.issued + DAYS_TO_PAY) if invoice.kind == "invoice" else ""
        yield (
            invoice_id,
            family_id(invoice.family),
            text(invoice.issued),
            due,
            invoice.kind,
            invoice.status,
            "ordinary",
        )


def line_rows(by_id: dict[str, Invoice], city: City) -> Iterator[tuple[object, ...]]:
    """Gives the rows of the table `invoice_lines`."""
    ids = city.children.ids()
    for invoice_id, invoice in by_id.items():
        for number, line in enumerate(invoice.lines, 1):
            child = ids[line.child] if line.child != ALL_CHILDREN else ""
            amounts = euros(line.quantity), euros(line.price), euros(line.amount)
            yield invoice_id, number, child, SERVICES[line.service], MONTHS[line.month], *amounts
