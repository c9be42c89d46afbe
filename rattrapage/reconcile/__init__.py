"""Used against billed: the chain of queries, the runs that keep its results, the early warning (R1 to R11)."""
