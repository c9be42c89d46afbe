"""The door: the ASGI application when the server imports this file, the shell of the pages when it runs it."""

from streamlit.runtime.scriptrunner import get_script_run_ctx

if get_script_run_ctx(suppress_warning=True) is None:
    import streamlit as st
    from streamlit.runtime.pages_manager import PagesManager

    from pages.shell.server import MIDDLEWARE, on_script_error

    # Without this, a folder named `pages` makes a fresh server say "Page not found" over the right page
    # (Streamlit 1.67; the name is private: the browser tests watch it).
    PagesManager.uses_pages_directory = False
    app = st.App(__file__, middleware=MIDDLEWARE, on_script_error=on_script_error)
else:
    from pages.shell import shell

    shell.run()
