"""Whole streams as files, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence

from sync.hub.port.snapshots import Built
from sync.hub.postgres.sql import Cursor
from sync.protocol import checksum
from sync.protocol.snapshot import Chunk, Manifest

_KEPT = 2


class PostgresSnapshots:
    """See `storage.Snapshots`."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def latest(self, stream: str) -> Built | None:
        """Return the stream's snapshot that was kept last."""
        row = self._cursor.execute(
            "SELECT seq, n, sum, epoch, schema_version, built_at FROM snapshot"
            " WHERE stream = %s ORDER BY built_at DESC, seq DESC LIMIT 1",
            (stream,),
        ).fetchone()
        if row is None:
            return None
        seq, n, total, epoch, schema_version, built_at = row
        self._cursor.execute(
            "SELECT sha256, bytes, rows FROM snapshot_chunk"
            " WHERE stream = %s AND seq = %s ORDER BY place",
            (stream, seq),
        )
        manifest = Manifest(
            s=stream,
            seq=seq,
            n=n,
            sum=checksum.to_text(int(total)),
            epoch=epoch,
            schema_version=schema_version,
            chunks=[Chunk(sha256=one[0], bytes=one[1], rows=one[2]) for one in self._cursor],
        )
        return Built(manifest, built_at)

    def keep(self, manifest: Manifest, bodies: Sequence[bytes], *, now_ms: int) -> None:
        """Keep a snapshot with its chunks."""
        stream, seq = manifest.s, manifest.seq
        # Two processes may have built the same one: the second finds it there and waits for it.
        self._cursor.execute(
            "INSERT INTO snapshot (stream, seq, n, sum, epoch, schema_version, built_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (stream, seq) DO UPDATE"
            " SET n = excluded.n, sum = excluded.sum, epoch = excluded.epoch,"
            " schema_version = excluded.schema_version, built_at = excluded.built_at",
            (
                stream, seq, manifest.n, checksum.from_text(manifest.sum), manifest.epoch,
                manifest.schema_version, now_ms,
            ),
        )  # fmt: skip
        self._cursor.execute(
            "DELETE FROM snapshot_chunk WHERE stream = %s AND seq = %s", (stream, seq)
        )
        self._cursor.executemany(
            "INSERT INTO snapshot_chunk (stream, seq, place, sha256, rows, bytes, body)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                (stream, seq, place, chunk.sha256, chunk.rows, chunk.bytes, body)
                for place, (chunk, body) in enumerate(zip(manifest.chunks, bodies, strict=True))
            ],
        )
        self._cursor.execute(
            "WITH old AS (DELETE FROM snapshot WHERE stream = %(stream)s AND seq NOT IN ("
            " SELECT seq FROM snapshot WHERE stream = %(stream)s"
            " ORDER BY built_at DESC, seq DESC LIMIT %(kept)s) RETURNING seq)"
            " DELETE FROM snapshot_chunk AS c USING old"
            " WHERE c.stream = %(stream)s AND c.seq = old.seq",
            {"stream": stream, "kept": _KEPT},
        )

    def chunk(self, stream: str, sha256: str) -> bytes | None:
        """Return a chunk of one of the stream's snapshots."""
        row = self._cursor.execute(
            "SELECT body FROM snapshot_chunk WHERE stream = %s AND sha256 = %s LIMIT 1",
            (stream, sha256),
            binary=True,
        ).fetchone()
        return bytes(row[0]) if row else None
