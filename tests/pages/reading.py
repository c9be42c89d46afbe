"""What a page says, as text, from the harness's elements."""

from streamlit.testing.v1 import AppTest


def metrics(app: AppTest) -> dict[str, str]:
    """Each metric's value, with plain spaces."""
    return {metric.label: spaces(metric.value) for metric in app.metric}


def words(app: AppTest) -> str:
    """All Markdown of the page, with plain spaces and without emphasis."""
    return "\n".join(spaces(element.value).replace("**", "").replace("\\", "") for element in app.markdown)


def spaces(text: str) -> str:
    """No-break and thin spaces as plain ones."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")
