"""The mappings: another system's files become our tables by SQL files."""
