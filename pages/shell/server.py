"""The server's own duties: a French page before any script runs, closed headers, a French word for any failure."""

from __future__ import annotations

import re
import secrets

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware

from pages.shell import addresses, words
from rattrapage.errors import Refusal

# Streamlit styles its page with inline rules and reads uploads and pictures as blobs; nothing else leaves 'self'.
POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
# Asking for these would bring a body that cannot be rewritten, or none at all.
UNWANTED = (b"accept-encoding", b"if-none-match", b"if-modified-since")
NOSCRIPT = b"<noscript><p>Rattrapage a besoin de JavaScript : autorisez-le pour ce site.</p></noscript>"


class ClosedHeaders:
    """Puts the security headers on every answer, and hands the page's nonce on in the scope."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        nonce = secrets.token_urlsafe(16)

        async def closed(message):
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                headers.update(HEADERS | {"content-security-policy": POLICY.format(nonce=nonce)})
            await send(message)

        return await self.app({**scope, "nonce": nonce}, receive, closed)


class FrenchPage:
    """Rewrites Streamlit's HTML page: its language, its title, and the script that turns its own words into French."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope.get("method") != "GET" or b"text/html" not in dict(scope["headers"]).get(b"accept", b""):
            return await self.app(scope, receive, send)
        scope = {**scope, "headers": [header for header in scope["headers"] if header[0] not in UNWANTED]}
        start, body = None, b""

        async def rewritten(message):
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_html(message):
                start = message
            elif start is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await _send_page(send, start, french(body, scope["nonce"]))

        return await self.app(scope, receive, rewritten)


def _is_html(start: dict) -> bool:
    return MutableHeaders(raw=start["headers"]).get("content-type", "").startswith("text/html")


async def _send_page(send, start: dict, page: bytes) -> None:
    MutableHeaders(raw=start["headers"])["content-length"] = str(len(page))
    await send(start)
    await send({"type": "http.response.body", "body": page})


def french(page: bytes, nonce: str) -> bytes:
    """Gives Streamlit's page in French, its inline scripts allowed by `nonce`; other bytes come back as they are."""
    page = page.replace(b'<html lang="en">', b'<html lang="fr">')
    title = f"<title>Rattrapage</title><script>{words.script()}</script>".encode()
    page = page.replace(b"<title>Streamlit</title>", title)
    page = re.sub(rb"<noscript>.*?</noscript>", NOSCRIPT, page, flags=re.DOTALL)
    return page.replace(b"<script>", f'<script nonce="{nonce}">'.encode())


def on_script_error(error: Exception) -> bool:
    """Shows a refusal as it is and anything else as one French line; the details stay in the server's log."""
    if isinstance(error, Refusal):
        st.error(str(error))
    else:
        st.error(
            "Cette page n'a pas pu être affichée. Rechargez-la ; si l'erreur revient, transmettez l'heure au support."
        )
    return True


MIDDLEWARE = [
    Middleware(ClosedHeaders),
    Middleware(addresses.KnownAddresses),
    Middleware(addresses.BackAfterSignIn),
    Middleware(FrenchPage),
]
