"""Random lives of a random small city: each step is given to the program and to the reference, then compared."""

from .arrivals import Arrivals
from .banking import Banking
from .deciding import Deciding


class Life(Arrivals, Deciding, Banking):
    """One city's life, drawn from a seed."""

    def live(self, steps: int) -> list[str]:
        """Draw and compare steps until one differs; what differs, in words, after the commands that led there."""
        weights = {
            self.plan_anew: 5,
            self.debit: 5,
            self.bank_answers: 4,
            self.payments_come: 4,
            self.request: 4,
            self.waive: 2,
            self.a_payment_is_corrected: 1,
            self.usage_changes: 2,
            self.an_invoice_is_cancelled: 1,
            self.mandates_come: 2,
            self.methods_change: 1,
            self.void: 2,
            self.misuse: 1,
            self.claims_go_out: 1,
        }
        drawn = self.rng.choices(list(weights), list(weights.values()), k=steps)
        for step in [self.start, self.plan_anew, self.debit, *drawn]:
            step()
            self.look()
            if self.differences:
                return [*self.desk.log, *self.differences]
        self.compare("audit", self.desk.run("audit", "--verify").answer, {"broken": 0})
        return self.differences
