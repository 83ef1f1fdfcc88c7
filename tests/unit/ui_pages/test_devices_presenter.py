"""The devices page without a widget: what is looked at when, trials, removal, printing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from devices.live_view import LiveView, LiveViews, Quality
from devices.setup_cards import CARDS
from terminal.camera_views import CameraViews
from terminal.domain.identifiers import CodeKind
from terminal.domain.problems import Refusal
from terminal.set_up_desk import SetUp
from tests.fakes.typing_scanner import TypingScanner
from tests.unit.ui_pages.test_set_up_presenter import FakeDevices
from ui.devices.ports import DeviceDesk, KeyRun, Overview, Picture
from ui.devices.presenter import Desks, DevicesPresenter, Press
from ui.devices.state import DevicesState, Sheet
from ui.devices.states import CAMERA, OVERVIEW, SERIAL, TYPING
from ui.followups.states import NOW
from ui.frame.status import ScannerState
from ui.printing.layout import Sheet as PaperSheet
from ui.scans import ScanRead

PAYMENT = "284512345678901234"
BARCODE = "6901234567892"
A4 = PaperSheet(210, 297, ())


class FakeDesk(FakeDevices):
    """Devices as a test says they are."""

    def __init__(self) -> None:
        super().__init__()
        self.now_is = OVERVIEW
        self.files: list[tuple[str, bytes]] = []
        self.printed: list[tuple[str, str]] = []

    def overview(self) -> Overview:
        return self.now_is

    def remove(self, device: str) -> Overview:
        left = tuple(one for one in self.now_is.devices if one.id != device)
        self.now_is = replace(self.now_is, devices=left)
        return self.now_is

    def save_file(self, name: str, content: bytes) -> str | Refusal:
        self.files.append((name, content))
        return self.refusal or f"/exports/{name}"

    def print_file(self, name: str, content: bytes, printer: str) -> Refusal | None:
        self.printed.append((printer, name))
        return self.refusal


class Page:
    """The presenter between a desk and a view that keeps the last state."""

    def __init__(self) -> None:
        self.desk, self.now = FakeDesk(), NOW
        self.shown = DevicesState()
        self.jobs: list[tuple[Callable[[DeviceDesk], Any], Callable[[Any], None]]] = []
        press = Press(
            cards=lambda: (A4,),
            picture=lambda _: A4,
            pdf=lambda sheets, _: b"%PDF" + bytes([len(sheets)]),
        )
        self.live = LiveViews()
        self.pictures: list[Picture] = []
        self.keys: Callable[[KeyRun], None] | None = None
        desks = Desks(SetUp(self.listen, lambda: NOW), CameraViews(self.live))
        self.presenter = DevicesPresenter(self, self.run, desks, now=lambda: self.now, press=press)

    def show_picture(self, picture: Picture) -> None:
        self.pictures.append(picture)

    def is_heard(self) -> bool:
        """Tell whether the set-up listens to the keyboard."""
        return self.keys is not None

    def listen(self, on_keys: Callable[[KeyRun], None] | None) -> None:
        self.keys = on_keys

    def show_state(self, state: DevicesState) -> None:
        self.shown = state

    def run(self, job: Callable[[DeviceDesk], Any], then: Callable[[Any], None]) -> None:
        self.jobs.append((job, then))

    def work(self) -> None:
        """Do what waits for the devices' thread."""
        while self.jobs:
            job, then = self.jobs.pop(0)
            then(job(self.desk))

    def open(self) -> None:
        self.presenter.show(is_shown=True)
        self.work()

    def scan(self, device: str, payload: str) -> bool:
        return self.presenter.on_scan(ScanRead("s", payload, None, device))


def test_devices_are_looked_at_only_while_the_page_is_shown_and_one_look_at_a_time() -> None:
    page = Page()
    page.presenter.tick()
    assert [] == page.jobs
    page.presenter.show(is_shown=True)
    page.presenter.tick()
    assert 1 == len(page.jobs)
    page.work()
    assert OVERVIEW == page.shown.overview


def test_the_page_begins_with_the_device_that_needs_somebody() -> None:
    page = Page()
    lost = replace(TYPING, state=ScannerState.LOST, code="DEVICE_LOST")
    page.desk.now_is = replace(OVERVIEW, devices=(SERIAL, lost))
    page.open()
    assert "keyboard" == page.shown.selected


def test_what_was_read_is_kept_as_time_and_kind_and_never_the_code() -> None:
    page = Page()
    page.open()
    assert not page.scan("scanner", PAYMENT)
    last = page.shown.reads["scanner"]
    assert (NOW, CodeKind.PAYMENT) == (last.at, last.kind)
    assert PAYMENT not in repr(page.shown)


def test_a_trial_takes_the_next_code_of_its_device_and_no_others() -> None:
    page = Page()
    page.open()
    page.presenter.choose("scanner")
    page.presenter.try_out()
    assert not page.scan("keyboard", BARCODE)
    assert page.scan("scanner", BARCODE)
    trial = page.shown.trial
    assert trial is not None
    assert (CodeKind.RETAIL, 13) == (trial.read, trial.length)
    assert not page.scan("scanner", BARCODE)


def test_a_trial_that_nothing_comes_for_ends_and_says_so() -> None:
    page = Page()
    page.open()
    page.presenter.choose("scanner")
    page.presenter.try_out()
    page.now += timedelta(seconds=21)
    page.presenter.tick()
    assert page.shown.trial is not None
    assert page.shown.trial.is_over
    assert not page.scan("scanner", BARCODE)


def test_a_device_that_is_not_ready_cannot_be_tried() -> None:
    page = Page()
    lost = replace(SERIAL, state=ScannerState.LOST, code="DEVICE_LOST")
    page.desk.now_is = replace(OVERVIEW, devices=(lost,))
    page.open()
    page.presenter.try_out()
    assert page.shown.trial is None


def test_a_device_goes_only_after_the_question_and_the_next_one_is_shown() -> None:
    page = Page()
    page.open()
    page.presenter.choose("scanner")
    page.presenter.begin(Sheet.REMOVE)
    page.presenter.dismiss()
    page.work()
    assert 2 == len(page.desk.now_is.devices)
    page.presenter.begin(Sheet.REMOVE)
    page.presenter.confirm()
    page.presenter.confirm()
    page.work()
    assert (None, "keyboard") == (page.shown.sheet, page.shown.selected)


def test_the_cards_are_previewed_saved_and_printed_on_the_usual_printer() -> None:
    page = Page()
    page.open()
    page.presenter.begin(Sheet.PRINT)
    assert (A4,) == page.shown.papers
    name = f"guitai-cards-{NOW:%Y%m%d-%H%M%S}.pdf"
    page.presenter.confirm()
    page.work()
    assert [(name, b"%PDF\x01")] == page.desk.files
    assert f"/exports/{name}" == page.shown.saved
    page.presenter.print_out()
    page.work()
    assert [("HP-LaserJet", name)] == page.desk.printed
    assert "HP-LaserJet" == page.shown.printed


def test_without_a_print_service_the_cards_can_still_be_saved() -> None:
    page = Page()
    page.desk.now_is = replace(OVERVIEW, printers=None)
    page.open()
    page.presenter.begin(Sheet.PRINT)
    page.presenter.print_out()
    page.work()
    assert [] == page.desk.printed
    page.presenter.save()
    page.work()
    assert 1 == len(page.desk.files)


def test_a_printer_that_refuses_is_said_and_the_preview_stays() -> None:
    page = Page()
    page.desk.refusal = Refusal("PRINT_FAILED", {"printer": "HP-LaserJet"})
    page.open()
    page.presenter.begin(Sheet.PRINT)
    page.presenter.print_out()
    page.work()
    assert (page.desk.refusal, Sheet.PRINT, "") == (
        page.shown.refusal,
        page.shown.sheet,
        page.shown.printed,
    )


def test_during_a_set_up_scans_are_its_own_and_devices_are_left_alone() -> None:
    page = Page()
    page.open()
    page.presenter.begin_set_up()
    assert page.shown.set_up is not None
    page.presenter.tick()
    assert [] == page.jobs
    assert page.scan("scanner", PAYMENT)
    assert {} == page.shown.reads
    assert PAYMENT not in repr(page.shown)


def test_a_set_up_ends_when_another_page_is_opened_and_waits_for_whoever_comes_back() -> None:
    page = Page()
    page.open()
    page.presenter.begin_set_up()
    assert page.keys is not None
    page.keys(tuple(TypingScanner().type(CARDS[0].content)))
    page.presenter.show(is_shown=False)
    assert None is page.shown.set_up
    assert not page.is_heard()
    page.work()
    page.open()
    page.presenter.begin_set_up()
    assert page.shown.set_up is not None
    assert "symbols" == page.shown.set_up.asked


def test_what_was_learned_is_told_until_it_is_put_away() -> None:
    page = Page()
    page.open()
    page.presenter.learn_again()
    for card in CARDS:
        assert page.keys is not None
        page.keys(tuple(TypingScanner().type(card.content)))
    page.presenter.set_up.keep()
    page.work()
    assert (True, None) == (page.shown.is_learned, page.shown.set_up)
    assert page.presenter.dismiss()
    assert not page.shown.is_learned


def seen(pixels: bytes | None) -> LiveView:
    return LiveView(2, 1, pixels, Quality(0.4, 900.0, 120.0, 40.0), (((0.0, 0.0), (1.0, 0.0)),))


def test_a_camera_is_watched_only_while_it_is_looked_at() -> None:
    page = Page()
    camera = replace(CAMERA, state=ScannerState.READY, code="")
    page.desk.now_is = replace(OVERVIEW, devices=(TYPING, camera))
    slot = page.live.slot("camera")
    page.open()
    assert not slot.is_watched
    page.presenter.choose("camera")
    assert slot.is_watched
    slot.put(seen(b"\x00" * 6))
    page.presenter.look()
    page.presenter.look()
    (picture,) = page.pictures
    assert (2, 1, ("glare",)) == (picture.width, picture.height, picture.hints)
    page.presenter.begin_set_up()
    assert not slot.is_watched
    page.presenter.set_up.leave()
    assert slot.is_watched
    page.presenter.show(is_shown=False)
    assert not slot.is_watched
    assert None is page.shown.picture


def test_a_picture_that_is_withheld_is_passed_on_without_one() -> None:
    page = Page()
    camera = replace(CAMERA, state=ScannerState.READY, code="")
    page.desk.now_is = replace(OVERVIEW, devices=(camera,))
    page.open()
    page.live.slot("camera").put(seen(None))
    page.presenter.look()
    assert [None] == [one.pixels for one in page.pictures]
