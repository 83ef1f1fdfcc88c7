"""Pulling: pages of a stream's feed as JSON text. Pure but for `pages`, which reads what it needs
in one snapshot, without a lock.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sync.hub.feed import Head
from sync.hub.port.glances import Glance
from sync.hub.port.streams import FeedRow
from sync.hub.records import Entity
from sync.hub.storage import Transaction
from sync.protocol import checksum
from sync.protocol.cycle import LIVE_ROWS_MAX, PullFrom, Resnap

AHEAD: Final = "AHEAD"
PRUNED: Final = "PRUNED"

_EARLY_SHARE: Final = 8


@dataclass(frozen=True, slots=True)
class Shape:
    """How rows are told. `compact` leaves out what the reader fills in: what has its default, and
    all but the number of a record in `created`, which the reader just made itself by that op. It
    also adds rows of the first lane ahead of their turn. Rows stay within `bytes_max` together.
    """

    compact: bool
    bytes_max: int
    created: Mapping[Entity, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its rows as JSON texts, the last number it covers, and the bytes of its rows."""

    rows: tuple[str, ...]
    upto: int
    used: int


def pages(
    tx: Transaction, pulls: Sequence[PullFrom], shape: Shape
) -> tuple[list[str], list[Resnap]]:
    """Return a page, as JSON text, for each stream that can go on, and the others to be reloaded.

    `tx` is a snapshot. Each page that is not empty has one row at least, whatever its size, so
    that every stream gets on.
    """
    texts, resnaps = [], []
    left = shape.bytes_max
    heads = tx.feeds.heads([pull.s for pull in pulls]) if pulls else {}
    for pull in pulls:
        head = heads[pull.s]
        reason = must_reload(pull, head, compact=shape.compact)
        if reason is not None:
            resnaps.append(Resnap(s=pull.s, reason=reason))
            continue
        behind = pull.after < head.head
        rows = tx.feeds.rows_after(pull.s, pull.after, pull.rows) if behind else []
        page = page_of(pull, head, rows, shape, left=left)
        left -= page.used
        early: list[str] = []
        if shape.compact and page.upto < head.head:
            start = max(page.upto, pull.early)
            early = early_of(tx.feeds.early_after(pull.s, start, LIVE_ROWS_MAX), shape)
        texts.append(page_text(pull, head, page, early, compact=shape.compact))
    return texts, resnaps


def pages_of(
    pulls: Sequence[PullFrom], glance: Glance, shape: Shape
) -> tuple[list[str], list[Resnap]] | None:
    """Return what `pages` does, from what was read at a glance; None when that is not enough,
    because there are rows to go ahead of their turn.
    """
    texts, resnaps = [], []
    left = shape.bytes_max
    for pull in pulls:
        head = glance.heads[pull.s]
        reason = must_reload(pull, head, compact=shape.compact)
        if reason is not None:
            resnaps.append(Resnap(s=pull.s, reason=reason))
            continue
        page = page_of(pull, head, glance.rows.get(pull.s, ()), shape, left=left)
        if shape.compact and page.upto < head.head:
            return None
        left -= page.used
        texts.append(page_text(pull, head, page, (), compact=shape.compact))
    return texts, resnaps


def must_reload(pull: PullFrom, head: Head, *, compact: bool) -> str | None:
    """Return why a till cannot go on from its cursor; None when it can.

    A till that loads by pages passes numbers of which some were forgotten, and misses nothing: it
    began at 0 not long ago. Only tills of the first schema do, and they ask for many rows then; one
    that was away asks for few at first.
    """
    if pull.after > head.head:
        return AHEAD
    loading = not compact and pull.rows > LIVE_ROWS_MAX
    return PRUNED if 0 < pull.after < head.min_seq and not loading else None


def page_of(
    pull: PullFrom, head: Head, rows: Sequence[FeedRow], shape: Shape, *, left: int
) -> Page:
    """Return the page of `rows`, which are those that `pull` asks for of a stream that ends at
    `head`, as far as `left` bytes go.
    """
    texts: list[str] = []
    used, upto = 0, pull.after
    for row in rows:
        text = row_text(row, shape)
        size = len(text.encode())
        if texts and used + size > left:
            break
        texts.append(text)
        used += size
        upto = row.seq
    else:
        if len(texts) < pull.rows:
            upto = head.head
    return Page(tuple(texts), upto, used)


def early_of(rows: Iterable[FeedRow], shape: Shape) -> list[str]:
    """Return rows that go ahead of their turn, within a share of the bytes of their own: a page
    that is full must not keep a recall back.
    """
    texts: list[str] = []
    left = shape.bytes_max // _EARLY_SHARE
    whole = Shape(compact=True, bytes_max=shape.bytes_max)
    for row in rows:
        text = row_text(row, whole)
        left -= len(text.encode())
        if texts and left < 0:
            break
        texts.append(text)
    return texts


def page_text(
    pull: PullFrom, head: Head, page: Page, early: Sequence[str], *, compact: bool
) -> str:
    """Return a page as JSON text."""
    done = page.upto == head.head
    parts = [f'"s":{json.dumps(pull.s)},"after":{pull.after},"upto":{page.upto},"head":{head.head}']
    if done:
        parts.append(f'"ck":{{"n":{head.n},"sum":"{checksum.to_text(head.sum)}"}}')
    if not (compact and done):
        parts.append(f'"done":{json.dumps(done)}')
    if page.rows or not compact:
        parts.append(f'"rows":[{",".join(page.rows)}]')
    if early:
        parts.append(f'"early":[{",".join(early)}]')
    return f"{{{','.join(parts)}}}"


def row_text(row: FeedRow, shape: Shape) -> str:
    """Return a row as JSON text.

    Body and clocks go through as the database writes them: canonical bytes are made from the parsed
    value at either end, so their spelling here is free.
    """
    present = row.op == "P"
    place = f'"rev":{row.rev},"seq":{row.seq}'
    n = shape.created.get((row.kind, row.id)) if present and row.rev == 1 else None
    if n is not None:
        return f'{{"n":{n},{place}}}'
    name = f'"k":{json.dumps(row.kind)},"id":{json.dumps(row.id)}'
    op = "" if present and shape.compact else f',"op":"{row.op}"'
    content = f',"b":{row.body},"c":{row.clocks}' if present else ""
    return f"{{{name}{op},{place}{content}}}"
