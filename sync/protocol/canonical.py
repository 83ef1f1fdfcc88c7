"""Canonical JSON: one byte string per value, so both ends hash the same bytes.

RFC 8785 for the values the protocol allows: objects with ASCII keys, arrays, strings, booleans,
null and integers that a double holds exactly. There are no floats: decimals travel as scaled
integers whose field name says the scale (`glucose_mmol_e1`). Under these limits the standard
library's encoder, with sorted keys, yields exactly the bytes of RFC 8785 (a property test holds
it against a second implementation).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final, TypeAlias

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

INTEGER_MAX: Final = 2**53 - 1
_DEPTH_MAX: Final = 12
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# Made once: to make an encoder takes a fifth of the time that using it does. What passed `check` is
# no deeper than _DEPTH_MAX, so nothing in it goes round in a circle.
_ENCODER: Final = json.JSONEncoder(
    sort_keys=True,
    separators=(",", ":"),
    ensure_ascii=False,
    allow_nan=False,
    check_circular=False,
)


class NotCanonicalError(ValueError):
    """The value cannot travel: `code` says why, and nothing of the value is in the message."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def canonical(value: object) -> bytes:
    """Return the canonical UTF-8 bytes of `value`. Raise NotCanonicalError when it has none."""
    check(value)
    return encode(value)


def encode(value: object) -> bytes:
    """Return the canonical bytes of a value that is known to have passed `check`."""
    try:
        return _ENCODER.encode(value).encode()
    except UnicodeEncodeError:
        raise NotCanonicalError("JSON_SURROGATE") from None


def check(value: object, *, depth: int = 0) -> None:
    """Raise NotCanonicalError unless `value` is made only of what the protocol allows."""
    if depth > _DEPTH_MAX:
        raise NotCanonicalError("JSON_TOO_DEEP")
    if isinstance(value, dict):
        _check_keys(value)
        items: Iterable[object] = value.values()
    elif isinstance(value, list):
        items = value
    else:
        _check_scalar(value)
        return
    for item in items:
        # Most of what there is are texts, and this is asked of all that travels.
        if type(item) is str and depth < _DEPTH_MAX:
            if "\x00" in item or not (item.isascii() or _SURROGATE.search(item) is None):
                _check_scalar(item)
        else:
            check(item, depth=depth + 1)


def _check_keys(value: dict[object, object]) -> None:
    try:
        keys = "".join(value)  # type: ignore[arg-type]
    except TypeError:
        raise NotCanonicalError("JSON_KEY") from None
    if not keys.isascii() or "\x00" in keys:
        raise NotCanonicalError("JSON_KEY")


def _check_scalar(value: object) -> None:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, int):
        if not -INTEGER_MAX <= value <= INTEGER_MAX:
            raise NotCanonicalError("JSON_INTEGER_RANGE")
    elif isinstance(value, str):
        # Neither UTF-8 nor PostgreSQL's jsonb holds half a surrogate pair, and jsonb holds no
        # NUL: both are refused where they would enter, not where they would break something.
        if "\x00" in value:
            raise NotCanonicalError("JSON_NUL")
        if not value.isascii() and _SURROGATE.search(value):
            raise NotCanonicalError("JSON_SURROGATE")
    else:
        raise NotCanonicalError("JSON_TYPE")
