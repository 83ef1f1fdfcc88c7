"""Pulling: pages of a stream's feed, read with its head in one snapshot, without a lock."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from sync.hub.feed import Head
from sync.hub.storage import FeedRow, Transaction
from sync.protocol import checksum
from sync.protocol.cycle import PullFrom, Resnap

AHEAD: Final = "AHEAD"
PRUNED: Final = "PRUNED"


def pages(
    tx: Transaction, pulls: Sequence[PullFrom], *, bytes_max: int
) -> tuple[list[str], list[Resnap]]:
    """Return a page, as JSON text, for each stream that can go on, and the others to be reloaded.

    `tx` is a snapshot. Together the rows stay within `bytes_max`, but each page that
    is not empty has one row at least, so that every stream gets on.
    """
    texts, resnaps = [], []
    left = bytes_max
    heads = tx.feeds.heads([pull.s for pull in pulls]) if pulls else {}
    for pull in pulls:
        head = heads[pull.s]
        if pull.after > head.head:
            resnaps.append(Resnap(s=pull.s, reason=AHEAD))
        elif 0 < pull.after < head.min_seq:
            resnaps.append(Resnap(s=pull.s, reason=PRUNED))
        else:
            rows = (
                tx.feeds.rows_after(pull.s, pull.after, pull.rows) if pull.after < head.head else []
            )
            text, used = page(pull, head, rows, bytes_max=left)
            texts.append(text)
            left -= used
    return texts, resnaps


def page(pull: PullFrom, head: Head, rows: Sequence[FeedRow], *, bytes_max: int) -> tuple[str, int]:
    """Return a page as JSON text, and the bytes of its rows. `rows` are those that `pull` asks for
    of a stream that ends at `head`.
    """
    texts: list[str] = []
    used, upto = 0, pull.after
    for row in rows:
        text = _text(row)
        size = len(text.encode())
        if texts and used + size > bytes_max:
            break
        texts.append(text)
        used += size
        upto = row.seq
    else:
        if len(texts) < pull.rows:
            upto = head.head
    done = upto == head.head
    total = {"n": head.n, "sum": checksum.to_text(head.sum)}
    mark = f',"ck":{json.dumps(total, separators=(",", ":"))}' if done else ""
    start = f'{{"s":{json.dumps(pull.s)},"after":{pull.after},"upto":{upto},"head":{head.head}'
    return f'{start},"done":{json.dumps(done)}{mark},"rows":[{",".join(texts)}]}}', used


def _text(row: FeedRow) -> str:
    """Return a row as JSON text.

    Body and clocks go through as the database writes them: canonical bytes are made from the parsed
    value at either end, so their spelling here is free.
    """
    name = f'{{"k":{json.dumps(row.kind)},"id":{json.dumps(row.id)},"op":"{row.op}"'
    content = f',"b":{row.body},"c":{row.clocks}' if row.op == "P" else ""
    return f'{name},"rev":{row.rev},"seq":{row.seq}{content}}}'
