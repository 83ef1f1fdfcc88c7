"""A world: three real tills of two stores and the real hub, on a seed and in virtual time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from local_store.store import Store, StoreSettings
from sync.agent.agent import Agent
from sync.agent.clock import AuthClock
from sync.agent.enrolment import AboutTill, enrol
from sync.agent.outcome import Outcome
from sync.hub import enrolment, loading
from sync.hub.config import HubSettings
from sync.hub.database import Cursor, Database
from sync.hub.hub import Hub
from sync.hub.keys import open_keys
from sync.hub.outside import Outside
from sync.protocol.enrol import ProvisioningCode
from tests.hub_fixtures import START_MS
from tests.simulation import seeds
from tests.simulation.desk import Desk
from tests.simulation.hub_database import HubDatabase
from tests.simulation.wire import Faults, Late, Wire, deliver_late

HUB_URL = "http://127.0.0.1:1"
DAY_MS = 86_400_000
STEPS = 60


@dataclass(slots=True)
class TillClock:
    """A till's clocks: the wall clock may be off, the other one never jumps."""

    world: World
    offset_ms: int = 0

    def now_ms(self) -> int:
        return max(self.world.ms + self.offset_ms, 0)

    def monotonic_ms(self) -> int:
        return self.world.ms


@dataclass(frozen=True, slots=True)
class SeededBytes:
    """A source of "secure" bytes that repeats with its seed."""

    rng: Random

    def random_bytes(self, count: int) -> bytes:
        return self.rng.randbytes(count)


@dataclass(slots=True)
class Till:
    """A till: its store, its agent, the wire between, and who works at it."""

    name: str
    store_id: str
    path: Path
    clock: TillClock
    ids: SeededBytes
    store: Store
    agent: Agent
    wire: Wire
    desk: Desk


@dataclass(slots=True)
class World:
    """Everything of one seed. `agent_class` is the agent under test; `troubles` what it said."""

    seed: int
    folder: Path
    database: HubDatabase
    agent_class: type[Agent] = Agent
    ms: int = START_MS
    hub_offset_ms: int = 0
    rng: Random = field(init=False)
    faults: Faults = field(default_factory=Faults)
    late: list[Late] = field(default_factory=list)
    tills: list[Till] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    depth: int = 0
    hub: Hub = field(init=False)
    _database: Database = field(init=False)
    _hub_rng: Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)
        self._hub_rng = Random(self.seed + 1)
        self._start_hub()
        hub = self.hub
        for store in seeds.STORES:
            hub.database.run(_store_maker(store))
        loading.load(hub.database, seeds.lines(self.rng), hub.keys.content, now_ms=self.hub_ms())
        for name, store in (("a1", "0018"), ("a2", "0018"), ("b1", "0022")):
            self.add_till(name, store)

    def close(self) -> None:
        """Close every store and the hub."""
        for till in self.tills:
            till.store.close()
        self._database.close()

    # Time

    def hub_ms(self) -> int:
        """Return HQ's clock."""
        return self.ms + self.hub_offset_ms

    def pass_ms(self, ms: int) -> None:
        """Let time go by."""
        self.ms += ms

    # Tills

    def add_till(self, name: str, store_id: str) -> Till:
        """Enrol a till of a store and exchange once over a perfect wire."""
        path = self.folder / f"{name}.db"
        clock = TillClock(self)
        ids = SeededBytes(Random(f"{self.seed} {name}"))
        store = open_store(path, clock, ids)
        secret = self.hub.database.run(
            lambda cursor: enrolment.new_secret(
                cursor,
                store_id,
                name,
                expires_at=self.hub_ms() + DAY_MS,
                random_bytes=self._hub_rng.randbytes,
            )
        )
        code = ProvisioningCode(url=HUB_URL, secret=secret, trust=self.hub.keys.trust.digest())
        auth = AuthClock(clock)
        keys = store.run(lambda uow: uow.sync.make_keys()).result()
        wire = Wire(
            hub=lambda: self.hub,
            key=keys.sign,
            device="",
            auth=auth,
            rng=self.rng,
            faults=self.faults,
            meanwhile=lambda: self._meanwhile(till),
            pass_ms=self.pass_ms,
            late=self.late,
        )
        identity = enrol(store, code.to_text(), AboutTill("sim"), connect=lambda *_: wire)
        wire.device = identity.device
        agent = self.agent_class(store, wire, clock=clock, auth=auth)
        desk = Desk(f"staff-{store_id}", identity.device, store_id, self.rng)
        till = Till(name, store_id, path, clock, ids, store, agent, wire, desk)
        self.tills.append(till)
        return till

    def exchange(self, till: Till, stopping: Callable[[], bool] = lambda: False) -> Outcome:
        """Let a till exchange, and keep what it said."""
        outcome = till.agent.exchange(stopping)
        if outcome.trouble is not None:
            self.troubles.append(outcome.trouble)
        return outcome

    def restart(self, till: Till) -> None:
        """End a till's program and start it again; the agent forgets what it had in memory."""
        till.store.close()
        till.store = open_store(till.path, till.clock, till.ids)
        till.wire.auth = AuthClock(till.clock)
        till.agent = self.agent_class(till.store, till.wire, clock=till.clock, auth=till.wire.auth)

    def restart_hub(self) -> None:
        """End HQ's program and start it again on its database."""
        self._database.close()
        self._start_hub()

    def back_up_hub(self) -> None:
        """Keep a copy of HQ as it is."""
        self._database.close()
        self.database.back_up()
        self._start_hub()

    def restore_hub(self) -> None:
        """Set HQ back to that copy: everything since is lost there."""
        self._database.close()
        self.database.restore()
        self._start_hub()

    # What happens

    def run(self, steps: int = STEPS) -> None:
        """Let so many things happen, good and bad."""
        self.faults.lose_request = self.rng.choice([0.0, 0.1, 0.3])
        self.faults.lose_answer = self.rng.choice([0.0, 0.1, 0.3])
        self.faults.html = self.rng.choice([0.0, 0.05])
        self.faults.duplicate = self.rng.choice([0.0, 0.2])
        self.faults.late = self.rng.choice([0.0, 0.3])
        for _ in range(steps):
            self.pass_ms(self.rng.randrange(500, 30_000))
            self._step(self.rng.choice(self.tills))

    def heal(self) -> None:
        """End all faults and set every clock right."""
        self.faults.lose_request = self.faults.lose_answer = self.faults.html = 0.0
        self.faults.duplicate = self.faults.late = 0.0
        self.hub_offset_ms = 0
        for till in self.tills:
            till.clock.offset_ms = 0

    def quiesce(self, *, tries: int = 1) -> None:
        """Heal everything and let all tills exchange until nothing moves any more. The first
        exchange of each may take so many tries.
        """
        self.heal()
        self._deliver_late()
        self.depth = 1  # Nobody edits any more.
        for till in self.tills:
            assert any(not self.exchange(till).failed for _ in range(tries)), till.name
        for _ in range(3):
            for till in self.tills:
                self.pass_ms(60_000)
                outcome = self.exchange(till)
                assert not outcome.failed, outcome
            self.hub.judge_work()
        self.depth = 0

    def _step(self, till: Till) -> None:
        rng = self.rng
        match rng.choices(_STEPS, _WEIGHTS)[0]:
            case "edit":
                till.store.run(till.desk.work, till.desk.session).result()
            case "sync":
                self.exchange(till)
            case "sync, then stop":
                self.exchange(till, lambda: rng.random() < 0.5)
            case "restart":
                self.restart(till)
            case "restart hub":
                self.restart_hub()
            case "till clock":
                days = rng.choice([0, 0, 3, -3, 0.5, -0.01, -9_000])
                till.clock.offset_ms = int(days * DAY_MS)
            case "hub clock":
                self.hub_offset_ms = int(rng.choice([0, 0, 0, 0.2, -0.2, 9, -9]) * DAY_MS)
            case "judge":
                self.hub.judge_work()
            case "late":
                self._deliver_late()
            case _:
                lines = seeds.hq_change(rng)
                key = self.hub.keys.content
                loading.load(self.hub.database, lines, key, now_ms=self.hub_ms())

    def _meanwhile(self, till: Till) -> None:
        """Let people work, and other tills exchange, while a request of `till` is under way."""
        if self.depth:
            return
        self.depth += 1
        while self.rng.random() < 0.3:
            other = self.rng.choice(self.tills)
            if other is not till and self.rng.random() < 0.3:
                self.exchange(other)
            else:
                other.store.run(other.desk.work, other.desk.session).result()
        self.depth -= 1

    def _deliver_late(self) -> None:
        self.rng.shuffle(self.late)
        for late in self.late:
            deliver_late(self.hub, late)
        self.late.clear()

    def _start_hub(self) -> None:
        outside = Outside(self.hub_ms, self._hub_rng.randbytes)
        keys = open_keys(self.folder / "hub-keys", outside.random_bytes)
        self._database = Database(self.database.dsn, connections_max=2)
        page_bytes = self.rng.choice([2_000, 1_000_000])
        self.hub = Hub(self._database, keys, outside, HubSettings(page_bytes=page_bytes))


_STEPS = (
    "edit", "sync", "sync, then stop", "restart", "restart hub", "till clock", "hub clock",
    "judge", "late", "hq change",
)  # fmt: skip
_WEIGHTS = (30, 30, 5, 3, 1, 2, 2, 8, 5, 5)


def open_store(path: Path, clock: TillClock, ids: SeededBytes) -> Store:
    """Open a till's store: on the caller's thread, and without waiting for the disk."""
    settings = StoreSettings(path, inline=True, durable=False)
    return Store(settings, bytes(32), clock, ids)


def _store_maker(store: str) -> Callable[[Cursor], None]:
    return lambda cursor: loading.init_store(cursor, seeds.store_info(store))
