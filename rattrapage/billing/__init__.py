"""What was owed and how it was worked out: the bases of a family, catch-up invoices and credit notes (R14)."""
