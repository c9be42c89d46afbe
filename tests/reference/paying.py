"""R12 Payments: which instalments a payment pays, and what of it exceeds."""

from decimal import Decimal

from .accounts import Account, Instalment, Payment


def concerns(payment: Payment, instalment: Instalment) -> bool:
    """Whether a payment pays such instalments: by the document it names, or by its date where it names none."""
    return payment.invoice_origin == "catch_up" or (
        payment.invoice_origin is None and payment.paid_on >= instalment.approved_on
    )


def meet(account: Account, payment: Payment) -> list[Instalment]:
    """The instalments a payment may ever pay: those approved when it first met any; later claims are not its own."""
    payment.met = payment.met or [i for i in account.by_due() if concerns(payment, i)]
    return payment.met


def place(account: Account) -> None:
    """Put what is not yet placed of each payment on what it can pay, oldest due first; not on what the bank has."""
    for payment in sorted(account.payments, key=lambda p: (p.paid_on, p.payment_id)):
        for instalment in meet(account, payment):
            part = min(instalment.unpaid, payment.amount - payment.placed)
            if part and instalment.open and not instalment.with_the_bank:
                instalment.paid += part
                payment.on.append((instalment, part))


def overpaid(account: Account) -> dict[str, Decimal]:
    """What exceeds of each payment that met instalments, or that pays a document where nothing is even proposed."""
    nothing = not account.instalments and not account.proposals
    return {
        p.payment_id: p.amount - p.placed
        for p in account.payments
        if p.amount > p.placed and (p.met or (nothing and p.invoice_origin == "catch_up"))
    }
