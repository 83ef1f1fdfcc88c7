"""Pulling: pages of a stream's feed, read with its head in one snapshot, without a lock."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

from sync.hub import feed
from sync.hub.database import Cursor
from sync.protocol import checksum
from sync.protocol.cycle import PullFrom, Resnap

AHEAD: Final = "AHEAD"
PRUNED: Final = "PRUNED"


def pages(
    cursor: Cursor, pulls: Sequence[PullFrom], *, bytes_max: int
) -> tuple[list[str], list[Resnap]]:
    """Return a page, as JSON text, for each stream that can go on, and the others to be reloaded.

    `cursor` is that of a snapshot. Together the rows stay within `bytes_max`, but each page that
    is not empty has one row at least, so that every stream gets on.
    """
    texts, resnaps = [], []
    left = bytes_max
    heads = feed.heads_of(cursor, [pull.s for pull in pulls]) if pulls else {}
    for pull in pulls:
        head = heads[pull.s]
        if pull.after > head.head:
            resnaps.append(Resnap(s=pull.s, reason=AHEAD))
        elif 0 < pull.after < head.min_seq:
            resnaps.append(Resnap(s=pull.s, reason=PRUNED))
        else:
            text, used = _page(cursor, pull, head, bytes_max=left)
            texts.append(text)
            left -= used
    return texts, resnaps


def _page(cursor: Cursor, pull: PullFrom, head: feed.Head, *, bytes_max: int) -> tuple[str, int]:
    rows: list[str] = []
    used, upto = 0, pull.after
    for seq, row in _rows(cursor, pull) if pull.after < head.head else ():
        size = len(row.encode())
        if rows and used + size > bytes_max:
            break
        rows.append(row)
        used += size
        upto = seq
    else:
        if len(rows) < pull.rows:
            upto = head.head
    done = upto == head.head
    total = {"n": head.n, "sum": checksum.to_text(head.sum)}
    mark = f',"ck":{json.dumps(total)}' if done else ""
    start = f'{{"s":{json.dumps(pull.s)},"after":{pull.after},"upto":{upto},"head":{head.head}'
    return f'{start},"done":{json.dumps(done)}{mark},"rows":[{",".join(rows)}]}}', used


def _rows(cursor: Cursor, pull: PullFrom) -> Iterator[tuple[int, str]]:
    """Yield the seq and the JSON text of each row.

    Body and clocks go through as PostgreSQL writes them: canonical bytes are made from the parsed
    value at either end, so their spelling here is free.
    """
    cursor.execute(
        "SELECT f.kind, f.id, f.op, f.seq, r.rev, r.body::text, r.clocks::text FROM feed AS f"
        " LEFT JOIN record AS r ON r.owner = f.owner AND r.kind = f.kind AND r.id = f.id"
        " WHERE f.stream = %s AND f.seq > %s ORDER BY f.seq LIMIT %s",
        (pull.s, pull.after, pull.rows),
        prepare=True,
    )
    for kind, record_id, op, seq, rev, body, clocks in cursor:
        name = f'{{"k":{json.dumps(kind)},"id":{json.dumps(record_id)},"op":"{op}"'
        content = f',"b":{body},"c":{clocks}' if op == "P" else ""
        yield seq, f'{name},"rev":{rev or 0},"seq":{seq}{content}}}'
