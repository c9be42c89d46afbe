"""Invented people and places: names usual in the region, schools and districts that do not exist."""

FIRST = (
    "Aïcha", "Amélie", "André", "Anne-Sophie", "Aylin", "Baptiste", "Béatrice", "Camille", "Chloé",
    "Clément", "Céline", "Dilan", "Élodie", "Emma", "Enzo", "Étienne", "Fatima", "Françoise", "Gaël",
    "Georges", "Hélène", "Hugo", "Inès", "Jean-Luc", "Jérôme", "Joëlle", "Karim", "Kévin", "Léa",
    "Liam", "Loïc", "Lucas", "Maëlle", "Malo", "Marie-Thérèse", "Mathéo", "Mehdi", "Mélanie", "Mia",
    "Müge", "Nathan", "Noé", "Noël", "N'Deye", "Océane", "Øyvind", "Pauline", "Raphaël", "Rémi",
    "Renée", "Sacha", "Salomé", "Sélim", "Théo", "Thị Mai", "Ulysse", "Valérie", "Yaëlle", "Zoé",
    "Željko",
)  # fmt: skip
LAST = (
    "Adam", "Aït Ahmed", "Baumann", "Becker", "Ben Saïd", "Bérard", "Braun", "Çelik", "Christmann",
    "D'Angelo", "Diallo", "Dietrich", "Dvořák", "Ehrhart", "Eßlinger", "Fischer", "Frey", "Garcia",
    "Gérard", "Gonçalves", "Haas", "Heitz", "Hoffmann", "Huber", "Jund", "Kaya", "Keller", "Kieffer",
    "Klein", "Kœnig", "Kuntz", "Lambert", "Le Goff", "L'Hôte", "Lévêque", "Martin", "Meyer", "Müller",
    "N'Guessan", "Nguyễn", "Nowak", "O'Neill", "Oberlé", "Öztürk", "Pfister", "Reeb", "Rißacher",
    "Roth", "Sánchez", "Schäffer", "Schmitt", "Schneider-Weiß", "Stoll", "Traoré", "Ünal", "Vogel",
    "Wagner", "Weber", "Yılmaz", "Zimmermann-Noël",
)  # fmt: skip
NICKNAMED = 'Marie "Mimi"'

DISTRICTS = (
    "Rive-Neuve", "Les Moulins", "Plaine-Basse", "Port-aux-Saules", "Vieux-Canal", "Cité-Verte",
    "Les Glacis",
)  # fmt: skip
SITES = (
    "du Héron", "des Tilleuls", "de l'Étang", "de la Cigogne", "des Aulnes",
    "du Colombier", "des Violettes", "de l'Île-aux-Roseaux", "du Verger", "des Mésanges", "du Noyer",
    "de la Fontaine", "des Houblons", "du Pré-Fleuri", "de l'Écluse", "des Charmes", "du Lavoir",
    "des Merles", "de l'Orée", "du Grand-Chêne", "des Bleuets", "de la Passerelle", "du Cerisier",
    "des Hirondelles", "du Pont-de-Bois", "de la Garance", "des Sureaux", "du Moulin-Blanc",
)  # fmt: skip


def site(rank: int) -> str:
    """Gives the name of the rank-th school site: each name of the list once, then again with a numeral."""
    again, name = divmod(rank, len(SITES))
    return SITES[name] if not again else f"{SITES[name]} {'I' * (again + 1)}"
