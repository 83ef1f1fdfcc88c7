"""Bytes to requests and back: sizes bounded before anything is unpacked, answers compressed."""

from __future__ import annotations

from typing import Any, Final, TypeVar

import zstandard
from pydantic import ValidationError
from pydantic_core import from_json

from sync.hub.errors import RefusedError
from sync.protocol.cycle import BODY_BYTES_MAX
from sync.protocol.ops import WireModel
from sync.protocol.problems import ProblemCode

COMPRESS_FROM: Final = 512
_LEVEL: Final = 3
# What the greatest body needs; a frame that asks for more memory than that is refused.
_WINDOW_MAX: Final = 8 * 1024 * 1024

M = TypeVar("M", bound=WireModel)


def unpack(body: bytes, encoding: str, *, limit: int = BODY_BYTES_MAX) -> bytes:
    """Return the body without its `Content-Encoding`.

    Raise RefusedError: TOO_LARGE beyond `limit`, whatever it claims of itself;
    MALFORMED for another encoding or a damaged frame.
    """
    match encoding.strip().lower():
        case "" | "identity":
            plain = body
        case "zstd":
            plain = _unzip(body, limit)
        case _:
            raise RefusedError(ProblemCode.MALFORMED)
    if len(plain) > limit:
        raise RefusedError(ProblemCode.TOO_LARGE)
    return plain


def _unzip(body: bytes, limit: int) -> bytes:
    decompressor = zstandard.ZstdDecompressor(max_window_size=_WINDOW_MAX)
    try:
        with decompressor.stream_reader(body, read_across_frames=False) as reader:
            return reader.read(limit + 1)
    except zstandard.ZstdError:
        raise RefusedError(ProblemCode.MALFORMED) from None


def parse(model: type[M], body: bytes) -> M:
    """Return the message in `body`. Raise RefusedError, MALFORMED, without a word of it."""
    try:
        # Values hardly ever come again, and what somebody typed has no place in a cache.
        parsed: Any = from_json(body, allow_inf_nan=False, cache_strings="keys")
        return model.model_validate(parsed)
    except (ValueError, ValidationError, RecursionError):
        raise RefusedError(ProblemCode.MALFORMED) from None


def pack(body: bytes, accepts: str) -> tuple[bytes, str | None]:
    """Return the body for a client that `accepts` these encodings, and the one used."""
    if len(body) <= COMPRESS_FROM or "zstd" not in accepts.lower():
        return body, None
    # With a checksum: in a frame that was damaged on the way, one byte may only turn into another.
    compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
    return compressor.compress(body), "zstd"
