"""The browser side: one folder an audience, nested so that no discovery serves a page before the shell has run."""
