"""Direct debits: which instalments can be debited, and the pain.008 files that debit them once (R13)."""
