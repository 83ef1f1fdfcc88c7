"""The command bar in the real window: what it finds, does, and gives back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from tests.jobs import shop, trial
from tests.jobs.shop import Person
from tests.jobs.till import Till, Ways, opened
from ui.command_bar.view import CommandBar
from ui.counter.sheets.kinds import SheetKind
from ui.counter.sheets.state import ReadingSheet
from ui.shortcuts import PageId

LINE = "command_bar.line"


@pytest.fixture(scope="module")
def open_till(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Till, Person]]:
    before = QLocale()
    made = shop.make(tmp_path_factory.mktemp("bar"), comers=3)
    with opened(made, Ways()) as till:
        yield till, made.people[0]
    QLocale.setDefault(before)


@pytest.fixture
def desk(open_till: tuple[Till, Person]) -> Till:
    """The counter with somebody's card."""
    till, one = open_till
    trial.go_home(till)
    till.scan(one.code)
    counter = till.screens._counter
    till.until(lambda: counter.state.card and counter.state.card.id == one.id, "the card")
    till.until(lambda: till.focus_name() == "counter.tasks", "commands")
    return till


def bar(till: Till) -> CommandBar:
    found = till.screens.window.findChild(CommandBar, "command_bar")
    assert isinstance(found, CommandBar)
    return found


def test_two_initials_and_enter_do_what_the_key_does(desk: Till) -> None:
    desk.press("Ctrl+K")
    assert (True, LINE) == (bar(desk).is_open, desk.focus_name())
    desk.type("xy")
    desk.press("Enter")
    assert (False, "counter.sheet.reading.value") == (bar(desk).is_open, desk.focus_name())
    sheet = desk.screens._counter.state.sheet
    assert isinstance(sheet, ReadingSheet)
    assert SheetKind.PRESSURE is sheet.kind
    desk.press("Esc")


def test_chinese_is_typed_into_it(desk: Till) -> None:
    desk.press("Ctrl+K")
    desk.hands.compose("zhishiku", "知识库")
    assert ["前往：知识库"] == [row.cells[0].text for row in bar(desk)._table.rows()]
    desk.press("Enter")
    assert PageId.KNOWLEDGE is desk.page
    desk.press("F1")


def test_escape_gives_the_focus_back(desk: Till) -> None:
    desk.press("/")
    desk.type("wa")
    desk.press("Ctrl+K")
    desk.type("qqq")
    desk.press("Enter")
    assert bar(desk).is_open
    desk.press("Esc")
    assert (False, "top_bar.search") == (bar(desk).is_open, desk.focus_name())
    assert "wa" == desk.screens.window.top_bar.search.text()


def test_up_and_down_choose_and_come_round(desk: Till) -> None:
    desk.press("Ctrl+K")
    last = bar(desk)._shown[-1]
    desk.press("Down")
    assert bar(desk)._shown[1].id == bar(desk)._table.current_id()
    desk.press("Up", "Up")
    assert last.id == bar(desk)._table.current_id()
    desk.press("Esc")


def test_a_scan_while_it_is_open_shows_the_card_and_nothing_over_it(desk: Till) -> None:
    desk.press("F5", "Ctrl+K")
    desk.type("x")
    (code,) = desk.read(lambda uow: uow.customers.sample_member_codes(1))
    desk.scan(code)
    desk.until(lambda: desk.page is PageId.COUNTER, "the card")
    desk.until(lambda: not bar(desk).is_open, "the bar gone")


def test_what_it_lists_has_a_key_each(desk: Till) -> None:
    desk.press("Ctrl+K")
    assert all(one.key for one in bar(desk)._commands)
    assert {"B", "N", "F2", "F10", "/"} <= {one.key for one in bar(desk)._commands}
    desk.press("Ctrl+K")
    assert not bar(desk).is_open
