"""Repair: which buckets of a stream differ, and what mends them. All of it reads one snapshot."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from sync.hub import pull
from sync.hub.errors import RefusedError
from sync.hub.records import Entity
from sync.hub.storage import Transaction
from sync.protocol import checksum
from sync.protocol.checksum import BUCKETS, MODULUS
from sync.protocol.cycle import BOOTSTRAP_ROWS_MAX
from sync.protocol.problems import ProblemCode
from sync.protocol.repair import BucketSum, RepairRequest


def answer(tx: Transaction, request: RepairRequest, *, bytes_max: int) -> bytes:
    """Return the answer to a repair request, as JSON. `tx` is a snapshot.

    Raise RefusedError, MALFORMED, for one that asks neither for differences nor for rows, or both.
    """
    levels = (len(request.buckets), bool(request.of))
    if levels not in ((BUCKETS, False), (0, True)):
        raise RefusedError(ProblemCode.MALFORMED)
    seq = tx.feeds.heads([request.s])[request.s].head
    if request.buckets:
        differ = _differing(tx.feeds.sums(request.s), request.buckets)
        return json.dumps({"seq": seq, "differ": differ}, separators=(",", ":")).encode()
    wanted, gone = _unlike(tx.feeds.sums(request.s), request)
    texts, more = _rows(tx, request.s, wanted, bytes_max)
    gone_text = json.dumps([{"k": k, "id": i} for k, i in gone], separators=(",", ":"))
    rest = ',"more":true' if more else ""
    return f'{{"seq":{seq},"put":[{",".join(texts)}],"gone":{gone_text}{rest}}}'.encode()


def _differing(rows: Iterable[tuple[str, str, int]], theirs: list[BucketSum]) -> list[int]:
    counts, sums = [0] * BUCKETS, [0] * BUCKETS
    for kind, record_id, h64 in rows:
        bucket = checksum.bucket_of(kind, record_id)
        counts[bucket] += 1
        sums[bucket] += h64
    ours = zip(counts, sums, strict=True)
    return [
        number
        for number, ((n, total), one) in enumerate(zip(ours, theirs, strict=True))
        if (n, total % MODULUS) != (one.n, checksum.from_text(one.sum))
    ]


def _unlike(
    rows: Iterable[tuple[str, str, int]], request: RepairRequest
) -> tuple[list[Entity], list[Entity]]:
    """Return what the till lacks or has otherwise, and what it has and should not."""
    buckets = set(request.of)
    have = {
        (one.k, one.id): checksum.from_text(one.h)
        for one in request.have
        if checksum.bucket_of(one.k, one.id) in buckets
    }
    wanted = []
    for kind, record_id, h64 in rows:
        if checksum.bucket_of(kind, record_id) in buckets:
            entity = (kind, record_id)
            if have.pop(entity, None) != h64:
                wanted.append(entity)
    return sorted(wanted), sorted(have)


_PORTION: Final = 200


def _rows(
    tx: Transaction, stream: str, wanted: list[Entity], bytes_max: int
) -> tuple[list[str], bool]:
    """Return rows as JSON texts, as many as fit but one at least, and whether there are more."""
    shape = pull.Shape(compact=True, bytes_max=bytes_max)
    texts: list[str] = []
    left = bytes_max
    for start in range(0, min(len(wanted), BOOTSTRAP_ROWS_MAX), _PORTION):
        for row in tx.feeds.rows_of(stream, wanted[start : start + _PORTION]):
            text = pull.row_text(row, shape)
            left -= len(text.encode())
            if texts and left < 0:
                return texts, True
            texts.append(text)
    return texts, len(wanted) > len(texts)
