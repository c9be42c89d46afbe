"""What a reader does on a page in the harness: presses a button, fills the reason of a decision."""

from streamlit.testing.v1 import AppTest

from pages.ui import confirm


def press(app: AppTest, label: str) -> AppTest:
    """Presses the last button whose label begins so: that of the dialog comes after that of the page."""
    [button for button in app.button if button.label.startswith(label)][-1].click()
    return app.run()


def button(app: AppTest, label: str):
    """The button of that label."""
    return next(button for button in app.button if button.label == label)


def decide(app: AppTest, opener: str, verb: str, why: str | None = None) -> AppTest:
    """Opens a dialog and takes its decision, with the reason that it asks for.

    The harness knows no fragment: each run closes the dialog, so what a refused decision says is for the browser.
    """
    app = press(app, opener)
    if why is not None:
        app.text_area(key=confirm.WHY).set_value(why)
    return press(app, verb)
