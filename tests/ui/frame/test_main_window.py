"""The frame around the pages: rail, keys, chips, bottom bar."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui import i18n
from ui.frame.bottom_bar import Place
from ui.frame.notices import DISMISS
from ui.frame.rail import RailButton
from ui.frame.status import ChipState, Light, Piece, Say
from ui.main_window import MainWindow
from ui.shortcuts import Action, PageId, Press
from ui.theme import Tone
from ui.widgets.chip import KeyCap
from ui.widgets.field import ChineseField
from ui.widgets.notice import NoticeAction, NoticeContent
from ui.widgets.status_chip import StatusChip


class Page(QWidget):
    """A page that notes what it is told to do, and wants a few things."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.note = ChineseField(name=f"{name}.note", label="备注", parent=self)
        QVBoxLayout(self).addWidget(self.note)
        self.presses: list[Press] = []
        self.takes_home = False

    def perform(self, press: Press) -> bool:
        self.presses.append(press)
        return press.action is not Action.HOME or self.takes_home


@pytest.fixture
def counter() -> Page:
    return Page("counter")


@pytest.fixture
def followups() -> Page:
    return Page("followups")


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, counter: Page, followups: Page) -> MainWindow:
    i18n.install(qapp, "zh_CN")
    made = MainWindow(Place("示例 0018 店", 1, is_synthetic=True, is_key_weak=True))
    made.add_page(PageId.FOLLOWUPS, followups, followups.perform)
    made.add_page(PageId.COUNTER, counter, counter.perform)
    made.open_page(PageId.COUNTER)
    for page in PageId:
        made.offer(page, frozenset(Action))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    counter.setFocus()
    return made


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def label(window: MainWindow, name: str) -> str:
    found = window.findChild(QLabel, name)
    assert found is not None
    return found.text()


def test_the_rail_lists_the_pages_in_their_order_with_key_and_count(window: MainWindow) -> None:
    buttons = sorted(window.findChildren(RailButton), key=lambda one: one.y())
    assert [PageId.COUNTER, PageId.FOLLOWUPS] == [button.page for button in buttons]
    assert ["F1", "F2"] == [label(window, f"rail.{one.page.value}.key") for one in buttons]
    window.set_count(PageId.FOLLOWUPS, 12)
    assert "12" == label(window, "rail.followups.count")
    assert "任务 F2, 12" == buttons[1].accessibleName()
    window.set_count(PageId.FOLLOWUPS, 240)
    assert "99+" == label(window, "rail.followups.count")
    window.set_count(PageId.FOLLOWUPS, 0)
    assert "任务 F2" == buttons[1].accessibleName()


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_a_page_opens_by_either_of_its_keys_even_out_of_a_field(
    window: MainWindow, counter: Page, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    counter.note.setFocus()
    counter.note.setText("头晕")
    press(key, modifier)
    assert PageId.FOLLOWUPS is window.current_page()
    assert "头晕" == counter.note.text()


def test_a_click_on_the_rail_opens_the_page(qtbot: QtBot, window: MainWindow) -> None:
    button = window.findChild(RailButton, "rail.followups")
    assert button is not None
    with qtbot.waitSignal(window.page_shown) as shown:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [PageId.FOLLOWUPS] == shown.args
    assert button.isChecked()


def test_a_slash_and_only_in_command_mode_goes_to_the_search_field(
    window: MainWindow, counter: Page
) -> None:
    counter.note.setFocus()
    QTest.keyClicks(counter.note, "128/82")
    assert "128/82" == counter.note.text()
    counter.setFocus()
    QTest.keyClicks(counter, "/")
    assert QApplication.focusWidget() is window.top_bar.search


def test_what_was_typed_in_the_search_field_is_asked_for_on_enter(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.focus_search()
    QTest.keyClicks(window.top_bar.search, "6021")
    with qtbot.waitSignal(window.searched) as searched:
        press(Qt.Key.Key_Return)
    assert ["6021"] == searched.args
    assert "6021" == window.top_bar.search.selectedText()


def test_enter_in_an_empty_search_field_asks_for_nothing_and_does_nothing(
    window: MainWindow, counter: Page
) -> None:
    asked: list[str] = []
    window.searched.connect(asked.append)
    window.focus_search()
    press(Qt.Key.Key_Return)
    assert ([], []) == (asked, counter.presses)


def test_commands_leave_the_search_field_empty_and_behind(
    window: MainWindow, counter: Page
) -> None:
    window.focus_search()
    QTest.keyClicks(window.top_bar.search, "6021")
    window.take_commands()
    assert QApplication.focusWidget() is counter
    assert "" == window.top_bar.search.text()


def test_digits_are_outcomes_in_command_mode_and_text_in_a_field(
    window: MainWindow, counter: Page
) -> None:
    QTest.keyClicks(counter, "3")
    counter.note.setFocus()
    QTest.keyClicks(counter.note, "3")
    press(Qt.Key.Key_Return)
    assert [Press(Action.OUTCOME, 3)] == counter.presses
    assert "3" == counter.note.text()


def test_the_number_pad_and_full_width_digits_count_as_digits(
    window: MainWindow, counter: Page
) -> None:
    press(Qt.Key.Key_3, Qt.KeyboardModifier.KeypadModifier)
    wide = QKeyEvent(QKeyEvent.Type.KeyPress, 0xFF13, Qt.KeyboardModifier.NoModifier, "３")
    QApplication.sendEvent(counter, wide)
    press(Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert [Press(Action.OUTCOME, 3)] * 2 + [Press(Action.DONE)] == counter.presses


def test_alt_and_a_digit_filter_but_alt_on_the_number_pad_types(
    window: MainWindow, followups: Page
) -> None:
    window.open_page(PageId.FOLLOWUPS)
    alt = Qt.KeyboardModifier.AltModifier
    press(Qt.Key.Key_1, alt)
    press(Qt.Key.Key_2, alt | Qt.KeyboardModifier.KeypadModifier)
    assert [Press(Action.FILTER, 1)] == followups.presses


def test_what_a_page_does_not_offer_does_nothing(window: MainWindow, counter: Page) -> None:
    window.offer(PageId.COUNTER, frozenset({Action.NEXT}))
    QTest.keyClicks(counter, "3v+")
    assert [Press(Action.NEXT)] == counter.presses


def test_the_name_shows_as_long_as_the_key_is_down(window: MainWindow, counter: Page) -> None:
    QTest.keyPress(counter, Qt.Key.Key_V)
    repeated = QKeyEvent(
        QKeyEvent.Type.KeyPress, Qt.Key.Key_V, Qt.KeyboardModifier.NoModifier, "v", True
    )
    QApplication.sendEvent(counter, repeated)
    assert [Press(Action.REVEAL)] == counter.presses
    QTest.keyRelease(counter, Qt.Key.Key_V)
    assert [Press(Action.REVEAL), Press(Action.REVEAL, is_release=True)] == counter.presses


def test_a_held_key_ends_when_another_page_comes(window: MainWindow, counter: Page) -> None:
    QTest.keyPress(counter, Qt.Key.Key_V)
    press(Qt.Key.Key_F2)
    assert [Press(Action.REVEAL), Press(Action.REVEAL, is_release=True)] == counter.presses


def test_escape_is_first_the_notices_then_the_pages_and_then_leads_home(
    qtbot: QtBot, window: MainWindow, counter: Page
) -> None:
    close = NoticeAction(DISMISS, "关闭", "Esc")
    window.show_notice(NoticeContent("没有读清楚", "", "SCAN_GARBLED", Tone.WARN, (close,)))
    press(Qt.Key.Key_Escape)
    assert [] == counter.presses
    counter.takes_home = True
    press(Qt.Key.Key_Escape)
    assert [Press(Action.HOME)] == counter.presses
    counter.takes_home = False
    counter.note.setFocus()
    with qtbot.waitSignal(window.home_requested):
        press(Qt.Key.Key_Escape)


def test_a_notice_can_be_closed_with_the_mouse_too(qtbot: QtBot, window: MainWindow) -> None:
    close = NoticeAction(DISMISS, "关闭", "Esc")
    window.show_notice(NoticeContent("没有读清楚", actions=(close,)))
    button = window.findChild(QWidget, "main_window.notice.dismiss")
    assert button is not None
    with qtbot.waitSignal(window.notice_action):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    notice = window.findChild(QWidget, "main_window.notice")
    assert notice is not None
    assert notice.isHidden()


def test_the_chips_say_what_they_are_told(window: MainWindow) -> None:
    offline = (Piece(Say.OFFLINE_HOURS, 2), Piece(Say.WAITING, 17))
    window.top_bar.show_sync(ChipState(offline, Light.OLD))
    window.top_bar.show_scanner(ChipState((Piece(Say.SCANNER_READY, 1, "COM3"),), Light.GOOD))
    window.top_bar.show_staff("陈药师")
    chips = {chip.objectName(): chip.text() for chip in window.findChildren(StatusChip)}
    assert {
        "top_bar.scanner": "扫码枪 COM3",
        "top_bar.sync": "离线 2 小时 · 17 条待上传",
        "top_bar.staff": "陈药师",
    } == chips


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ((Piece(Say.SYNCED, fact="10:32"),), "已同步 10:32"),
        ((Piece(Say.REFUSED, 2),), "2 条总部未接受"),
        ((Piece(Say.TROUBLE, fact="HQ_VERSION"),), "与总部连接异常 HQ_VERSION"),
    ],
)
def test_the_sync_chip_uses_the_words_of_the_design(
    window: MainWindow, pieces: tuple[Piece, ...], text: str
) -> None:
    window.top_bar.show_sync(ChipState(pieces))
    chip = window.findChild(StatusChip, "top_bar.sync")
    assert chip is not None
    assert text == chip.text()


def test_english_counts_one_and_many(qtbot: QtBot, qapp: QApplication) -> None:
    i18n.install(qapp, "en")
    window = MainWindow(Place())
    qtbot.addWidget(window)
    chip = window.findChild(StatusChip, "top_bar.sync")
    assert chip is not None
    for count, text in ((1, "Offline 1 hour"), (2, "Offline 2 hours")):
        window.top_bar.show_sync(ChipState((Piece(Say.OFFLINE_HOURS, count),)))
        assert text == chip.text()
    i18n.install(qapp, "zh_CN")


def test_the_bottom_bar_shows_the_keys_that_work_now(window: MainWindow) -> None:
    window.offer(PageId.COUNTER, frozenset({Action.OUTCOME}))
    caps = [cap for cap in window.findChildren(KeyCap) if "bottom" in cap.objectName()]
    placed = sorted(caps, key=lambda cap: cap.mapTo(window, QPoint()).x())
    shown = [cap.text() for cap in placed if cap.isVisible()]
    assert ["1–8", "/", "Esc", "F12", "F11", "Ctrl K"] == shown


def hints(window: MainWindow) -> list[str]:
    bar = window.findChild(QWidget, "bottom_bar.keys")
    assert bar is not None
    parts = [one for one in bar.children() if isinstance(one, QWidget) and one.isVisible()]
    return [one.accessibleName() for one in sorted(parts, key=QWidget.x) if one.accessibleName()]


def test_in_a_field_the_bottom_bar_leaves_out_keys_that_would_only_write(
    window: MainWindow, counter: Page
) -> None:
    window.offer(
        PageId.COUNTER, frozenset({Action.DONE, Action.OUTCOME, Action.PRESSURE, Action.PICK})
    )
    window.resize(1800, 800)
    QApplication.sendPostedEvents()
    in_command_mode = hints(window)
    assert {"⏎ 完成", "1–8 结果", "B 血压", "/ 搜索"} < set(in_command_mode)
    counter.note.setFocus()
    assert ["⏎ 完成", "Alt 1–8 勾选", "Esc 返回", "F12 锁屏"] == hints(window)[:4]
    counter.note.enter_word, counter.note.is_left = "去答题", True
    counter.setFocus()
    counter.note.setFocus()
    assert ["⏎ 去答题", "Alt 1–8 勾选", "Esc 离开", "F12 锁屏"] == hints(window)[:4]
    window.focus_search()
    assert ["⏎ 查找", "Alt 1–8 勾选", "Esc 返回", "F12 锁屏"] == hints(window)[:4]
    window.offer(PageId.COUNTER, frozenset({Action.DONE, Action.PRESSURE}))
    assert ["⏎ 查找", "Esc 返回"] == hints(window)[:2]
    counter.setFocus()
    assert ["⏎ 完成", "B 血压", "/ 搜索"] == hints(window)[:3]


def test_keys_without_room_are_left_out_whole(qtbot: QtBot, window: MainWindow) -> None:
    def hints() -> list[QWidget]:
        return [
            part
            for part in window.findChildren(QWidget)
            if part.objectName().count(".") == 1
            and part.objectName().startswith("bottom_bar.")
            and part.accessibleName()
        ]

    window.resize(1366, 768)
    wide = sum(not hint.isHidden() for hint in hints())
    window.resize(1024, 768)
    qtbot.waitUntil(lambda: sum(not hint.isHidden() for hint in hints()) < wide)
    bar = window.findChild(QWidget, "bottom_bar")
    assert bar is not None
    assert all(hint.x() + hint.width() < bar.width() for hint in hints() if hint.isVisible())


def test_the_bottom_bar_says_where_the_till_stands_and_how_its_key_is_kept(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert "合成数据 · 示例 0018 店 · 1 号台" == label(window, "bottom_bar.place")
    custody = window.findChild(QLabel, "bottom_bar.custody")
    assert custody is not None
    assert not custody.isHidden()
    window.resize(1024, 768)
    # The keys give way to it, and it to nothing.
    qtbot.waitUntil(lambda: custody.sizeHint().width() <= custody.width())


def test_every_widget_has_a_name_of_its_own(window: MainWindow) -> None:
    nameless = [
        type(widget).__name__
        for widget in window.findChildren(QWidget)
        if not widget.objectName() and type(widget).__module__.startswith("ui.")
    ]
    assert [] == nameless


def test_what_takes_focus_can_be_named_by_a_screen_reader(window: MainWindow) -> None:
    silent = [
        widget.objectName()
        for widget in window.findChildren(QWidget)
        if type(widget).__module__.startswith("ui.")
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not widget.accessibleName()
    ]
    assert [] == silent


def test_a_page_in_front_does_not_have_the_hidden_ones_asked_how_high_they_would_be(
    window: MainWindow,
) -> None:
    asked: list[str] = []

    class Text(QLabel):
        def heightForWidth(self, width: int) -> int:
            asked.append(self.objectName())
            return super().heightForWidth(width)

    for page, name in ((PageId.STOCK, "behind"), (PageId.KNOWLEDGE, "front")):
        widget = QWidget()
        widget.setObjectName(name)
        text = Text("很长的话 " * 40, widget)
        text.setObjectName(f"{name}.text")
        text.setWordWrap(True)
        QVBoxLayout(widget).addWidget(text)
        window.add_page(page, widget, lambda _: False)
    window.open_page(PageId.KNOWLEDGE)
    QApplication.sendPostedEvents()
    asked.clear()
    for wide in (900, 1100, 1300):
        window.resize(wide, 700)
        QApplication.sendPostedEvents()
    assert {"front.text"} == set(asked)


def test_a_key_of_the_bottom_bar_is_made_once(window: MainWindow) -> None:
    def keys() -> list[QWidget]:
        return [
            one
            for one in window.findChildren(QWidget)
            if one.objectName() == f"bottom_bar.{Action.PRESSURE.value}"
        ]

    window.offer(PageId.COUNTER, frozenset({Action.PRESSURE}))
    (first,) = keys()
    window.offer(PageId.COUNTER, frozenset())
    assert first.isHidden()
    window.offer(PageId.COUNTER, frozenset({Action.PRESSURE}))
    assert [first] == keys()
    assert not first.isHidden()


class Changes(QObject):
    """What came to parts of a window, as `Hide bottom_bar.search`."""

    def __init__(self, *kinds: QEvent.Type) -> None:
        super().__init__()
        self.kinds, self.seen = kinds, list[str]()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in self.kinds:
            self.seen.append(f"{event.type().name} {watched.objectName()}")
        return False


def test_keys_that_stay_in_the_bottom_bar_are_left_alone(
    window: MainWindow, counter: Page, qapp: QApplication
) -> None:
    stays = f"bottom_bar.{Action.PICK.value}"
    window.resize(1800, 800)
    window.offer(PageId.COUNTER, frozenset({Action.PICK}))
    changes = Changes(QEvent.Type.Hide, QEvent.Type.Show)
    qapp.installEventFilter(changes)
    counter.note.setFocus()
    counter.setFocus()
    window.offer(PageId.COUNTER, frozenset({Action.PICK, Action.PRESSURE}))
    qapp.removeEventFilter(changes)

    assert {"Hide bottom_bar.search", f"Show bottom_bar.{Action.PRESSURE.value}"} < {*changes.seen}
    assert not [one for one in changes.seen if stays in one or "bottom_bar.keys" in one]
    assert "Alt 1–8 勾选" in hints(window)
