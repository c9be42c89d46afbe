"""What the domain refuses, said in one line to the person who can mend it."""

import errno
import os

CAUSES = {
    errno.ENOENT: "introuvable",
    errno.EACCES: "accès interdit",
    errno.EPERM: "accès interdit",
    errno.EISDIR: "c'est un dossier",
    errno.ENOTDIR: "un fichier occupe la place d'un dossier du chemin",
    errno.EEXIST: "un fichier occupe la place du dossier",
    errno.ENOSPC: "disque plein",
    errno.EDQUOT: "quota de disque atteint",
    errno.EROFS: "disque en lecture seule",
    errno.ENAMETOOLONG: "nom trop long",
    errno.EIO: "erreur de lecture du disque",
}


class Refusal(Exception):
    """A wrong use or an unreadable input; nothing has changed.

    The message is one French line that says what, where (file, line or column) and the remedy.
    The command line prints it on standard error and exits with 2; pages show it as an error.
    """

    def __init__(self, message: str):
        super().__init__(" ".join(message.split()))


def cause(error: Exception) -> str:
    """Gives in French why the system refused a file; DuckDB hides the system's words in its own."""
    for number, said in CAUSES.items():
        if getattr(error, "errno", None) == number or os.strerror(number) in str(error):
            return said
    if "Out of Memory" in str(error):
        return "mémoire insuffisante, voyez RATTRAPAGE_MEMORY"
    return f"erreur {error.errno} du système" if isinstance(error, OSError) else type(error).__name__
