"""The colours of the charts: each at least 3.1:1 on white, distinct for every kind of colour sight."""

INK = "#1A2230"
GRID = "#D5DAE2"
SURE = "#1B4F8F"
OWED = "#8F1B0A"
CREDITED = "#0332B5"
# One a line, in turn; a marker, its sign and the name at the line's end tell the lines apart too.
LINES = ("#8F1B0A", "#0332B5", "#C67F02", "#74478F", "#7C979D", "#151823")
MARKERS = ("circle", "square", "diamond", "triangle-up", "x", "pentagon", "star", "triangle-down", "cross")
SIGNS = ("●", "■", "◆", "▲", "✖", "⬟", "★", "▼", "✚")
UNKNOWN = "#6B7280"
# The share not billed, up to each bound; dark text stays readable on each.
SHARES = ((0.05, "#F7F3EA"), (0.2, "#FBE0C2"), (0.5, "#F8C08E"), (0.8, "#EE9A55"), (1e9, "#E07B33"))
LEGEND = (
    "Part non facturée : jusqu'à 5 %, 20 %, 50 %, 80 %, et au-delà, du plus clair au plus foncé. Hachuré : inconnu."
)
