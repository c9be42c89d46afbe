"""The commands of the command line, and the module of this package that holds each."""

MODULES = {
    "sample": "files",
    "import": "files",
    "rejects": "files",
    "reconcile": "figures",
    "watch": "figures",
}
"""A command's module is imported when the command is called for, not before: starting stays quick."""
