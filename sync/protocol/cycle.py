"""`POST /v1/sync`: one round trip carries ops up, and verdicts and changed records down."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import Field

from sync.protocol.canonical import INTEGER_MAX
from sync.protocol.ops import Group, WireModel

GROUPS_PER_PUSH_MAX: Final = 500
BODY_BYTES_MAX: Final = 4 * 1024 * 1024
"""Greatest size of a request or answer after decompression."""
LIVE_ROWS_MAX: Final = 200
BOOTSTRAP_ROWS_MAX: Final = 2000

Count: TypeAlias = Annotated[int, Field(ge=0, le=INTEGER_MAX)]


class Push(WireModel):
    """Groups in the order of their ops. `from` is the first op's number and `prev` the chain's
    hash before it (base64url), by which HQ notices a cloned or rolled-back till.
    """

    start: Annotated[int, Field(ge=1, alias="from")]
    prev: Annotated[str, Field(min_length=43, max_length=44)]
    groups: Annotated[list[Group], Field(min_length=1, max_length=GROUPS_PER_PUSH_MAX)]

    def lean(self) -> Push:
        """Return the push as it travels: without names that follow from what is in the groups."""
        return self.model_copy(update={"groups": [group.lean() for group in self.groups]})


class PullFrom(WireModel):
    """How far this till has read stream `s`; `rows` is how many it wants at most. Up to `early` it
    was given the rows of the first lane ahead of their turn.
    """

    s: Annotated[str, Field(min_length=1, max_length=64)]
    after: Count
    rows: Annotated[int, Field(ge=1, le=BOOTSTRAP_ROWS_MAX)] = LIVE_ROWS_MAX
    early: Count = 0


class SyncRequest(WireModel):
    """What a till asks. `now` is its raw clock in UTC ms, which HQ compares with its own. `judged`
    is how far it has read the later words on its groups. `drained`: it was told to hand over its
    work and has none left. `waits`: it parks a wait beside, so it need not ask again soon.
    """

    v: int
    schema_version: Annotated[int, Field(alias="schema")]
    device: str
    inc: int
    epoch: str
    now: int
    push: Push | None = None
    pull: Annotated[list[PullFrom], Field(max_length=8)] = []
    judged: Count = 0
    drained: bool = False
    waits: bool = False


class VerdictState(StrEnum):
    """What became of a group."""

    APPLIED = "applied"
    MERGED = "merged"
    HELD = "held"
    QUARANTINED = "quarantined"


class Verdict(WireModel):
    """HQ's word on one group, named by the number `n` of its first op (to tills before SPARSE_FROM
    by its id `g`); `code` says why it is held or quarantined, or what was merged. `closed`: it was
    quarantined, and by now it is settled otherwise: nothing waits for it any more.
    """

    g: str = ""
    n: Count = 0
    st: VerdictState
    code: str | None = None
    closed: bool = False


class Ack(WireModel):
    """Every op up to `n` is at HQ; up to `durable` it is in a verified backup too."""

    n: int
    durable: int


class Row(WireModel):
    """One record as it now is in a stream: `op` P (present) or D (gone from this stream).

    With `n`, kind, id, body and clocks are left out: it is the record that op `n` of the asking
    till just created, exactly as that till's own ops on it up to the acknowledged one make it.
    """

    k: str = ""
    id: str = ""
    n: Count = 0
    op: Literal["P", "D"] = "P"
    rev: Count
    seq: Count
    b: dict[str, Any] = {}
    c: dict[str, Any] = {}


class Checkpoint(WireModel):
    """Count and sum (16 hex digits) of a stream's live records at its `head`."""

    n: int
    sum: str


class Page(WireModel):
    """Rows of stream `s` after `after` up to and including seq `upto`; `done` when that is the
    head, and only then does `ck` describe what the till now holds. `early` are rows of the first
    lane from beyond `upto`, ahead of their turn: they come again then, and change nothing.
    """

    s: str
    after: Count
    upto: Count
    head: Count
    rows: list[Row] = []
    done: bool = True
    ck: Checkpoint | None = None
    early: list[Row] = []


class Resnap(WireModel):
    """The till must load stream `s` anew."""

    s: str
    reason: str


class DeviceState(StrEnum):
    """What HQ lets a till do. DRAINING: hand over what it has, read nothing. EXPIRED: its key is
    too old, so it may send and not read until somebody at HQ approves it again.
    """

    ACTIVE = "active"
    DRAINING = "draining"
    EXPIRED = "expired"


class SyncAnswer(WireModel):
    """What HQ answers. `next_ms` is when to come again; `lease_until` (UTC ms) is how long the
    till may show health data without hearing from HQ. `verdicts` are on the groups of this push:
    one up to `ack.n` that is not among them was applied. `late` are words on earlier groups that
    changed since, and `judged` is how far that reaches. `rotate`: make new keys.
    """

    epoch: str
    now: int
    ack: Ack
    verdicts: list[Verdict] = []
    late: list[Verdict] = []
    judged: Count = 0
    state: DeviceState = DeviceState.ACTIVE
    rotate: bool = False
    pages: list[Page] = []
    resnap: list[Resnap] = []
    next_ms: int
    lease_until: int
    min_schema: int
