"""Payments placed on instalments, and the reversals that take them off (R12)."""
