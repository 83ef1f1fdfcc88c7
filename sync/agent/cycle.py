"""One exchange with HQ, as pure functions: what to ask, what an answer may say, what to do with it.

No time, randomness, socket or SQL in here: the agent brings values and carries out what comes
back. An answer is checked whole before any of it is used, so a faulty HQ (or whatever stands in
for it) leaves a till as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from local_store.cursors import Cursor
from local_store.enrolment import Identity
from local_store.outbox import PushBatch
from sync.agent.errors import HubRefusedError, ProtocolViolationError
from sync.protocol import chain
from sync.protocol.cycle import (
    BOOTSTRAP_ROWS_MAX,
    LIVE_ROWS_MAX,
    DeviceState,
    Page,
    PullFrom,
    Push,
    Row,
    SyncAnswer,
    SyncRequest,
    Verdict,
)
from sync.protocol.kinds import KINDS
from sync.protocol.ops import Group, Op
from sync.protocol.problems import ProblemCode
from sync.protocol.version import PROTOCOL_VERSION, SCHEMA_VERSION

LATE_MAX: Final = 200
"""Most late verdicts in one answer; one that is full calls for another."""
NO_STREAMS: Final[frozenset[str]] = frozenset()
_FIRST_LANE: Final = 0


@dataclass(frozen=True, slots=True)
class Position:
    """Where a till stood when it asked: its ops up to `acked_n` were known to be at HQ, and it
    had made ops up to `made_n`.
    """

    acked_n: int
    made_n: int


@dataclass(frozen=True, slots=True)
class Wish:
    """What a request says beside ops and cursors. `behind` are streams that an earlier page of this
    exchange did not bring up to date, `early` how far each was read ahead of its turn; the others
    as in `SyncRequest`.
    """

    behind: frozenset[str] = NO_STREAMS
    early: Mapping[str, int] = field(default_factory=dict)
    judged: int = 0
    drained: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Settlement:
    """What to settle in the outbox: ops up to `acked_n`, verdicts on groups of this push, later
    words on earlier ones, and how far those reach.
    """

    acked_n: int
    durable_n: int
    verdicts: tuple[Verdict, ...]
    late: tuple[Verdict, ...] = ()
    judged: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What to apply of an answer's pages: `early` rows by stream and `at_once` pages together with
    the settlement, then `later` slices, each in a transaction of its own.
    """

    early: tuple[tuple[str, tuple[Row, ...]], ...]
    at_once: tuple[Page, ...]
    later: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Restart:
    """Begin again with an HQ whose epoch is `epoch` and that has this till's ops to `acked_n`."""

    epoch: str
    acked_n: int


def position(batch: PushBatch, made_n: int) -> Position:
    """Return where the till stands whose oldest pending groups are `batch`."""
    return Position(batch.start - 1 if batch.groups else made_n, made_n)


def build_request(
    push: Push | None,
    cursors: Mapping[str, Cursor],
    identity: Identity,
    *,
    now_ms: int,
    wish: Wish | None = None,
) -> SyncRequest:
    """Return what to ask: `push` goes up, and every stream of `cursors` comes down.

    `now_ms` is the machine's raw clock. Streams that are loading, or that an earlier page of this
    exchange left behind, are asked for in large pages; the others in small ones.
    """
    wish = wish or Wish()
    return SyncRequest(
        v=PROTOCOL_VERSION,
        schema_version=SCHEMA_VERSION,
        device=identity.device,
        inc=identity.inc,
        epoch=identity.epoch,
        now=now_ms,
        push=push and push.lean(),
        pull=[_pull(stream, cursor, wish) for stream, cursor in cursors.items()],
        judged=wish.judged,
        drained=wish.drained,
        waits=wish.waits,
    )


def withheld(push: Push, first_ops: frozenset[int]) -> Push:
    """Return `push` with the groups that begin with these ops reduced to headers and commitments:
    the chain goes on over them, and HQ can set them aside without looking into them.
    """
    groups = [_withheld(g) if g.ops[0].n in first_ops else g for g in push.groups]
    return push.model_copy(update={"groups": groups})


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
    groups = request.push.groups if request.push else []
    _check_verdicts(groups, answer)
    _check_late(request, answer)
    _check_streams(request, answer)
    asked = {pull.s: pull for pull in request.pull}
    created = _created(groups, answer)
    for page in answer.pages:
        _check_page(asked[page.s], page)
        _check_early(asked[page.s], page)
        _check_rows(page, created)


def settlement(request: SyncRequest, answer: SyncAnswer, at: Position) -> Settlement:
    """Return what to settle.

    An acknowledgement may reach beyond what this request sent, when an earlier answer was lost
    and this batch is smaller. What was not sent now is settled by the next request, whose answer
    brings the verdicts with it: an op is never settled without its verdict.
    """
    sent_n = request.push.groups[-1].ops[-1].n if request.push else at.acked_n
    acked_n = min(answer.ack.n, sent_n)
    return Settlement(
        acked_n,
        min(answer.ack.durable, acked_n),
        tuple(answer.verdicts),
        tuple(answer.late),
        # An HQ that was set back counts from less; one that has nothing new may say nothing.
        answer.judged or request.judged,
    )


def plan(answer: SyncAnswer, cursors: Mapping[str, Cursor]) -> Plan:
    """Return how to apply the answer's pages: what is small with the settlement, at the price of
    one write to disk; the rest in slices, each small enough that a person's save does not wait
    noticeably for it (streams that are loading, which nobody works with yet, in larger ones).
    """
    early, at_once, later, room = [], [], [], LIVE_ROWS_MAX
    for page in answer.pages:
        if known := tuple(row for row in page.early if row.k in KINDS):
            early.append((page.s, known))
        if len(page.rows) <= room:
            room -= len(page.rows)
            at_once.append(page)
        else:
            size = LIVE_ROWS_MAX if cursors[page.s].complete else BOOTSTRAP_ROWS_MAX
            later += _slices(page, size)
    return Plan(tuple(early), tuple(at_once), tuple(later))


def behind(answer: SyncAnswer) -> frozenset[str]:
    """Return the streams that this answer did not bring up to HQ's head."""
    return frozenset(
        [page.s for page in answer.pages if not page.done] + [one.s for one in answer.resnap]
    )


def restart(refused: HubRefusedError, epoch: str, made_n: int) -> Restart | None:
    """Return how to begin again after this refusal, or None when it calls for nothing of the kind.

    HQ was played back from a backup: with a new epoch (HQ_EPOCH), or unannounced (HQ_GAP). Raise
    ProtocolViolationError for one that does not say what it must, and HubRefusedError
    HQ_DEVICE_FORKED when HQ has ops that were never made here.
    """
    if refused.code == ProblemCode.GAP:
        to = epoch
        _require(refused.ack is not None, "a gap without an acknowledgement")
    elif refused.code == ProblemCode.EPOCH:
        to = refused.epoch or ""
        _require(to not in ("", epoch), "an epoch that is not new")
        _require(refused.ack is not None, "an epoch without an acknowledgement")
    else:
        return None
    acked_n = refused.ack or 0
    _require(acked_n >= 0, "less than nothing acknowledged")
    if acked_n > made_n:
        raise HubRefusedError(ProblemCode.DEVICE_FORKED.value, now=refused.now, ack=acked_n)
    return Restart(to, acked_n)


def _pull(stream: str, cursor: Cursor, wish: Wish) -> PullFrom:
    large = stream in wish.behind or not cursor.complete
    early = wish.early.get(stream, 0)
    return PullFrom(
        s=stream,
        after=cursor.after,
        rows=BOOTSTRAP_ROWS_MAX if large else LIVE_ROWS_MAX,
        early=early if early > cursor.after else 0,
    )


def _withheld(group: Group) -> Group:
    return group.model_copy(update={"ops": [_commitment(op) for op in group.ops]})


def _commitment(op: Op) -> Op:
    """Return an op without body and salt. One that was erased has given them up for good."""
    if op.erased:
        return op
    commit = op.cm or chain.to_text(chain.commit(op.b, chain.from_text(op.salt)))
    return op.model_copy(update={"b": {}, "salt": "", "cm": commit, "w": True})


def _check_ack(answer: SyncAnswer, at: Position) -> None:
    if answer.ack.n < at.acked_n:
        raise HubRefusedError(ProblemCode.GAP.value, now=answer.now, ack=answer.ack.n)
    if answer.ack.n > at.made_n:
        raise HubRefusedError(ProblemCode.DEVICE_FORKED.value, now=answer.now, ack=answer.ack.n)
    _require(0 <= answer.ack.durable <= answer.ack.n, "durable beyond acknowledged")


def _check_verdicts(groups: Iterable[Group], answer: SyncAnswer) -> None:
    """A group that is acknowledged and has no verdict was applied, so none may be named wrongly."""
    taken = set()
    for group in groups:
        first, last = group.ops[0].n, group.ops[-1].n
        _require((first <= answer.ack.n) == (last <= answer.ack.n), "a group acknowledged in part")
        if last <= answer.ack.n:
            taken.add(first)
    judged = [verdict.n for verdict in answer.verdicts]
    _require(len(judged) == len(set(judged)), "two verdicts on one group")
    _require(taken.issuperset(judged), "a verdict on no group that was sent and taken")


def _check_late(request: SyncRequest, answer: SyncAnswer) -> None:
    if not answer.late:
        return
    _require(len(answer.late) <= LATE_MAX, "too many late verdicts")
    _require(answer.judged > request.judged, "late verdicts that lead nowhere")
    # One that names its group may be of this till's earlier life, whose numbers say nothing here.
    _require(
        all(verdict.g or 1 <= verdict.n <= answer.ack.n for verdict in answer.late),
        "a late verdict on what HQ does not have",
    )


def _check_streams(request: SyncRequest, answer: SyncAnswer) -> None:
    asked = {pull.s for pull in request.pull}
    told = [page.s for page in answer.pages] + [one.s for one in answer.resnap]
    _require(not told or answer.state is DeviceState.ACTIVE, "records for one who may not read")
    _require(asked.issuperset(told), "a stream nobody asked for")
    _require(len(told) == len(set(told)), "two answers for one stream")


def _check_page(asked: PullFrom, page: Page) -> None:
    _require(page.after == asked.after, "a page from elsewhere")
    _require(len(page.rows) <= asked.rows, "more rows than asked for")
    _require(_ascending([asked.after, *(row.seq for row in page.rows)]), "rows out of order")
    last = page.rows[-1].seq if page.rows else page.after
    _require(last <= page.upto <= page.head, "a page beyond its end")
    _require(page.done == (page.upto == page.head), "a page that is done and is not")
    _require(page.done or page.upto > page.after, "a page that leads nowhere")
    _require(page.done == (page.ck is not None), "a check sum out of place")


def _check_early(asked: PullFrom, page: Page) -> None:
    """Early rows are a few of the first lane, from beyond the page and beyond earlier ones."""
    if not page.early:
        return
    _require(not page.done, "early rows of a page that is the last")
    _require(len(page.early) <= LIVE_ROWS_MAX, "too many early rows")
    start = max(page.upto, asked.early)
    _require(_ascending([start, *(row.seq for row in page.early)]), "early rows out of order")
    _require(page.early[-1].seq <= page.head, "an early row beyond the end")
    _require(
        all(row.k not in KINDS or KINDS[row.k].lane == _FIRST_LANE for row in page.early),
        "an early row of a later lane",
    )
    _require(all(row.n == 0 and row.k and row.id for row in page.early), "an early row of no name")


def _created(groups: Iterable[Group], answer: SyncAnswer) -> set[int]:
    """Return the ops by which an echo may name a record: the first one here on each that nothing
    but plainly applied groups of this push changed.
    """
    named = {verdict.n for verdict in answer.verdicts}
    first: dict[tuple[str, str], int] = {}
    spoiled = set()
    for group in groups:
        for op in group.ops:
            if group.ops[0].n in named or op.n > answer.ack.n or op.cm:
                spoiled.add((op.k, op.id))
            else:
                first.setdefault((op.k, op.id), op.n)
    return {n for record, n in first.items() if record not in spoiled}


def _check_rows(page: Page, created: set[int]) -> None:
    echoes = [row for row in page.rows if row.n]
    _require(len({row.n for row in echoes}) == len(echoes), "two echoes of one op")
    for row in echoes:
        _require(row.n in created, "an echo of nothing this push created")
        _require((row.op, row.rev) == ("P", 1), "an echo of what is not new")
        _require(not (row.k or row.id or row.b or row.c), "an echo that is a record as well")
    _require(all(row.n or (row.k and row.id) for row in page.rows), "a row of no name")


def _ascending(seqs: Iterable[int]) -> bool:
    return all(one < other for one, other in pairwise(seqs))


def _slices(page: Page, size: int) -> list[Page]:
    """Return a page in slices, without its early rows."""
    slices, after = [], page.after
    rest = page.model_copy(update={"early": []})
    while len(rest.rows) > size:
        rows, upto = rest.rows[:size], rest.rows[size - 1].seq
        slices.append(Page(s=page.s, after=after, upto=upto, head=page.head, rows=rows, done=False))
        after = upto
        rest = rest.model_copy(update={"after": after, "rows": rest.rows[size:]})
    return [*slices, rest]


def _require(holds: bool, fault: str) -> None:  # noqa: FBT001 (reads as an assertion)
    if not holds:
        raise ProtocolViolationError(fault)
