"""The mappings: another system's files become the tables of the contract by SQL files."""
