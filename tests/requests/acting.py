"""What the tests of the requests desk do and read again and again."""

from rattrapage.requests import desk
from rattrapage.requests.terms import Step, Terms

ASKED = Step("asked", "Ada", "Perte d'emploi")
SENT = Step("sent_to_accountant", "Ada", "Transmis")
GRANTED = Step("granted", "Ada", "Délai accordé", "SGC-2024-12")
REFUSED = Step("refused", "Ada", "Pièces absentes", "SGC-2024-13")


def ask(ledger, step=ASKED, family="F1", **terms):
    return desk.record(ledger, family, step, Terms.of(**terms))


def held(ledger):
    return [family for (family,) in ledger.cursor().execute("select family_id from open_requests").fetchall()]


def states(ledger):
    sql = "select request_id, state, kind from request_states order by request_id"
    return ledger.cursor().execute(sql).fetchall()


def methods(ledger):
    return dict(ledger.cursor().execute("select family_id, method from payment_methods").fetchall())
