"""How a family pays, in the words of its means of payment and of its mandate."""

from __future__ import annotations

from collections.abc import Iterator

from rattrapage.letters.printing import people, wording
from rattrapage.letters.shapes.notices import Notice
from rattrapage.words import METHODS

UNKNOWN_ICS = "indiqué sur le mandat"
MANDATES = {
    "valid": ("Vous n'avez rien à faire : votre mandat, ci-dessous, est en règle.",),
    "expiring": (
        (
            "Votre mandat, ci-dessous, peut encore servir, mais il sera caduc avant la dernière date. Un nouveau "
            "mandat à signer vous est envoyé : renvoyez-le-nous vite, les prélèvements se feront alors sous sa "
            "référence."
        ),
    ),
    "legacy": (
        (
            "Votre mandat, ci-dessous, vient de notre ancien système. Si vous recevez un nouveau mandat à signer, "
            "renvoyez-le-nous vite : les prélèvements se feront alors sous sa référence."
        ),
    ),
    "to_sign": (
        (
            "Un nouveau mandat, dont la référence est ci-dessous, vous est envoyé. Renvoyez-le signé avant la première "
            "date : sans lui, rien ne pourra être prélevé."
        ),
    ),
}
UNSIGNED = (
    "Vous aviez choisi le prélèvement, mais nous n'avons plus de mandat valable de votre part. Signez celui qui vous "
    "est envoyé à part, ou demandez-le-nous : dès que nous l'avons reçu, les échéances encore à venir sont prélevées, "
    "aux dates ci-dessus, sur le compte que vous y indiquez. Jusque-là, rien ne sera prélevé : payez comme suit."
)
FORM = "celle du mandat à signer"


def _by_debit(data: Notice) -> bool:
    return data["method"] == "direct_debit" and bool(data["instalments"])


def ways(data: Notice) -> Iterator[str]:
    """Gives the way to pay, in the words of the family's method.

    The letter also announces the debits of a mandate signed after it (sepa.md, section 5): it never says that none will
    come.
    """
    if not data["instalments"]:
        yield "Vous n'avez plus rien à payer pour ces mois : les échéances annoncées sont annulées."
    elif _by_debit(data) and (state := data["mandate_state"]):
        yield (
            "Par prélèvement sur votre compte, aux dates ci-dessus. Vous pouvez demander à votre banque le "
            "remboursement d'un prélèvement dans les 8 semaines."
        )
        yield from MANDATES[state]
    else:
        if _by_debit(data):
            yield UNSIGNED
        yield _by_hand(data)


def _by_hand(data: Notice) -> str:
    contact = data["contact"]
    how = METHODS[data["method"]].how
    return how.format(payee=contact.payee, counter=contact.counter, website=contact.website, family=data["family_id"])


def mandate(data: Notice) -> dict[str, str] | None:
    """Gives the mandate in its box, as texts; None for a family that pays by other means."""
    if not _by_debit(data):
        return None
    return {
        "reference": data["mandate_reference"] or FORM,
        "creditor_id": data["creditor_id"] or UNKNOWN_ICS,
        "creditor": people.sender_name(data["contact"], data["creditor"]),
        "iban": wording.masked_iban(data["iban"]) if data["iban"] else "celui que vous indiquez sur le mandat",
    }
