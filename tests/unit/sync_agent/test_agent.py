"""The agent against an HQ on paper: what it does with each kind of answer and refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from local_store.enrolment import Identity
from local_store.errors import NotEnrolledError
from local_store.store import Store, StoreSettings
from sync.agent.agent import Agent
from sync.agent.clock import BUILT_MS, AuthClock
from sync.agent.errors import (
    HubNotGuitaiError,
    HubRefusedError,
    HubUnreachableError,
    SyncError,
)
from sync.protocol import chain, checksum
from sync.protocol.cycle import PullFrom, SyncAnswer, SyncRequest
from sync.protocol.enrol import EnrolAnswer, EnrolRequest, StoreInfo, TrustBundle
from sync.protocol.ops import Set

_NOW = BUILT_MS + 10**9
_DAY = 86_400_000


@dataclass(slots=True)
class Clocks:
    """The till's clocks, turned by hand."""

    wall_ms: int = _NOW
    running_ms: int = 0
    rng: Random = field(default_factory=lambda: Random(1))

    def now_ms(self) -> int:
        return self.wall_ms

    def monotonic_ms(self) -> int:
        return self.running_ms

    def random_bytes(self, count: int) -> bytes:
        return self.rng.randbytes(count)


@dataclass(slots=True)
class PaperHq:
    """An HQ that keeps to the protocol, but for what a test asks of it. `first` are errors raised
    by the next requests, `lies` changes an answer (as JSON) before it goes out.
    """

    clocks: Clocks
    acked_n: int = 0
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    first: list[SyncError] = field(default_factory=list)
    lies: Callable[[dict[str, Any]], None] | None = None
    seen: list[SyncRequest] = field(default_factory=list)
    page_rows: int = 10_000
    now_ms: int = _NOW
    closed: bool = False

    def sync(self, request: SyncRequest) -> SyncAnswer:
        self.seen.append(request)
        if self.first:
            raise self.first.pop(0)
        groups = request.push.groups if request.push else []
        if groups:
            self.acked_n = max(self.acked_n, groups[-1].ops[-1].n)
        answer: dict[str, Any] = {
            "epoch": request.epoch, "now": self.now_ms, "next_ms": 15_000,
            "lease_until": self.now_ms + _DAY, "min_schema": 1,
            "ack": {"n": self.acked_n, "durable": 0},
            "verdicts": [{"g": group.g, "st": "applied"} for group in groups],
            "pages": [self._page(pull) for pull in request.pull], "resnap": [],
        }  # fmt: skip
        if self.lies is not None:
            self.lies(answer)
        return SyncAnswer.model_validate(answer)

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        raise AssertionError

    def close(self) -> None:
        self.closed = True

    def fill(self, stream: str, count: int) -> None:
        """Put so many customers into a stream."""
        self.rows[stream] = [
            {"k": "customer", "id": f"c{n}", "op": "P", "rev": 1, "seq": n,
             "b": {"name": "测试甲"}, "c": {"name": f"{5:016x}00000000"}}
            for n in range(1, count + 1)
        ]  # fmt: skip

    def _page(self, pull: PullFrom) -> dict[str, Any]:
        rows = self.rows.get(pull.s, [])
        head = len(rows)
        count = min(pull.rows, self.page_rows)
        upto = min(pull.after + count, head)
        total = sum(checksum.h64(r["k"], r["id"], r["rev"], r["b"], r["c"]) for r in rows)
        done = upto == head
        return {
            "s": pull.s, "after": pull.after, "upto": upto, "head": head, "done": done,
            "rows": rows[pull.after : upto],
            "ck": {"n": head, "sum": checksum.to_text(total)} if done else None,
        }  # fmt: skip


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def hq(clocks: Clocks) -> PaperHq:
    return PaperHq(clocks)


@pytest.fixture
def store(tmp_path: Path, clocks: Clocks) -> Iterator[Store]:
    settings = StoreSettings(tmp_path / "till.db", inline=True, durable=False)
    opened = Store(settings, bytes(32), clocks, clocks)
    key = chain.to_text(Ed25519PrivateKey.generate().public_key().public_bytes_raw())
    trust = TrustBundle(root=key, release=key, content=key, member_code=key, recovery=key)
    info = StoreInfo(id="0018", code="0018", name="x", time_zone="Asia/Shanghai")
    streams = ("g", "s:0018")
    identity = Identity("00000001", 1, "e1", info, streams, trust, "https://hq.example")
    opened.run(lambda uow: uow.sync.enrolled(identity)).result()
    yield opened
    opened.close()


@pytest.fixture
def auth(clocks: Clocks) -> AuthClock:
    return AuthClock(clocks)


@pytest.fixture
def agent(store: Store, hq: PaperHq, clocks: Clocks, auth: AuthClock) -> Agent:
    return Agent(store, hq, clock=clocks, auth=auth)


def _never() -> bool:
    return False


def _save(store: Store, count: int) -> None:
    for n in range(count):
        _put(store, f"mine{n}", name="测试乙")


def _put(store: Store, record: str, **fields: str) -> None:
    store.run(lambda uow: uow.put("customer", record, Set(dict(fields)))).result()


def _state(store: Store) -> Any:
    return store.read(lambda uow: uow.sync.state()).result()


def _sizes(hq: PaperHq) -> list[int]:
    return [len(request.push.groups) if request.push else 0 for request in hq.seen]


def test_a_quiet_exchange_is_one_request(agent: Agent, hq: PaperHq, store: Store) -> None:
    outcome = agent.exchange(_never)
    assert (None, False, False, 15_000) == (
        outcome.trouble, outcome.failed, outcome.halted, outcome.next_ms,
    )  # fmt: skip
    assert 1 == len(hq.seen)
    assert (None, False) == (_state(store).trouble, _state(store).loading)


def test_a_till_that_is_not_enrolled_is_a_mistake_of_the_caller(
    tmp_path: Path, clocks: Clocks, hq: PaperHq, auth: AuthClock
) -> None:
    settings = StoreSettings(tmp_path / "new.db", inline=True, durable=False)
    empty = Store(settings, bytes(32), clocks, clocks)
    with pytest.raises(NotEnrolledError):
        Agent(empty, hq, clock=clocks, auth=auth).exchange(_never)
    empty.close()


def test_a_stream_is_read_to_its_end_page_by_page(agent: Agent, hq: PaperHq, store: Store) -> None:
    hq.fill("s:0018", 950)
    hq.page_rows = 300
    assert 950 == agent.exchange(_never).pulled
    assert [0, 300, 600, 900] == [request.pull[1].after for request in hq.seen]
    assert {2000} == {request.pull[1].rows for request in hq.seen}
    assert 950 == _state(store).loaded_rows
    hq.seen.clear()
    agent.exchange(_never)
    assert [200] == [request.pull[1].rows for request in hq.seen]


def test_stopping_ends_after_the_slice_at_hand_and_goes_on_later(
    agent: Agent, hq: PaperHq, store: Store
) -> None:
    agent.exchange(_never)
    hq.fill("s:0018", 200)
    hq.page_rows = 150
    asked = iter([False, True])
    agent.exchange(lambda: next(asked))
    assert 150 == _state(store).loaded_rows
    agent.exchange(lambda: True)
    assert 150 == _state(store).loaded_rows
    agent.exchange(_never)
    assert 200 == _state(store).loaded_rows


def test_what_is_saved_meanwhile_stays_pending(agent: Agent, hq: PaperHq, store: Store) -> None:
    _save(store, 1)

    def save_more(_: dict[str, Any]) -> None:
        hq.lies = None
        _put(store, "mine0", note="x")

    hq.lies = save_more
    assert 1 == agent.exchange(_never).pushed
    assert 1 == _state(store).unsent
    assert 1 == agent.exchange(_never).pushed
    assert 0 == _state(store).unsent


@pytest.mark.parametrize("code", ["HQ_TOO_LARGE", "HQ_MALFORMED", "HQ_INTERNAL"])
def test_a_refused_batch_is_halved_until_it_passes_and_grows_again(
    agent: Agent, hq: PaperHq, store: Store, code: str
) -> None:
    _save(store, 8)
    hq.first = [HubRefusedError(code), HubRefusedError(code)]
    assert 8 == agent.exchange(_never).pushed
    assert [8, 4, 2, 4, 2] == _sizes(hq)


def test_one_group_that_is_refused_is_a_trouble_and_stays(
    agent: Agent, hq: PaperHq, store: Store
) -> None:
    _save(store, 2)
    hq.first = [HubRefusedError("HQ_TOO_LARGE")] * 2
    outcome = agent.exchange(_never)
    assert ("HQ_TOO_LARGE", True, False) == (outcome.trouble, outcome.failed, outcome.halted)
    assert [2, 1] == _sizes(hq)
    assert (2, "HQ_TOO_LARGE") == (_state(store).unsent, _state(store).trouble)


def test_a_slow_hq_gets_smaller_batches_but_not_at_once(
    agent: Agent, hq: PaperHq, store: Store
) -> None:
    _save(store, 6)
    hq.first = [HubUnreachableError("slow", slow=True)]
    outcome = agent.exchange(_never)
    assert ("HQ_UNREACHABLE", True) == (outcome.trouble, outcome.failed)
    assert [6] == _sizes(hq)
    agent.exchange(_never)
    assert [6, 3, 3] == _sizes(hq)


def test_an_answer_that_was_lost_does_not_send_anything_twice_over(
    agent: Agent, hq: PaperHq, store: Store
) -> None:
    _save(store, 4)

    def lose(_: dict[str, Any]) -> None:
        hq.lies = None
        raise HubUnreachableError("lost", slow=True)

    hq.lies = lose
    assert agent.exchange(_never).failed
    # HQ has all four by now, and the next batch is two: its ack reaches beyond what was sent.
    assert 4 == agent.exchange(_never).pushed
    assert [4, 2, 2] == _sizes(hq)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (HubUnreachableError("x"), "HQ_UNREACHABLE"),
        (HubNotGuitaiError("x"), "HQ_NOT_GUITAI"),
        (HubRefusedError("HQ_VERSION"), "HQ_VERSION"),
        (HubRefusedError("HQ_REPLAY", now=_NOW), "HQ_REPLAY"),
        (HubRefusedError("HQ_CLOCK"), "HQ_CLOCK"),
    ],
)
def test_a_failure_is_named_in_the_store_and_over_with_the_next_success(
    agent: Agent, hq: PaperHq, store: Store, error: SyncError, code: str
) -> None:
    hq.first = [error]
    outcome = agent.exchange(_never)
    assert (code, True, False, 0) == (
        outcome.trouble, outcome.failed, outcome.halted, outcome.next_ms,
    )  # fmt: skip
    assert code == _state(store).trouble
    assert agent.exchange(_never).trouble is None
    assert _state(store).trouble is None


def test_a_trouble_that_goes_on_is_written_once(agent: Agent, hq: PaperHq, store: Store) -> None:
    commits: list[Any] = []
    store.on_committed = commits.append
    hq.first = [HubUnreachableError("x") for _ in range(5)]
    for _ in range(5):
        agent.exchange(_never)
    assert 1 == len(commits)


def test_hqs_wish_to_be_left_alone_is_passed_on(agent: Agent, hq: PaperHq) -> None:
    hq.first = [HubRefusedError("HQ_BUSY", retry_ms=7_000)]
    assert 7_000 == agent.exchange(_never).next_ms


@pytest.mark.parametrize("code", ["HQ_DEVICE_REVOKED", "HQ_DEVICE_FORKED"])
def test_a_till_hq_does_not_take_halts_and_keeps_everything(
    agent: Agent, hq: PaperHq, store: Store, code: str
) -> None:
    _save(store, 1)
    hq.first = [HubRefusedError(code)]
    outcome = agent.exchange(_never)
    assert (code, True, True) == (outcome.trouble, outcome.failed, outcome.halted)
    assert (1, code) == (_state(store).unsent, _state(store).trouble)


def test_a_clock_hq_does_not_believe_is_learned_and_the_request_repeated_once(
    agent: Agent, hq: PaperHq, auth: AuthClock
) -> None:
    hq.first = [HubRefusedError("HQ_CLOCK", now=_NOW + 7_000)]
    hq.now_ms = _NOW + 7_000
    assert not agent.exchange(_never).failed
    assert 2 == len(hq.seen)
    assert _NOW + 7_000 == auth.now_ms()
    hq.seen.clear()
    hq.first = [HubRefusedError("HQ_CLOCK", now=_NOW)] * 2
    assert "HQ_CLOCK" == agent.exchange(_never).trouble
    assert 2 == len(hq.seen)


def test_the_skew_is_kept_and_corrects_the_stores_time(
    agent: Agent, hq: PaperHq, store: Store
) -> None:
    hq.now_ms = _NOW + 600_000
    outcome = agent.exchange(_never)
    assert ("CLOCK_SUSPECT", False) == (outcome.trouble, outcome.failed)
    assert _NOW + 600_000 == store.read(lambda uow: uow.now_ms).result()
    assert "CLOCK_SUSPECT" == _state(store).trouble


def test_an_impossible_answer_changes_nothing(agent: Agent, hq: PaperHq, store: Store) -> None:
    _save(store, 1)
    hq.fill("s:0018", 3)

    def lie(answer: dict[str, Any]) -> None:
        answer["verdicts"] = []

    hq.lies = lie
    outcome = agent.exchange(_never)
    assert ("HQ_PROTOCOL", True) == (outcome.trouble, outcome.failed)
    assert (1, 0) == (_state(store).unsent, _state(store).loaded_rows)


@pytest.mark.parametrize("waiting", [0, 1])
def test_an_hq_that_lost_ops_gets_them_again(
    agent: Agent, hq: PaperHq, store: Store, waiting: int
) -> None:
    _save(store, 5)
    agent.exchange(_never)
    hq.acked_n = 2
    _save(store, waiting)
    hq.first = [HubRefusedError("HQ_GAP", now=_NOW, ack=2)] if waiting else []
    outcome = agent.exchange(_never)
    assert ("HQ_GAP", True, False) == (outcome.trouble, outcome.failed, outcome.halted)
    assert 3 + waiting == _state(store).unsent
    assert 3 + waiting == agent.exchange(_never).pushed
    assert (0, None) == (_state(store).unsent, _state(store).trouble)


@pytest.mark.parametrize("ack", [None, 5])
def test_a_gap_that_makes_no_sense_is_only_told(
    agent: Agent, hq: PaperHq, store: Store, ack: int | None
) -> None:
    _save(store, 5)
    agent.exchange(_never)
    hq.first = [HubRefusedError("HQ_GAP", ack=ack)]
    assert "HQ_GAP" == agent.exchange(_never).trouble
    assert 0 == _state(store).unsent


def _reload_g(answer: dict[str, Any]) -> None:
    answer["pages"] = [page for page in answer["pages"] if page["s"] != "g"]
    answer["resnap"] = [{"s": "g", "reason": "AHEAD"}]


def test_a_stream_hq_wants_loaded_anew_is_read_from_its_start(
    agent: Agent, hq: PaperHq, store: Store
) -> None:
    hq.fill("s:0018", 5)
    agent.exchange(_never)
    hq.seen.clear()

    def lie_once(answer: dict[str, Any]) -> None:
        hq.lies = None
        answer["pages"] = [page for page in answer["pages"] if page["s"] == "g"]
        answer["resnap"] = [{"s": "s:0018", "reason": "PRUNED"}]

    hq.lies = lie_once
    assert agent.exchange(_never).trouble is None
    assert [5, 0] == [request.pull[1].after for request in hq.seen]
    assert 5 == _state(store).loaded_rows


def test_an_hq_that_wants_a_stream_loaded_anew_for_ever_is_not_obeyed(
    agent: Agent, hq: PaperHq
) -> None:
    hq.lies = _reload_g
    assert "HQ_PROTOCOL" == agent.exchange(_never).trouble
    assert 2 == len(hq.seen)


def _wrong_sum(answer: dict[str, Any]) -> None:
    for page in answer["pages"]:
        if page["ck"] is not None and page["s"] == "s:0018":
            page["ck"]["sum"] = "0" * 16


def test_a_stream_that_does_not_add_up_is_loaded_anew_once(
    agent: Agent, hq: PaperHq, store: Store
) -> None:
    hq.fill("s:0018", 4)
    agent.exchange(_never)
    hq.seen.clear()
    hq.lies = _wrong_sum
    outcome = agent.exchange(_never)
    assert ("SYNC_MISMATCH", False) == (outcome.trouble, outcome.failed)
    assert [4, 0] == [request.pull[1].after for request in hq.seen]
    assert "SYNC_MISMATCH" == _state(store).trouble
    assert "SYNC_MISMATCH" == agent.exchange(_never).trouble
    assert 3 == len(hq.seen)
    hq.lies = None
    assert agent.exchange(_never).trouble is None
    assert _state(store).trouble is None


def test_a_stream_that_was_mended_can_be_mended_again(
    agent: Agent, hq: PaperHq, store: Store
) -> None:
    def lie_once(answer: dict[str, Any]) -> None:
        hq.lies = None
        _wrong_sum(answer)

    hq.fill("s:0018", 4)
    agent.exchange(_never)
    for _ in range(3):
        hq.lies = lie_once
        assert agent.exchange(_never).trouble is None
    assert 4 == _state(store).loaded_rows


def test_closing_closes_the_connection(agent: Agent, hq: PaperHq) -> None:
    agent.close()
    assert hq.closed
