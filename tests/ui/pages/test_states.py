"""Every named state of every page: nothing clips, everything has a name, nothing is left over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.eyes import clipped, visible
from tests.fakes.pages_in_window import ZONE, part_of
from ui import i18n
from ui.counter import states as counter_states
from ui.counter.view import CounterPage
from ui.devices.view import DevicesPage
from ui.followups import states as followups_states
from ui.followups.view import FollowUpsPage
from ui.imports import states as import_states
from ui.imports.view import ImportPage
from ui.shortcuts import Action
from ui.sync_centre import states as sync_states
from ui.sync_centre.view import SyncCentrePage
from ui.widgets.text import Text

SMALL, WIDE, USUAL = QSize(940, 676), QSize(1196, 708), QSize(1282, 676)
COUNTER, FOLLOWUPS = counter_states.states(), followups_states.states()
SYNC, IMPORTS = sync_states.states(), import_states.states()

Page = CounterPage | FollowUpsPage | ImportPage | DevicesPage | SyncCentrePage


@pytest.fixture(params=["zh_CN", "en"])
def language(look: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.install(look, request.param)
    yield request.param
    i18n.install(look, "en")


def shown(page: Page, qtbot: QtBot, size: QSize = USUAL) -> Page:
    qtbot.addWidget(page)
    page.resize(size)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.mark.parametrize("size", [SMALL, USUAL], ids=["1024", "1366"])
def test_no_text_of_the_counter_is_clipped_in_any_state(
    language: str, size: QSize, qtbot: QtBot
) -> None:
    page = shown(CounterPage(zone=ZONE, hold_ms=0), qtbot, size)
    assert isinstance(page, CounterPage)
    found = {}
    for name, state in COUNTER.items():
        page.show_state(state)
        page.grab()
        if cut := clipped(page):
            found[name] = cut

    assert {} == found


@pytest.mark.parametrize("size", [SMALL, USUAL], ids=["1024", "1366"])
def test_no_text_of_the_follow_ups_is_clipped_in_any_state(
    language: str, size: QSize, qtbot: QtBot
) -> None:
    page = shown(FollowUpsPage(zone=ZONE, hold_ms=0), qtbot, size)
    assert isinstance(page, FollowUpsPage)
    found = {}
    for name, state in FOLLOWUPS.items():
        page.show_state(state)
        page.grab()
        if cut := clipped(page):
            found[name] = cut

    assert {} == found


@pytest.mark.parametrize("size", [SMALL, USUAL], ids=["1024", "1366"])
def test_no_text_of_the_sync_centre_is_clipped_in_any_state(
    language: str, size: QSize, qtbot: QtBot
) -> None:
    page = shown(SyncCentrePage(zone=ZONE), qtbot, size)
    assert isinstance(page, SyncCentrePage)
    found = {}
    for name, state in SYNC.items():
        page.show_state(state)
        page.grab()
        if cut := clipped(page):
            found[name] = cut

    assert {} == found


@pytest.mark.parametrize("size", [SMALL, WIDE, USUAL], ids=["1024", "1280", "1366"])
def test_no_text_of_the_import_is_clipped_in_any_state(
    language: str, size: QSize, qtbot: QtBot
) -> None:
    page = shown(ImportPage(zone=ZONE), qtbot, size)
    assert isinstance(page, ImportPage)
    found = {}
    for name, state in IMPORTS.items():
        page.show_state(state)
        page.grab()
        if cut := clipped(page):
            found[name] = cut

    assert {} == found


def unnamed(page: Page) -> list[str]:
    """Return what takes focus or input and has no name for a screen reader, and our own widgets
    without an object name.
    """
    found = []
    for one in visible(page):
        internal = one.objectName().startswith("qt_") or one.metaObject().className() in (
            "QWidget",
            "QHeaderView",
            "QScrollBar",
        )
        takes_input = one.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes_input and not internal and not one.accessibleName():
            found.append(f"no accessible name: {one.objectName()}")
        if not internal and not one.objectName():
            found.append(f"no object name: {one.metaObject().className()}")
    return found


def test_everything_on_the_counter_has_its_names(look: QApplication, qtbot: QtBot) -> None:
    page = shown(CounterPage(zone=ZONE, hold_ms=0), qtbot)
    assert isinstance(page, CounterPage)
    for state in COUNTER.values():
        page.show_state(state)
        assert [] == unnamed(page)


def test_everything_on_the_follow_ups_has_its_names(look: QApplication, qtbot: QtBot) -> None:
    page = shown(FollowUpsPage(zone=ZONE, hold_ms=0), qtbot)
    assert isinstance(page, FollowUpsPage)
    for state in FOLLOWUPS.values():
        page.show_state(state)
        assert [] == unnamed(page)


def test_everything_on_the_sync_centre_has_its_names(look: QApplication, qtbot: QtBot) -> None:
    page = shown(SyncCentrePage(zone=ZONE), qtbot)
    assert isinstance(page, SyncCentrePage)
    for state in SYNC.values():
        page.show_state(state)
        assert [] == unnamed(page)


def test_the_import_needs_no_more_room_than_the_smallest_window_has(
    language: str, qtbot: QtBot
) -> None:
    page = shown(ImportPage(zone=ZONE), qtbot, SMALL)
    assert isinstance(page, ImportPage)
    wide = {}
    for name, state in IMPORTS.items():
        page.show_state(state)
        page.grab()
        if page.minimumSizeHint().width() > SMALL.width():
            wide[name] = page.minimumSizeHint().width()

    assert {} == wide


def test_everything_on_the_import_has_its_names(look: QApplication, qtbot: QtBot) -> None:
    page = shown(ImportPage(zone=ZONE), qtbot)
    assert isinstance(page, ImportPage)
    for state in IMPORTS.values():
        page.show_state(state)
        assert [] == unnamed(page)


def test_the_import_shows_a_state_the_same_whatever_was_shown_before(
    look: QApplication, qtbot: QtBot
) -> None:
    page = shown(ImportPage(zone=ZONE), qtbot)
    assert isinstance(page, ImportPage)
    page.show_state(IMPORTS["answers"])
    page.grab()
    first = page.grab().toImage()
    for name in ("empty", "columns", "check", "answers_household", "writing", "undo", "error"):
        page.show_state(IMPORTS[name])
        page.grab()
    page.show_state(IMPORTS["answers"])
    page.grab()

    assert first == page.grab().toImage()


def test_the_sync_centre_shows_a_state_the_same_whatever_was_shown_before(
    look: QApplication, qtbot: QtBot
) -> None:
    page = shown(SyncCentrePage(zone=ZONE), qtbot)
    assert isinstance(page, SyncCentrePage)
    page.show_state(SYNC["empty"])
    page.show_state(SYNC["full"])
    page.grab()
    first = page.grab().toImage()
    for name in ("loading", "give_up", "looked_into", "export", "exported", "locked", "reading"):
        page.show_state(SYNC[name])
        page.grab()
    page.show_state(SYNC["full"])
    page.grab()

    assert first == page.grab().toImage()


def test_the_counter_shows_a_state_the_same_whatever_was_shown_before(
    look: QApplication, qtbot: QtBot
) -> None:
    page = shown(CounterPage(zone=ZONE, hold_ms=0), qtbot)
    assert isinstance(page, CounterPage)
    page.show_state(COUNTER["sparse"])
    page.show_state(COUNTER["full"])
    page.grab()
    first = page.grab().toImage()
    for name in (
        "long_names",
        "hits",
        "red_flag",
        "revealed",
        "idle",
        "restricted",
        "sparse",
        "typing",
    ):
        page.show_state(COUNTER[name])
        page.grab()
    page.show_state(COUNTER["full"])
    page.grab()

    assert first == page.grab().toImage()


def test_the_follow_ups_show_a_state_the_same_whatever_was_shown_before(
    look: QApplication, qtbot: QtBot
) -> None:
    page = shown(FollowUpsPage(zone=ZONE, hold_ms=0), qtbot)
    assert isinstance(page, FollowUpsPage)
    page.show_state(FOLLOWUPS["full"])
    page.grab()
    first = page.grab().toImage()
    for name in ("problem", "red_flag", "empty", "all_done", "loading", "long_names"):
        page.show_state(FOLLOWUPS[name])
        page.grab()
    page.show_state(FOLLOWUPS["full"])
    page.grab()

    assert first == page.grab().toImage()


def stops(page: Page) -> list[QWidget]:
    """Return where Tab stops on a page, in its order."""
    found: list[QWidget] = []
    one = page.nextInFocusChain()
    while one is not None and one is not page:
        if one.isVisibleTo(page) and one.isEnabled() and page.isAncestorOf(one):
            takes_tab = one.focusPolicy() & Qt.FocusPolicy.TabFocus
            if takes_tab and not one.objectName().startswith("qt_"):
                found.append(one)
        one = one.nextInFocusChain()
    return found


def test_tab_follows_the_reading_order_of_the_follow_ups(look: QApplication, qtbot: QtBot) -> None:
    page = shown(FollowUpsPage(zone=ZONE, hold_ms=0), qtbot)
    assert isinstance(page, FollowUpsPage)
    page.show_state(FOLLOWUPS["full"])

    names = [one.objectName() for one in stops(page)]
    expected = [
        "followups.lane.all",
        "followups.lane.overdue",
        "followups.lane.today",
        "followups.lane.done",
        "followups.lane.mine",
        "followups.list",
        "followups.detail.open",
        "followups.detail.form.value",
        "followups.detail.form.note",
        "followups.detail.form.done",
    ]
    assert expected == names[: len(expected)]


def test_tab_follows_the_reading_order_of_the_card(look: QApplication, qtbot: QtBot) -> None:
    page = shown(CounterPage(zone=ZONE, hold_ms=0), qtbot)
    assert isinstance(page, CounterPage)
    page.show_state(COUNTER["full"])
    page.grab()

    found = stops(page)
    names = [one.objectName() for one in found]
    begin = ["counter.reveal", "counter.label", "counter.timeline.list"]
    expected = [*begin, "counter.tasks", "counter.tasks.0.value"]
    assert expected == names[: len(expected)]
    fields = [one for one in found if isinstance(one, QLineEdit | QAbstractButton)][1:]
    heights = [one.mapTo(page, QPoint(0, 0)).y() for one in fields]
    assert all(first <= second for first, second in pairwise(heights))


def test_tab_follows_the_reading_order_of_the_sync_centre(look: QApplication, qtbot: QtBot) -> None:
    page = shown(SyncCentrePage(zone=ZONE), qtbot)
    assert isinstance(page, SyncCentrePage)
    page.show_state(SYNC["full"])

    names = [one.objectName() for one in stops(page)]
    assert [
        "sync.headline.export",
        "sync.pile.pending",
        "sync.pile.held",
        "sync.pile.quarantined",
        "sync.table",
        "sync.detail.correct",
        "sync.detail.look",
        "sync.detail.give_up",
    ] == names

    page.show_state(SYNC["give_up"])
    names = [one.objectName() for one in stops(page)]
    assert ["sync.sheet.reason", "sync.sheet.confirm", "sync.sheet.leave"] == names[-3:]


def test_tab_follows_the_reading_order_of_the_import(look: QApplication, qtbot: QtBot) -> None:
    page = shown(ImportPage(zone=ZONE), qtbot)
    assert isinstance(page, ImportPage)
    page.show_state(IMPORTS["full"])
    names = [one.objectName() for one in stops(page)]
    assert [
        "members.file.drop.path",
        "members.file.drop.browse",
        "members.file.way.0",
        "members.file.way.1",
        "members.file.way.2",
        "members.history.table",
        "members.history.undo",
        "members.footer.go_on",
    ] == names

    page.show_state(IMPORTS["answers"])
    names = [one.objectName() for one in stops(page)]
    assert [
        "members.answers.questions.table",
        "members.answers.answer.reveal",
        "members.answers.answer.keep",
        "members.answers.answer.take",
        "members.answers.answer.merge",
        "members.answers.answer.new",
        "members.answers.answer.skip",
        "members.answers.answer.alike",
        "members.footer.back",
        "members.footer.go_on",
    ] == names


FULL = {
    "en": "Tell IT: HQ has to settle what waits there. Then sending goes on by itself.",
    "zh_CN": "请告诉信息部：总部处理了积压的记录，就会自动继续上传。",
}


def test_when_hq_keeps_no_more_of_what_it_refused_the_sync_centre_says_first_what_to_do(
    language: str, qtbot: QtBot
) -> None:
    page = SyncCentrePage(zone=ZONE)
    page.show_state(SYNC["aside_full"])
    shown(page, qtbot)
    first = part_of(page, Text, "sync.headline.what").text()
    assert first.startswith(i18n.message("HQ_ASIDE_FULL").what)
    said = part_of(page, Text, "sync.headline.safe").text()
    assert said.startswith(i18n.message("HQ_ASIDE_FULL").kept)
    assert said.endswith(FULL[language])


def test_a_wrong_clock_is_said_first_although_hq_has_everything(
    language: str, qtbot: QtBot
) -> None:
    page = SyncCentrePage(zone=ZONE)
    page.show_state(SYNC["clock"])
    shown(page, qtbot)
    first = part_of(page, Text, "sync.headline.what")
    assert first.text().startswith(i18n.message("CLOCK_SUSPECT").what)
    assert "10:32" in first.text()
    assert "warn" == first.property("tone")


def test_a_file_that_is_only_kept_shows_the_allergies_why_and_no_name(
    language: str, qtbot: QtBot
) -> None:
    page = shown(CounterPage(zone=ZONE, hold_ms=0), qtbot)
    assert isinstance(page, CounterPage)
    page.show_state(COUNTER["full"])
    page.show_state(COUNTER["restricted"])
    card = COUNTER["full"].card
    assert card is not None
    labels = [one for one in visible(page) if isinstance(one, QLabel)]
    said = {one.objectName(): one.text() for one in labels}
    assert all(one.substance in said["counter.allergy.text"] for one in card.allergies)
    assert i18n.message("CUSTOMER_RESTRICTED").what == said["counter.locked.title"]
    told = " ".join(said.values())
    assert card.masked_name not in told
    assert card.phone_tail not in told
    assert Action.REVEAL not in page.offered_actions()
