"""« Plans de rattrapage » : policy, effect, proposal, approval, letters."""
