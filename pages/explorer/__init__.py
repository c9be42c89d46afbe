"""Pages made of analysts' SQL files."""
