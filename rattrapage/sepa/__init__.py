"""SEPA as values and bytes, without any ledger: calendar, accounts, characters, pain.008, bank messages."""
