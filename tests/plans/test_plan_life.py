"""The life of plans: whatever happens in whatever order, every cent is somewhere, once (R11 to R13).

to collect = paid + in a live file + still planned + returned and not yet re-planned + carried over + over the cap
− excess to credit.
"""

import datetime as dt
import random
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rattrapage.ledger import Ledger
from rattrapage.payments import allocations
from rattrapage.requests import desk, waivers
from rattrapage.requests.terms import Step, Terms
from tests.towns.plans import (
    MONTHS,
    PREPARED,
    announce,
    approve,
    claim,
    document,
    euros,
    export,
    families,
    give_back,
    pay,
    plan,
    void,
)

TOWN = ("F1", "F2")


class Life:
    """A town to which things happen, one after the other, as chance has it."""

    def __init__(self, ledger: Ledger, chance: random.Random):
        self.ledger, self.chance, self.now, self.votes = ledger, chance, PREPARED, 0
        self.count = Counter()
        self.told: dict[str, tuple] = {}
        families(ledger, *TOWN)
        for family in TOWN:
            document(ledger, f"RAT-F-{family}", family)
            document(ledger, f"ORD-{family}", family, "ordinary")
        self.correct()

    def name(self, kind: str) -> str:
        self.count[kind] += 1
        return f"{kind}{self.count[kind]}"

    def rows(self, sql: str) -> list[tuple]:
        return self.ledger.cursor().execute(sql).fetchall()

    def some(self, names: list) -> list:
        return self.chance.sample(names, self.chance.randint(0, len(names)))

    # what may happen

    def correct(self) -> None:
        most = self.chance.choice((300, 9000, 9000))
        owed = {
            family: {
                month: f"{self.chance.choice(('', '', '', '', '-', '?'))}{euros(self.chance.randint(1, most))}"
                for month in self.chance.sample(MONTHS, self.chance.randint(2, 5))
            }
            for family in TOWN
        }
        claim(self.ledger, **owed)

    def wait(self) -> None:
        self.now += dt.timedelta(days=self.chance.randint(1, 40))

    def plan(self) -> None:
        way = self.chance.choice(
            [
                {"strategy": "equal", "min_instalment": euros(self.chance.randint(0, 4000))},
                {"strategy": "mirror"},
                {"strategy": "capped", "cap": euros(self.chance.randint(500, 9000))},
            ]
        )
        plan(
            self.ledger,
            **way,
            max_instalments=self.chance.randint(1, 5),
            day=self.chance.choice((1, 5, 28)),
            prepared_on=self.now,
            threshold=Decimal(self.chance.choice((0, 15))),
            net_credits=self.chance.random() < 0.2,
        )

    def approve(self) -> None:
        proposed = [
            f for (f,) in self.rows("select distinct family_id from plans where approved_on is null order by 1")
        ]
        approve(self.ledger, *self.some(proposed), on=self.now)

    def announce(self) -> None:
        known = "announceable" if self.chance.random() < 0.8 else "instalments"
        announce(
            self.ledger, *self.some([name for (name,) in self.rows(f"select instalment_id from {known} order by 1")])
        )

    def export(self) -> None:
        due = [
            name
            for (name,) in self.rows("select instalment_id from instalment_states where state = 'announced' order by 1")
        ]
        if chosen := self.some(due):
            with self.ledger.write("test", "paiements") as cursor:
                allocations.place(cursor)
            unpaid = dict(self.rows("select instalment_id, unpaid from instalment_states"))
            export(self.ledger, self.name("M"), *(name for name in chosen if unpaid[name] > 0))

    def give_back(self) -> None:
        for message in self.some([m for (m,) in self.rows("select distinct message_id from live_debits order by 1")]):
            live = self.rows(f"select instalment_id from live_debits where message_id = '{message}' order by 1")
            give_back(self.ledger, message, *self.some([name for (name,) in live]))

    def void(self) -> None:
        files = self.rows(VOIDABLE)
        for (message,) in self.some(files)[:1]:
            void(self.ledger, message)

    def pay(self) -> None:
        family = self.chance.choice(TOWN)
        known = [name for (name,) in self.rows("select payment_id from payments order by 1")]
        name = self.chance.choice(known) if known and self.chance.random() < 0.3 else self.name("P")
        amount = str(euros(self.chance.choice((1, 1, 1, -1)) * self.chance.randint(1, 6000)))
        names = self.chance.choice((None, None, f"RAT-F-{family}", f"RAT-F-{family}", "RAT-F-F1", f"ORD-{family}"))
        pay(self.ledger, name, family, amount, names, self.now - dt.timedelta(days=self.chance.choice((0, 0, 0, 20))))
        if self.chance.random() < 0.8:
            with self.ledger.write("test", "paiements") as cursor:
                allocations.place(cursor)

    def request(self) -> None:
        terms = self.chance.choice(
            (
                {"max_instalments": self.chance.randint(1, 6)},
                {"cap": euros(self.chance.randint(500, 9000))},
                {"first_due": self.now + dt.timedelta(days=60)},
                {"method": "cheque"},
                {},
            )
        )
        state = self.chance.choice(("asked", "sent_to_accountant", "granted", "refused"))
        desk.record(self.ledger, self.chance.choice(TOWN), Step(state, "Ada", "Vu", "SGC-1"), Terms.of(**terms))

    def waive(self) -> None:
        month = self.chance.choice((None, *MONTHS))
        amount = euros(self.chance.randint(1, 3000))
        self.votes += 1
        waivers.record(self.ledger, self.chance.choice(TOWN), amount, f"DEL-{self.votes}", "Ada", "Vote", month)

    # what must hold at any time

    def check(self) -> None:
        self.check_balances()
        self.check_promises()
        assert self.rows(" union all ".join(f"select '{what}' from ({sql})" for what, sql in NEVER.items())) == []

    def check_balances(self) -> None:
        for balance in self.rows(BALANCES):
            family, to_collect, paid, in_file, planned, to_replan, carried, over, excess, received, asked = balance
            assert to_collect == paid + in_file + planned + to_replan + carried + over - excess, balance
            assert (paid, in_file) == (received, asked), family

    def check_promises(self) -> None:
        """What was told of an instalment holds: the date never moves, the amount never rises, the notice stays."""
        told = "select instalment_id, due_on, amount, announced_on from instalments where announced_on is not null"
        now = {name: promise for name, *promise in self.rows(told)}
        for name in now.keys() & self.told.keys():
            (due_on, amount, announced_on), (was_due, was, was_told) = now[name], self.told[name]
            assert (due_on, announced_on) == (was_due, was_told)
            assert amount <= was
        self.told = now

    def settle(self) -> None:
        """Plans again and approves: then what is asked and paid is what is owed, and no payment is spent twice."""
        plan(self.ledger, prepared_on=self.now, max_instalments=3)
        assert approve(self.ledger, on=self.now).left_out == []
        asked, owed = dict(self.rows(IN_FORCE)), dict(self.rows(OWED))
        assert {family: amount for family, amount in asked.items() if amount} == owed
        assert self.rows("select * from superseded") == []
        assert self.rows(OVERSPENT) == []
        assert self.rows(MISPLACED) == []
        found = self.rows("select family_id, to_collect from positions where to_collect > 0 order by 1")
        assert found == [(family, amount) for family in TOWN if (amount := self.owed(family))]

    def owed(self, family: str) -> Decimal:
        """What the last claims and all waivers leave to collect, counted once more."""
        claims = "select month, to_collect from run_claims where run = (select max(run) from runs) and family_id"
        waived = dict(self.rows(f"select month, sum(amount) from waivers where family_id = '{family}' group by 1"))
        left = sum(max(Decimal(0), owed - waived.get(month, 0)) for month, owed in self.rows(f"{claims} = '{family}'"))
        return max(Decimal(0), left - waived.get(None, 0))


NEVER = {
    "an instalment in two live files": "select instalment_id from live_debits group by 1 having count(*) > 1",
    "a file that asks more than is unpaid": "select * from instalment_states where in_file > unpaid",
    "an instalment paid below nothing": "select * from instalment_states where paid < 0",
    "an instalment paid above what it asks": "select * from instalment_states where unpaid < 0",
    "a number twice": "select family_id, number from instalments group by all having count(*) > 1",
    "an id twice": "select instalment_id from instalments group by 1 having count(*) > 1",
    "an instalment of nothing": "select * from instalments where planned <= 0 or amount < 0",
    "a letter about a proposal": "select * from instalment_states where state = 'proposed' "
    "and announced_on is not null",
    "a letter on terms of old": "select * from instalments where released_on is not null and announced_on is not null",
    "two proposed plans": "select family_id from plans where approved_on is null group by 1 having count(*) > 1",
}
BALANCES = """
    select
        b.family_id, to_collect, paid, in_file, planned, to_replan, carried_over, over_cap, excess,
        coalesce(received, 0), coalesce(asked, 0)
    from plan_balances b
    left join (
        select family_id, sum(a.amount) as received
        from payment_allocations a join instalments using (instalment_id) group by 1
    ) using (family_id)
    left join (select family_id, sum(amount) as asked from live_debits group by 1) using (family_id)"""
IN_FORCE = "select family_id, sum(paid + unpaid) from instalment_states where state <> 'proposed' group by 1"
OWED = """
    select family_id, to_collect - carried_over - over_cap + excess as owed from positions where owed <> 0"""
VOIDABLE = """
    select message_id from debit_files
    where state = 'written' and message_id not in (select message_id from failed_debits) order by message_id"""
OVERSPENT = """
    select payment_id from payments p join payment_allocations a using (payment_id)
    where p.amount > 0 group by payment_id, p.amount having sum(a.amount) not between 0 and p.amount"""
MISPLACED = """
    select a.payment_id
    from payment_allocations a
    join instalments i using (instalment_id)
    join plans n using (plan_id)
    join payments p using (payment_id)
    where p.invoice_id like 'ORD-%' or p.family_id <> i.family_id
        or (p.invoice_id is null and p.paid_on < n.approved_on)
    group by a.payment_id, a.instalment_id
    having sum(a.amount) <> 0"""
EVENTS = {
    "correct": 2,
    "wait": 1,
    "plan": 6,
    "approve": 8,
    "announce": 4,
    "export": 4,
    "give_back": 3,
    "void": 1,
    "pay": 7,
    "request": 1,
    "waive": 1,
}


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**9), length=st.integers(10, 35))
def test_every_cent_is_somewhere_once(seed, length):
    chance = random.Random(seed)
    with Ledger(":memory:") as ledger:
        life = Life(ledger, chance)
        events = ["plan", "approve", "announce", *chance.choices(list(EVENTS), list(EVENTS.values()), k=length)]
        for event in events:
            getattr(life, event)()
            life.check()
        life.settle()
        life.check()
