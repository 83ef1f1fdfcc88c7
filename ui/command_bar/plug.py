"""The command bar, plugged into the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from terminal.domain.followup import OUTCOME_KEYS
from ui import shortcuts
from ui.command_bar.commands import Command, Words, working
from ui.command_bar.view import CommandBar
from ui.enrol import words as enrol_words
from ui.followups import words as task_words
from ui.frame.bottom_bar import BottomBar
from ui.frame.rail import Rail
from ui.main_window import MainWindow
from ui.plug import PageView
from ui.shortcuts import PAGE_OF, Action, PageId, Press


def attach(
    window: MainWindow,
    views: Mapping[PageId, PageView],
    others: Mapping[Action, Callable[[], None]],
) -> CommandBar:
    """Return a bar over a window whose pages are these. What else the frame hands on (FRAME) is
    done by `others`.
    """
    bar = CommandBar(window.layers.pages)

    def on_frame(action: Action) -> None:
        page = window.current_page()
        if action in others:
            others[action]()
        elif action is Action.COMMANDS and page is not None:
            bar.open(_working(window, page, views))

    def on_chosen(press: Press) -> None:
        _perform(window, views, press)

    window.frame_action.connect(on_frame)
    bar.chosen.connect(on_chosen)
    return bar


def _working(
    window: MainWindow, page: PageId, views: Mapping[PageId, PageView]
) -> tuple[Command, ...]:
    bottom = window.findChild(BottomBar, "bottom_bar")
    rail = window.findChild(Rail, "rail")
    assert isinstance(bottom, BottomBar)
    assert isinstance(rail, Rail)
    own = views[page].key_words()
    there = {one for one in views if not window.doors.is_closed(one)}
    titles = {one: title for one, title in rail.titles().items() if one in there}

    def digits(action: Action, digit: int) -> str | None:
        if action is Action.SAY:
            return enrol_words.answer(digit)
        if action is not Action.OUTCOME or action in own:
            return ""
        code = OUTCOME_KEYS.get(digit)
        return None if code is None else task_words.outcome(code)

    said = Words(bottom.words() | dict(own), titles, digits)
    return working(page, views[page].offered_actions(), said)


def _perform(window: MainWindow, views: Mapping[PageId, PageView], press: Press) -> None:
    page, to = window.current_page(), PAGE_OF.get(press.action)
    if to is not None:
        window.open_page(to)
    elif press.action is Action.SEARCH:
        window.focus_search()
    elif press.action in shortcuts.FRAME:
        window.frame_action.emit(press.action)
    elif page is not None:
        views[page].perform(press)
