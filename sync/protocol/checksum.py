"""Content sums: prove that two replicas of a stream hold the same records, at O(1) per change.

Each live record has a 64-bit hash over kind, id, revision, body and field clocks; a stream's sum
is their total modulo 2**64. A replica adds a record's hash when it comes and subtracts it when it
goes, and compares count and sum with HQ's after every exchange.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, Final

from sync.protocol.canonical import encode

MODULUS: Final = 1 << 64


def h64(kind: str, record_id: str, rev: int, body: dict[str, Any], clocks: dict[str, Any]) -> int:
    """Return the record's content hash, 0 … 2**64-1."""
    data = encode([kind, record_id, rev, body, clocks])
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")


BUCKETS: Final = 256


def line_h64(line: bytes) -> int:
    """Return the content hash of a record from its canonical line `[kind, id, rev, body, clocks]`,
    as snapshots carry it: the same value as `h64`, without taking the line apart.
    """
    return int.from_bytes(blake2b(line, digest_size=8).digest(), "big")


def bucket_of(kind: str, record_id: str) -> int:
    """Return which of the buckets a record falls into, whatever it holds."""
    return blake2b(f"{kind}\x00{record_id}".encode(), digest_size=1).digest()[0]


def to_text(value: int) -> str:
    """Return a sum or hash as 16 hex digits: beyond 2**53 it cannot travel as a JSON number."""
    return f"{value % MODULUS:016x}"


def from_text(text: str) -> int:
    """Return the value of 16 hex digits. Raise ValueError."""
    return int(text, 16)


def to_signed(value: int) -> int:
    """Return the value as a signed 64-bit integer, the form SQLite and PostgreSQL store."""
    value %= MODULUS
    return value - MODULUS if value >= MODULUS >> 1 else value


def from_signed(value: int) -> int:
    """Return the unsigned value of a stored signed integer."""
    return value % MODULUS
