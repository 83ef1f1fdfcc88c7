"""Admission: bounded, pushes before reading, and nobody comes again at the same moment."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from random import Random

import pytest

from sync.hub.admission import Buckets, Gate, Urgency
from sync.hub.config import WEIGHTS, EdgeSettings
from sync.hub.errors import RefusedError

SMALL = EdgeSettings(threads=3, threads_for_pushes=1, queue_max=2, queue_s=5.0)


def gate(settings: EdgeSettings = SMALL) -> Gate:
    return Gate(settings, Random(5).randbytes)


def run(work: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(10):
            await work()

    asyncio.run(bounded())


class Guests:
    """Requests that stay inside until they are let out, in the order in which they came in."""

    def __init__(self, at: Gate) -> None:
        self.gate = at
        self.inside: list[str] = []
        self._out: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def come(self, name: str, urgency: Urgency) -> None:
        self._out[name] = asyncio.Event()
        self.tasks[name] = asyncio.ensure_future(self._stay(name, urgency))
        await settle()

    async def go(self, name: str) -> None:
        self._out[name].set()
        await settle()

    async def _stay(self, name: str, urgency: Urgency) -> None:
        async with self.gate.admitted(urgency):
            self.inside.append(name)
            await self._out[name].wait()

    async def all_go(self) -> None:
        for event in self._out.values():
            event.set()
        await asyncio.gather(*self.tasks.values(), return_exceptions=True)


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_reading_never_takes_the_last_places_and_a_push_goes_before_those_who_wait() -> None:
    async def work() -> None:
        guests = Guests(gate())
        for name in ("r1", "r2", "r3"):
            await guests.come(name, Urgency.READ)
        assert ["r1", "r2"] == guests.inside
        await guests.come("p1", Urgency.PUSH)
        await guests.come("p2", Urgency.PUSH)
        assert ["r1", "r2", "p1"] == guests.inside
        await guests.go("r1")
        assert "p2" == guests.inside[-1]
        await guests.go("r2")
        assert "r3" not in guests.inside
        await guests.go("p1")
        assert "r3" == guests.inside[-1]
        await guests.all_go()

    run(work)


def test_beyond_the_queue_one_is_told_to_come_again_at_a_drawn_time() -> None:
    async def work() -> None:
        guests = Guests(gate())
        for n in range(4):
            await guests.come(f"r{n}", Urgency.READ)
        told = set()
        for _ in range(40):
            with pytest.raises(RefusedError) as caught:
                await guests.gate._enter(Urgency.READ)
            assert 429 == caught.value.status
            told.add(caught.value.retry_after_s)
        assert told <= set(range(2, 16))
        assert len(told) > 5
        await guests.all_go()

    run(work)


def test_who_waits_too_long_is_sent_away_and_leaves_no_gap() -> None:
    async def work() -> None:
        short = EdgeSettings(threads=1, threads_for_pushes=0, queue_max=5, queue_s=0.02)
        guests = Guests(gate(short))
        await guests.come("first", Urgency.READ)
        await guests.come("late", Urgency.READ)
        with pytest.raises(RefusedError):
            await guests.tasks["late"]
        await guests.go("first")
        await guests.come("next", Urgency.READ)
        assert ["first", "next"] == guests.inside
        await guests.all_go()

    run(work)


@pytest.mark.parametrize("seed", range(20))
def test_however_requests_come_and_give_up_all_places_come_back(seed: int) -> None:
    async def work() -> None:
        random = Random(seed)
        guests = Guests(gate())
        names = (f"{n}" for n in itertools.count())
        for _ in range(60):
            choice = random.random()
            present = list(guests.tasks)
            if choice < 0.5 or not present:
                await guests.come(next(names), random.choice(list(Urgency)))
            elif choice < 0.75:
                await guests.go(random.choice(present))
            else:
                guests.tasks[random.choice(present)].cancel()
                if random.random() < 0.5:
                    await settle()
        await guests.all_go()
        for n in range(SMALL.threads):
            await guests.come(f"end-{n}", Urgency.PUSH)
        assert [f"end-{n}" for n in range(SMALL.threads)] == guests.inside[-SMALL.threads :]
        await guests.all_go()

    run(work)


def test_a_device_has_its_burst_and_then_its_rate_and_others_theirs() -> None:
    now = [0]
    buckets = Buckets(EdgeSettings(device_rate=2.0, device_burst=5), lambda: now[0])
    for _ in range(5):
        buckets.take("a")
    with pytest.raises(RefusedError) as caught:
        buckets.take("a")
    assert (429, 1) == (caught.value.status, caught.value.retry_after_s)
    buckets.take("b")
    now[0] += 500
    buckets.take("a")
    with pytest.raises(RefusedError):
        buckets.take("a")
    now[0] += 3_600_000
    for _ in range(5):
        buckets.take("a")
    with pytest.raises(RefusedError):
        buckets.take("a")


def test_what_costs_more_takes_more_and_all_of_a_bucket_at_most() -> None:
    now = [0]
    buckets = Buckets(EdgeSettings(device_rate=2.0, device_burst=100), lambda: now[0])
    buckets.take("a", 40)
    buckets.take("a", 40)
    with pytest.raises(RefusedError) as caught:
        buckets.take("a", 40)
    assert (429, 16) == (caught.value.status, caught.value.retry_after_s), "for half a bucket"
    buckets.take("a", 20)
    buckets.take("b", 1_000)


def test_who_waits_as_long_as_told_finishes_what_takes_several_heavy_steps() -> None:
    now, settings = [0], EdgeSettings()
    buckets = Buckets(settings, lambda: now[0])
    rounds = done = waited_s = 0
    while done < 10 and rounds < 50:  # As a till does: from the beginning after every refusal.
        rounds += 1
        if rounds == 1:
            buckets.take("a", settings.device_burst)
        try:
            buckets.take("a", WEIGHTS.exchange)
            for step in range(1, 11):
                buckets.take("a", WEIGHTS.repair)
                done = step
        except RefusedError as refused:
            waited_s += refused.retry_after_s or 0
            now[0] += 1_000 * (refused.retry_after_s or 0)
    assert (10, True) == (done, waited_s < 60), (rounds, waited_s)


def test_buckets_of_tills_that_are_quiet_are_forgotten() -> None:
    now = [0]
    buckets = Buckets(EdgeSettings(device_rate=1.0, device_burst=10), lambda: now[0])
    for n in range(20_000):
        buckets.take(f"old-{n}")
    now[0] += 10_001
    buckets.take("new")
    assert 1 == len(buckets._left)
