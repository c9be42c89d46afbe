"""The addresses: none has several segments but Streamlit's own, and sign-in leads back to the one asked for."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse

OWN = re.compile(r"/(_stcore|media|component|static|app/static|auth/log(in|out))(/|$)")
"""Streamlit's own addresses that have several segments."""
LOGIN, CALLBACK = "/auth/login", "/oauth2callback"
COOKIE, SECONDS, LONGEST = "rattrapage_retour", 600, 1500
PLACE = re.compile(r"/[a-z0-9][a-z0-9_-]*(\?[\x21-\x7e]*)?")
"""An address of ours that one may be led back to: one segment and its filters, never another host."""
LOST = """<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Page introuvable · Rattrapage</title>
<style>
body {{ margin: 3.5rem auto; max-width: 40rem; padding: 0 1rem; font: 1rem/1.6 sans-serif }}
body {{ color: #1A2230; background: #FFF }}
a {{ color: #1B4F8F }}
</style>
</head>
<body>
<main>
<h1>Page introuvable</h1>
<p>Cette adresse n'existe pas.</p>
<p><a href="{home}">Aller à la page d'accueil</a></p>
</main>
</body>
</html>
"""


def base() -> str:
    """Gives the path under which the whole site stands (`server.baseUrlPath`), without its last slash; '' at a root."""
    path = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


class KnownAddresses:
    """Answers 404 in French where Streamlit would give its page, whose files a browser then looks for in vain."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        answer = self.app
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and _is_lost(scope["path"]):
            answer = HTMLResponse(LOST.format(home=f"{base()}/"), status_code=404)
        return await answer(scope, receive, send)


def _is_lost(path: str) -> bool:
    path = path.removeprefix(base())
    return len([part for part in path.split("/") if part]) > 1 and not OWN.match(path)


class BackAfterSignIn:
    """Leads back to the page where one signed in: a cookie of ten minutes holds it while the provider is at work."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        path = scope["path"] if scope["type"] == "http" else ""
        noted = {LOGIN: _note, CALLBACK: _lead_back}.get(path.removeprefix(base()))
        if noted is None:
            return await self.app(scope, receive, send)
        asked = Headers(scope=scope)

        async def with_way_back(message):
            if message["type"] == "http.response.start":
                noted(asked, MutableHeaders(raw=message["headers"]))
            await send(message)

        return await self.app(scope, receive, with_way_back)


def _note(asked: Headers, answer: MutableHeaders) -> None:
    """Keeps where the sign-in was asked for, when that is a page of ours."""
    came = urlsplit(asked.get("referer", ""))
    place = came.path.removeprefix(base()) + (f"?{came.query}" if came.query else "")
    if came.netloc == asked.get("host") and len(place) < LONGEST and PLACE.fullmatch(place):
        _set_cookie(answer, base64.urlsafe_b64encode(place.encode()).decode(), SECONDS, came.scheme == "https")


def _lead_back(asked: Headers, answer: MutableHeaders) -> None:
    """Leads to the place that was kept instead of the home page, once."""
    kept = cookie_parser(asked.get("cookie", "")).get(COOKIE)
    if kept is None:
        return
    _set_cookie(answer, "", 0)
    place = _read(kept)
    if place and answer.get("location") == f"{base()}/":
        answer["location"] = base() + place


def _read(kept: str) -> str | None:
    try:
        place = base64.urlsafe_b64decode(kept).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    return place if PLACE.fullmatch(place) else None


def _set_cookie(answer: MutableHeaders, value: str, seconds: int, secure: bool = False) -> None:
    path = f"{base()}{CALLBACK}"
    ends = "; Secure" if secure else ""
    answer.append("set-cookie", f"{COOKIE}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Lax{ends}")
