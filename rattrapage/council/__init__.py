"""What the council may see: published aggregates without a name, and their one-page summary."""
