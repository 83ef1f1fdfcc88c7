"""A world: three real tills of two stores and the real hub, on a seed and in virtual time."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from sync.hub.config import HubSettings
from sync.hub.errors import InputError
from tests.hub_fixtures import START_MS
from tests.simulation import builds, linked, seeds
from tests.simulation.builds import Build
from tests.simulation.faults import OPS_MIN, Fault, Plan, Tally, draw
from tests.simulation.hq import DAY_MS, Hq
from tests.simulation.line import Line
from tests.simulation.storages import HubStorage, InMemory
from tests.simulation.till import Crashed, SeededBytes, Till, TillClock

STEPS_MAX: Final = 1_500
BACK_UP_AT: Final = 80
DISASTER_AT: Final = 180
HOUR_MS: Final = 3_600_000
FORKED: Final = "HQ_DEVICE_FORKED"
UNSIGNED: Final = "HQ_SIGNATURE"
REVOKED: Final = "HQ_DEVICE_REVOKED"
EXPIRED: Final = "HQ_DEVICE_EXPIRED"
_CLONE: Final = "-clone"
_TILLS: Final = (("a1", "0018"), ("a2", "0018"), ("b1", "0022"))


@dataclass(slots=True, repr=False)
class World:
    """Everything of one seed. `agent_class` is the agent under test; `troubles` what tills said;
    `ledger` holds kind and record of every op that anybody saved, by its group; `shut_out` since
    when which devices were.
    """

    seed: int
    folder: Path
    agent_class: type[Any] | None = None
    storage: HubStorage = field(default_factory=InMemory)
    plan: Plan = field(init=False)
    tally: Tally = field(default_factory=Tally)
    ms: int = START_MS
    hub_offset_ms: int = 0
    rng: Random = field(init=False)
    hq: Hq = field(init=False)
    line: Line = field(init=False)
    tills: list[Till] = field(default_factory=list)
    ledger: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    shut_out: dict[str, int] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    depth: int = 0
    steps: int = 0
    ops: int = 0
    verified: bool = False
    _mark: str | None = None
    _image: tuple[Till, Path, int] | None = None

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)
        self.plan = draw(self.seed, self.rng)
        settings = _settings(self.plan, self.rng)
        self.hq = Hq(self.folder, self.storage, self.hub_ms, Random(self.seed + 1), settings)
        self.line = Line(self.hq, self.rng, self.plan, self.tally, self._meanwhile, self.pass_ms)
        self.hq.make_stores()
        self.hq.load(seeds.lines(self.rng))
        for number, (name, store) in enumerate(_TILLS):
            self.add_till(name, store, self._first_build(number))

    def close(self) -> None:
        """Close every store and the hub."""
        for till in self.tills:
            till.side.close()
        self.hq.close()

    # Time

    def hub_ms(self) -> int:
        """Return HQ's clock."""
        return self.ms + self.hub_offset_ms

    def pass_ms(self, ms: int) -> None:
        """Let time go by."""
        self.ms += ms

    # Tills

    def add_till(self, name: str, store_id: str, build: Build | None = None) -> Till:
        """Enrol a till of a store."""
        till = Till(
            name=name,
            store_id=store_id,
            path=self.folder / f"{name}.db",
            clock=TillClock(self),
            ids=SeededBytes(Random(f"{self.seed} {name}")),
            build=build or builds.present(),
            line=self.line,
            rng=self.rng,
            agent_class=self.agent_class,
        )
        healthy, self.line.healthy = self.line.healthy, True
        self.depth += 1
        till.side.enrol(self.hq.code(store_id, name))
        self.depth -= 1
        self.line.healthy = healthy
        self.tills.append(till)
        return till

    def exchange(self, till: Till, stopping: Callable[[], bool] = lambda: False) -> Any:
        """Let a till exchange, and keep what it said. Return the outcome, or None when the till's
        program ended meanwhile.
        """
        till.busy += 1
        try:
            outcome = till.side.exchange(stopping)
        except Crashed:
            till.busy = 0
            self._crashed(till)
            return None
        till.busy = max(till.busy - 1, 0)
        if outcome.trouble is not None:
            self.troubles.append(outcome.trouble)
        if till.side.forgotten or self._is_taken_away(till, outcome):
            self._retire(till)
        elif outcome.halted and outcome.trouble == FORKED and self.rng.random() < 0.3:
            self.come_again(till)
        elif outcome.trouble == EXPIRED and self.rng.random() < 0.3:
            self.hq.approve(till.device)
        return outcome

    def work(self, till: Till, times: int = 1) -> None:
        """Let somebody work at a till."""
        try:
            till.side.work(times)
            self._note_saves(till)
        except Crashed:
            if till.busy:
                raise  # The exchange it is in ends with it.
            self._crashed(till)

    def _chores(self, till: Till) -> None:
        try:
            till.side.chores()
        except Crashed:
            self._crashed(till)

    def come_again(self, till: Till, *, again: str | None = None) -> None:
        """Enrol a till anew that HQ took for a copy; HQ's people vouch for it as the device `again`
        if it cannot show that it is one.
        """
        healthy, self.line.healthy = self.line.healthy, True
        self.depth += 1
        till.fuse.left = 0
        till.side.enrol_again(self.hq.code(till.store_id, till.name, again=again))
        self.depth -= 1
        self.line.healthy = healthy

    def _note_saves(self, till: Till) -> None:
        for _, group, kind, entity in till.new_saves():
            self.ledger.setdefault(group, []).append((kind, entity))

    def _is_taken_away(self, till: Till, outcome: Any) -> bool:
        """Tell whether somebody has to come for a till: builds before this one erase nothing."""
        is_over = outcome.halted and outcome.trouble == REVOKED
        return is_over and till.build is not builds.present() and till.device in self.shut_out

    def _retire(self, till: Till) -> None:
        """Put another till in the place of one that erased itself."""
        since_ms = self.shut_out.get(till.device)
        assert since_ms is not None, "a till erased itself without having been shut out"
        unsent = till.query("SELECT DISTINCT g FROM outbox WHERE state = 'pending'")
        had_its_time = self.ms - since_ms >= 3 * DAY_MS
        if unsent and till.side.forgotten:
            assert had_its_time, "a till erased itself with unsent work"
        if had_its_time or not till.side.forgotten:
            self._let_go(till)
        till.retired = True
        till.side.close()
        self.tills.remove(till)
        if till.name in dict(_TILLS):
            self.add_till(f"{till.name}-next", till.store_id)

    def _let_go(self, till: Till) -> None:
        """Forget the saves of a till that HQ does not have: it had its three days, or it is of a
        build that stops at once and keeps them on its disk. They were never sent, or sent to an HQ
        that was set back and could not be told of it any more.
        """
        at_hq = {op.g for device in self.storage.devices() for op in self.storage.ops(device)}
        for (group,) in till.query("SELECT DISTINCT g FROM outbox"):
            if group not in at_hq:
                self.ledger.pop(group, None)

    # What happens

    def run(self) -> None:
        """Let things happen, good and bad, until this is a world."""
        self.line.healthy = False
        while self.lacks():
            assert self.steps < STEPS_MAX, f"no world after {self.steps} steps: {self.lacks()}"
            self.let_happen(10)

    def let_happen(self, steps: int) -> None:
        """Let so many things happen, good and bad."""
        self.line.healthy = False
        for _ in range(steps):
            self.steps += 1
            self.pass_ms(self.rng.randrange(500, 30_000))
            self._step(self.rng.choice(self.tills))
        self.ops = sum(len(ops) for ops in self.ledger.values())
        self._meet_fate()

    def lacks(self) -> list[str]:
        """Return what is missing for this to be a world."""
        ops = ["ops"] if self.ops < OPS_MIN else []
        return ops + self.tally.lacks(self.plan)

    def heal(self) -> None:
        """End all faults and set every clock right."""
        self.line.healthy = True
        self.hub_offset_ms = 0
        for till in self.tills:
            till.clock.offset_ms = 0
            till.fuse.left = 0

    def quiesce(self, *, tries: int = 2) -> None:
        """Heal everything and let all tills exchange until nothing moves any more. The first
        exchange of each may take so many tries.
        """
        self.heal()
        self.line.deliver_late()
        self.depth = 1  # Nobody edits any more.
        for till in list(self.tills):
            self.hq.approve(till.device)
            self._settle(till, tries)
        for _ in range(2):  # A check may be put off by a day, whatever clock the last was noted by.
            self.pass_ms(25 * HOUR_MS)
            for till in self.tills:
                till.side.chores()
        for _ in range(2):
            for till in list(self.tills):
                self.pass_ms(60_000)
                self._settle(till, 1)
            self.hq.judge()
        for till in list(self.tills):
            if till.state().heard_at is None:  # It took the place of another just now.
                self._settle(till, 1)
        self.depth = 0

    def _settle(self, till: Till, tries: int) -> None:
        """Let a till get over whatever happened to it."""
        outcomes = [self._try(till) for _ in range(tries)]
        if not till.retired and outcomes[-1].halted and outcomes[-1].trouble == FORKED:
            self.come_again(till)
            outcomes.append(self.exchange(till))
        if not till.retired and outcomes[-1].trouble == UNSIGNED and self._has_old_keys(till):
            self.come_again(till, again=till.device)
            outcomes.append(self.exchange(till))
        if not till.retired and till.device in self.shut_out:
            for days in (0, 4):  # It has had its time, told at both ends.
                self.pass_ms(days * DAY_MS)
                outcomes.append(self._try(till))
        assert till.retired or not outcomes[-1].failed, (till.name, outcomes)

    def _has_old_keys(self, till: Till) -> bool:
        """Tell whether a copy of this till exchanged the keys that both had."""
        names = {one.name for one in self.tills}
        is_copied = f"{till.name.removesuffix(_CLONE)}{_CLONE}" in names
        return is_copied and self.tally.counts[Fault.NEW_KEYS] > 0

    def _try(self, till: Till) -> Any:
        """Let a till exchange, if it is still there."""
        return None if till.retired else self.exchange(till)

    def update(self, till: Till) -> None:
        """Update a till to the present build."""
        if till.build is not builds.present():
            self.tally.note(Fault.UPGRADE)
            till.restart(builds.present())

    def set_hub_back(self) -> None:
        """Set HQ back to its last copy. What was under way to the old HQ does not reach it. Both
        show walkers where the requests that they know of say.
        """
        linked.check(self.storage)
        self.line.late.clear()
        self.hq.set_back()
        linked.check(self.storage)

    def _first_build(self, number: int) -> Build:
        known = builds.names()
        if Fault.UPGRADE not in self.plan.disasters or number == 0 or not known:
            return builds.present()
        return builds.released(self.rng.choice(known))

    # Fates: what happens once

    def _meet_fate(self) -> None:
        """Prepare what is to happen once, and let it happen when it is time."""
        due = [
            fault
            for fault in (*self.plan.disasters, *self.plan.once)
            if not self.tally.counts[fault]
        ]
        if self.ops >= BACK_UP_AT and self._mark is None:
            self._prepare()
        if self.ops < DISASTER_AT:
            return
        for fault in due:
            if fault is not Fault.NEW_KEYS:
                self.tally.note(fault)
            self._befall(fault)

    def _prepare(self) -> None:
        self._mark = self.hq.mark()
        self.hq.back_up()
        if self.rng.random() < 0.5:
            self.hq.verified(self._mark)
            self.verified = True
        if Fault.TILL_SET_BACK in self.plan.once:
            till = self.tills[0]
            self._image = (till, self._copy(till, "image"), till.ops())

    def _befall(self, fault: Fault) -> None:
        match fault:
            case Fault.HUB_SET_BACK:
                self.set_hub_back()
            case Fault.HUB_RESTORED:
                self.set_hub_back()
                self.hq.restored()
            case Fault.UPGRADE:
                self.update(self.tills[-1])
            case Fault.NEW_KEYS:
                self._let_keys_age()
            case Fault.TILL_SET_BACK:
                self._set_till_back()
            case Fault.TILL_CLONED:
                self.clone(self.tills[0])
            case _:
                self.shut_out_till(self.rng.choice(self.tills))

    def _let_keys_age(self) -> None:
        """Let a day pass, and tills exchange often enough that one may announce new keys."""
        self.pass_ms(DAY_MS)
        for till in list(self.tills):
            for _ in range(4):
                if not (till.retired or self.tally.counts[Fault.NEW_KEYS]):
                    self.exchange(till)

    def _copy(self, till: Till, name: str) -> Path:
        """Return a copy of a till's store, made while its program does not run."""
        till.side.close()
        copy = till.path.with_name(f"{till.name}-{name}.db")
        shutil.copy(till.path, copy)
        till.open()
        return copy

    def _set_till_back(self) -> None:
        """Play an old image of a till's disk back. What HQ never got of it since is gone."""
        assert self._image is not None
        till, image, ops = self._image
        if till not in self.tills:
            return
        at_hq = {op.g for device in self.storage.devices() for op in self.storage.ops(device)}
        till.seen_n = ops
        for _, group, *_ in till.new_saves():
            if group not in at_hq:
                self.ledger.pop(group, None)
        till.side.close()
        shutil.copy(image, till.path)
        till.open()
        till.seen_n = ops

    def clone(self, till: Till) -> Till:
        """Start a copy of a till's disk on another machine."""
        path = self._copy(till, "clone")
        clone = Till(
            name=f"{till.name}{_CLONE}",
            store_id=till.store_id,
            path=path,
            clock=TillClock(self),
            ids=SeededBytes(Random(f"{self.seed} {till.name} clone")),
            build=till.build,
            line=self.line,
            rng=self.rng,
            agent_class=self.agent_class,
        )
        clone.seen_n = till.ops()
        self.tills.append(clone)
        return clone

    def shut_out_till(self, till: Till) -> None:
        """Shut a till out, as HQ's people do."""
        self.shut_out.setdefault(till.device, self.ms)
        self.hq.shut_out(till.device)

    def _step(self, till: Till) -> None:
        match self.rng.choices(_STEPS, _WEIGHTS)[0]:
            case "work":
                self.work(till, self.rng.randrange(2, 8))
            case "sync":
                self.exchange(till)
            case "quiet hour":
                self.pass_ms(self.rng.randrange(1, 30) * HOUR_MS)
                self._chores(till)
            case "fault":
                self._fault(self.rng.choice(self.plan.at_rest), till)
            case "judge":
                self.hq.judge()
            case "late":
                self.line.deliver_late()
            case _:
                self.hq.load(seeds.hq_change(self.rng))

    def _fault(self, fault: Fault, till: Till) -> None:
        """Let something of this class happen."""
        by_class: dict[Fault, Callable[[Till], bool]] = {
            Fault.TILL_CRASH: self._light_fuse,
            Fault.STOPPED: self._stop,
            Fault.TILL_RESTART: self._restart,
            Fault.HUB_RESTART: self._restart_hub,
            Fault.TILL_CLOCK: self._set_clock,
            Fault.HUB_CLOCK: self._set_hub_clock,
            Fault.GRANT: lambda _: self._move_customer(fault),
            Fault.REVOKE: lambda _: self._move_customer(fault),
            Fault.DAMAGED_ROW: self._damage,
            Fault.PRUNED: lambda _: self.hq.forget_gone() > 0,
        }
        if by_class[fault](till):
            self.tally.note(fault)

    def _damage(self, till: Till) -> bool:
        return bool(till.side.damage())

    def _light_fuse(self, till: Till) -> bool:
        till.fuse.left = self.rng.randrange(1, 16)
        self.exchange(till)
        return False  # Counted when it happens.

    def _stop(self, till: Till) -> bool:
        self.exchange(till, lambda: self.rng.random() < 0.5)
        return True

    def _restart(self, till: Till) -> bool:
        till.restart()
        return True

    def _restart_hub(self, _: Till) -> bool:
        self.hq.restart()
        return True

    def _set_clock(self, till: Till) -> bool:
        days = self.rng.choice([0, 0, 3, -3, 0.5, -0.01, -9_000])
        till.clock.offset_ms = int(days * DAY_MS)
        return True

    def _set_hub_clock(self, _: Till) -> bool:
        self.hub_offset_ms = int(self.rng.choice([0, 0, 0, 0.2, -0.2, 9, -9]) * DAY_MS)
        return True

    def _move_customer(self, fault: Fault) -> bool:
        """Put a customer into a store's stream, or take one out. Return whether anything moved."""
        others = [one for one in self.storage.customers() if one[1] not in _WALKERS]
        owner, customer = self.rng.choice(others)
        stream = f"s:{self.rng.choice(seeds.STORES)}"
        try:
            if fault is Fault.GRANT:
                return self.hq.grant(owner, customer, stream) > 0
            if self.hq.streams_of(owner, customer) == [stream]:
                return False  # HQ's own systems load nothing for a customer of no store.
            return self.hq.revoke(owner, customer, stream) > 0
        except InputError:
            return False  # That store has a customer of its own by this id.

    def _crashed(self, till: Till) -> None:
        self.tally.note(Fault.TILL_CRASH)
        till.crash()
        self._note_saves(till)

    def _meanwhile(self, device: str) -> None:
        """Let people work, and other tills exchange, while a request of a till is under way."""
        if self.depth:
            return
        self.depth += 1
        try:
            while self.rng.random() < 0.2:
                other = self.rng.choice(self.tills)
                if other.device != device and self.rng.random() < 0.3:
                    self.exchange(other)
                else:
                    self.work(other)
        finally:
            self.depth -= 1


_WALKERS: Final = frozenset(walker.id for walker in seeds.WALKERS)
_STEPS: Final = ("work", "sync", "fault", "judge", "late", "hq change", "quiet hour")
_WEIGHTS: Final = (40, 30, 10, 5, 3, 4, 2)


def _settings(plan: Plan, rng: Random) -> HubSettings:
    """Return HQ's settings, with lives and memories short where a world is about their end."""
    return HubSettings(
        page_bytes=rng.choice([2_000, 1_000_000]),
        key_life_ms=(9 if Fault.NEW_KEYS in plan.once else 400) * DAY_MS,
        gone_ms=HOUR_MS if Fault.PRUNED in plan.at_rest else 180 * DAY_MS,
        links_per_day=rng.choice([2, 5, 30]),
    )
