"""Steps of a life: debit files, what the bank answers, files given up."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from . import bank, comparing
from .accounts import DebitFile
from .debiting import Outcome, Wish
from .drawing import BY, Drawing, options


class Banking(Drawing):
    """What is asked from the bank, and what it says."""

    def debit(self) -> None:
        """Debit files of a random range of due dates."""
        made = self.later(10)
        start = made - timedelta(self.rng.choice([0, 0, 10, 60]))
        end = made + timedelta(self.rng.randint(10, 80))
        wish = Wish(start, end, made, self.chance(0.3), self.creditor["first_as"], self.creditor["lead_days"])
        name = f"debit-{self.number()}"
        words = options(due_from=start, due_to=end, created_on=made, allow_legacy=wish.allow_legacy)
        out = self.desk.folder / f"{name}.xml"
        result = self.desk.run("debits", "--creditor", self.desk.folder / "creditor.toml", *words, "--out", out)
        outcome = self.world.sort_out(wish)
        self.differences += comparing.debits(self.desk, result, name, outcome, self.world)
        if outcome.included and not self.differences:
            self.keep(result.answer["files"], outcome, made)

    def keep(self, files: list[dict[str, str]], outcome: Outcome, made: date) -> None:
        """The written files, with the ids the program gave: none was ever given before."""
        by_key = {(debit.mandate, str(debit.due)): debit for debit in outcome.included}
        for file in files:
            known = {f.message_id for f in self.world.files}
            if file["message_id"] in known or not re.fullmatch(rf"RT{made:%Y%m%d}-\d{{4}}", file["message_id"]):
                self.differences.append(f"message id {file['message_id']} of {made} is known or misnamed")
            entries = self.desk.entries(file["file"])
            for entry in entries:
                by_key[entry.mandate, entry.due].end_to_end_id = entry.end_to_end_id
            self.world.keep(file["message_id"], made, [by_key[e.mandate, e.due] for e in entries])
        blocks = {(debit.due, debit.sequence) for debit in outcome.included}
        expected = len(blocks) if self.creditor["one_file_per_block"] else 1
        self.compare("debits", {"files": len(files)}, {"files": expected})

    def file(self, live: bool = True) -> DebitFile | None:
        files = [f for f in self.world.files if not f.voided or not live]
        return self.rng.choice(files[-3:]) if files else None

    def bank_answers(self) -> None:
        """A pain.002 or a camt.054 on one of our files, at times with ids or amounts that are not ours."""
        file = self.file()
        if file is None:
            return
        kind = self.rng.choice(["reject", "return", "return"])
        whole = self.rng.choice(["group", "block"]) if kind == "reject" and self.chance(0.35) else ""
        answers = self.all_refused(file, whole) if whole else list(self.answers(file, kind))
        on = self.later(4)
        said = bank.camt054(answers, on) if kind == "return" else bank.pain002(file, answers, on, whole)
        path = self.desk.folder / f"bank-{self.number()}.xml"
        path.write_text(said, "utf-8")
        counts = self.world.take(kind, answers)
        self.differences += comparing.returns(self.desk.run("returns", path), counts)
        if self.chance(0.2):
            again = self.desk.run("returns", path)
            told = {"matched": again.answer["matched"], "already": again.answer["already"]}
            self.compare("returns again", told, {"matched": 0, "already": counts["matched"] + counts["already"]})

    def all_refused(self, file: DebitFile, whole: str) -> list[bank.Answer]:
        """What the rejection of a whole file, or of its first block, says of each debit without naming it."""
        hit = file.debits if whole == "group" else comparing.first_block(file)
        file.refused += hit
        return [bank.Answer(d.end_to_end_id, d.amount, "NARR") for d in hit]

    def answers(self, file: DebitFile, kind: str) -> Iterator[bank.Answer]:
        chosen = self.rng.sample(file.debits, self.rng.randint(1, min(3, len(file.debits))))
        for debit in chosen:
            reason = self.rng.choice(bank.REASONS) if kind == "return" or self.chance(0.7) else ""
            amount = debit.amount + (1 if reason and self.chance(0.08) else 0)
            yield bank.Answer(debit.end_to_end_id, amount, reason)
        if self.chance(0.15):
            yield bank.Answer("RT9999999999-1", Decimal("10.00"), "AM04")

    def void(self) -> None:
        file = self.file(live=self.chance(0.9))
        if file is None:
            return
        result = self.desk.run("debits", "--void", file.message_id, *BY)
        freed = self.world.void(file)
        found = {"status": result.status, "freed": result.answer["freed"] if result.answer else None}
        self.compare("void", found, {"status": 2 if freed is None else 0, "freed": freed})
