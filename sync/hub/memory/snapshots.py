"""Whole streams as files, in memory."""

from __future__ import annotations

from collections.abc import Sequence

from sync.hub.memory.tables import Journal, SnapshotRow
from sync.hub.port.snapshots import Built
from sync.protocol.snapshot import Manifest

_KEPT = 2


class MemorySnapshots:
    """See `storage.Snapshots`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._tables = journal.tables

    def latest(self, stream: str) -> Built | None:
        """Return the stream's snapshot that was kept last."""
        kept = self._tables.snapshots.get(stream, ())
        return kept[-1].built if kept else None

    def keep(self, manifest: Manifest, bodies: Sequence[bytes], *, now_ms: int) -> None:
        """Keep a snapshot with its chunks."""
        others = [
            row
            for row in self._tables.snapshots.get(manifest.s, ())
            if row.built.manifest.seq != manifest.seq
        ]
        kept = (*others, SnapshotRow(Built(manifest, now_ms), tuple(bodies)))[-_KEPT:]
        self._journal.put(self._tables.snapshots, manifest.s, kept)

    def chunk(self, stream: str, sha256: str) -> bytes | None:
        """Return a chunk of one of the stream's snapshots."""
        for row in self._tables.snapshots.get(stream, ()):
            for chunk, body in zip(row.built.manifest.chunks, row.bodies, strict=True):
                if chunk.sha256 == sha256:
                    return body
        return None
