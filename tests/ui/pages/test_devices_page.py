"""The devices page in the real window: its states, keys, preview and what takes the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from devices.live_view import LiveViews
from devices.setup_cards import BY_ID, CardId
from terminal.camera_views import CameraViews
from terminal.set_up_desk import SetUp
from tests.fakes.eyes import clipped
from tests.fakes.pages_in_window import ZONE, part_of
from tests.fakes.typing_scanner import TypingScanner
from tests.ui.pages.test_states import SMALL, USUAL, stops, unnamed
from tests.unit.ui_pages.test_devices_presenter import FakeDesk
from ui import i18n
from ui.devices import wiring
from ui.devices.ports import KeyRun
from ui.devices.presenter import Desks, DevicesPresenter
from ui.devices.states import CARDS, states
from ui.devices.view import DevicesPage
from ui.followups.states import NOW
from ui.frame.bottom_bar import Place
from ui.main_window import MainWindow
from ui.scans import ScanRead
from ui.shortcuts import Action, PageId
from ui.sounds import SoundFacts
from ui.widgets.button import Button
from ui.widgets.notice import Notice
from ui.widgets.table import DataTable
from ui.widgets.text import Text


class Player:
    """Sounds that nobody hears."""

    def __init__(self) -> None:
        self.now = SoundFacts(50)

    def facts(self) -> SoundFacts:
        return self.now

    def set_volume(self, percent: int) -> None:
        self.now = SoundFacts(percent)


class Desk:
    """The page in the real window with its presenter; the devices are the test's own."""

    def __init__(self) -> None:
        self.devices = FakeDesk()
        self.window = MainWindow(Place())
        self.page = DevicesPage(zone=ZONE)
        self.keys: Callable[[KeyRun], None] | None = None
        set_up = SetUp(self.listen, lambda: NOW)
        press = wiring.press(CARDS)
        self.sounds = Player()
        desks = Desks(set_up, CameraViews(LiveViews()), self.sounds)
        self.presenter = DevicesPresenter(self.page, self.run, desks, now=lambda: NOW, press=press)
        wiring.connect(self.page, self.presenter)
        self.window.add_page(PageId.DEVICES, self.page, self.page.perform, self.page.key_words)
        self.page.offered.connect(partial(self.window.offer, PageId.DEVICES))
        self.window.offer(PageId.DEVICES, self.page.offered_actions())

    def run(self, job: Callable[[Any], Any], then: Callable[[Any], None]) -> None:
        then(job(self.devices))

    def listen(self, on_keys: Callable[[KeyRun], None] | None) -> None:
        self.keys = on_keys

    def scan(self, card: CardId, scanner: TypingScanner | None = None) -> None:
        assert self.keys is not None
        self.keys(tuple((scanner or TypingScanner()).type(BY_ID[card].content)))

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key)

    def text(self, name: str) -> str:
        # What was shown before may still wait to be deleted.
        found = [one for one in self.page.findChildren(Text, name) if one.isVisible()]
        assert 1 == len(found), name
        return found[0].text()

    def focus_name(self) -> str:
        found = QApplication.focusWidget()
        return "" if found is None else found.objectName()


@pytest.fixture
def desk(look: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    made.presenter.show(is_shown=True)
    made.window.take_commands()
    yield made
    made.window.close()


@pytest.fixture(params=["zh_CN", "en"])
def language(look: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.install(look, request.param)
    yield request.param
    i18n.install(look, "en")


def shown(qtbot: QtBot, size: QSize = USUAL) -> DevicesPage:
    page = DevicesPage(zone=ZONE)
    qtbot.addWidget(page)
    page.resize(size)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.mark.parametrize("size", [SMALL, USUAL], ids=["1024", "1366"])
def test_no_text_of_the_devices_is_clipped_and_everything_has_its_names(
    language: str, size: QSize, qtbot: QtBot
) -> None:
    page = shown(qtbot, size)
    cut, nameless, wide = {}, {}, {}
    for name, state in states().items():
        page.show_state(state)
        page.grab()
        cut[name], nameless[name] = clipped(page), unnamed(page)
        wide[name] = page.minimumSizeHint().width() > size.width()

    assert {} == {name: found for name, found in cut.items() if found}
    assert {} == {name: found for name, found in nameless.items() if found}
    assert [] == [name for name, is_wide in wide.items() if is_wide]


def test_the_devices_show_a_state_the_same_whatever_was_shown_before(
    look: QApplication, qtbot: QtBot
) -> None:
    page = shown(qtbot)
    made = states()
    page.show_state(made["empty"])
    page.show_state(made["full"])
    page.grab()
    first = page.grab().toImage()
    for name in ("loading", "remove", "print", "failed", "trial_over", "set_up_done", "empty"):
        page.show_state(made[name])
        page.grab()
    page.show_state(made["full"])
    page.grab()
    assert first == page.grab().toImage()


def test_tab_follows_the_reading_order_of_the_devices(look: QApplication, qtbot: QtBot) -> None:
    page = shown(qtbot)
    page.show_state(states()["full"])
    names = [one.objectName() for one in stops(page)]
    buttons = [name for name in names if name != "devices.table"]
    assert names.index("devices.table") > names.index("devices.headline.print")
    assert ["devices.detail.try", "devices.detail.remove"] == [
        name for name in buttons if name in ("devices.detail.try", "devices.detail.remove")
    ]


def test_f9_opens_the_page_from_anywhere(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F9)
    assert PageId.DEVICES is desk.window.current_page()


def test_a_trial_is_begun_with_t_and_says_what_kind_came(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Minus)
    assert "scanner" == part_of(desk.page, DataTable, "devices.table").current_id()
    desk.press(Qt.Key.Key_T)
    assert "Read any code" in desk.text("devices.detail.trial")
    assert Action.TRY not in desk.page.offered_actions()
    assert desk.presenter.on_scan(ScanRead("s", "284512345678901234", None, "scanner"))
    assert "It works: Payment code (dropped), 18 characters." == desk.text("devices.detail.trial")
    said = [one.text() for one in desk.page.findChildren(QLabel)]
    assert not any("284512345678901234" in text for text in said)


def test_d_asks_and_escape_leaves_the_device_alone(desk: Desk) -> None:
    desk.press(Qt.Key.Key_D)
    assert "devices.remove.confirm" == desk.focus_name()
    desk.press(Qt.Key.Key_Escape)
    assert 2 == len(desk.devices.now_is.devices)
    assert "devices.table" == desk.focus_name()
    desk.press(Qt.Key.Key_D)
    desk.press(Qt.Key.Key_Return)
    assert 1 == len(desk.devices.now_is.devices)


def test_p_shows_the_cards_enter_saves_them_p_again_prints_and_escape_closes(desk: Desk) -> None:
    desk.press(Qt.Key.Key_P)
    assert "devices.paper.save" == desk.focus_name()
    desk.press(Qt.Key.Key_Return)
    ((name, content),) = desk.devices.files
    assert content.startswith(b"%PDF-1")
    assert f"Saved: /exports/{name}" == desk.text("devices.paper.said")
    desk.press(Qt.Key.Key_P)
    assert [("HP-LaserJet", name)] == desk.devices.printed
    desk.press(Qt.Key.Key_Escape)
    assert "devices.table" == desk.focus_name()


def test_a_button_does_what_its_key_does(desk: Desk) -> None:
    part_of(desk.page, Button, "devices.headline.print").click()
    assert part_of(desk.page, Button, "devices.paper.save").isVisible()


def test_the_set_up_is_walked_through_by_keys_and_says_what_every_card_means(desk: Desk) -> None:
    desk.press(Qt.Key.Key_N)
    assert "1  Digits" == desk.text("devices.set_up.asked.title")
    slow = TypingScanner(ms=34, suffix=())
    desk.scan(CardId.DIGITS, slow)
    said = desk.text("devices.set_up.last.line.0")
    assert said.startswith("Without an end mark a slow scanner looks like a quick typist.")
    assert "read, with harm" == desk.text("devices.set_up.cards.digits.sign")
    desk.scan(CardId.DIGITS)
    assert "read" == desk.text("devices.set_up.cards.digits.sign")
    assert "20 characters · 8 ms a key · ends with: Enter" == (
        desk.text("devices.set_up.last.facts")
    )
    desk.scan(CardId.SYMBOLS, TypingScanner(stall=(4, 500)))
    assert "2  Letters and signs" == desk.text("devices.set_up.asked.title")
    assert desk.text("devices.set_up.last.line.0").startswith("The computer stopped for a moment")
    desk.scan(CardId.SYMBOLS)
    desk.scan(CardId.SEPARATOR)
    assert "The separator arrives as F8." in desk.text("devices.set_up.last.line.1")
    desk.press(Qt.Key.Key_S)
    assert "All cards are read. Keep it?" == desk.text("devices.set_up.asked.what")
    desk.press(Qt.Key.Key_Return)
    ((_, results, learned),) = desk.devices.kept
    assert (3, "enter", "f8") == (len(results), learned.suffix, learned.separator)
    assert "The scanner is set up. Try it with T." == desk.text("devices.notice.text")
    assert "devices.table" == desk.focus_name()


def test_the_cards_can_be_printed_in_the_middle_of_a_set_up(desk: Desk) -> None:
    desk.press(Qt.Key.Key_N)
    desk.press(Qt.Key.Key_P)
    assert part_of(desk.page, Button, "devices.paper.save").isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert part_of(desk.page, Text, "devices.set_up.asked.title").isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert part_of(desk.page, DataTable, "devices.table").isVisible()


def test_l_learns_the_chosen_device_again(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Plus)
    desk.press(Qt.Key.Key_L)
    assert part_of(desk.page, Text, "devices.set_up.asked.title").isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert "devices.table" == desk.focus_name()


def test_the_volume_is_shown_and_goes_on_with_a_key_up_to_off(desk: Desk) -> None:
    button = part_of(desk.page, Button, "devices.headline.sound")
    shown = [button.accessibleName()]
    for _ in range(4):
        desk.press(Qt.Key.Key_U)
        shown.append(button.accessibleName())
    percents = [f"Sound {one} %" for one in (50, 75, 100)]
    assert [*percents, "Sound off", "Sound 25 %"] == shown


def test_sounds_that_fail_say_so_once_and_only_they_are_off(desk: Desk) -> None:
    desk.sounds.now = SoundFacts(50, "SOUND_FAILED")
    desk.presenter.tick()
    button = part_of(desk.page, Button, "devices.headline.sound")
    notice = part_of(desk.page, Notice, "devices.notice")
    assert "Sound does not work" == button.accessibleName()
    assert notice.isVisible()
    desk.press(Qt.Key.Key_Escape)
    desk.presenter.tick()
    assert not notice.isVisible()
    desk.press(Qt.Key.Key_U)
    assert "Sound 75 %" == button.accessibleName()
