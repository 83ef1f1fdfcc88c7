"""Ids of new records: UUID version 7 (RFC 9562), which sort by the time they were made."""

from __future__ import annotations

from typing import Final
from uuid import UUID

UUID7_RANDOM_BYTES: Final = 10
_MS_MAX: Final = (1 << 48) - 1


def uuid7(now_ms: int, rng_bytes: bytes) -> str:
    """Return the id made of 48 bits of UTC milliseconds and 74 bits of `rng_bytes` (10 bytes)."""
    if len(rng_bytes) != UUID7_RANDOM_BYTES:
        raise ValueError(f"{UUID7_RANDOM_BYTES} random bytes are needed")
    random = int.from_bytes(rng_bytes, "big")
    high = (min(max(now_ms, 0), _MS_MAX) << 16) | 0x7000 | (random >> 68)
    low = (0b10 << 62) | (random & ((1 << 62) - 1))
    return str(UUID(int=(high << 64) | low))
