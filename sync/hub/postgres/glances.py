"""All that the answer to a usual exchange needs, in one statement. That is a snapshot of its own
and needs no transaction: one trip to the server takes the place of five.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sync.hub.devices import Device, Standing
from sync.hub.errors import InputError
from sync.hub.feed import Head
from sync.hub.port.glances import Glance
from sync.hub.port.streams import FeedRow
from sync.hub.postgres.devices import VSEQ
from sync.hub.postgres.sql import Cursor, columns

GLANCE: Final = (
    "WITH asked AS (SELECT * FROM unnest(%(streams)s::text[], %(after)s::bigint[],"
    " %(most)s::bigint[]) AS a(stream, after, most))"
    # How the device stands.
    f" SELECT NULL::text, c.last_n, c.durable_n, {VSEQ}, 0::numeric,"
    " EXISTS (SELECT FROM acceptance AS w WHERE w.store = c.store"
    " AND w.device = c.device AND w.decided_at IS NULL)::text, NULL, NULL, NULL, NULL"
    " FROM device_cursor AS c"
    " WHERE c.store = %(store)s AND c.device = %(device)s AND c.inc = %(inc)s"
    # Where the streams end.
    " UNION ALL SELECT a.stream, coalesce(h.head, 0), coalesce(h.n, 0), coalesce(h.min_seq, 0),"
    " coalesce(h.sum, 0), NULL, NULL, NULL, NULL, NULL"
    " FROM asked AS a LEFT JOIN stream_head AS h ON h.stream = a.stream"
    # Their rows.
    " UNION ALL SELECT a.stream, f.seq, coalesce(r.rev, 0), 0, 0, f.kind, f.id, f.op,"
    " CASE WHEN f.op = 'P' THEN r.body::text END, CASE WHEN f.op = 'P' THEN r.clocks::text END"
    " FROM asked AS a CROSS JOIN LATERAL (SELECT * FROM feed WHERE stream = a.stream"
    " AND seq > a.after ORDER BY seq LIMIT a.most) AS f"
    " LEFT JOIN record AS r ON r.owner = f.owner AND r.kind = f.kind AND r.id = f.id"
)


def glance(cursor: Cursor, device: Device, asked: Sequence[tuple[str, int, int]]) -> Glance:
    """Return how the device and the streams stand; see `Storage`."""
    streams, after, most = columns(asked, 3)
    cursor.execute(
        GLANCE,
        {
            "streams": streams,
            "after": after,
            "most": most,
            "store": device.store,
            "device": device.device,
            "inc": device.inc,
            "family": device.family,
        },
        prepare=True,
    )
    standing: Standing | None = None
    heads: dict[str, Head] = {}
    rows: dict[str, list[FeedRow]] = {}
    for stream, one, two, three, total, kind, record_id, op, body, clocks in cursor:
        if stream is None:
            standing = Standing(one, two, kind == "true", three)
        elif kind is None:
            heads[stream] = Head(one, two, int(total), three)
        else:
            row = FeedRow(kind, record_id, op, one, two, body, clocks)
            rows.setdefault(stream, []).append(row)
    if standing is None:
        raise InputError(f"device {device.device} has no cursor")
    for several in rows.values():
        several.sort(key=_seq)
    return Glance(standing, heads, rows)


def _seq(row: FeedRow) -> int:
    return row.seq
