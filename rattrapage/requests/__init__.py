"""What families ask and what was decided: terms, steps, waivers, and the letter that answers (R11, R12)."""
