"""The command line: one function a command, the same domain functions that the pages call."""

MODULES = {
    "sample": "files",
    "import": "files",
    "rejects": "files",
    "reconcile": "figures",
    "watch": "figures",
    "mandates": "debits",
    "debits": "debits",
    "returns": "debits",
    "claims": "documents",
    "notify": "documents",
    "plan": "plans",
    "approve": "plans",
    "request": "plans",
    "waive": "plans",
    "backup": "keeping",
    "restore": "keeping",
    "audit": "keeping",
}
"""A command's module is imported when the command is called for, not before: starting stays quick."""
