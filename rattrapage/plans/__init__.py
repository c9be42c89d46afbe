"""Catch-up plans: policies, instalments, their proposal, approval and simulation (R11, R12)."""
