"""Tills and the real hub over real HTTP, through what happens to both in their lives: backups that
are played back, copied tills, old keys, tills that are taken back, work that HQ fails over, news.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from local_store.store import Store, StoreSettings
from sync.agent.agent import Agent
from sync.agent.clock import AuthClock, Clock
from sync.agent.enrolment import AboutTill, enrol, enrol_again
from sync.agent.errors import EnrolProofError
from sync.agent.http_transport import HttpSettings, HttpTransport, Signer
from sync.agent.pace import Pace, PaceSettings
from sync.agent.runner import Runner
from sync.agent.ties import Ties
from sync.agent.waiter import Waiter
from sync.hub import snapshots
from sync.hub.hub import Hub
from sync.protocol.enrol import ProvisioningCode
from sync.protocol.ops import Set
from sync.protocol.waiting import WAIT_S_MAX
from terminal.domain.staff import Role, Session
from terminal.domain.sync_centre import SyncPage
from tests.fresh_stores import lay
from tests.hub_fixtures import ACTOR, STORE, FakeTime, count, load_lines, new_secret, sql
from ui.sync_centre.state import Say, headline

_ABOUT = AboutTill("test", "1")
_DAY = 86_400_000
_PATIENCE_S = 20.0


@dataclass(slots=True)
class TillClock:
    """HQ's clock, and one that never jumps, `ran_ms` further on."""

    time: FakeTime
    ran_ms: int = 0

    def now_ms(self) -> int:
        return self.time.ms

    def monotonic_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000 + self.ran_ms


@dataclass(slots=True)
class Till:
    """A till with its agent, as the terminal puts them together."""

    path: Path
    clock: Clock
    seed: int
    inline: bool = True
    store: Store = field(init=False)
    agent: Agent = field(init=False)
    signer: Signer = field(init=False)
    settings: HttpSettings = field(init=False)
    erased: int = 0
    starts: int = 0

    def __post_init__(self) -> None:
        settings = StoreSettings(self.path, inline=self.inline, durable=False)
        lay(self.path, bytes(32))
        self.store = Store(settings, bytes(32), self.clock, self)
        self._rng = Random(self.seed)

    _rng: Random = field(init=False, default_factory=Random)

    def random_bytes(self, count: int) -> bytes:
        return self._rng.randbytes(count)

    def connect(self, url: str, pin: str | None) -> HttpTransport:
        return HttpTransport(HttpSettings(url, pin), clock=self.clock)

    def begin(self) -> None:
        """Build the agent of an enrolled till."""
        identity, keys = self.store.read(lambda u: (u.sync.identity(), u.sync.keys())).result()
        assert identity is not None
        assert keys is not None
        self.starts += 1
        auth, nonces = AuthClock(self.clock), Random(f"{self.seed}/{self.starts}")
        self.signer = Signer(keys.sign, identity.device, auth, lambda: nonces.randbytes(12).hex())
        self.settings = HttpSettings(identity.url, identity.pin)
        transport = HttpTransport(self.settings, clock=self.clock, signer=self.signer)
        ties = Ties(signer=self.signer, forget=self._forget)
        self.agent = Agent(self.store, transport, clock=self.clock, auth=auth, ties=ties)

    def save(self, *names: str, **fields: str) -> None:
        """Save customers, each in a save of its own."""
        session = Session(ACTOR, Role.PHARMACIST, "", "0018")
        for name in names:

            def put(uow: Any, name: str = name) -> None:
                uow.put("customer", name, Set({"name": "测试甲", **fields}))

            self.store.run(put, session).result()

    def sync(self) -> Any:
        return self.agent.exchange(lambda: False)

    def has(self, name: str) -> bool:
        return self.store.read(lambda uow: uow.customers.get(name)).result() is not None

    @property
    def centre(self) -> Any:
        return self.store.read(lambda uow: uow.sync.centre()).result()

    def close(self) -> None:
        if hasattr(self, "agent"):
            self.agent.close()
        self.store.close()

    def _forget(self) -> None:
        self.erased += 1


def _code(hub: Hub, url: str, *, again: str | None = None) -> str:
    return ProvisioningCode(
        url=url, secret=new_secret(hub, again=again), trust=hub.keys.trust.digest()
    ).to_text()


@pytest.fixture
def new_till(
    hub: Hub, hub_url: str, fake_time: FakeTime, tmp_path: Path
) -> Iterator[Callable[..., Till]]:
    made: list[Till] = []

    def build(*, of: Path | None = None, inline: bool = True) -> Till:
        number = len(made)
        path = tmp_path / f"till{number}.db"
        if of is not None:
            shutil.copy(of, path)
        till = Till(path, TillClock(fake_time), number, inline)
        made.append(till)
        if of is None:
            enrol(till.store, _code(hub, hub_url), _ABOUT, connect=till.connect)
        till.begin()
        return till

    yield build
    for till in made:
        till.close()


def test_an_hq_played_back_from_a_backup_ends_with_everything(
    hub: Hub, new_till: Callable[..., Till]
) -> None:
    till, other = new_till(), new_till()
    till.save("c1", "c2")
    assert till.sync().trouble is None
    before = till.centre.epoch
    hub.epoch = hub.upkeep.restored()
    till.save("c3")
    assert (None, 1) == ((done := till.sync()).trouble, done.pushed)
    assert before != till.centre.epoch
    assert other.sync().trouble is None
    assert all(other.has(name) for name in ("c1", "c2", "c3"))


def test_an_hq_set_back_untold_is_noticed_by_the_words_that_it_forgot(
    hub: Hub, fake_time: FakeTime, new_till: Callable[..., Till]
) -> None:
    till = new_till()
    stranger = Session("staff-404", Role.PHARMACIST, "", "0018")
    for name in "c1", "c2":
        work: Any = lambda uow, n=name: uow.put("customer", n, Set({"name": "测试甲"}))  # noqa: E731
        till.store.run(work, stranger).result()
    till.sync()
    hub.review.close(till.centre.device, 1)
    till.sync()
    assert [2] == [one.n for one in till.centre.quarantined]
    with sql(hub) as connection:
        # As it was in the backup; records and ops are the same.
        connection.execute(
            "UPDATE quarantine SET state = 'quarantined', vseq = NULL, told = '{}',"
            " resolved_by = NULL"
        )
        connection.execute("UPDATE device_cursor SET vseq = 0")
    fake_time.ms += _DAY
    hub.review.close(till.centre.device, 2)
    assert till.sync().trouble is None
    assert [1] == [one.n for one in till.centre.quarantined]
    hub.review.close(till.centre.device, 1)
    till.sync()
    assert ((), 0) == (till.centre.quarantined, till.centre.state.quarantined)


def test_a_copied_till_is_stopped_and_comes_again_without_losing_anything(
    hub: Hub, hub_url: str, new_till: Callable[..., Till]
) -> None:
    till = new_till()
    till.save("shared")
    till.sync()
    till.store.close()
    copy = new_till(of=till.path)
    till = new_till(of=till.path)
    till.save("mine1", "mine2")
    copy.save("yours1", "yours2", "yours3")
    assert till.sync().trouble is None
    outcome = copy.sync()
    assert ("HQ_DEVICE_FORKED", True) == (outcome.trouble, outcome.halted)
    assert 3 == copy.centre.state.unsent
    copy.agent.close()
    was = copy.centre.device
    enrol_again(copy.store, _code(hub, hub_url), _ABOUT, connect=copy.connect)
    copy.begin()
    assert (None, 3) == ((done := copy.sync()).trouble, done.pushed)
    assert was != copy.centre.device
    assert copy.store.read(lambda uow: uow.sync.first_broken_op()).result() is None
    reader = new_till()
    assert reader.sync().trouble is None
    names = ("shared", "mine1", "mine2", "yours1", "yours2", "yours3")
    assert all(reader.has(name) for name in names)
    assert all(copy.has(name) for name in names)


def test_a_first_load_in_130_chunks_is_never_told_to_wait(
    hub: Hub, new_till: Callable[..., Till], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "CHUNK_BYTES_AIM", 1)
    row = {"k": "customer", "owner": STORE.id, "stores": [STORE.id], "b": {"name": "测试乙"}}
    load_lines(hub, *({**row, "id": f"c-{n}"} for n in range(130)))
    till = new_till()
    assert till.sync().trouble is None
    assert all(till.has(f"c-{n}") for n in range(130))


def test_a_till_set_back_to_an_old_image_comes_again(
    hub: Hub, hub_url: str, new_till: Callable[..., Till], tmp_path: Path
) -> None:
    till = new_till()
    till.save("c1")
    till.sync()
    till.store.close()
    image = tmp_path / "image.db"
    shutil.copy(till.path, image)
    till = new_till(of=till.path)
    till.save("c2", "c3")
    till.sync()
    back = new_till(of=image)
    outcome = back.sync()
    assert ("HQ_DEVICE_FORKED", True) == (outcome.trouble, outcome.halted)
    back.agent.close()
    enrol_again(back.store, _code(hub, hub_url), _ABOUT, connect=back.connect)
    back.begin()
    back.save("c4")
    assert back.sync().trouble is None
    assert all(back.has(name) for name in ("c1", "c2", "c3", "c4"))


def test_a_till_set_back_to_before_its_new_key_comes_again_with_a_code_made_for_it(
    hub: Hub, hub_url: str, new_till: Callable[..., Till], fake_time: FakeTime, tmp_path: Path
) -> None:
    till = new_till()
    till.save("c1")
    till.sync()
    till.store.close()
    image = tmp_path / "image.db"
    shutil.copy(till.path, image)
    till = new_till(of=till.path)
    fake_time.ms += 300 * _DAY
    till.save("c2")
    assert (None, None) == (till.sync().trouble, till.sync().trouble)
    back = new_till(of=image)
    back.save("c3")
    assert "HQ_SIGNATURE" == back.sync().trouble
    back.agent.close()
    with pytest.raises(EnrolProofError):
        enrol_again(back.store, _code(hub, hub_url), _ABOUT, connect=back.connect)
    code = _code(hub, hub_url, again=till.centre.device)
    enrol_again(back.store, code, _ABOUT, connect=back.connect)
    back.begin()
    assert back.sync().trouble is None
    assert all(back.has(name) for name in ("c1", "c2", "c3"))


def test_old_keys_are_exchanged_without_a_person(
    hub: Hub, new_till: Callable[..., Till], fake_time: FakeTime
) -> None:
    till = new_till()
    till.sync()
    first = till.signer.key
    fake_time.ms += 300 * _DAY
    assert till.sync().trouble is None
    assert first is not till.signer.key
    till.save("c1")
    assert (None, 1) == ((done := till.sync()).trouble, done.pushed)
    till.agent.close()
    till.begin()
    assert till.sync().trouble is None


def test_a_till_whose_key_grew_too_old_sends_and_reads_again_once_approved(
    hub: Hub, new_till: Callable[..., Till], fake_time: FakeTime
) -> None:
    till = new_till()
    till.sync()
    fake_time.ms += 500 * _DAY
    till.save("c1")
    assert ("HQ_DEVICE_EXPIRED", 1) == ((done := till.sync()).trouble, done.pushed)
    hub.upkeep.approve(till.centre.device)
    assert till.sync().trouble is None


@pytest.mark.expected_logs("the key is erased")
def test_a_till_that_is_taken_back_hands_over_its_work_and_erases_its_key(
    hub: Hub, new_till: Callable[..., Till]
) -> None:
    till = new_till()
    till.sync()
    till.save("c1", "c2")
    hub.upkeep.revoke(till.centre.device)
    outcome = till.sync()
    assert ("HQ_DEVICE_REVOKED", True, 1) == (outcome.trouble, outcome.halted, till.erased)
    assert 2 == count(hub, "quarantine")


@pytest.mark.expected_logs("the key is erased")
def test_a_till_that_is_shut_out_at_once_keeps_unsent_work_for_three_days(
    hub: Hub, new_till: Callable[..., Till], fake_time: FakeTime
) -> None:
    till = new_till()
    till.sync()
    till.save("c1")
    hub.upkeep.revoke(till.centre.device, at_once=True)
    assert not till.sync().halted
    fake_time.ms += 3 * _DAY
    assert not till.sync().halted, "a clock that jumped"
    assert 0 == till.erased
    assert isinstance(till.clock, TillClock)
    till.clock.ran_ms += 3 * _DAY
    assert till.sync().halted
    assert 1 == till.erased


@pytest.mark.expected_logs("too much from one till")
def test_a_till_that_brought_a_days_share_says_so_and_brings_the_rest_the_next_day(
    hub: Hub, new_till: Callable[..., Till], fake_time: FakeTime
) -> None:
    hub.settings = replace(hub.settings, push_bytes_per_day=1)
    till = new_till()
    till.save("c1")
    assert (None, 1) == ((done := till.sync()).trouble, done.pushed)
    till.save("c2")
    outcome = till.sync()
    assert ("HQ_DAY_FULL", False, 1) == (
        outcome.trouble, outcome.halted, till.centre.state.unsent,
    )  # fmt: skip
    fake_time.ms += _DAY
    assert (None, 1) == ((done := till.sync()).trouble, done.pushed)


@pytest.mark.expected_logs("too much from one till")
def test_a_till_of_which_hq_keeps_no_more_aside_reads_on_says_so_and_goes_on_by_itself(
    hub: Hub, new_till: Callable[..., Till]
) -> None:
    hub.settings = replace(hub.settings, aside_bytes_max=600)
    till, other = new_till(), new_till()
    stranger = Session("staff-404", Role.PHARMACIST, "", "0018")
    for n in range(4):
        work: Any = lambda uow, n=n: uow.put("customer", f"c{n}", Set({"name": "测试甲"}))  # noqa: E731
        till.store.run(work, stranger).result()
        till.sync()
    refused = len(till.centre.quarantined)
    assert (True, 4 - refused) == (0 < refused < 4, till.centre.state.unsent)
    till.save("mine")
    other.save("news")
    other.sync()
    outcome = till.sync()
    assert ("HQ_ASIDE_FULL", False, False) == (outcome.trouble, outcome.failed, outcome.halted)
    assert 60_000 <= outcome.next_ms
    assert (True, True) == (till.has("news"), till.has("mine"))
    shown = headline(SyncPage(till.centre, till.store.read(lambda uow: uow.now).result()))
    assert (Say.TROUBLE, 5 - refused, "HQ_ASIDE_FULL") == (shown.say, shown.count, shown.code)
    for group in hub.review.listed():
        hub.review.close(group.device, group.first_n)
    outcome = till.sync()
    assert (None, 5 - refused) == (outcome.trouble, outcome.pushed)
    assert (0, 4 - refused) == (till.centre.state.unsent, till.centre.state.quarantined)
    other.sync()
    assert other.has("mine")


@pytest.mark.expected_logs("request failed", "Exception in ASGI application")
def test_a_save_that_hq_fails_over_stops_no_other(
    hub: Hub, new_till: Callable[..., Till], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = hub.exchange

    def fails_over_it(device: Any, request: Any) -> bytes:
        groups = request.push.groups if request.push else []
        if any("坏" in str(op.b) for group in groups for op in group.ops):
            raise ZeroDivisionError
        return whole(device, request)

    monkeypatch.setattr(hub, "exchange", fails_over_it)
    till = new_till()
    till.save(*(f"a{n}" for n in range(60)))
    till.save("bad", name="坏")
    till.save(*(f"b{n}" for n in range(60)))
    till.save("bad", note="later")
    outcome = till.sync()
    assert (None, 122, 0) == (outcome.trouble, outcome.pushed, till.centre.state.unsent)
    (aside,) = till.centre.quarantined
    assert ("WITHHELD", (("customer", "bad"),)) == (aside.code, aside.items)
    (waits,) = till.centre.held
    assert (("customer", "bad"),) == waits.items
    reader = new_till()
    reader.sync()
    assert all(reader.has(f"{side}{n}") for side in "ab" for n in range(60))
    assert not reader.has("bad")


def test_news_come_by_themselves_while_a_wait_is_parked(
    hub: Hub, new_till: Callable[..., Till]
) -> None:
    till, other = new_till(inline=False), new_till()
    till.sync()
    other.sync()
    clock = till.clock
    patient = HttpSettings(till.settings.url, till.settings.pin, read_s=WAIT_S_MAX + 10)
    seen = threading.Event()

    def after() -> dict[str, int]:
        cursors = till.store.read(lambda uow: uow.sync.cursors()).result()
        return {stream: cursor.after for stream, cursor in cursors.items()}

    runner = Runner(
        till.agent,
        clock=clock,
        pace=Pace(PaceSettings(), Random(1), now_ms=clock.monotonic_ms()),
        on_state=lambda _: None,
    )
    line = HttpTransport(patient, clock=clock, signer=till.signer)
    waiter = Waiter(line, after=after, changed=runner.nudge_pull, clock=clock, rng=Random(1))
    runner.listen(waiter)

    def watch(changes: Any) -> None:
        if "news" in changes.get("customer", ()):
            seen.set()

    till.store.on_committed = watch
    runner.start()
    try:
        other.save("news")
        other.sync()
        assert seen.wait(_PATIENCE_S)
        assert waiter.is_healthy
    finally:
        started = time.monotonic()
        assert runner.stop()
    assert time.monotonic() - started < 2.0


def _customers(count: int) -> list[dict[str, Any]]:
    return [
        {"k": "customer", "id": f"k{n:05}", "b": {"name": "测试甲", "synthetic": True},
         "stores": [STORE.id]}
        for n in range(count)
    ]  # fmt: skip


def test_a_new_till_loads_what_hq_has_from_a_snapshot(
    hub: Hub, new_till: Callable[..., Till]
) -> None:
    load_lines(hub, *_customers(3_000))
    till = new_till()
    outcome = till.sync()
    assert (None, False) == (outcome.trouble, outcome.failed)
    assert till.has("k02999")
    assert all(one.consistent_at is not None for one in till.centre.streams)
    till.save("k00001", name="测试乙")
    assert till.sync().trouble is None


def test_damage_at_a_till_is_mended_without_loading_everything(
    hub: Hub, new_till: Callable[..., Till]
) -> None:
    def spoil(uow: Any) -> None:
        uow._db.execute("DELETE FROM customer WHERE id = 'k00007'")
        uow._db.execute("UPDATE customer SET h64 = h64 + 1 WHERE id = 'k00008'")
        uow.sync.repair("s:0018").mark_due()

    load_lines(hub, *_customers(1_500))
    till = new_till()
    till.sync()
    till.store.run(spoil).result()
    assert not till.has("k00007")
    outcome = till.sync()
    assert (None, False) == (outcome.trouble, outcome.failed)
    assert till.has("k00007")
    counted = till.store.read(lambda uow: uow.sync.recount("s:0018")).result()
    cursor = till.store.read(lambda uow: uow.sync.cursors()["s:0018"]).result()
    assert counted == (cursor.n, cursor.sum)
    assert cursor.mismatch_at is None
