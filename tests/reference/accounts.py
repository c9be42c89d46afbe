"""What the life of a plan leaves: instalments, debit files, payments, requests, one account a family."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .cells import ZERO


@dataclass
class DebitFile:
    """A pain.008 we wrote. Live: neither voided nor wholly rejected."""

    message_id: str
    created_on: date
    debits: list["Presentation"] = field(default_factory=list)
    voided: bool = False
    refused: list["Presentation"] = field(default_factory=list)  # with the whole file, or with their block

    @property
    def wholly_rejected(self) -> bool:
        """Refused as a file: debits that were all rejected one by one are just so many rejections."""
        return bool(self.debits) and all(debit in self.refused for debit in self.debits)

    @property
    def live(self) -> bool:
        return not self.voided and not self.wholly_rejected


@dataclass(eq=False)
class Presentation:
    """An instalment in a debit file."""

    file: DebitFile
    instalment: "Instalment"
    attempt: int
    mandate: str
    sequence: str
    amount: Decimal
    due: date
    end_to_end_id: str = ""
    rejected: bool = False  # pain.002
    came_back: bool = False  # camt.054


@dataclass(eq=False)
class Instalment:
    """One instalment of an approved or proposed plan."""

    family: str
    number: int
    due: date
    amount: Decimal
    strategy: str
    notice_days: int
    approved_on: date | None = None
    announced_on: date | None = None
    paid: Decimal = ZERO
    closed: bool = False
    released: bool = False  # by granted terms: planned and announced anew
    debits: list[Presentation] = field(default_factory=list)

    @property
    def unpaid(self) -> Decimal:
        return self.amount - self.paid

    @property
    def live(self) -> bool:
        return any(debit.file.live for debit in self.debits)

    @property
    def returned(self) -> bool:
        return any((d.rejected or d.came_back) and not d.file.voided for d in self.debits)

    @property
    def with_the_bank(self) -> bool:
        return self.live and not self.returned

    @property
    def open(self) -> bool:
        """Neither closed, cancelled nor wholly paid."""
        return not self.closed and self.unpaid > 0

    def close(self) -> None:
        """The next approved plan closes it at what was paid; its remainder is in that plan."""
        self.amount, self.closed = self.paid, True


@dataclass
class Payment:
    """A payment and what of it is placed on instalments."""

    payment_id: str
    paid_on: date
    amount: Decimal
    invoice_origin: str | None  # of the invoice it names
    met: list[Instalment] = field(default_factory=list)
    on: list[tuple[Instalment, Decimal]] = field(default_factory=list)

    @property
    def placed(self) -> Decimal:
        return sum((part for _, part in self.on), ZERO)

    def correct(self, amount: Decimal) -> None:
        """The new amount counts: what it no longer covers is taken off what it paid last."""
        self.amount = amount
        while self.placed > amount:
            instalment, part = self.on.pop()
            left = max(part - (self.placed + part - amount), ZERO)
            instalment.paid -= part - left
            self.on += [(instalment, left)] if left else []


@dataclass
class Request:
    """A family's request: its state, and the terms it names."""

    state: str
    terms: dict[str, object] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        return self.state in ("asked", "sent_to_accountant")


@dataclass
class Account:
    """All that concerns one family besides its cells."""

    family: str
    instalments: list[Instalment] = field(default_factory=list)
    proposals: list[Instalment] = field(default_factory=list)
    given_up: list[Instalment] = field(default_factory=list)  # what the proposed plan takes up again
    waivers: list[tuple[Decimal, str | None]] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    request: Request | None = None
    granted: dict[str, object] = field(default_factory=dict)
    planned_on: date | None = None
    planned_beside: Decimal = ZERO  # what was kept beside the proposed rest
    outdated: bool = False  # terms were granted, or a waiver voted, since
    on_hold: bool = False
    deceased: bool = False
    lowered: bool = False  # a letter has to inform of a lower instalment

    def by_due(self) -> list[Instalment]:
        return sorted(self.instalments, key=lambda i: (i.due, i.number))

    def open_ones(self) -> Iterator[Instalment]:
        return (i for i in self.by_due() if i.open)
