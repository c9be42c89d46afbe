"""Copies of the ledger: backups, restores, and what a restore lost."""
