"""A model of HQ and of what a till must show, small enough to be seen right.

`ReferenceHq` merges ops and serves one stream. `Expectation` says, from the answers a till took
in and nothing else, what every row of that till must be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sync.merge import State, apply
from sync.protocol import checksum
from sync.protocol.cycle import Ack, Checkpoint, Page, Row, Verdict, VerdictState
from sync.protocol.kinds import KINDS
from sync.protocol.ops import Group, Op, OpBody, from_wire
from tests.builders import STREAMS, a_stamp

Key = tuple[str, str]
STREAM = STREAMS[1]
POISON = {"sex": 5}
"""A field of the wrong type, as only a faulty HQ would send it."""


@dataclass(slots=True)
class Record:
    """One record at HQ. `member` tells whether the till's stream holds it."""

    state: State = field(default_factory=State)
    rev: int = 0
    seq: int = 0
    member: bool = True
    poisoned: bool = False

    def body(self) -> dict[str, Any]:
        """Return the body as it is sent."""
        return self.state.body | (POISON if self.poisoned else {})


@dataclass(frozen=True, slots=True)
class Answer:
    """What HQ answered: the acknowledgement is always as of the pages' moment. `sent` is the page
    as it travels: records that the till's push just made only name their op.
    """

    ack: Ack
    verdicts: tuple[Verdict, ...]
    page: Page
    sent: Page
    early: tuple[Row, ...] = ()

    @property
    def has_echoes(self) -> bool:
        """Tell whether some rows only name an op."""
        return any(row.n for row in self.sent.rows)


@dataclass(slots=True)
class ReferenceHq:
    """Applies groups in order, once each, and hands out pages."""

    records: dict[Key, Record] = field(default_factory=dict)
    seq: int = 0
    acked: int = 0
    verdicts: dict[str, VerdictState] = field(default_factory=dict)
    held: dict[str, Group] = field(default_factory=dict)
    news: list[Verdict] = field(default_factory=list)
    made: dict[Key, int] = field(default_factory=dict)
    edits: int = 0

    def take(self, groups: tuple[Group, ...], judge: VerdictState) -> tuple[Verdict, ...]:
        """Take a push and say what was not plainly applied. Groups that came before get the verdict
        they got then.
        """
        self.made = {}
        for group in groups:
            if group.ops[0].n <= self.acked:
                continue
            self.verdicts[group.g] = judge
            if judge is VerdictState.HELD:
                self.held[group.g] = group
            elif judge is not VerdictState.QUARANTINED:
                before = set(self.records)
                self._apply_group(group)
                if judge is VerdictState.APPLIED:
                    self._note_made(group, self.records.keys() - before)
            self.acked = group.ops[-1].n
        judged = [(group, self.verdicts[group.g]) for group in groups]
        return tuple(
            Verdict(g=group.g, n=group.ops[0].n, st=st)
            for group, st in judged
            if st is not VerdictState.APPLIED
        )

    def release(self, judge: VerdictState) -> None:
        """Decide about the oldest held group; the till hears of it with the next answer."""
        if not self.held:
            return
        name = next(iter(self.held))
        group = self.held.pop(name)
        self.verdicts[name] = judge
        if judge is not VerdictState.QUARANTINED:
            self._apply_group(group)
        self.news.append(Verdict(g=name, n=group.ops[0].n, st=judge))

    def edit(self, key: Key, body: OpBody, *, by_hq: bool = False, ms: int = 0) -> None:
        """Let another till, or HQ, change a record."""
        self.edits += 1
        stamp = a_stamp(a_stamp_ms() + ms + self.edits, "hq000000" if by_hq else "otherdev")
        self._merge(key, body, stamp, seen=True, by_hq=by_hq)

    def set_member(self, key: Key, *, member: bool) -> None:
        """Let a record leave the stream or come back."""
        record = self.records.get(key)
        if record is not None and record.member != member:
            record.member = member
            self._touch(record)

    def poison(self, key: Key, *, poisoned: bool) -> None:
        """Send a record from now on in a form no till can apply, or no more."""
        record = self.records.get(key)
        if record is not None and record.poisoned != poisoned:
            record.poisoned = poisoned
            record.rev += 1
            self._touch(record)

    def answer(self, verdicts: tuple[Verdict, ...], after: int, limit: int) -> Answer:
        """Return the answer to a request that read up to `after`."""
        news, self.news = tuple(self.news), []
        page = self.page(after, limit)
        rows = [self._echo(row) for row in page.rows]
        sent = page.model_copy(update={"rows": rows})
        early = tuple(self.page(page.upto, 1).rows)
        return Answer(Ack(n=self.acked, durable=0), (*verdicts, *news), page, sent, early)

    def live(self) -> list[Row]:
        """Return what the stream holds."""
        return [_row(key, one) for key, one in self.records.items() if one.member]

    def page(self, after: int, limit: int) -> Page:
        """Return the rows after a cursor."""
        rows = sorted(
            (_row(key, record) for key, record in self.records.items() if record.seq > after),
            key=lambda row: row.seq,
        )
        taken, done = rows[:limit], len(rows) <= limit
        upto = self.seq if done else taken[-1].seq
        ck = self.checkpoint() if done else None
        return Page(s=STREAM, after=after, upto=upto, head=self.seq, rows=taken, done=done, ck=ck)

    def checkpoint(self) -> Checkpoint:
        """Return count and sum of what the stream holds."""
        parts = [_part(_row(key, one)) for key, one in self.records.items() if one.member]
        return Checkpoint(n=len(parts), sum=checksum.to_text(sum(parts)))

    def _note_made(self, group: Group, keys: set[Key]) -> None:
        for key in keys:
            self.made[key] = next(op.n for op in group.ops if (op.k, op.id) == key)

    def _echo(self, row: Row) -> Row:
        n = self.made.get((row.k, row.id))
        if n is None or row.rev != 1 or row.op != "P":
            return row
        return Row(n=n, rev=1, seq=row.seq)

    def _apply_group(self, group: Group) -> None:
        for op in group.ops:
            if KINDS[op.k].stream != "up":
                record = self.records.get((op.k, op.id), Record())
                self._merge((op.k, op.id), from_wire(op.b), op.hlc, seen=op.base >= record.rev)

    def _merge(
        self, key: Key, body: OpBody, stamp: str, *, seen: bool, by_hq: bool = False
    ) -> None:
        record = self.records.get(key, Record())
        kind = KINDS[key[0]]
        after = apply(kind, record.state, body, stamp=stamp, seen_present=seen, by_hq=by_hq).state
        if after == record.state or not _is_whole(key[0], after):
            return
        self.records[key] = record
        record.state = after
        record.rev += 1
        self._touch(record)

    def _touch(self, record: Record) -> None:
        self.seq += 1
        record.seq = self.seq


@dataclass(frozen=True, slots=True)
class Shown:
    """What HQ last showed the till of a record; `part` is None when it does not count."""

    state: State
    rev: int
    part: int | None


@dataclass(slots=True)
class OwnOp:
    """An op of the till. It is laid over HQ's copy until HQ's copy shows it."""

    op: Op
    group: str
    state: str = "pending"
    shown: bool = False

    @property
    def laid(self) -> bool:
        """Tell whether the row has to show this op on top of HQ's copy."""
        return self.state != "quarantined" and not self.shown


@dataclass(slots=True)
class Expectation:
    """What the till must hold, told from what it did and took in."""

    ops: list[OwnOp] = field(default_factory=list)
    shown: dict[Key, Shown] = field(default_factory=dict)
    parked: dict[Key, int] = field(default_factory=dict)
    stale: set[Key] = field(default_factory=set)
    after: int = 0

    def saved(self, groups: tuple[Group, ...]) -> None:
        """Note every op there is by now."""
        known = {own.op.n for own in self.ops}
        for group in groups:
            self.ops += [OwnOp(op, group.g) for op in group.ops if op.n not in known]

    def settled(self, acked: int, verdicts: tuple[Verdict, ...]) -> None:
        """Take HQ's word."""
        for own in self.ops:
            if own.state == "pending" and own.op.n <= acked:
                own.state = "acked"
        for verdict in verdicts:
            state = {"applied": "acked", "merged": "acked"}.get(verdict.st, str(verdict.st))
            for own in self.ops:
                if own.group == verdict.g and own.state not in ("pending", state):
                    own.state, own.shown = state, False

    def paged(self, page: Page) -> None:
        """Take a page in."""
        self.took(page.rows)
        if page.done:
            self._drop_stale()
            for own in self.ops:
                self._show((own.op.k, own.op.id))
        self.after = page.upto

    def took(self, rows: Iterable[Row], *, seen: bool = True) -> None:
        """Take rows in. A snapshot's may be from before what HQ acknowledged (not `seen`)."""
        for row in rows:
            key = (row.k, row.id)
            self.stale.discard(key)
            if row.op == "D":
                self.shown.pop(key, None)
                self.parked.pop(key, None)
            elif "sex" in row.b and row.b["sex"] == POISON["sex"]:
                self.parked[key] = _part(row)
                if key in self.shown:
                    self.shown[key] = replace(self.shown[key], part=None)
                continue
            else:
                self.parked.pop(key, None)
                self.shown[key] = Shown(State(row.b, row.c), row.rev, _part(row))
            if seen:
                self._show(key)

    def loaded(self, rows: Iterable[Row], seq: int) -> None:
        """Take a whole snapshot in."""
        self.restarted()
        self.took(rows, seen=False)
        self._drop_stale()
        self.after = seq

    def _drop_stale(self) -> None:
        for key in self.stale:
            self.shown.pop(key, None)
            self.parked.pop(key, None)
        self.stale = set()

    def restarted(self) -> None:
        """Take note that the stream is loaded anew."""
        self.after = 0
        self.stale |= {key for key, one in self.shown.items() if one.part is not None}
        self.stale |= self.parked.keys()

    def visible(self, key: Key) -> tuple[State, int, int | None] | None:
        """Return what a row must be (with HQ's revision and its part in the sum), or None."""
        shown = self.shown.get(key)
        state, rev = (shown.state, shown.rev) if shown else (State(), 0)
        for own in self.ops:
            if (own.op.k, own.op.id) == key and own.laid:
                kind, body = KINDS[key[0]], from_wire(own.op.b)
                seen = own.op.base >= rev
                state = apply(kind, state, body, stamp=own.op.hlc, seen_present=seen).state
        if not _is_whole(key[0], state):
            return None
        return state, rev, shown.part if shown else None

    def mark(self, key: Key, state: State) -> str:
        """Return what a row must be marked."""
        mine = [own for own in self.ops if (own.op.k, own.op.id) == key]
        states = {own.state for own in mine}
        if "pending" in states:
            return "local"
        if states & {"held", "quarantined"}:
            return "received"
        is_accepted = not KINDS[key[0]].counted or state.body.get("accepted") is True
        return "accepted" if is_accepted else "received"

    def keys(self) -> set[Key]:
        """Return every record there is a word about."""
        return {(own.op.k, own.op.id) for own in self.ops} | self.shown.keys()

    def count_and_sum(self) -> tuple[int, int]:
        """Return count and sum of what counts."""
        parts = dict(self.parked)
        parts |= {k: one.part for k, one in self.shown.items() if one.part is not None}
        live = [part for key, part in parts.items() if key not in self.stale]
        return len(live), sum(live) % checksum.MODULUS

    def _show(self, key: Key) -> None:
        for own in self.ops:
            if (own.op.k, own.op.id) == key and own.state == "acked":
                own.shown = True


def a_stamp_ms() -> int:
    """Return a time a little before the test's clock."""
    return int(a_stamp()[:12], 16)


def _row(key: Key, record: Record) -> Row:
    kind, record_id = key
    if not record.member:
        return Row(k=kind, id=record_id, op="D", rev=record.rev, seq=record.seq)
    return Row(
        k=kind,
        id=record_id,
        op="P",
        rev=record.rev,
        seq=record.seq,
        b=record.body(),
        c=record.state.clocks,
    )


def _part(row: Row) -> int:
    return checksum.h64(row.k, row.id, row.rev, row.b, row.c)


def _is_whole(kind: str, state: State) -> bool:
    fields = KINDS[kind].body.model_fields.items()
    return all(name in state.body for name, info in fields if info.is_required())
