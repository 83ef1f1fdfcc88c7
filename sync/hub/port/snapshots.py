"""Whole streams as files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from sync.protocol.snapshot import Manifest


class Built(NamedTuple):
    """A snapshot, and when (UTC ms) it was kept."""

    manifest: Manifest
    built_at: int


class Snapshots(Protocol):
    """Snapshots of streams, the latest two of each, with their chunks."""

    def latest(self, stream: str) -> Built | None:
        """Return the stream's snapshot that was kept last."""
        ...

    def keep(self, manifest: Manifest, bodies: Sequence[bytes], *, now_ms: int) -> None:
        """Keep a snapshot with its chunks, and forget all of its stream but the one before it. One
        of the same number is replaced.
        """
        ...

    def chunk(self, stream: str, sha256: str) -> bytes | None:
        """Return a chunk of one of the stream's snapshots."""
        ...
