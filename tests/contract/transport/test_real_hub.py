"""The till's agent and the real hub over real HTTP: enrolment, exchanges, refusals, the thread."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Queue
from random import Random
from typing import Any

import pytest

from local_store.errors import AlreadyEnrolledError
from local_store.store import Store, StoreSettings
from sync.agent.agent import Agent
from sync.agent.batches import Batches
from sync.agent.clock import AuthClock, Clock
from sync.agent.enrolment import AboutTill, Connect, enrol
from sync.agent.errors import EnrolCodeError, EnrolSecretError, EnrolTrustError, HubInsecureError
from sync.agent.http_transport import HttpSettings, HttpTransport, Signer
from sync.agent.pace import Pace, PaceSettings
from sync.agent.runner import Runner
from sync.hub import devices
from sync.hub.hub import Hub
from sync.protocol.enrol import ProvisioningCode
from sync.protocol.ops import Fact, Set
from tests.fresh_stores import lay
from tests.hub_fixtures import START_MS, STORE, FakeTime, count, load_lines, new_secret, sql

_PATIENCE_S = 20.0
_ABOUT = AboutTill("test", "1")


@dataclass(slots=True)
class TillClock:
    """HQ's standing clock, and an error of ours."""

    time: FakeTime
    error_ms: int = 0

    def now_ms(self) -> int:
        return self.time.ms + self.error_ms

    def monotonic_ms(self) -> int:
        return 0


class Bytes:
    """Randomness that repeats."""

    def __init__(self) -> None:
        self._rng = Random(7)

    def random_bytes(self, count: int) -> bytes:
        return self._rng.randbytes(count)


@pytest.fixture
def clock(fake_time: FakeTime) -> TillClock:
    return TillClock(fake_time)


@pytest.fixture(params=[True])
def store(tmp_path: Path, clock: TillClock, request: pytest.FixtureRequest) -> Iterator[Store]:
    settings = StoreSettings(tmp_path / "till.db", inline=request.param, durable=False)
    lay(settings.path, bytes(32))
    opened = Store(settings, bytes(32), clock, Bytes())
    yield opened
    opened.close()


def _connector(clock: Clock) -> Connect:
    return lambda url, pin: HttpTransport(HttpSettings(url, pin), clock=clock)


def _build_agent(store: Store, clock: Clock) -> Agent:
    identity, keys = store.read(lambda uow: (uow.sync.identity(), uow.sync.keys())).result()
    assert identity is not None
    assert keys is not None
    auth, nonces = AuthClock(clock), Random(9)
    signer = Signer(keys.sign, identity.device, auth, lambda: nonces.randbytes(12).hex())
    settings = HttpSettings(identity.url, identity.pin)
    transport = HttpTransport(settings, clock=clock, signer=signer)
    return Agent(store, transport, clock=clock, auth=auth)


def _code(hub: Hub, url: str, **changes: Any) -> str:
    fields = {"url": url, "secret": new_secret(hub), "trust": hub.keys.trust.digest(), **changes}
    return ProvisioningCode.model_validate(fields).to_text()


@pytest.fixture
def enrolled(hub: Hub, hub_url: str, store: Store, clock: TillClock) -> str:
    """The id of the device that the till became."""
    code = _code(hub, hub_url)
    return enrol(store, code, _ABOUT, connect=_connector(clock)).device


@pytest.fixture
def agent(enrolled: str, store: Store, clock: TillClock) -> Iterator[Any]:
    built = _build_agent(store, clock)
    yield built
    built.close()


def _save(store: Store, name: str, note: str = "") -> None:
    body = Set({"name": "测试甲", "note": note or None, "synthetic": None})
    body.fields.pop("synthetic")
    store.run(lambda uow: uow.put("customer", name, body)).result()


def _state(store: Store) -> Any:
    return store.read(lambda uow: uow.sync.state()).result()


def _never() -> bool:
    return False


def test_a_till_enrols_and_knows_who_it_is(enrolled: str, store: Store, hub_url: str) -> None:
    identity = store.read(lambda uow: uow.sync.identity()).result()
    assert identity is not None
    assert (enrolled, STORE, hub_url) == (identity.device, identity.store, identity.url)
    assert ("g", "s:0018") == identity.streams


def test_what_is_saved_reaches_hq_and_comes_back_accepted(
    agent: Any, enrolled: str, store: Store, hub: Hub
) -> None:
    _save(store, "c-1", note="很长" * 200)
    outcome = agent.exchange(_never)
    assert (None, False, 1, 2) == (
        outcome.trouble, outcome.failed, outcome.pushed, outcome.pulled,
    )  # fmt: skip
    assert (0, None) == (_state(store).unsent, _state(store).trouble)
    assert START_MS == round(_state(store).heard_at.timestamp() * 1000)
    customer = store.read(lambda uow: uow.customers.get("c-1")).result()
    assert customer is not None
    assert "accepted" == customer.mark


def _published(version: int, *items: dict[str, Any], **more: Any) -> dict[str, Any]:
    form = {
        "resourceType": "Questionnaire",
        "status": "active",
        "title": "问卷",
        "item": list(items),
    }
    body = {"version": version, "status": "live", "ring": "all", "valid_from": "2025-01-01"}
    content = {"content": {"resource": json.dumps(form)}}
    return {"k": "form", "id": "f-1", "b": {**body, **content, **more}}


def test_what_hq_publishes_counts_after_the_next_exchange_and_a_bad_one_leaves_the_last_good(
    agent: Any, store: Store, hub: Hub
) -> None:
    asked = {"linkId": "smokes", "type": "boolean", "text": "吸烟吗？"}

    def exchanged(line: dict[str, Any]) -> tuple[list[tuple[str, int, int]], dict[str, str]]:
        load_lines(hub, line)
        assert not agent.exchange(_never).failed
        forms, problems = store.read(
            lambda uow: (uow.policies.forms(), uow.rules.problems())
        ).result()
        return [(one.id, one.version, len(one.items)) for one in forms], problems

    assert ([("f-1", 1, 1)], {}) == exchanged(_published(1, asked))
    good = [("f-1", 2, 2)]
    assert (good, {}) == exchanged(_published(2, asked, {**asked, "linkId": "again"}))
    unknown = {"linkId": "photo", "type": "attachment", "text": "照片"}
    assert (good, {"f-1": "POLICY_INVALID"}) == exchanged(_published(3, unknown))
    assert (good, {}) == exchanged(_published(4, asked, ring="pilot"))
    forged = {"sig": "AA==", "key_id": "content"}
    assert (good, {"f-1": "CONFIG_SIGNATURE"}) == exchanged(_published(5, asked, **forged))
    assert ([], {}) == exchanged(_published(6, asked, status="withdrawn"))


def test_a_refused_group_is_told_apart_from_the_others(agent: Any, store: Store) -> None:
    reading = Fact({"customer": "nobody", "code": "glucose_random", "at": START_MS, "items": {}})
    store.run(lambda uow: uow.put("observation", "o-1", reading)).result()
    _save(store, "c-1")
    assert not agent.exchange(_never).failed
    assert (0, 1) == (_state(store).unsent, _state(store).quarantined)


def test_many_saves_travel_in_several_requests(agent: Any, store: Store, hub: Hub) -> None:
    for start in range(0, 600, 50):

        def save(uow: Any, start: int = start) -> None:
            for n in range(start, start + 50):
                uow.put("customer", f"c-{n}", Set({"name": "测试甲"}))

        store.run(save).result()
    agent._batches = Batches(5)
    outcome = agent.exchange(_never)
    assert (None, 600, 601) == (outcome.trouble, outcome.pushed, outcome.pulled)
    assert (0, False) == (_state(store).unsent, _state(store).loading)


@pytest.mark.parametrize("days", [3, -3, -9_000])
def test_a_till_with_a_wrong_clock_learns_hqs_time_and_is_heard(
    agent: Any, store: Store, clock: TillClock, days: int
) -> None:
    clock.error_ms = days * 86_400_000
    _save(store, "c-1")
    outcome = agent.exchange(_never)
    assert not outcome.failed
    assert ("HQ_CLOCK_SUSPECT" if days > 0 else "CLOCK_SUSPECT") == outcome.trouble
    assert outcome.trouble == _state(store).trouble
    assert 0 == _state(store).unsent


@pytest.mark.expected_logs("the key is erased")
def test_a_revoked_till_is_told_so(agent: Any, enrolled: str, store: Store, hub: Hub) -> None:
    hub.storage.run(lambda tx: tx.devices.set_status(enrolled, devices.REVOKED))
    outcome = agent.exchange(_never)
    assert ("HQ_DEVICE_REVOKED", True, True) == (outcome.trouble, outcome.failed, outcome.halted)


def test_an_hq_that_does_not_know_the_till_is_named(agent: Any, enrolled: str, hub: Hub) -> None:
    with sql(hub) as connection:
        connection.execute("DELETE FROM device WHERE device = %s", (enrolled,))
    outcome = agent.exchange(_never)
    assert ("HQ_DEVICE_UNKNOWN", True, False) == (
        outcome.trouble, outcome.failed, outcome.halted,
    )  # fmt: skip


def test_an_hq_that_never_had_this_tills_epoch_is_foreign(agent: Any, store: Store) -> None:
    identity = store.read(lambda uow: uow.sync.identity()).result()
    assert identity is not None
    elsewhere = replace(identity, epoch="another")
    store.run(lambda uow: uow.sync.enrolled(elsewhere)).result()
    assert "HQ_FOREIGN" == agent.exchange(_never).trouble


def test_a_lost_enrolment_answer_is_asked_for_again(
    hub: Hub, hub_url: str, store: Store, clock: TillClock
) -> None:
    code = _code(hub, hub_url)
    connect = _connector(clock)

    class Deaf(Exception):  # noqa: N818 (not an error of the product)
        """The answer was lost."""

    def lossy(url: str, pin: str | None) -> Any:
        transport = connect(url, pin)
        whole = transport.enrol

        def enrol_and_lose(request: Any) -> Any:
            whole(request)
            raise Deaf

        transport.enrol = enrol_and_lose  # type: ignore[method-assign]
        return transport

    with pytest.raises(Deaf):
        enrol(store, code, _ABOUT, connect=lossy)
    assert store.read(lambda uow: uow.sync.identity()).result() is None
    enrol(store, code, _ABOUT, connect=connect)
    assert 1 == count(hub, "device")


@pytest.mark.parametrize("used", [True, False])
def test_a_used_or_unknown_code_is_told(
    hub: Hub, hub_url: str, store: Store, clock: TillClock, tmp_path: Path, used: bool
) -> None:
    settings = StoreSettings(tmp_path / "other.db", inline=True, durable=False)
    randomness = Bytes()
    randomness.random_bytes(1)
    other = Store(settings, bytes(32), clock, randomness)
    code = _code(hub, hub_url) if used else _code(hub, hub_url, secret="A" * 32)
    if used:
        enrol(store, code, _ABOUT, connect=_connector(clock))
    with pytest.raises(EnrolSecretError):
        enrol(other, code, _ABOUT, connect=_connector(clock))
    other.close()


def test_an_hq_with_other_keys_than_the_code_vouches_for_is_not_trusted(
    hub: Hub, hub_url: str, store: Store, clock: TillClock
) -> None:
    code = _code(hub, hub_url, trust="0" * 32)
    with pytest.raises(EnrolTrustError):
        enrol(store, code, _ABOUT, connect=_connector(clock))
    assert store.read(lambda uow: uow.sync.identity()).result() is None


def test_nothing_is_sent_for_a_code_that_is_none_or_leads_astray(
    store: Store, hub: Hub, enrolled: str
) -> None:
    def connect(url: str, pin: str | None) -> Any:
        raise AssertionError(url)

    with pytest.raises(AlreadyEnrolledError):
        enrol(store, _code(hub, "https://hq.example"), _ABOUT, connect=connect)
    with pytest.raises(EnrolCodeError):
        enrol(store, "GT1.ABCD", _ABOUT, connect=connect)
    with pytest.raises(HubInsecureError):
        enrol(store, _code(hub, "http://hq.example"), _ABOUT, connect=connect)


@pytest.mark.parametrize("store", [False], indirect=True)
def test_the_thread_sends_at_once_what_it_is_nudged_for(
    enrolled: str, store: Store, clock: TillClock
) -> None:
    sent = threading.Event()
    troubles: Queue[str | None] = Queue()

    def watch(changes: Any) -> None:
        if "sync" in changes and not store.read(lambda u: u.sync.state().unsent).result():
            sent.set()

    class Ticking(TillClock):
        def monotonic_ms(self) -> int:
            return time.monotonic_ns() // 1_000_000

    ticking = Ticking(clock.time)
    runner = Runner(
        _build_agent(store, ticking),
        clock=ticking,
        pace=Pace(PaceSettings(coalesce=10), Random(1), now_ms=ticking.monotonic_ms()),
        on_state=troubles.put,
    )
    runner.start()
    _save(store, "c-1")
    store.on_committed = watch
    runner.nudge()
    assert sent.wait(_PATIENCE_S)
    assert runner.stop(_PATIENCE_S)
    assert troubles.empty()
