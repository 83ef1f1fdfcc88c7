"""HQ's address: what may be spoken to, and where the calls lie."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from sync.agent.errors import HubInsecureError

_LOOPBACK_NAMES: Final = frozenset({"localhost"})


def endpoint(url: str, path: str) -> str:
    """Return the address of a call at HQ, or raise HubInsecureError.

    Plain http is for this machine only; an address with a user, a query or a fragment was not
    printed by HQ.
    """
    parts = _split(url)
    if parts.scheme == "http":
        if not _is_loopback(parts.hostname or ""):
            raise HubInsecureError("http off this machine")
    elif parts.scheme != "https":
        raise HubInsecureError("neither https nor http")
    if not parts.hostname or parts.query or parts.fragment or "@" in parts.netloc:
        raise HubInsecureError("no plain address")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}{path}"


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # A port that is no number shows only when asked for.
    except ValueError:
        raise HubInsecureError("no address") from None
    return parts


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() in _LOOPBACK_NAMES
