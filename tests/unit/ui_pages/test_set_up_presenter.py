"""The set-up of a scanner without a widget: real readings of simulated scanners."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event
from typing import Any

from devices.arbiter.strokes import Special
from devices.setup_cards import BY_ID, CARDS, CardId
from terminal.domain.problems import Refusal
from terminal.set_up_desk import SetUp
from tests.fakes.typing_scanner import TypingScanner
from ui.devices.ports import (
    CardResult,
    DeviceFacts,
    DeviceKind,
    FoundFacts,
    KeyRun,
    Learned,
    Noise,
    Overview,
    Source,
)
from ui.devices.set_up_presenter import SetUpParts, SetUpPresenter
from ui.devices.set_up_state import SetUpState
from ui.followups.states import NOW
from ui.frame.status import ScannerState
from ui.printing.layout import Sheet
from ui.scans import ScanRead

PAYMENT = "284512345678901234"
PORT = FoundFacts(DeviceKind.SERIAL, "/dev/ttyUSB0", "USB Serial")
OVERVIEW = Overview(found=(PORT,))


class FakeDevices:
    """The devices' thread, as a test says it goes."""

    def __init__(self) -> None:
        self.heard: list[CardResult | Noise | Refusal | None] = []
        self.asked: list[tuple[str, str]] = []
        self.kept: list[tuple[Source, tuple[CardResult, ...], Learned]] = []
        self.refusal: Refusal | None = None
        self.ends = 0

    def hear(self, port: str, asked: str, stop: Event) -> CardResult | Noise | Refusal | None:
        self.asked.append((port, asked))
        return None if stop.is_set() else self.heard.pop(0)

    def keep(
        self, source: Source, results: Sequence[CardResult], learned: Learned
    ) -> Overview | Refusal:
        if self.refusal is None:
            self.kept.append((source, tuple(results), learned))
        return self.refusal or OVERVIEW

    def end_set_up(self) -> Overview:
        self.ends += 1
        return OVERVIEW


class Wizard:
    """The presenter with a keyboard, ports, and a view that keeps the last state."""

    def __init__(self) -> None:
        self.devices = FakeDevices()
        self.shown: SetUpState | None = None
        self.keys: Callable[[KeyRun], None] | None = None
        self.jobs: list[tuple[Callable[[Any], Any], Callable[[Any], None]]] = []
        self.ended: list[bool] = []
        parts = SetUpParts(
            desk=SetUp(self.listen, lambda: NOW),
            run=lambda job, then: self.jobs.append((job, then)),
            picture=lambda card: Sheet(float(len(card)), 1, ()),
            ended=lambda _, is_kept: self.ended.append(is_kept),
        )
        self.presenter = SetUpPresenter(self, parts)

    def listen(self, on_keys: Callable[[KeyRun], None] | None) -> None:
        self.keys = on_keys

    def show_set_up(self, state: SetUpState | None) -> None:
        self.shown = state

    @property
    def state(self) -> SetUpState:
        assert self.shown is not None
        return self.shown

    def open(self, device: DeviceFacts | None = None) -> None:
        self.presenter.open(OVERVIEW, device)

    def type(self, content: str, scanner: TypingScanner | None = None) -> None:
        assert self.keys is not None
        self.keys(tuple((scanner or TypingScanner()).type(content)))

    def card(self, card: CardId, scanner: TypingScanner | None = None) -> None:
        self.type(BY_ID[card].content, scanner)

    def work(self) -> None:
        job, then = self.jobs.pop(0)
        then(job(self.devices))


def test_the_cards_are_asked_for_in_their_order_and_what_they_said_is_kept() -> None:
    wizard = Wizard()
    wizard.open()
    for card in CARDS:
        assert card.id == wizard.state.asked
        assert Sheet(float(len(card.id)), 1, ()) == wizard.state.picture
        wizard.card(card.id)
    assert wizard.state.is_done
    learned = wizard.state.learned
    assert learned is not None
    assert (NOW, 8.0, "enter", "f8") == (
        learned.learned_at,
        learned.ms_per_key,
        learned.suffix,
        learned.separator,
    )
    wizard.presenter.keep()
    wizard.presenter.keep()
    wizard.work()
    assert [] == wizard.jobs
    ((source, results, kept),) = wizard.devices.kept
    assert (Source(DeviceKind.KEYBOARD), 5, learned) == (source, len(results), kept)
    assert [True] == wizard.ended
    assert None is wizard.keys


def test_cards_in_another_order_count_and_the_first_missing_one_is_asked_for() -> None:
    wizard = Wizard()
    wizard.open()
    wizard.card(CardId.SEPARATOR)
    wizard.card(CardId.DIGITS)
    assert "symbols" == wizard.state.asked


def test_a_card_that_came_with_a_stall_is_asked_for_again() -> None:
    wizard = Wizard()
    wizard.open()
    wizard.card(CardId.DIGITS, TypingScanner(stall=(9, 420)))
    assert ("digits", ()) == (wizard.state.asked, wizard.state.results)
    assert wizard.state.last is not None
    assert "stalled" == wizard.state.last.findings[0]
    wizard.card(CardId.DIGITS)
    assert "symbols" == wizard.state.asked


def test_a_payment_code_is_forgotten_at_once_and_the_card_still_asked_for() -> None:
    wizard = Wizard()
    wizard.open()
    wizard.type(PAYMENT)
    assert wizard.state.last is not None
    assert (None, "digits") == (wizard.state.last.card, wizard.state.asked)
    assert PAYMENT not in repr(wizard.state)
    assert "28451" not in repr(wizard.state.last.reading)


def test_a_scanner_without_a_suffix_gets_one_and_its_card_is_read_anew() -> None:
    wizard = Wizard()
    wizard.open()
    wizard.card(CardId.DIGITS, TypingScanner(ms=35, suffix=()))
    assert wizard.state.last is not None
    assert "suffix_wanted" in wizard.state.last.findings
    wizard.card(CardId.DIGITS, TypingScanner(ms=35, suffix=(Special.ENTER,)))
    (result,) = wizard.state.results
    assert ("enter", False) == (result.suffix, "suffix_wanted" in result.findings)


def test_it_can_be_left_and_gone_on_with_and_begun_anew() -> None:
    wizard = Wizard()
    wizard.open()
    wizard.card(CardId.DIGITS)
    wizard.presenter.leave()
    assert (None, None) == (wizard.shown, wizard.keys)
    wizard.work()
    assert ([False], 1) == (wizard.ended, wizard.devices.ends)
    wizard.open()
    assert "symbols" == wizard.state.asked
    wizard.presenter.begin_anew()
    assert ("digits", ()) == (wizard.state.asked, wizard.state.results)


def test_a_scanner_that_reads_no_qr_code_leaves_two_cards_out_and_is_done() -> None:
    wizard = Wizard()
    wizard.open()
    wizard.presenter.leave_out()
    assert "digits" == wizard.state.asked
    for card in CARDS[:3]:
        wizard.card(card.id)
    wizard.presenter.leave_out()
    assert wizard.state.is_done


def test_another_scanner_in_between_begins_from_nothing() -> None:
    wizard = Wizard()
    wizard.open()
    wizard.card(CardId.DIGITS)
    read = ScanRead("s", BY_ID[CardId.SYMBOLS].content, None, "scanner")
    assert wizard.presenter.on_scan(read)
    assert ["symbols"] == [one.card for one in wizard.state.results]
    assert Source(DeviceKind.OTHER, "scanner") == wizard.state.source


def test_scans_belong_to_the_set_up_only_while_it_is_open() -> None:
    wizard = Wizard()
    read = ScanRead("s", "6901234567892", None, "scanner")
    assert not wizard.presenter.on_scan(read)
    wizard.open()
    assert wizard.presenter.on_scan(read)


def result(card: str) -> CardResult:
    return CardResult(card, ("whole",), keys=20, suffix="cr", baudrate=115_200)


def test_a_serial_port_is_listened_to_card_by_card_and_noise_changes_its_speed() -> None:
    wizard = Wizard()
    wizard.open()
    wizard.presenter.choose_port(2)
    assert [] == wizard.jobs
    wizard.presenter.choose_port(1)
    wizard.devices.heard = [Noise(9600, 115_200), result("digits"), result("symbols")]
    wizard.work()
    assert Noise(9600, 115_200) == wizard.state.noise
    wizard.work()
    assert "symbols" == wizard.state.asked
    assert None is wizard.state.noise
    wizard.work()
    assert [("/dev/ttyUSB0", card) for card in ("digits", "digits", "symbols")] == (
        wizard.devices.asked
    )
    assert Source(DeviceKind.SERIAL, "/dev/ttyUSB0") == wizard.state.source
    wizard.presenter.leave()
    for _ in range(2):
        wizard.work()
    assert ([], None) == (wizard.jobs, wizard.shown)


def test_a_port_that_does_not_open_is_said_and_the_rest_goes_on() -> None:
    wizard = Wizard()
    wizard.open()
    wizard.presenter.choose_port(1)
    wizard.devices.heard = [Refusal("DEVICE_BUSY")]
    wizard.work()
    assert (Refusal("DEVICE_BUSY"), "", []) == (
        wizard.state.refusal,
        wizard.state.port,
        wizard.jobs,
    )
    wizard.card(CardId.DIGITS)
    assert ("symbols", None) == (wizard.state.asked, wizard.state.refusal)


def test_a_serial_device_is_learned_again_on_its_own_port_from_the_first_card() -> None:
    wizard = Wizard()
    wizard.open()
    wizard.card(CardId.DIGITS)
    wizard.presenter.leave()
    wizard.work()
    device = DeviceFacts("scanner", DeviceKind.SERIAL, ScannerState.READY, where="/dev/ttyACM0")
    wizard.open(device)
    assert ((), "/dev/ttyACM0") == (wizard.state.results, wizard.state.port)
    assert 1 == len(wizard.jobs)


def test_what_cannot_be_written_is_said_and_nothing_of_the_cards_is_lost() -> None:
    wizard = Wizard()
    wizard.devices.refusal = Refusal("DEVICE_BOOK")
    wizard.open()
    for card in CARDS:
        wizard.card(card.id)
    wizard.presenter.keep()
    wizard.work()
    assert (Refusal("DEVICE_BOOK"), True) == (wizard.state.refusal, wizard.state.is_done)
    wizard.devices.refusal = None
    wizard.presenter.dismiss()
    assert (None, True) == (wizard.state.refusal, wizard.state.is_done)
    wizard.presenter.keep()
    wizard.work()
    assert [True] == wizard.ended


def test_work_that_broke_off_leaves_no_dead_end() -> None:
    wizard = Wizard()
    wizard.open()
    wizard.presenter.choose_port(1)
    wizard.presenter.on_crash("CRASH")
    assert (Refusal("CRASH"), "") == (wizard.state.refusal, wizard.state.port)
    wizard.presenter.choose_port(1)
    assert "/dev/ttyUSB0" == wizard.state.port


def test_a_set_up_that_is_kept_begins_anew_the_next_time() -> None:
    wizard = Wizard()
    wizard.open()
    for card in CARDS:
        wizard.card(card.id)
    wizard.presenter.keep()
    wizard.work()
    wizard.open()
    assert replace(SetUpState(ports=(PORT,)), picture=wizard.state.picture) == wizard.state
