"""Loads a stream from a snapshot, chunk by chunk; each call is one transaction.

Whatever is in place stays: after a crash at most one chunk comes again. Rows are written without
looking up what was there. That is sound because everything a stream held before is stale from the
start, because count and sum are those of the chunks, and because records with work of this till
over them go the careful way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from local_store.boot import Boot, Booting, Piece, chunk_of
from local_store.changes import Changes
from local_store.connection import Connection
from local_store.cursors import Cursors, kinds_of
from local_store.errors import PageGapError, PageMalformedError
from local_store.lines import Slice, split
from local_store.pages import Pages
from local_store.postponed import postpone, postpone_of, restore, restore_one
from local_store.row_writer import RowWriter
from local_store.runs import Run, no_collection, prepare
from local_store.search_keys import Ready
from local_store.slices import ENCODERS, Encoded
from local_store.stamps import Stamps
from sync.protocol import checksum, config
from sync.protocol.cycle import Row
from sync.protocol.kinds import KINDS
from sync.protocol.snapshot import Chunk, Manifest

_Rows = tuple[Sequence[str], Encoded, Mapping[str, Ready] | None]
"""Ids, the rows themselves, and what they are found by when that was made before."""
_WITH_STATES = frozenset({"task", "outcome"})
_PLACE = "{}/{}"


@dataclass(frozen=True, slots=True)
class BulkParts:
    """What loading needs of a unit of work."""

    db: Connection
    changes: Changes
    writer: RowWriter
    pages: Pages
    stamps: Stamps
    now_ms: int


class Bulk:
    """Loads one stream."""

    def __init__(self, parts: BulkParts, stream: str) -> None:
        self._parts, self._stream = parts, stream
        self._db = parts.db
        self._boot, self._cursors = Boot(parts.db), Cursors(parts.db)

    def begin(self, manifest: Manifest) -> None:
        """Begin to load a snapshot, or go on with it when it is the one under way.

        When it is another one, the chunks it shares with the one under way stay in place, and
        everything else that is here is stale: it shows until it comes again, or until the end.
        """
        boot, old = self._boot.get(self._stream), self._boot.pieces(self._stream)
        names = [chunk.sha256 for chunk in manifest.chunks]
        if boot is not None and boot.is_of(manifest) and names == [one.sha256 for one in old]:
            return
        kept = _kept(old, frozenset(names))
        missed = self._cursors.stale(self._stream) if kept else {}
        self._cursors.restart(self._stream)
        for piece in kept.values():
            self._freshen(piece)
        if boot is None:
            # A whole load compares all there is; damage found from here on is another matter.
            self._cursors.put(replace(self._cursors.get(self._stream), repair_due=False))
        # What lies within a kept chunk's reach and did not come with it is stale as before.
        self._cursors.mark_stale(self._stream, missed)
        if not kept:
            postpone(self._db, kinds_of(self._stream))
        total = checksum.to_signed(checksum.from_text(manifest.sum))
        self._boot.put(
            Booting(
                self._stream,
                manifest.seq,
                manifest.n,
                total,
                manifest.epoch,
                boot.begun_at if boot else self._parts.now_ms,
                states_due=boot is not None and boot.states_due,
            )
        )
        pieces = [
            replace(kept[chunk.sha256], chunk=at)
            if chunk.sha256 in kept
            else Piece(at, chunk.sha256, chunk.rows, chunk.bytes)
            for at, chunk in enumerate(manifest.chunks)
        ]
        self._boot.replace_pieces(self._stream, pieces)
        self._parts.changes.touch_sync()

    def missing(self) -> list[Chunk]:
        """Return the chunks that are not wholly in place, in the order they are wanted."""
        return [chunk_of(one) for one in self._boot.pieces(self._stream) if not one.done]

    def put(self, sha256: str, lines: bytes, *, done: bool) -> None:
        """Put some whole lines of a chunk in place; see `put_runs`."""
        self.put_runs(sha256, prepare(split(lines)), done=done)

    def put_runs(self, sha256: str, runs: Sequence[Run], *, done: bool) -> None:
        """Put some records of a chunk in place; `done` with its last ones. A chunk that was cut
        short is put again from its first record. Raise PageMalformedError.
        """
        pieces = self._boot.named(self._stream, sha256)
        piece = next((one for one in pieces if not one.done), None)
        if piece is None:
            if pieces:
                return
            raise PageMalformedError("chunk")
        with no_collection():
            for kind, group in groupby(runs, attrgetter("kind")):
                self._put_kind(kind, list(group))
        piece = _grown(piece, runs)
        if piece.put > piece.rows or (done and piece.put != piece.rows):
            raise PageMalformedError("chunk rows")
        self._boot.put_piece(self._stream, replace(piece, done=done))
        if not _WITH_STATES.isdisjoint(one.kind for one in runs):
            self._note_states(due=True)
        if done:
            self._settle_kinds(runs)
        self._parts.changes.touch_sync()

    def index_next(self) -> bool:
        """Make one of the indexes that were taken away, once all chunks are in place; return False
        when there is none. To do so before `finish` lets a person save in between.
        """
        return restore_one(self._db)

    def finish(self) -> None:
        """End the load: what did not come again is gone, indexes are back, and pages go on from
        where the snapshot stood. What does not add up is noted, and has to be repaired. Raise
        PageGapError while chunks are missing.
        """
        boot = self._boot.get(self._stream)
        if boot is None:
            return
        pieces = self._boot.pieces(self._stream)
        if not all(one.done for one in pieces):
            raise PageGapError("chunks are missing")
        restore(self._db)
        if boot.states_due:
            self._parts.writer.recompute_all()
        self._parts.pages.drop_stale(self._stream, seen=False)
        self._parts.writer.finish()
        n, total = sum(one.put for one in pieces), sum(one.sum for one in pieces)
        if boot.mixed:
            n, total = self._cursors.recount(self._stream)
        # Rows that came beside the chunks are newer than the snapshot: the pages' sum will tell.
        agrees = boot.mixed or (n, checksum.to_signed(total)) == (boot.n, boot.sum)
        cursor = self._cursors.get(self._stream)
        self._cursors.put(
            replace(
                cursor,
                after=boot.seq,
                n=n,
                sum=total % checksum.MODULUS,
                mismatch_at=cursor.mismatch_at if agrees else cursor.mismatch_at or boot.begun_at,
                repair_due=cursor.repair_due or not agrees,
            )
        )
        self._boot.drop(self._stream)
        self._parts.changes.touch_sync()

    def _put_kind(self, kind: str, runs: Sequence[Run]) -> None:
        """Put runs of one kind in place, as they were made ready where nothing speaks against."""
        is_ours = kind in kinds_of(self._stream) and kind not in config.CONFIG_KINDS
        with_work = self._with_work(kind) if is_ours else frozenset()
        ready: list[_Rows] = []
        for run in runs:
            careful = _places(run.ids, with_work) if is_ours else set(range(len(run.ids)))
            if run.encoded is not None and not careful:
                ready.append((run.ids, run.encoded, run.keys))
            else:
                self._put_slice(run.records(), careful)
        if ready:
            self._fill(kind, ready)

    def _put_slice(self, records: Slice, careful: set[int]) -> None:
        kind = records.kind
        rest = _without(records, careful) if careful else records
        if rest.ids and (encoded := ENCODERS[kind].encode(rest)) is None:
            # Some cannot be applied as they are. They are found one by one, and go their own way.
            careful |= {
                at
                for at in range(len(records.ids))
                if ENCODERS[kind].encode(_only(records, [at])) is None
            }
            rest = _without(records, careful)
            encoded = ENCODERS[kind].encode(rest) if rest.ids else None
        if rest.ids and encoded is not None:
            self._fill(kind, [(rest.ids, encoded, None)])
        if careful:
            rows = [_row(records, at) for at in sorted(careful)]
            self._parts.pages.apply_rows(self._stream, rows, seen=False)
            self._parts.stamps.follow(row.c for row in rows)

    def _fill(self, kind: str, several: Sequence[_Rows]) -> None:
        """Write rows of one kind; what has to be looked up for them is looked up once."""
        ids = [one for some, _, _ in several for one in some]
        self._parts.pages.unpark(kind, ids)
        self._cursors.take_stale(self._stream, kind, ids)
        postpone_of(self._db, kind, {name for _, one, _ in several for name in one.statement.names})
        for some, encoded, keys in several:
            self._parts.writer.fill(kind, some, encoded, keys=keys)
        self._parts.stamps.follow_bare([stamp for _, one, _ in several for stamp in one.stamps])

    def _with_work(self, kind: str) -> frozenset[str]:
        """Return the ids of records with work of this till over them."""
        found = self._db.execute(
            "SELECT DISTINCT entity FROM outbox WHERE open = 1 AND kind = ?", (kind,)
        )
        return frozenset(entity for (entity,) in found)

    def _settle_kinds(self, runs: Sequence[Run]) -> None:
        """Make the indexes of kinds that are in place by now, and work out the states of tasks: the
        till is in use while it loads.
        """
        order = sorted(kinds_of(self._stream), key=lambda one: (KINDS[one].lane, one))
        last = runs[-1].kind if runs else ""
        if last not in order:
            return
        restore(self._db, but=order[order.index(last) :])
        boot = self._boot.get(self._stream)
        if boot is not None and boot.states_due and order.index(last) > order.index("task"):
            self._parts.writer.recompute_all()
            self._note_states(due=False)

    def _note_states(self, *, due: bool) -> None:
        boot = self._boot.get(self._stream)
        if boot is not None and boot.states_due != due:
            self._boot.put(replace(boot, states_due=due))

    def _freshen(self, piece: Piece) -> None:
        """Note that the records of a chunk that is in place are not stale."""
        assert piece.first is not None
        assert piece.last is not None
        (first, low), (last, high) = piece.first.split("/", 1), piece.last.split("/", 1)
        order = sorted(kinds_of(self._stream), key=lambda one: (KINDS[one].lane, one))
        for at in range(order.index(first), order.index(last) + 1):
            kind = order[at]
            self._db.execute(
                "DELETE FROM stale WHERE stream = ? AND kind = ? AND id >= ? AND id <= ?",
                (
                    self._stream,
                    kind,
                    low if kind == first else "",
                    high if kind == last else "\U0010ffff",
                ),
            )


def _kept(old: Sequence[Piece], names: frozenset[str]) -> dict[str, Piece]:
    """Return the chunks in place that another snapshot shares, by name. One whose reach is not
    certain is fetched again; so are all when HQ's order of records is not ours.
    """
    reaches = [
        (_order(kind), record_id)
        for one in old
        for place in (one.first, one.last)
        if one.done and one.first is not None and one.last is not None and place is not None
        for kind, _, record_id in [place.partition("/")]
    ]
    if None in {at for at, _ in reaches} or reaches != sorted(reaches):
        return {}
    return {
        one.sha256: one
        for one in old
        if one.done and one.sha256 in names and one.first is not None and one.last is not None
    }


def _grown(piece: Piece, runs: Sequence[Run]) -> Piece:
    """Return a chunk with more of it in place. Its reach is known only as long as its records are
    of kinds we know and in order.
    """
    if not runs:
        return piece
    first = _PLACE.format(runs[0].kind, runs[0].ids[0])
    if piece.put == 0 or piece.first == first:  # Begun anew after a crash.
        piece = replace(piece, put=0, sum=0, first=first, last=first)
    ordered = piece.last is not None and _is_ordered(piece.last, runs)
    last = _PLACE.format(runs[-1].kind, runs[-1].ids[-1])
    total = piece.sum + sum(sum(one.parts) for one in runs)
    return replace(
        piece,
        put=piece.put + sum(len(one.ids) for one in runs),
        sum=checksum.to_signed(total),
        last=last if ordered else None,
    )


def _is_ordered(last: str, runs: Sequence[Run]) -> bool:
    """Tell whether these records are in order and come after the place `last`, or begin there."""
    kind, _, low = last.partition("/")
    for one in runs:
        here, before = _order(one.kind), _order(kind)
        if here is None or before is None or list(one.ids) != sorted(one.ids):
            return False
        if (here, one.ids[0]) < (before, low):
            return False
        kind, low = one.kind, one.ids[-1]
    return True


def _order(kind: str) -> tuple[int, str] | None:
    return (KINDS[kind].lane, kind) if kind in KINDS else None


def _row(records: Slice, at: int) -> Row:
    return Row(
        k=records.kind,
        id=records.ids[at],
        rev=records.revs[at],
        seq=0,
        b=records.bodies[at],
        c=records.clocks_at(at),
    )


def _places(ids: Sequence[str], wanted: frozenset[str]) -> set[int]:
    return {at for at, one in enumerate(ids) if one in wanted} if wanted else set()


def _without(records: Slice, places: set[int]) -> Slice:
    return _only(records, [at for at in range(len(records.ids)) if at not in places])


def _only(records: Slice, places: Sequence[int]) -> Slice:
    return Slice(
        records.kind,
        [records.ids[at] for at in places],
        [records.revs[at] for at in places],
        [records.bodies[at] for at in places],
        [records.clocks[at] for at in places],
        [records.parts[at] for at in places],
    )
