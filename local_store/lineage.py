"""Which device and incarnation each part of the op chain was made for.

A till that HQ finds cloned or set back is enrolled anew, as another device. Its ops keep their
numbers; those that HQ does not have are chained again under the new identity, after the genesis
of the new device, and the earlier part goes on verifying under the old one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Final

from local_store.connection import Connection
from local_store.meta import Meta
from local_store.op_row import COLUMNS, OpRow
from sync.protocol import chain

HEAD: Final = "chain_head"
LINEAGE: Final = "lineage"
START: Final = "chain_start"
HOLES: Final = "chain_holes"


@dataclass(frozen=True, slots=True)
class Part:
    """Ops from `start` on that were chained for this device and incarnation. `head` is the hash
    (hex) at its end, once another part follows it.
    """

    device: str
    inc: int
    start: int
    head: str = ""


class Lineage:
    """Repository of the parts that came before the present identity."""

    def __init__(self, db: Connection) -> None:
        self._db, self._meta = db, Meta(db)

    def earlier(self) -> tuple[Part, ...]:
        """Return the earlier parts, oldest first."""
        text = self._meta.get(LINEAGE)
        return () if text is None else tuple(Part(**one) for one in json.loads(text))

    def begins(self) -> int:
        """Return the number of the first op of the present part."""
        return self._meta.get_int(START) or 1

    def parts(self, device: str, inc: int) -> tuple[Part, ...]:
        """Return all parts, the present one of this device last."""
        return (*self.earlier(), Part(device, inc, self.begins()))

    def holes(self) -> tuple[tuple[int, int], ...]:
        """Return the numbers (first and last) of ops that HQ has and a damaged disk took here."""
        return holes_in(self._meta.get(HOLES))

    def begin(self, old: tuple[str, int], new: tuple[str, int], start: int) -> None:
        """Chain every op from `start` on for `new`, after its genesis. Numbers and bodies stay."""
        row = self._db.execute("SELECT hash FROM outbox WHERE n = ?", (start - 1,)).fetchone()
        earlier = [one for one in self.earlier() if one.start < start]
        if self.begins() < start:
            end = chain.genesis(*old) if row is None else row[0]
            earlier.append(Part(*old, self.begins(), end.hex()))
        elif earlier and row is not None:  # HQ lost part of what an earlier device had sent.
            earlier[-1] = Part(earlier[-1].device, earlier[-1].inc, earlier[-1].start, row[0].hex())
        self._meta.set(LINEAGE, json.dumps([asdict(one) for one in earlier]))
        self._meta.set(START, start)
        head = chain.genesis(*new)
        sql = f"SELECT {COLUMNS} FROM outbox WHERE n >= ? ORDER BY n"
        for values in self._db.execute(sql, (start,)).fetchall():
            op = OpRow(*values)
            digest = op.digest(*new, head)
            assert digest is not None, "an op without its body keeps its commitment"
            self._db.execute(
                "UPDATE outbox SET prev = ?, hash = ? WHERE n = ?", (head, digest, op.n)
            )
            head = digest
        self._meta.set(HEAD, head.hex())


def holes_in(text: str | None) -> tuple[tuple[int, int], ...]:
    """Return the numbers (first and last) that are noted as holes."""
    return () if text is None else tuple((int(a), int(b)) for a, b in json.loads(text))


def first_broken(db: Connection, parts: Sequence[Part], *, head: bytes, last_n: int) -> int | None:
    """Return the number of the first op that does not fit the chain, or None.

    An op that was erased without its commitment is not checked itself; the one after it still is.
    So is the one after ops that a damaged disk took, which are known not to be there.
    """
    ends = {later.start: bytes.fromhex(one.head) for one, later in pairwise(parts)}
    starts = {part.start: part for part in parts}
    part = parts[0]
    expected, at = part.start, chain.genesis(part.device, part.inc)
    holes = dict(Lineage(db).holes())
    for values in db.execute(f"SELECT {COLUMNS} FROM outbox ORDER BY n"):
        row = OpRow(*values)
        if holes.get(expected) == row.n - 1:
            part = max((one for one in parts if one.start <= row.n), key=lambda one: one.start)
            expected, at = row.n, row.prev
        if expected != part.start and expected in starts:
            if ends[expected] != at:
                return expected - 1
            part = starts[expected]
            at = chain.genesis(part.device, part.inc)
        if row.n != expected or row.prev != at or not _fits(row, part):
            return expected
        expected, at = expected + 1, row.hash
    if parts[-1].start == expected and len(parts) > 1:
        at = chain.genesis(parts[-1].device, parts[-1].inc)
    return None if at == head and expected == last_n + 1 else expected


def _fits(row: OpRow, part: Part) -> bool:
    digest = row.digest(part.device, part.inc, row.prev)
    return digest is None or digest == row.hash
