"""When what is typed is kept, and that nobody's is kept as another's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, TypeVar

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from terminal.domain.begun import Begun, BegunKind
from terminal.services import begun
from terminal.services.begun import Mine
from terminal.services.work import Work
from ui.keeping import QUIET_MS, Keeper, Keeps

T = TypeVar("T")

NOTE: Final = Begun(BegunKind.NOTE, "c-1", {"text": "合成"}, "c-1")


class Page(QObject):
    """A page on which something is typed."""

    edited = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.typed: tuple[Begun, ...] = ()
        self.brought: list[Sequence[Begun]] = []

    def type(self, *typed: Begun) -> None:
        self.typed = typed
        self.edited.emit("")

    def keeps(self) -> Keeps:
        return Keeps(edited=(self.edited,), begun=lambda: self.typed, bring=self.brought.append)


class Thread:
    """The store's thread, which answers when it is told to."""

    def __init__(self) -> None:
        self.kept: list[tuple[Begun, ...]] = []
        self.waiting: list[Callable[[Any], None]] = []

    def __call__(self, work: Work[T], then: Callable[[T], None]) -> None:
        assert isinstance(work, partial) or work is begun.mine
        if isinstance(work, partial):
            self.kept.append(work.keywords["typed"])
        else:
            self.waiting.append(then)

    def tell(self, owner: str | None, *entries: Begun) -> None:
        self.waiting.pop(0)(Mine(owner, entries))


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    return Page()


@pytest.fixture
def thread() -> Thread:
    return Thread()


@pytest.fixture
def keeper(page: Page, thread: Thread) -> Keeper:
    return Keeper(thread, (page.keeps(), None), page)


def arrive(keeper: Keeper, thread: Thread, owner: str | None = "staff-1", *entries: Begun) -> None:
    keeper.arrived()
    thread.tell(owner, *entries)


def test_typing_is_kept_once_the_keys_are_still(
    qtbot: QtBot, keeper: Keeper, page: Page, thread: Thread
) -> None:
    arrive(keeper, thread)
    for _ in range(20):
        page.type(NOTE)
    assert [] == thread.kept
    qtbot.waitUntil(lambda: thread.kept == [(NOTE,)], timeout=5 * QUIET_MS)
    page.type()
    qtbot.waitUntil(lambda: thread.kept == [(NOTE,), ()], timeout=5 * QUIET_MS)
    page.type()
    keeper.flush()
    assert [(NOTE,), ()] == thread.kept  # There is nothing, and nothing to forget.


def test_who_never_pauses_loses_little(
    qtbot: QtBot, keeper: Keeper, page: Page, thread: Thread
) -> None:
    keeper._latest.setInterval(QUIET_MS // 2)
    arrive(keeper, thread)

    def is_kept() -> bool:
        page.type(NOTE)  # Again and again: the keys are never still.
        return thread.kept == [(NOTE,)]

    qtbot.waitUntil(is_kept, timeout=5 * QUIET_MS)


def test_whoever_leaves_has_it_kept_at_once(keeper: Keeper, page: Page, thread: Thread) -> None:
    arrive(keeper, thread)
    page.type(NOTE)
    keeper.flush()
    keeper.flush()
    assert [(NOTE,)] == thread.kept


def test_nothing_is_kept_before_what_was_begun_is_there(
    keeper: Keeper, page: Page, thread: Thread
) -> None:
    page.type(NOTE)
    keeper.flush()
    keeper.arrived()
    page.type(NOTE)
    keeper.flush()
    assert [] == thread.kept
    thread.tell("staff-1")
    keeper.flush()
    assert [(NOTE,)] == thread.kept


def test_what_was_begun_comes_once_in_a_run_and_late_for_somebody_else_not_at_all(
    keeper: Keeper, page: Page, thread: Thread
) -> None:
    keeper.arrived()
    keeper.arrived()  # Another one, before the store has answered.
    thread.tell("staff-1", NOTE)
    assert [] == page.brought
    thread.tell("staff-2")
    assert [()] == page.brought
    arrive(keeper, thread, "staff-1", NOTE)
    arrive(keeper, thread, "staff-2")
    arrive(keeper, thread, "staff-1", NOTE)
    assert [(), (NOTE,)] == page.brought


def test_whoever_puts_all_away_as_soon_as_they_are_back_has_put_it_away(
    keeper: Keeper, page: Page, thread: Thread
) -> None:
    arrive(keeper, thread, "staff-1", NOTE)
    arrive(keeper, thread, "staff-2")
    arrive(keeper, thread, "staff-1", NOTE)
    page.type()
    keeper.flush()
    assert [()] == thread.kept


def test_where_nobody_is_signed_in_nothing_is_kept(
    keeper: Keeper, page: Page, thread: Thread
) -> None:
    arrive(keeper, thread, None)
    page.type(NOTE)
    keeper.flush()
    assert ([], []) == (thread.kept, page.brought)


def test_what_was_taken_back_is_kept_again(keeper: Keeper, page: Page, thread: Thread) -> None:
    arrive(keeper, thread)
    keeper.flush()
    page.typed = (NOTE,)
    keeper.changed({"sync": frozenset()})
    keeper.flush()
    assert [] == thread.kept
    keeper.changed({"visit": frozenset({"v-1"})})
    keeper.flush()
    assert [(NOTE,)] == thread.kept
