"""One exchange with HQ, as pure functions: what to ask, what an answer may say, what to do with it.

No time, randomness, socket or SQL in here: the agent brings values and carries out what comes
back. An answer is checked whole before any of it is used, so a faulty HQ (or whatever stands in
for it) leaves a till as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from local_store.cursors import Cursor
from local_store.enrolment import Identity
from local_store.outbox import PushBatch
from sync.agent.errors import HubRefusedError, ProtocolViolationError
from sync.protocol.cycle import (
    BOOTSTRAP_ROWS_MAX,
    LIVE_ROWS_MAX,
    Page,
    PullFrom,
    SyncAnswer,
    SyncRequest,
    Verdict,
)
from sync.protocol.problems import ProblemCode
from sync.protocol.version import PROTOCOL_VERSION, SCHEMA_VERSION

NO_STREAMS: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Position:
    """Where a till stood when it asked: its ops up to `acked_n` were known to be at HQ, and it
    had made ops up to `made_n`.
    """

    acked_n: int
    made_n: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """What to settle in the outbox: ops up to `acked_n`, verdicts by group."""

    acked_n: int
    durable_n: int
    verdicts: tuple[Verdict, ...]


def position(batch: PushBatch, made_n: int) -> Position:
    """Return where the till stands whose oldest pending groups are `batch`."""
    return Position(batch.start - 1 if batch.groups else made_n, made_n)


def build_request(
    batch: PushBatch,
    cursors: Mapping[str, Cursor],
    identity: Identity,
    *,
    now_ms: int,
    behind: frozenset[str] = NO_STREAMS,
) -> SyncRequest:
    """Return what to ask: `batch` goes up, and every stream of `cursors` comes down.

    `now_ms` is the machine's raw clock. Streams that are loading, or that an earlier page of this
    exchange left `behind`, are asked for in large pages; the others in small ones.
    """
    return SyncRequest(
        v=PROTOCOL_VERSION,
        schema_version=SCHEMA_VERSION,
        device=identity.device,
        inc=identity.inc,
        epoch=identity.epoch,
        now=now_ms,
        push=batch.push,
        pull=[
            PullFrom(
                s=stream,
                after=cursor.after,
                rows=BOOTSTRAP_ROWS_MAX
                if stream in behind or not cursor.complete
                else LIVE_ROWS_MAX,
            )
            for stream, cursor in cursors.items()
        ],
    )


def check_answer(request: SyncRequest, answer: SyncAnswer, at: Position) -> None:
    """Raise ProtocolViolationError unless `answer` can be the answer to `request`.

    Three things an honest HQ may say have a name of their own, as HubRefusedError: HQ_FOREIGN (it
    is another HQ by now, or another life of it), HQ_GAP (it has less of this till's ops than it
    once acknowledged, so it was set back) and HQ_DEVICE_FORKED (it has ops of this till that were
    never made here, so the till was set back, or there are two of it).
    """
    if answer.epoch != request.epoch:
        raise HubRefusedError(ProblemCode.FOREIGN.value, now=answer.now)
    _check_ack(answer, at)
    _check_verdicts(request, answer)
    _check_streams(request, answer)
    asked = {pull.s: pull for pull in request.pull}
    for page in answer.pages:
        _check_page(asked[page.s], page)


def settlement(request: SyncRequest, answer: SyncAnswer, at: Position) -> Settlement:
    """Return what to settle.

    An acknowledgement may reach beyond what this request sent, when an earlier answer was lost
    and this batch is smaller. What was not sent now is settled by the next request, whose answer
    brings the verdicts with it: an op is never settled without its verdict.
    """
    sent_n = request.push.groups[-1].ops[-1].n if request.push else at.acked_n
    acked_n = min(answer.ack.n, sent_n)
    return Settlement(acked_n, min(answer.ack.durable, acked_n), tuple(answer.verdicts))


def plan(answer: SyncAnswer, cursors: Mapping[str, Cursor]) -> Iterator[Page]:
    """Yield the answer's pages in slices, each small enough that a person's save does not wait
    noticeably for it; streams that are loading, which nobody works with yet, in larger ones.
    """
    for page in answer.pages:
        yield from _slices(page, LIVE_ROWS_MAX if cursors[page.s].complete else BOOTSTRAP_ROWS_MAX)


def behind(answer: SyncAnswer) -> frozenset[str]:
    """Return the streams that this answer did not bring up to HQ's head."""
    return frozenset(
        [page.s for page in answer.pages if not page.done] + [one.s for one in answer.resnap]
    )


def _check_ack(answer: SyncAnswer, at: Position) -> None:
    if answer.ack.n < at.acked_n:
        raise HubRefusedError(ProblemCode.GAP.value, now=answer.now, ack=answer.ack.n)
    if answer.ack.n > at.made_n:
        raise HubRefusedError(ProblemCode.DEVICE_FORKED.value, now=answer.now, ack=answer.ack.n)
    _require(0 <= answer.ack.durable <= answer.ack.n, "durable beyond acknowledged")


def _check_verdicts(request: SyncRequest, answer: SyncAnswer) -> None:
    groups = request.push.groups if request.push else []
    _require(
        all(
            (group.ops[0].n <= answer.ack.n) == (group.ops[-1].n <= answer.ack.n)
            for group in groups
        ),
        "a group acknowledged in part",
    )
    taken = [group.g for group in groups if group.ops[-1].n <= answer.ack.n]
    judged = [verdict.g for verdict in answer.verdicts]
    _require(len(judged) == len(set(judged)), "two verdicts on one group")
    _require(set(judged) <= {group.g for group in groups}, "a verdict on a group not sent")
    _require(set(judged) == set(taken), "verdicts and acknowledgement differ")


def _check_streams(request: SyncRequest, answer: SyncAnswer) -> None:
    asked = {pull.s for pull in request.pull}
    told = [page.s for page in answer.pages] + [one.s for one in answer.resnap]
    _require(set(told) <= asked, "a stream nobody asked for")
    _require(len(told) == len(set(told)), "two answers for one stream")


def _check_page(asked: PullFrom, page: Page) -> None:
    _require(page.after == asked.after, "a page from elsewhere")
    _require(len(page.rows) <= asked.rows, "more rows than asked for")
    seqs = [asked.after, *(row.seq for row in page.rows)]
    _require(all(one < other for one, other in pairwise(seqs)), "rows out of order")
    _require(seqs[-1] <= page.upto <= page.head, "a page beyond its end")
    _require(page.done == (page.upto == page.head), "a page that is done and is not")
    _require(page.done or page.upto > page.after, "a page that leads nowhere")
    _require(page.done == (page.ck is not None), "a check sum out of place")


def _slices(page: Page, size: int) -> Iterator[Page]:
    after = page.after
    while len(page.rows) > size:
        rows, rest = page.rows[:size], page.rows[size:]
        yield Page(s=page.s, after=after, upto=rows[-1].seq, head=page.head, rows=rows, done=False)
        after = rows[-1].seq
        page = page.model_copy(update={"after": after, "rows": rest})
    yield page


def _require(holds: bool, fault: str) -> None:  # noqa: FBT001 (reads as an assertion)
    if not holds:
        raise ProtocolViolationError(fault)
