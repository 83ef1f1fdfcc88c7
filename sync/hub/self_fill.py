"""The one static page HQ serves to customers: a form that a till hands out, filled in on a phone.

Nothing that is typed there reaches HQ: the form comes in the part of the address that no browser
sends, and the page may open no connection. HQ knows neither who looked nor what they wrote.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import Final

from fastapi import FastAPI, Response

from resources.lookup import read_text

PATH: Final = "/fill"
_PAGE: Final = ("pages", "self_fill.html")


def policy(page: str) -> str:
    """Return what a browser lets the page do: run its own script in its own style, and nothing
    else. No connection, no form that is sent, no frame around it.
    """
    said = ["default-src 'none'"]
    for kind, tag in (("script-src", "script"), ("style-src", "style")):
        found = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        hashes = (b64encode(sha256(one.encode()).digest()).decode() for one in found)
        said.append(f"{kind} " + " ".join(f"'sha256-{one}'" for one in hashes))
    said += ["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]
    return "; ".join(said)


def serve_on(site: FastAPI) -> None:
    """Serve the page. It is read once, at the start."""
    page = read_text(*_PAGE)
    headers = {
        "content-security-policy": policy(page),
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "cache-control": "public, max-age=3600",
    }

    @site.get(PATH, include_in_schema=False)
    async def filled() -> Response:
        """Return the page."""
        return Response(page, media_type="text/html; charset=utf-8", headers=headers)
