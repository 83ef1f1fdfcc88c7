"""The bell: who waits is told, whatever the order of things."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import ExitStack

from sync.hub.bell import PARKED_PER_DEVICE, Bell, Parked

LONG_S = 30.0


def run(work: Callable[[], Awaitable[None]]) -> None:
    """Run `work` in an event loop of its own, bounded."""

    async def bounded() -> None:
        async with asyncio.timeout(10):
            await work()

    asyncio.run(bounded())


def place(stack: ExitStack, bell: Bell, device: str, *streams: str) -> Parked:
    parked = stack.enter_context(bell.parking(device, streams))
    assert parked is not None
    return parked


def test_a_ring_wakes_those_who_wait_for_its_stream_and_nobody_else() -> None:
    async def work() -> None:
        bell = Bell(parked_max=10)
        with ExitStack() as stack:
            mine = place(stack, bell, "a", "g", "s:1")
            other = place(stack, bell, "b", "s:2")
            bell.ring(["s:1", "s:9"])
            assert await mine.wait(LONG_S)
            assert not await other.wait(0.01)
        assert 0 == bell.parked

    run(work)


def test_who_moved_a_stream_is_not_told_of_it_and_waits_on_for_others() -> None:
    async def work() -> None:
        bell = Bell(parked_max=10)
        with ExitStack() as stack:
            mine = place(stack, bell, "a", "g", "s:1")
            other = place(stack, bell, "b", "g")
            bell.ring(["g"], but="a")
            assert await other.wait(LONG_S)
            assert not await mine.wait(0.01)
            bell.ring(["g"], but="b")
            assert await mine.wait(LONG_S)

    run(work)


def test_a_ring_from_another_thread_between_taking_the_place_and_waiting_is_heard() -> None:
    async def work() -> None:
        bell = Bell(parked_max=10)
        with ExitStack() as stack:
            parked = place(stack, bell, "a", "g")
            thread = threading.Thread(target=bell.ring, args=(["g"],))
            thread.start()
            thread.join()
            assert await parked.wait(LONG_S)

    run(work)


def test_of_one_device_the_newest_waits_stay_and_the_oldest_is_sent_away() -> None:
    async def work() -> None:
        bell = Bell(parked_max=10)
        with ExitStack() as stack:
            oldest = place(stack, bell, "a", "g")
            newer = [place(stack, bell, "a", "g") for _ in range(PARKED_PER_DEVICE)]
            assert not await oldest.wait(LONG_S)
            assert PARKED_PER_DEVICE == bell.parked
            bell.ring(["g"])
            assert [True] * PARKED_PER_DEVICE == [await one.wait(LONG_S) for one in newer]

    run(work)


def test_places_are_bounded_and_come_back() -> None:
    async def work() -> None:
        bell = Bell(parked_max=1)
        with bell.parking("a", ["g"]) as first, bell.parking("b", ["g"]) as second:
            assert (True, None) == (first is not None, second)
        with bell.parking("b", ["g"]) as third:
            assert third is not None

    run(work)


def test_closing_sends_everybody_away_at_once_and_those_who_come_later_too() -> None:
    async def work() -> None:
        bell = Bell(parked_max=10)
        with ExitStack() as stack:
            before = place(stack, bell, "a", "g")
            bell.close()
            after = place(stack, bell, "b", "g")
            assert (False, False) == (await before.wait(LONG_S), await after.wait(LONG_S))

    run(work)


def test_a_crowd_is_let_go_bit_by_bit_and_whole() -> None:
    async def work() -> None:
        bell = Bell(parked_max=1_000)
        with ExitStack() as stack:
            crowd = [place(stack, bell, f"till-{n}", "g") for n in range(130)]
            bell.ring_all()
            await crowd[0].wait(LONG_S)
            at_first = sum(one.changed for one in crowd)
            assert 0 < at_first <= 50
            assert [True] * 130 == [await one.wait(LONG_S) for one in crowd]

    run(work)


def test_a_ring_after_the_loop_has_ended_harms_nobody() -> None:
    bell = Bell(parked_max=10)
    left: list[Parked] = []

    async def work() -> None:
        left.append(Parked("a", ["g"]))

    run(work)
    left[0].ring()
    bell.ring(["g"])
