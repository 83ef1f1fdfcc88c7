"""Which snapshot a stream is being loaded from, and which of its chunks are in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from local_store.connection import Connection
from sync.protocol import checksum
from sync.protocol.snapshot import Chunk, Manifest

_BOOT: Final = "stream, seq, n, sum, epoch, begun_at, mixed, states_due"
_CHUNK: Final = "chunk, sha256, rows, bytes, put, sum, first, last, done"


@dataclass(frozen=True, slots=True)
class Booting:
    """A stream being loaded. `sum` is signed; see the table for the rest."""

    stream: str
    seq: int
    n: int
    sum: int
    epoch: str
    begun_at: int
    mixed: bool = False
    states_due: bool = False

    def is_of(self, manifest: Manifest) -> bool:
        """Tell whether it is the load of this snapshot."""
        return (self.seq, self.n, checksum.to_text(self.sum), self.epoch) == (
            manifest.seq,
            manifest.n,
            manifest.sum,
            manifest.epoch,
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """One chunk: what of it is in place, its part of the sum (signed), and the places of its first
    and last record so far.
    """

    chunk: int
    sha256: str
    rows: int
    bytes: int
    put: int = 0
    sum: int = 0
    first: str | None = None
    last: str | None = None
    done: bool = False


class Boot:
    """Repository of the `boot` and `boot_chunk` tables."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def all(self) -> list[Booting]:
        """Return every load under way."""
        rows = self._db.execute(f"SELECT {_BOOT} FROM boot ORDER BY stream")
        return [
            replace(Booting(*row[:6]), mixed=bool(row[6]), states_due=bool(row[7])) for row in rows
        ]

    def get(self, stream: str) -> Booting | None:
        """Return the load of a stream, or None."""
        return next((one for one in self.all() if one.stream == stream), None)

    def put(self, boot: Booting) -> None:
        """Write a load."""
        self._db.execute(
            f"INSERT OR REPLACE INTO boot ({_BOOT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                boot.stream,
                boot.seq,
                boot.n,
                boot.sum,
                boot.epoch,
                boot.begun_at,
                int(boot.mixed),
                int(boot.states_due),
            ),
        )

    def pieces(self, stream: str) -> list[Piece]:
        """Return the chunks of a stream's snapshot in order."""
        rows = self._db.execute(
            f"SELECT {_CHUNK} FROM boot_chunk WHERE stream = ? ORDER BY chunk", (stream,)
        )
        return [replace(Piece(*row[:8]), done=bool(row[8])) for row in rows]

    def named(self, stream: str, sha256: str) -> list[Piece]:
        """Return the chunks of this name, in order: one, unless HQ named one twice."""
        rows = self._db.execute(
            f"SELECT {_CHUNK} FROM boot_chunk WHERE stream = ? AND sha256 = ? ORDER BY chunk",
            (stream, sha256),
        )
        return [replace(Piece(*row[:8]), done=bool(row[8])) for row in rows]

    def put_piece(self, stream: str, piece: Piece) -> None:
        """Write a chunk."""
        self._db.execute(
            f"INSERT OR REPLACE INTO boot_chunk (stream, {_CHUNK})"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                stream,
                piece.chunk,
                piece.sha256,
                piece.rows,
                piece.bytes,
                piece.put,
                piece.sum,
                piece.first,
                piece.last,
                int(piece.done),
            ),
        )

    def replace_pieces(self, stream: str, pieces: Sequence[Piece]) -> None:
        """Write the chunks of another snapshot."""
        self._db.execute("DELETE FROM boot_chunk WHERE stream = ?", (stream,))
        for piece in pieces:
            self.put_piece(stream, piece)

    def drop(self, stream: str) -> None:
        """Forget a load."""
        self._db.execute("DELETE FROM boot_chunk WHERE stream = ?", (stream,))
        self._db.execute("DELETE FROM boot WHERE stream = ?", (stream,))

    def note_mixed(self, stream: str) -> None:
        """Note that rows came beside the chunks."""
        self._db.execute("UPDATE boot SET mixed = 1 WHERE stream = ?", (stream,))

    def rows_put(self, stream: str) -> int:
        """Return how many records of the snapshot are in place."""
        sql = "SELECT coalesce(sum(put), 0) FROM boot_chunk WHERE stream = ?"
        return int(self._db.execute(sql, (stream,)).fetchone()[0])


def chunk_of(piece: Piece) -> Chunk:
    """Return a chunk as the manifest names it."""
    return Chunk(sha256=piece.sha256, bytes=piece.bytes, rows=piece.rows)
