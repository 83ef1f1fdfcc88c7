"""What the parts of this package share."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final, TypeAlias

import psycopg
from psycopg.rows import TupleRow

Cursor: TypeAlias = psycopg.Cursor[TupleRow]
Connection: TypeAlias = psycopg.Connection[TupleRow]

KEYS: Final = "unnest(%s::text[], %s::text[], %s::text[]) AS k(owner, kind, id)"
"""The three columns of many keys as rows."""


def columns(rows: Sequence[Sequence[Any]], width: int) -> list[list[Any]]:
    """Return the columns of `rows`, each of which has `width` values."""
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[]] * width


CHANNEL: Final = "guitai_moved"
"""Where a process tells the others which streams it wrote to, and whom not to tell."""
NOTIFY: Final = f"SELECT pg_notify('{CHANNEL}', s) FROM unnest(%s::text[]) AS s"


def notices(streams: Collection[str], but: str) -> list[str]:
    """Return what is said on the channel: a stream, and the device that need not be told."""
    return [f"{stream} {but}" for stream in sorted(streams)]


def noticed(text: str) -> tuple[str, str]:
    """Return the stream of a notice, and the device that need not be told, or ""."""
    stream, _, but = text.partition(" ")
    return stream, but
