"""Mending a stream: what HQ needs to know to find the difference, and what to do with its answer.

Buckets are counted from the rows themselves, never from the cursor, which is what is in doubt.
Each step stands alone: after a crash the mending begins again with whatever is in place by then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from local_store.connection import Connection
from local_store.cursors import Cursors, kinds_of
from local_store.errors import PageMalformedError
from local_store.pages import Pages
from local_store.stamps import Stamps
from sync.protocol import checksum
from sync.protocol.cycle import Row
from sync.protocol.repair import BucketSum, Gone, Have


class Repair:
    """Mends one stream."""

    def __init__(self, db: Connection, pages: Pages, stamps: Stamps, stream: str) -> None:
        self._db, self._pages, self._stamps, self._stream = db, pages, stamps, stream
        self._cursors = Cursors(db)

    @property
    def due(self) -> bool:
        """Tell whether the stream has to be compared with HQ record by record."""
        return self._cursors.get(self._stream).repair_due

    def mark_due(self) -> None:
        """Note that it has to be."""
        self._cursors.put(replace(self._cursors.get(self._stream), repair_due=True))

    def buckets(self) -> list[BucketSum]:
        """Return count and sum of the records in each bucket."""
        counts, sums = [0] * checksum.BUCKETS, [0] * checksum.BUCKETS
        for kind, record_id, part in self._counted():
            bucket = checksum.bucket_of(kind, record_id)
            counts[bucket] += 1
            sums[bucket] += part
        return [
            BucketSum(n=n, sum=checksum.to_text(total))
            for n, total in zip(counts, sums, strict=True)
        ]

    def have(self, of: Collection[int]) -> list[Have]:
        """Return the records in these buckets."""
        wanted = frozenset(of)
        return [
            Have(k=kind, id=record_id, h=checksum.to_text(part))
            for kind, record_id, part in self._counted()
            if checksum.bucket_of(kind, record_id) in wanted
        ]

    def put(self, rows: Iterable[Row], gone: Iterable[Gone], of: Collection[int]) -> None:
        """Put these rows in place and take away what is gone. Work on them is kept and laid over
        them as always. Raise PageMalformedError for a record outside the buckets that were asked.
        """
        taken = [Row(k=one.k, id=one.id, op="D", rev=0, seq=0) for one in gone]
        every = [*rows, *taken]
        if not {checksum.bucket_of(row.k, row.id) for row in every} <= frozenset(of):
            raise PageMalformedError("bucket")
        self._pages.apply_early(self._stream, every)
        self._stamps.follow(row.c for row in every)

    def finish(self, seq: int) -> None:
        """Read on from `seq`, where HQ stood when the buckets were compared. Whether that mended
        the stream shows at its next end.
        """
        n, total = self._cursors.recount(self._stream)
        cursor = self._cursors.get(self._stream)
        self._cursors.put(replace(cursor, after=seq, n=n, sum=total, repair_due=False))

    def _counted(self) -> Iterator[tuple[str, str, int]]:
        fresh = "NOT EXISTS (SELECT 1 FROM stale s WHERE s.kind = {} AND s.id = r.id)"
        yield from self._db.execute(
            f"SELECT kind, id, h64 FROM inbound r WHERE stream = ? AND {fresh.format('r.kind')}",
            (self._stream,),
        )
        for kind in kinds_of(self._stream):
            rows = self._db.execute(
                f"SELECT id, h64 FROM {kind} r WHERE h64 IS NOT NULL AND {fresh.format('?')}",
                (kind,),
            )
            yield from ((kind, record_id, part) for record_id, part in rows)
