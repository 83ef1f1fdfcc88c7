"""Files over HTTP: whole or in part, named by what is in them (RFC 9110, sections 13 and 14)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from sync.hub.errors import RefusedError
from sync.hub.messages import Answer
from sync.protocol.problems import ProblemCode

_KIND: Final = b"application/zstd"
_RANGE: Final = re.compile(r"bytes=(?=\d|-\d)(\d{0,12})-(\d{0,12})")

_PARTIAL: Final = 206
_NOT_MODIFIED: Final = 304
_NOT_SATISFIABLE: Final = 416

_SHARED: Final = b"private, max-age=31536000, immutable"
"""What every store has alike may lie in a till's cache for ever: its name says what is in it."""
_OWN: Final = b"no-store"


def answer(body: bytes, name: str, *, shared: bool, headers: Mapping[str, str]) -> Answer:
    """Return the file or the part of it that `headers` ask for. Several parts at once, or one in
    another unit, are answered with the whole file, as the standard allows.

    Raise RefusedError, MALFORMED with status 416, for a part that there is not.
    """
    tag = f'"{name}"'
    extra = (
        (b"etag", tag.encode()),
        (b"accept-ranges", b"bytes"),
        (b"cache-control", _SHARED if shared else _OWN),
    )
    known = [one.strip() for one in headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Answer(b"", _NOT_MODIFIED, _KIND, extra)
    asked = _RANGE.fullmatch(headers.get("range", "").strip())
    if asked is None or headers.get("if-range", tag) != tag:
        return Answer(body, 200, _KIND, extra)
    start, end = _part(asked, len(body))
    if start >= end:
        raise RefusedError(ProblemCode.MALFORMED, status=_NOT_SATISFIABLE)
    place = f"bytes {start}-{end - 1}/{len(body)}".encode()
    return Answer(body[start:end], _PARTIAL, _KIND, (*extra, (b"content-range", place)))


def _part(asked: re.Match[str], size: int) -> tuple[int, int]:
    """Return start and end (exclusive) of the part; the same for one that there is not."""
    first, last = asked[1], asked[2]
    if not first:
        return max(size - int(last), 0), size
    end = min(int(last) + 1, size) if last else size
    return int(first), end
