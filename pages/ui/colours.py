"""The colours of the charts: each at least 3.1:1 on white, told apart by every kind of colour sight."""

INK = "#1A2230"
GRID = "#D5DAE2"
SURE = "#1B4F8F"
OWED = "#8F1B0A"
CREDITED = "#0332B5"
# One a line, in turn; a marker, its sign and the name at the line's end tell the lines apart too.
LINES = ("#8F1B0A", "#0332B5", "#C67F02", "#74478F", "#7C979D", "#151823")
MARKERS = ("circle", "square", "diamond", "triangle-up", "x", "pentagon", "star", "triangle-down", "cross")
SIGNS = ("●", "■", "◆", "▲", "✖", "⬟", "★", "▼", "✚")
