"""What the domain refuses, said in one line to the person who can mend it."""


class Refusal(Exception):
    """A wrong use or an unreadable input; nothing has changed.

    The message is one French line that says what, where (file, line or column) and the remedy.
    The command line prints it on standard error and exits with 2; pages show it as an error.
    """

    def __init__(self, message: str):
        super().__init__(" ".join(message.split()))
