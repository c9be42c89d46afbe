"""Files in: recognised, read, judged, entered or kept among the rejects (rules.md, Files in)."""
