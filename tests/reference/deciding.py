"""Steps of a life: plans, approvals, letters, requests, waivers, wrong uses."""

from collections.abc import Callable

from . import comparing
from .drawing import BY, Drawing, options
from .misuses import MISUSES


class Deciding(Drawing):
    """What the office decides."""

    def plan_anew(self) -> None:
        """`plan`, and mostly `approve` and `notify` after it."""
        policy = self.terms(self.later())
        words = options(**vars(policy) | {"min_instalment": policy.min_instalment or None})
        result = self.desk.run("plan", *words, "--out", self.desk.folder / "plan.csv")
        if self.chance(0.2):
            self.same_bytes(words)
        rows = self.world.plan(policy)
        self.differences += comparing.plan(self.desk, result, rows)
        self.differences += comparing.overpaid(result, self.world.overpaid())
        if self.chance(0.9):
            self.follow(self.meanwhile() + [self.approve, self.tell])

    def follow(self, steps: list[Callable[[], None]]) -> None:
        """Steps one after the other, each looked at, until something differs."""
        for step in steps:
            self.look()
            if not self.differences:
                step()

    def meanwhile(self) -> list[Callable[[], None]]:
        """What happens between a plan and its approval: mostly nothing."""
        events = [self.payments_come, self.bank_answers, self.waive, self.request, self.debit, self.void]
        return [self.rng.choice(events)] if self.chance(0.25) else []

    def same_bytes(self, words: list[str]) -> None:
        """The same ledger and parameters give the same bytes."""
        first = (self.desk.folder / "plan.csv").read_bytes()
        self.desk.run("plan", *words, "--out", self.desk.folder / "again.csv")
        again = (self.desk.folder / "again.csv").read_bytes()
        self.compare("plan twice", {"bytes": again}, {"bytes": first})

    def approve(self) -> None:
        proposed = [f for f, a in self.world.accounts.items() if a.proposals or a.given_up]
        some = sorted(self.rng.sample(proposed, max(1, len(proposed) // 2))) if proposed else []
        chosen = ["--family", *some] if some and self.chance(0.25) else ["--all"]
        on = self.later(1)
        result = self.desk.run("approve", *chosen, *BY, "--on", on)
        asked = some if "--family" in chosen else proposed
        done = self.world.approve(asked, on)
        left_out = sorted(set(asked) - set(done))
        wanted = {"families": len(done), "left_out": left_out, "status": 3 if left_out else 0}
        self.compare("approve", result.answer | {"status": result.status}, wanted)

    def tell(self) -> None:
        if self.chance(0.1):
            return
        on = self.later(2)
        folder = self.desk.folder / f"letters-{self.number()}"
        result = self.desk.run("notify", "--on", on, "--out", folder)
        self.differences += comparing.letters(result, folder, self.world.notify(on))

    def waive(self) -> None:
        family, amount = self.family(), self.euros()
        month = self.rng.choice([None, None, *self.world.period])
        words = options(family=family, amount=amount, month=month, reference=f"DEL-{self.number()}", why="aide")
        result = self.desk.run("waive", *words, *BY)
        self.world.accounts[family].waivers.append((amount, month))
        self.world.accounts[family].outdated = True
        self.compare("waive", {"status": result.status}, {"status": 0})

    def request(self) -> None:
        """A family asks, or someone answers one that asked."""
        asking = [f for f, a in self.world.accounts.items() if a.request and a.request.open]
        family = self.rng.choice(asking) if asking and self.chance(0.7) else self.family()
        request = self.world.accounts[family].request
        answers = ["sent_to_accountant", "granted", "granted", "refused"]
        state = self.rng.choice(answers) if request and request.open else "asked"
        terms = self.wishes() if state == "asked" or self.chance(0.2) else {}
        reference = "SGC-1" if state in ("granted", "refused") else None
        words = options(family=family, state=state, reference=reference, why="situation", **terms)
        result = self.desk.run("request", *words, *BY)
        self.world.request(family, state, terms)
        self.compare("request", {"status": result.status}, {"status": 0})

    def misuse(self) -> None:
        """Wrong uses change nothing and say so in one line."""
        for words in self.rng.sample(MISUSES, 3):
            result = self.desk.run(*words.split())
            found = {"status": result.status, "lines": len(result.error.splitlines()), "answer": result.answer}
            self.compare(words, found, {"status": 2, "lines": 1, "answer": None})
