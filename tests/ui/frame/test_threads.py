"""What crosses from other threads arrives on this one, whole and in order."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar, cast

import pytest
from pytestqt.qtbot import QtBot

from local_store.unit_of_work import UnitOfWork
from terminal.services.work import Work
from ui.bridge import Bridge
from ui.tasks import Tasks, crash_code

T = TypeVar("T")


class FullError(Exception):
    code = "STORE_DISK_FULL"


def give(number: int, _: UnitOfWork) -> int:
    return number


class Desk:
    """Tasks over one worker thread. The work here asks nothing of a unit of work."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self.crashes: list[BaseException] = []
        self.answers: list[Any] = []
        self.tasks = Tasks(self.submit, self.crashes.append)

    def submit(self, work: Work[T]) -> Future[T]:
        return self._pool.submit(work, cast("UnitOfWork", None))


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as made:
        yield made


@pytest.fixture
def desk(pool: ThreadPoolExecutor, qtbot: QtBot) -> Desk:
    return Desk(pool)


def test_work_runs_elsewhere_and_its_answer_comes_here(qtbot: QtBot, desk: Desk) -> None:
    came: list[bool] = []

    def then(worker: int) -> None:
        came.append(threading.get_ident() != worker)
        came.append(threading.current_thread() is threading.main_thread())

    desk.tasks(lambda _: threading.get_ident(), then)
    assert [] == came
    qtbot.waitUntil(lambda: came == [True, True])


def test_answers_come_in_the_order_the_work_was_done(qtbot: QtBot, desk: Desk) -> None:
    for number in range(20):
        desk.tasks(partial(give, number), desk.answers.append)
    qtbot.waitUntil(lambda: desk.answers == list(range(20)))


def test_work_that_raises_is_told_here_and_gives_no_answer(qtbot: QtBot, desk: Desk) -> None:
    def fail(_: UnitOfWork) -> int:
        raise FullError

    desk.tasks(fail, desk.answers.append)
    qtbot.waitUntil(lambda: len(desk.crashes) == 1)
    assert [] == desk.answers
    assert "STORE_DISK_FULL" == crash_code(desk.crashes[0])


def test_an_error_without_a_code_is_internal() -> None:
    assert "INTERNAL" == crash_code(ZeroDivisionError())


def test_work_that_was_cancelled_is_told_too(
    qtbot: QtBot, pool: ThreadPoolExecutor, desk: Desk
) -> None:
    gate = threading.Event()
    pool.submit(gate.wait, 5)
    futures: list[Future[int]] = []

    def submit(work: Work[Any]) -> Future[Any]:
        future = desk.submit(work)
        futures.append(future)
        return future

    tasks = Tasks(submit, desk.crashes.append)
    tasks(lambda _: 1, desk.answers.append)
    assert futures[0].cancel()
    gate.set()
    qtbot.waitUntil(lambda: len(desk.crashes) == 1)
    assert [] == desk.answers


def test_after_closing_nothing_starts_and_nothing_arrives(
    qtbot: QtBot, pool: ThreadPoolExecutor, desk: Desk
) -> None:
    gate = threading.Event()
    desk.tasks(lambda _: gate.wait(5), desk.answers.append)
    desk.tasks.close()
    gate.set()
    desk.tasks(lambda _: desk.answers.append("started"), desk.answers.append)
    other: list[int] = []
    Tasks(desk.submit, desk.crashes.append)
    later = Tasks(desk.submit, desk.crashes.append)
    later(lambda _: 1, other.append)
    qtbot.waitUntil(lambda: other == [1])
    assert [] == desk.answers


def test_the_bridge_repeats_on_this_thread_what_others_tell(qtbot: QtBot) -> None:
    bridge = Bridge()
    heard: list[tuple[str, object, bool]] = []

    def note(name: str) -> Any:
        main = threading.main_thread()
        return lambda what: heard.append((name, what, threading.current_thread() is main))

    # Plain functions: with a bare signal they would be called on the emitting thread.
    bridge.scan_received.connect(note("scan"))
    bridge.device_changed.connect(note("device"))
    bridge.store_changed.connect(note("store"))
    bridge.trouble_arose.connect(note("trouble"))

    def tell() -> None:
        bridge.post_scan("a")
        bridge.post_device("b")
        bridge.post_store({"task": frozenset({"t"})})
        bridge.post_trouble("d")

    worker = threading.Thread(target=tell)
    worker.start()
    worker.join()
    assert [] == heard
    qtbot.waitUntil(lambda: len(heard) == 4)
    assert [
        ("scan", "a", True),
        ("device", "b", True),
        ("store", {"task": frozenset({"t"})}, True),
        ("trouble", "d", True),
    ] == heard


def test_a_closed_bridge_repeats_nothing(qtbot: QtBot) -> None:
    bridge, other = Bridge(), Bridge()
    heard: list[object] = []
    bridge.scan_received.connect(heard.append)
    bridge.post_scan("late")
    bridge.close()
    bridge.post_scan("later")
    with qtbot.waitSignal(other.scan_received):
        other.post_scan("afterwards")
    assert [] == heard
