"""`GET /v1/snapshot/{stream}` and `/v1/snapshot/{stream}/{chunk}`: a whole stream as files.

A new till loads a snapshot and reads on from its `seq`. Chunks are named by their SHA-256, so one
that was fetched before a crash is never fetched again, and a chunk of `g` is the same for all
stores. Unpacked, a chunk is lines of canonical JSON, `[kind, id, rev, body, clocks]`, whose hash is
the record's content hash; kinds that a desk needs first come first.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from sync.protocol.cycle import Count
from sync.protocol.ops import WireModel

CHUNK_BYTES_MAX: Final = 4 * 1024 * 1024
"""Greatest size of a chunk once unpacked."""
CHUNK_ROWS_MAX: Final = 5_000

_SHA256: Final = r"^[0-9a-f]{64}$"


class Chunk(WireModel):
    """One chunk: the SHA-256 (hex) and size of what travels, and how many records are in it."""

    sha256: Annotated[str, Field(pattern=_SHA256)]
    bytes: Count
    rows: Count


class Manifest(WireModel):
    """A snapshot of stream `s` as it was at `seq`, with count and sum (16 hex digits) of its live
    records.
    """

    s: str
    seq: Count
    n: Count
    sum: str
    epoch: str
    schema_version: Annotated[int, Field(alias="schema")]
    chunks: list[Chunk]
