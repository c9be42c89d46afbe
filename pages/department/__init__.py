"""Pages of the education department's managers."""
