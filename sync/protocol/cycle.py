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


class PullFrom(WireModel):
    """How far this till has read stream `s`; `rows` is how many it wants at most."""

    s: Annotated[str, Field(min_length=1, max_length=64)]
    after: Annotated[int, Field(ge=0)]
    rows: Annotated[int, Field(ge=1, le=BOOTSTRAP_ROWS_MAX)] = LIVE_ROWS_MAX


class SyncRequest(WireModel):
    """What a till asks. `now` is its raw clock in UTC ms, which HQ compares with its own."""

    v: int
    schema_version: Annotated[int, Field(alias="schema")]
    device: str
    inc: int
    epoch: str
    now: int
    push: Push | None = None
    pull: Annotated[list[PullFrom], Field(max_length=8)] = []


class VerdictState(StrEnum):
    """What became of a group."""

    APPLIED = "applied"
    MERGED = "merged"
    HELD = "held"
    QUARANTINED = "quarantined"


class Verdict(WireModel):
    """HQ's word on one group; `code` says why it is held or quarantined, or what was merged."""

    g: str
    st: VerdictState
    code: str | None = None


class Ack(WireModel):
    """Every op up to `n` is at HQ; up to `durable` it is in a verified backup too."""

    n: int
    durable: int


class Row(WireModel):
    """One record as it now is in a stream: `op` P (present) or D (gone from this stream)."""

    k: str
    id: str
    op: Literal["P", "D"]
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
    head, and only then does `ck` describe what the till now holds.
    """

    s: str
    after: Count
    upto: Count
    head: Count
    rows: list[Row]
    done: bool
    ck: Checkpoint | None = None


class Resnap(WireModel):
    """The till must load stream `s` anew."""

    s: str
    reason: str


class SyncAnswer(WireModel):
    """What HQ answers. `next_ms` is when to come again; `lease_until` (UTC ms) is how long the
    till may show health data without hearing from HQ.
    """

    epoch: str
    now: int
    ack: Ack
    verdicts: list[Verdict] = []
    pages: list[Page] = []
    resnap: list[Resnap] = []
    next_ms: int
    lease_until: int
    min_schema: int
