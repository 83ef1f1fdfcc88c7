"""What HQ lets this till do: draining, expired, revoked with proof and without; and new keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from local_store.store import Store
from sync.agent.agent import Agent
from sync.agent.clock import AuthClock
from sync.agent.errors import HubLacksError, HubRefusedError, HubUnreachableError, SyncError
from sync.agent.leaving import DRAIN_MS
from sync.agent.ties import Ties
from sync.protocol import revocation
from sync.protocol.rotation import RotateAnswer, RotateRequest, is_proved
from tests.unit.sync_agent.conftest import Till
from tests.unit.sync_agent.paper_hq import STORE, Clocks, PaperHq, PaperLine


def _never() -> bool:
    return False


@dataclass(slots=True)
class Pen:
    """A signer that only remembers which key it holds."""

    key: Any = "first"
    spare: Any = None
    swaps: int = 0

    def use(self, key: Ed25519PrivateKey) -> None:
        self.key, self.spare = key, self.key

    def swap(self) -> bool:
        self.swaps += 1
        if self.spare is None:
            return False
        self.key, self.spare = self.spare, self.key
        return True


@dataclass(slots=True)
class Custody:
    """Counts how often the key was erased."""

    erased: list[int] = field(default_factory=list)

    def forget(self) -> None:
        self.erased.append(1)


@pytest.fixture
def pen() -> Pen:
    return Pen()


@pytest.fixture
def custody() -> Custody:
    return Custody()


@pytest.fixture
def agent(
    store: Store, hq: PaperHq, clocks: Clocks, auth: AuthClock, pen: Pen, custody: Custody
) -> Agent:
    ties = Ties(signer=pen, forget=custody.forget, waits=lambda: True)
    return Agent(store, PaperLine(hq), clock=clocks, auth=auth, ties=ties)


@pytest.fixture
def revoke(hq: PaperHq, root: Ed25519PrivateKey) -> Callable[..., None]:
    def refuse(*, device: str = "00000001", key: Ed25519PrivateKey = root) -> None:
        proof = revocation.prove(device, 1, root=key)
        hq.first = [HubRefusedError("HQ_DEVICE_REVOKED", proof=proof)]

    return refuse


# Draining and expired


def test_a_till_that_is_taken_back_hands_over_its_work_and_says_when_it_has(
    agent: Agent, met: PaperHq, till: Till, store: Store
) -> None:
    till.save(2)
    met.state = "draining"
    outcome = agent.exchange(_never)
    assert ("HQ_DEVICE_DRAINING", False, 2) == (outcome.trouble, outcome.failed, outcome.pushed)
    assert [False, True] == [request.drained for request in met.seen]
    assert store.read(lambda uow: uow.sync.is_reading_locked).result()
    assert "HQ_DEVICE_DRAINING" == till.state.trouble


def test_a_till_with_work_left_does_not_say_that_it_has_none(
    agent: Agent, met: PaperHq, till: Till
) -> None:
    met.state = "draining"
    agent.exchange(_never)
    met.seen.clear()
    till.save(1)
    agent.exchange(_never)
    assert [False] == [request.drained for request in met.seen]


def test_a_till_with_an_old_key_sends_and_loads_nothing(
    agent: Agent, hq: PaperHq, till: Till
) -> None:
    hq.whole, hq.state = True, "expired"
    hq.fill(STORE, 10)
    till.save(1)
    outcome = agent.exchange(_never)
    assert ("HQ_DEVICE_EXPIRED", False, 1) == (outcome.trouble, outcome.failed, outcome.pushed)
    assert ([], 0) == (hq.fetched, till.state.loaded_rows)
    hq.state = "active"
    assert (None, 10) == ((done := agent.exchange(_never)).trouble, done.pulled)
    assert not till.store.read(lambda uow: uow.sync.is_reading_locked).result()


# Revoked


@pytest.mark.expected_logs("the key is erased")
def test_a_revoked_till_with_nothing_left_erases_its_key(
    agent: Agent, custody: Custody, revoke: Callable[..., None], till: Till
) -> None:
    revoke()
    outcome = agent.exchange(_never)
    assert ("HQ_DEVICE_REVOKED", True, True) == (outcome.trouble, outcome.failed, outcome.halted)
    assert [1] == custody.erased
    assert "HQ_DEVICE_REVOKED" == till.state.trouble


@pytest.mark.expected_logs("the key is erased")
def test_unsent_work_keeps_the_key_for_three_days(
    agent: Agent, custody: Custody, revoke: Callable[..., None], clocks: Clocks, till: Till
) -> None:
    till.save(1)
    revoke()
    outcome = agent.exchange(_never)
    assert (True, False, 3_600_000) == (outcome.failed, outcome.halted, outcome.next_ms)
    assert till.store.read(lambda uow: uow.sync.is_reading_locked).result()
    clocks.running_ms += DRAIN_MS - 1
    clocks.wall_ms += 9 * DRAIN_MS
    revoke()
    assert not agent.exchange(_never).halted
    assert [] == custody.erased, "a clock that jumped makes no time pass"
    clocks.running_ms += 1
    revoke()
    assert agent.exchange(_never).halted
    assert [1] == custody.erased


@pytest.mark.expected_logs("the key is erased")
def test_the_three_days_count_from_the_first_word_of_it(
    agent: Agent, met: PaperHq, custody: Custody, revoke: Callable[..., None], clocks: Clocks,
    till: Till,
) -> None:  # fmt: skip
    met.state = "draining"
    agent.exchange(_never)
    till.save(1)
    clocks.running_ms += DRAIN_MS
    revoke()
    assert agent.exchange(_never).halted
    assert [1] == custody.erased


@pytest.mark.expected_logs("the key is erased")
def test_the_three_days_are_those_on_which_the_till_runs(
    agent: Agent, custody: Custody, revoke: Callable[..., None], clocks: Clocks, till: Till
) -> None:
    till.save(1)
    for _ in range(2):
        started = Agent(
            till.store, agent._transport, clock=clocks, auth=AuthClock(clocks), ties=agent._ties
        )
        revoke()
        assert not started.exchange(_never).halted, "nobody knows for how long it was off"
        clocks.running_ms += DRAIN_MS // 2
        revoke()
        is_over = started.exchange(_never).halted
        clocks.running_ms += DRAIN_MS
    assert is_over
    assert [1] == custody.erased


@pytest.mark.parametrize("proof", [None, "", "A" * 86, "no base64!"])
def test_nothing_is_erased_without_hqs_signature(
    agent: Agent, hq: PaperHq, custody: Custody, proof: str | None
) -> None:
    hq.first = [HubRefusedError("HQ_DEVICE_REVOKED", proof=proof)]
    assert agent.exchange(_never).halted
    assert [] == custody.erased


def test_a_proof_for_another_device_or_by_another_key_erases_nothing(
    agent: Agent, custody: Custody, revoke: Callable[..., None]
) -> None:
    revoke(device="00000002")
    assert agent.exchange(_never).halted
    revoke(key=Ed25519PrivateKey.generate())
    assert agent.exchange(_never).halted
    assert [] == custody.erased


# Keys


def _public(store: Store) -> str:
    keys = store.read(lambda uow: uow.sync.keys()).result()
    assert keys is not None
    return keys.sig_pub


def test_new_keys_are_announced_and_used(
    agent: Agent, met: PaperHq, store: Store, pen: Pen
) -> None:
    met.rotate = True
    before = _public(store)
    assert agent.exchange(_never).trouble is None
    (told,) = met.rotated
    assert is_proved(told)
    assert (told.sig_pub, "00000001", 1) == (_public(store), told.device, told.inc)
    assert before != _public(store)
    assert (isinstance(pen.key, Ed25519PrivateKey), "first") == (True, pen.spare)
    agent.exchange(_never)
    assert 1 == len(met.rotated)


@pytest.mark.parametrize("error", [HubLacksError("x"), HubUnreachableError("x")])
def test_keys_that_hq_did_not_confirm_are_not_used_and_announced_again(
    store: Store, hq: PaperHq, clocks: Clocks, pen: Pen, error: SyncError,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    told: list[str] = []

    def lost(_: PaperHq, request: RotateRequest) -> RotateAnswer:
        told.append(request.sig_pub)
        raise error

    monkeypatch.setattr(PaperHq, "rotate_keys", lost)
    hq.rotate = True
    line, auth = PaperLine(hq), AuthClock(clocks)
    before = _public(store)
    agent = Agent(store, line, clock=clocks, auth=auth, ties=Ties(signer=pen))
    agent.exchange(_never)
    agent.exchange(_never)
    assert ("first", before) == (pen.key, _public(store))
    assert (2, 1) == (len(told), len(set(told)))


def test_a_key_hq_does_not_know_gives_way_to_the_one_before(
    agent: Agent, met: PaperHq, pen: Pen
) -> None:
    pen.key, pen.spare = "new", "old"
    met.first = [HubRefusedError("HQ_SIGNATURE")]
    assert agent.exchange(_never).trouble is None
    assert ("old", "new") == (pen.key, pen.spare)


def test_two_keys_hq_does_not_know_are_a_trouble_and_stay_as_they_were(
    agent: Agent, met: PaperHq, pen: Pen
) -> None:
    pen.key, pen.spare = "new", "old"
    met.first = [HubRefusedError("HQ_SIGNATURE")] * 2
    assert "HQ_SIGNATURE" == agent.exchange(_never).trouble
    assert (2, "new") == (len(met.seen), pen.key)


def test_a_till_with_one_key_asks_once(agent: Agent, met: PaperHq, pen: Pen) -> None:
    met.first = [HubRefusedError("HQ_SIGNATURE")]
    assert "HQ_SIGNATURE" == agent.exchange(_never).trouble
    assert 1 == len(met.seen)


def test_requests_say_whether_a_wait_is_parked(agent: Agent, met: PaperHq) -> None:
    agent.exchange(_never)
    assert [True] == [request.waits for request in met.seen]
