"""Steps of a life: what is imported."""

from datetime import timedelta
from pathlib import Path

from . import cities, dialects
from .drawing import METHODS, Drawing
from .program import Result


class Arrivals(Drawing):
    """The city and its mandates, then payments, mandates, methods, corrections, catch-up documents."""

    def start(self) -> None:
        """The city, its mandates and methods; what was used and billed is compared."""
        self.forget_invoices()
        for row in self.tables["families"]:
            row["payment_method"] = self.rng.choice(METHODS + ["direct_debit"] * 12)
            for _ in range(self.rng.choice([0, 1, 1, 1, 1, 1, 2, 2])):
                self.tables["mandates"].append(self.mandate(row["family_id"]))
        self.load(self.tables)
        first, last = self.world.period
        halves = [(cities.months(first)[3], last), (first, cities.months(first)[1])]
        for period in self.rng.choice([[(first, last)], halves]):
            self.reconcile(*period)

    def reconcile(self, first: str, last: str) -> None:
        """Plans hold the months from the first to the last ever reconciled, whatever was reconciled last."""
        self.desk.run("reconcile", "--from", first, "--to", last, "--out", self.desk.folder / "out")

    def forget_invoices(self) -> None:
        """Most of the city's invoices were never made: that is what there is to catch up."""
        lost = {row["invoice_id"] for row in self.tables["invoices"] if self.chance(0.8)}
        for table in ("invoices", "invoice_lines", "payments"):
            self.tables[table] = [r for r in self.tables[table] if r["invoice_id"] not in lost]

    def load(self, tables: cities.Tables) -> None:
        """`import` on both sides."""
        folder = dialects.write(tables, self.desk.folder / f"in-{self.number()}")
        result = self.desk.run("import", folder)
        self.take(result, folder)

    def take(self, result: Result, folder: Path) -> None:
        """What the reference makes of an import, row by row as many as the program."""
        self.world.load(folder)
        counts = {name: told for name, told in self.world.state.counts.items() if name in result.answer["tables"]}
        found = {name: result.answer["tables"][name] for name in counts}
        self.compare("import", found | {"status": result.status}, counts | {"status": 0})

    def mandates_come(self) -> None:
        """New mandates, or an old one that is revoked or replaced."""
        rows = [self.mandate(self.family())]
        known = self.tables["mandates"]
        if known and self.chance(0.4):
            rows.append(known[-1] | {"status": self.rng.choice(["revoked", "superseded", "active"])})
        self.tables["mandates"] += rows[:1]
        self.load({"mandates": rows})

    def methods_change(self) -> None:
        row = self.rng.choice(self.tables["families"])
        row["payment_method"] = self.rng.choice(METHODS)
        self.load({"families": [row]})

    def payments_come(self) -> None:
        """Payments that name nothing, an ordinary invoice, or a catch-up document; exact, partial or too large."""
        rows = []
        for _ in range(self.rng.randint(1, 3)):
            due = self.instalment()
            family = due.family if due and self.chance(0.8) else self.family()
            exact = due.unpaid if due and self.chance(0.5) else self.euros(150)
            own = [r for r in self.world.rows("invoices") if r["family_id"] == family and self.chance(0.5)]
            catch_up = [r for r in own if r["origin"] == "catch_up"]
            named = self.rng.choice(catch_up or own or [None]) if self.chance(0.4) else None
            rows.append(
                {
                    "payment_id": f"VIR{self.number()}",
                    "family_id": family,
                    "invoice_id": named["invoice_id"] if named else "",
                    "paid_on": str(self.today - timedelta(self.rng.choice([0, 0, 0, 1, 3, 20]))),
                    "amount": str(exact),
                }
            )
        self.load({"payments": rows})
        self.tables["payments"] += rows

    def a_payment_is_corrected(self) -> None:
        rows = [row for row in self.tables["payments"] if row["payment_id"].startswith("VIR")]
        if rows:
            rows[-1]["amount"] = str(self.euros(120))
            self.load({"payments": rows[-1:]})

    def usage_changes(self) -> None:
        """Attendance is corrected: fewer days, or more."""
        rows = self.rng.sample(self.tables["attendance"], 12)
        for row in rows:
            row["status"] = self.rng.choice(["cancelled", "cancelled", "present"])
            row["quantity"] = self.rng.choice(["1", row["quantity"], "2"])
        self.load({"attendance": rows})

    def an_invoice_is_cancelled(self) -> None:
        """What it billed is to collect again."""
        issued = [row for row in self.tables["invoices"] if row.get("status") != "cancelled"]
        if issued:
            row = self.rng.choice(issued)
            row["status"] = "cancelled"
            self.load({"invoices": [row]})

    def claims_go_out(self) -> None:
        """Catch-up documents are issued and imported back: nothing to collect changes."""
        self.reconcile(*self.world.period)
        folder = self.desk.folder / f"claims-{self.number()}"
        on = self.later()
        self.desk.run("claims", "--issued-on", on, "--due-on", on + timedelta(30), "--out", folder)
        result = self.desk.run("import", folder)
        self.take(result, folder)
