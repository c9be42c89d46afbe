"""The middleware and the last word on errors."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from streamlit.testing.v1 import AppTest

from pages.ui import server

PAGE = b'<html lang="en"><title>Streamlit</title><noscript>You need</noscript><script>x</script>'


def answer(kind: str, method: str = "GET") -> tuple[dict[str, str], bytes]:
    """The headers and body that a browser receives when the app below answers PAGE, in two parts, as `kind`."""

    async def app(scope, receive, send):
        headers = [(b"content-type", kind.encode()), (b"content-length", str(len(PAGE)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": PAGE[:20], "more_body": True})
        await send({"type": "http.response.body", "body": PAGE[20:]})

    for middleware in reversed(server.MIDDLEWARE):
        app = middleware.cls(app)
    sent: list[dict] = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "headers": [(b"accept", b"text/html"), (b"accept-encoding", b"gzip")]}
    with ThreadPoolExecutor(1) as aside:  # a browser test before this one leaves a running loop in this thread
        aside.submit(asyncio.run, app(scope, None, send)).result()
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return headers, b"".join(message["body"] for message in sent[1:])


def test_the_html_is_french_and_its_scripts_bear_the_nonce_of_its_policy():
    headers, body = answer("text/html; charset=utf-8")
    text = body.decode()
    assert '<html lang="fr">' in text
    assert "<title>Rattrapage</title>" in text
    assert "You need" not in text
    nonce = headers["content-security-policy"].split("'nonce-")[1].split("'")[0]
    assert text.count(f'<script nonce="{nonce}">') == text.count("<script") == 2
    assert int(headers["content-length"]) == len(body)


def test_two_answers_never_share_a_nonce():
    assert answer("text/html")[0]["content-security-policy"] != answer("text/html")[0]["content-security-policy"]


def test_what_is_not_a_page_is_left_as_it_is():
    headers, body = answer("application/octet-stream")
    assert body == PAGE
    assert headers["x-content-type-options"] == "nosniff"


def failing():
    import streamlit as st

    from pages.ui import server
    from rattrapage.errors import Refusal

    st.session_state.handled = [server.on_script_error(ValueError("secret")), server.on_script_error(Refusal("Non."))]


def test_an_error_is_one_french_line_without_its_details():
    app = AppTest.from_function(failing).run()
    assert app.session_state.handled == [True, True]
    assert app.error[0].value.startswith("Cette page n'a pas pu être affichée.")
    assert "secret" not in app.error[0].value
    assert app.error[1].value == "Non."
