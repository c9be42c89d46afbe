"""Pages that analysts write as SQL files: their heads, their guard, their sandbox."""
