"""« Retours de la banque » : messages read, holds, reason codes."""
