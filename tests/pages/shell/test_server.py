"""The middleware and the last word on errors."""

import asyncio
import base64
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.testing.v1 import AppTest

from pages.shell import addresses, server

PAGE = b'<html lang="en"><title>Streamlit</title><noscript>You need</noscript><script>x</script>'


def answer(
    kind: str, method: str = "GET", path: str = "/", more: dict | None = None, location: str = ""
) -> tuple[dict[str, str], bytes]:
    """The headers and body that a browser receives when the app below answers PAGE, in two parts, as `kind`."""

    async def app(scope, receive, send):
        headers = [(b"content-type", kind.encode()), (b"content-length", str(len(PAGE)).encode())]
        headers += [(b"location", location.encode())] if location else []
        await send({"type": "http.response.start", "status": 302 if location else 200, "headers": headers})
        await send({"type": "http.response.body", "body": PAGE[:20], "more_body": True})
        await send({"type": "http.response.body", "body": PAGE[20:]})

    for middleware in reversed(server.MIDDLEWARE):
        app = middleware.cls(app)
    sent: list[dict] = []

    async def send(message):
        sent.append(message)

    accepted = [(b"accept", b"text/html"), (b"accept-encoding", b"gzip")]
    asked = [(name.encode(), value.encode()) for name, value in (more or {}).items()]
    scope = {"type": "http", "method": method, "path": path, "headers": accepted + asked}
    with ThreadPoolExecutor(1) as aside:  # a browser test before this one leaves a running loop in this thread
        aside.submit(asyncio.run, app(scope, None, send)).result()
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    headers["status"] = str(sent[0]["status"])
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


@pytest.mark.parametrize("path", ["/finance/ecarts", "/ecarts/x", "/ecarts/x/", "/a/b/c", "/auth/autre", "/staticx/y"])
def test_an_address_of_several_segments_is_a_french_page_not_found(path):
    headers, body = answer("text/html", path=path)
    text = body.decode()
    assert headers["status"] == "404"
    assert '<html lang="fr">' in text
    assert "<h1>Page introuvable</h1>" in text
    assert '<a href="/">' in text
    assert "<script" not in text
    assert (headers["x-frame-options"], headers["x-content-type-options"]) == ("DENY", "nosniff")
    assert "default-src 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    ["/", "/ecarts", "/ecarts/", "/_stcore/upload_file/s/f", "/media/x/y.bin", "/component/a.b/index.js", "/auth/login"]
    + ["/static/js/index.js", "/oauth2callback", "/app/static/x.png"],
)
def test_the_addresses_of_streamlit_and_of_the_pages_go_through(path):
    assert answer("application/octet-stream", path=path)[0]["status"] == "200"


def test_a_site_under_a_path_of_its_own_counts_from_there(monkeypatch):
    monkeypatch.setattr(addresses, "base", lambda: "/ville")
    assert answer("application/json", path="/ville/ecarts")[0]["status"] == "200"
    headers, body = answer("text/html", path="/ville/finance/ecarts")
    assert headers["status"] == "404"
    assert b'<a href="/ville/">' in body


HOST = {"host": "rattrapage.ville.example"}
SITE = "https://rattrapage.ville.example"


def came_back(referer: str, location: str = "/") -> str:
    """Where a person ends up who asked to sign in at an address and then comes back from the provider."""
    headers, _ = answer("text/plain", path="/auth/login", more=HOST | {"referer": referer}, location="https://idp/")
    assert headers["location"] == "https://idp/"
    cookie = headers.get("set-cookie", "").partition(";")[0]
    headers, _ = answer("text/plain", path="/oauth2callback", more={"cookie": cookie}, location=location)
    assert "Max-Age=0" in headers.get("set-cookie", "Max-Age=0")
    return headers["location"]


@pytest.mark.parametrize("address", ["/ecarts", "/ecarts?mois=2023-11&ecole=", "/q-finance-essai?nom=Zo%C3%A9"])
def test_sign_in_leads_back_to_the_page_asked_for(address):
    assert came_back(SITE + address) == address


@pytest.mark.parametrize(
    "referer",
    [
        "https://ailleurs.example/ecarts",
        SITE,
        f"{SITE}/",
        f"{SITE}//ailleurs.example",
        f"{SITE}/a/b",
        f"{SITE}/x?{'y' * 2000}",
    ]
    + ["", "ecarts", f"{SITE}/\\ailleurs.example", "https://rattrapage.ville.example@ailleurs.example/ecarts"],
)
def test_sign_in_leads_nowhere_else(referer):
    assert came_back(referer) == "/"


def test_the_kept_address_is_out_of_reach_of_scripts_and_cannot_be_forged_into_another_site():
    headers, _ = answer("text/plain", path="/auth/login", more=HOST | {"referer": f"{SITE}/ecarts"})
    for words in ("Path=/oauth2callback", "Max-Age=600", "HttpOnly", "SameSite=Lax", "Secure"):
        assert words in headers["set-cookie"]
    for forged in ("//ailleurs.example", "https://ailleurs.example/", "/a\r\nx: y", "é"):
        cookie = f"{addresses.COOKIE}={base64.urlsafe_b64encode(forged.encode()).decode()}"
        headers, _ = answer("text/plain", path="/oauth2callback", more={"cookie": cookie}, location="/")
        assert headers["location"] == "/"
    headers, _ = answer("text/plain", path="/oauth2callback", more={"cookie": f"{addresses.COOKIE}=%%"}, location="/")
    assert headers["location"] == "/"


def test_a_way_back_that_is_not_the_home_page_is_left_alone():
    assert came_back(f"{SITE}/ecarts", location="https://idp/logout") == "https://idp/logout"


def failing():
    import streamlit as st

    from pages.shell import server
    from rattrapage.errors import Refusal

    st.session_state.handled = [server.on_script_error(ValueError("secret")), server.on_script_error(Refusal("Non."))]


def test_an_error_is_one_french_line_without_its_details():
    app = AppTest.from_function(failing).run()
    assert app.session_state.handled == [True, True]
    assert app.error[0].value.startswith("Cette page n'a pas pu être affichée.")
    assert "secret" not in app.error[0].value
    assert app.error[1].value == "Non."
