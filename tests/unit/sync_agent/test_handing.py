"""Slices of a load on their way to the store: in order, and with whoever saves between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from local_store.errors import ClosedError, PageGapError
from local_store.unit_of_work import UnitOfWork
from sync.agent.handing import WAITING_MAX, Handing, Work
from tests.builders import TestStore, a_store

PATIENCE_S = 10


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TestStore]:
    made = a_store(tmp_path, inline=False)
    yield made
    made.close()


class Held:
    """Slices, the first of which is written for as long as the test wants."""

    def __init__(self, till: TestStore) -> None:
        self.handing = Handing(till.store)
        self.begun, self.may_end = Event(), Event()
        self.order: list[str] = []
        self.told: list[str] = []
        self.handing.put(self.work("first", self._wait))
        assert self.begun.wait(PATIENCE_S)

    def work(self, name: str, act: Callable[[], object] = lambda: None) -> Work:
        def write(_: UnitOfWork) -> None:
            self.order.append(name)
            act()

        return Work(write, lambda: self.told.append(name))

    def note(self, name: str) -> Callable[[UnitOfWork], None]:
        return lambda _: self.order.append(name)

    def end(self) -> None:
        self.may_end.set()
        self.handing.end()

    def _wait(self) -> None:
        self.begun.set()
        assert self.may_end.wait(PATIENCE_S)


def test_whoever_saves_comes_right_after_the_slice_that_is_written(till: TestStore) -> None:
    held = Held(till)
    for name in ("second", "third"):
        held.handing.put(held.work(name))
    saved = till.store.run(held.note("saved"))
    held.end()
    saved.result()
    assert ["first", "saved", "second", "third"] == held.order
    assert ["first", "second", "third"] == held.told


def test_slices_wait_outside_when_enough_wait_already(till: TestStore) -> None:
    held = Held(till)
    names = [f"{n}" for n in range(WAITING_MAX + 1)]
    everything_put = Event()

    def put() -> None:
        for name in names:
            held.handing.put(held.work(name))
        everything_put.set()

    thread = Thread(target=put)
    thread.start()
    assert not everything_put.wait(0.1)
    held.may_end.set()
    thread.join(PATIENCE_S)
    held.end()
    assert ["first", *names] == held.order


def test_nothing_is_written_after_a_slice_that_failed(till: TestStore) -> None:
    def fail() -> None:
        raise PageGapError("chunks are missing")

    held = Held(till)
    for work in (held.work("bad", fail), held.work("after")):
        held.handing.put(work)
    with pytest.raises(PageGapError):
        held.end()
    with pytest.raises(PageGapError):
        held.handing.put(held.work("later"))
    assert (["first", "bad"], ["first"]) == (held.order, held.told)


def test_a_store_that_closes_under_a_load_ends_it(till: TestStore) -> None:
    held = Held(till)
    held.handing.put(held.work("second"))
    closing = Thread(target=till.store.close)
    closing.start()
    while not till.store._closed:
        closing.join(0.01)
    with pytest.raises(ClosedError):
        held.end()
    closing.join(PATIENCE_S)
    assert ["first"] == held.order
    handing = Handing(till.store)
    handing.put(held.work("third"))
    with pytest.raises(ClosedError):
        handing.end()
