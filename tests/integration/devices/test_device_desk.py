"""The till's devices on a real pseudo-terminal: health, removal, and what outlives a restart."""

from __future__ import annotations

import os
import time
import tty
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from queue import Empty, Queue
from threading import Event

import pytest

from devices.base import DeviceHealth, Scan, ScanEvent
from devices.setup_cards import CARDS
from devices.setup_reading import read_strokes
from local_store.errors import ClosedError
from local_store.unit_of_work import UnitOfWork
from terminal import printer
from terminal.config import ScannerSettings, TerminalSettings
from terminal.device_book import BOOK_FILE, Book, BookedDevice, DeviceBook, LearnedHabits
from terminal.device_desk import TillDevices
from terminal.domain.problems import Refusal
from terminal.set_up_desk import result_of
from tests.conftest import LogRecords
from tests.fakes.typing_scanner import TypingScanner
from ui.devices.ports import CardResult, DeviceKind, Learned, Noise, Overview, Source
from ui.frame.status import ScannerState

HABITS = LearnedHabits(
    learned_at=datetime(2026, 11, 22, tzinfo=UTC), ms_per_key=8.5, suffix="enter", separator="f8"
)


def no_store(_work: Callable[[UnitOfWork], bool]) -> Future[bool]:
    raise ClosedError


Heard = CardResult | Noise | Refusal | None


class Till:
    """Devices of one data folder, with a scanner at the other end of a pseudo-terminal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.port = os.ttyname(self._slave)
        self.scans: Queue[ScanEvent] = Queue()
        self.health: Queue[DeviceHealth] = Queue()
        self.devices = self._start()

    def _start(self) -> TillDevices:
        scanner = ScannerSettings(id="scanner", kind="serial", options={"port": self.port})
        settings = TerminalSettings(data_dir=self.folder, scanners=(scanner,))
        made = TillDevices(settings, no_store, on_scan=self.scans.put, on_health=self.health.put)
        made.start()
        return made

    def restart(self) -> None:
        self.devices.stop()
        self.devices = self._start()

    def overview(self) -> Overview:
        return self.devices.submit(lambda desk: desk.overview()).result(5)

    def wait(self, check: Callable[[Overview], bool]) -> Overview:
        deadline = time.monotonic() + 5
        while not check(found := self.overview()):
            assert time.monotonic() < deadline, found
        return found

    def close(self) -> None:
        self.devices.stop()
        for end in (self.master, self._slave):
            os.close(end)


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = Till(tmp_path)
    yield made
    made.close()


def is_ready(overview: Overview) -> bool:
    return any(one.id == "scanner" and one.state is ScannerState.READY for one in overview.devices)


def test_the_overview_counts_what_a_scanner_read_and_says_where_it_is(till: Till) -> None:
    till.wait(is_ready)
    os.write(till.master, b"6901234567892\r")
    assert isinstance(till.scans.get(timeout=5), Scan)
    found = till.overview().devices[0]
    assert (DeviceKind.SERIAL, 1, till.port) == (found.kind, found.scans, found.where)


def test_a_device_that_was_removed_is_read_no_more_also_after_a_restart(till: Till) -> None:
    till.wait(is_ready)
    left = till.devices.submit(lambda desk: desk.remove("scanner")).result(5)
    assert ["keyboard"] == [one.id for one in left.devices]
    os.write(till.master, b"6901234567892\r")
    till.restart()
    assert ["keyboard"] == [one.id for one in till.overview().devices]
    with pytest.raises(Empty):
        till.scans.get_nowait()


def test_what_was_learned_outlives_a_restart(till: Till) -> None:
    book = DeviceBook(till.folder)
    book.write(
        book.read().with_device(BookedDevice(id="keyboard", kind="keyboard", learned=HABITS))
    )
    till.restart()
    learned = till.overview().devices[-1].learned
    assert learned is not None
    assert (8.5, "enter", "f8") == (learned.ms_per_key, learned.suffix, learned.separator)


def test_a_damaged_book_is_put_aside_and_the_till_goes_on(
    tmp_path: Path, expected_logs: LogRecords
) -> None:
    (tmp_path / BOOK_FILE).write_bytes(b'{"devices": [{"id": 5')
    assert Book() == DeviceBook(tmp_path).read()
    assert (tmp_path / "devices.damaged").exists()
    assert ["warning: what was learned of devices cannot be read"] == expected_logs.messages


def test_a_file_that_is_there_is_never_written_over(till: Till) -> None:
    def save(content: bytes) -> str | Refusal:
        return till.devices.submit(lambda desk: desk.save_file("x.pdf", content)).result(5)

    first = save(b"one")
    assert isinstance(first, str)
    refused = save(b"two")
    assert isinstance(refused, Refusal)
    assert "PRINT_NOT_SAVED" == refused.code
    assert b"one" == Path(first).read_bytes()


def programs(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)


def test_printing_goes_through_the_systems_own_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert None is printer.printers()
    refusal = printer.print_pdf("cards", b"%PDF", "office")
    assert refusal is not None
    assert "PRINT_NO_SERVICE" == refusal.code

    stat = 'if [ "$1" = -e ]; then echo label; echo office; else echo "default: office"; fi'
    out = tmp_path / "got"
    programs(tmp_path, lpstat=stat, lp=f'echo "$@" > {out}; while read -r l; do echo $l; done')
    assert ("office", "label") == printer.printers()
    assert None is printer.print_pdf("cards", b"%PDF\n", "office")
    assert "-d office -t cards -o print-scaling=none -" == out.read_text().strip()

    programs(tmp_path, lp="exit 1")
    refusal = printer.print_pdf("cards", b"%PDF", "office")
    assert refusal == Refusal("PRINT_FAILED", {"printer": "office"})


def test_a_free_port_is_heard_card_by_card_and_then_read_as_a_device(till: Till) -> None:
    till.devices.submit(lambda desk: desk.remove("scanner")).result(5)
    stop, results = Event(), []
    for card in CARDS:
        job = till.devices.submit(partial(hear, port=till.port, asked=card.id.value, stop=stop))
        heard = scanned(till, job, card.content.encode("gb18030") + b"\r\n")
        assert isinstance(heard, CardResult)
        assert (card.id.value, "crlf", 9600) == (heard.card, heard.suffix, heard.baudrate)
        results.append(heard)
    learned = Learned(HABITS.learned_at, suffix="crlf", separator="gs", baudrate=9600)
    source = Source(DeviceKind.SERIAL, till.port)
    kept = till.devices.submit(lambda desk: desk.keep(source, results, learned)).result(5)
    assert isinstance(kept, Overview)
    till.restart()
    till.wait(lambda found: any(one.where == till.port for one in found.devices))
    till.wait(lambda found: found.devices[0].state is ScannerState.READY)
    os.write(till.master, b"6901234567892\r\n")
    scan = till.scans.get(timeout=5)
    assert isinstance(scan, Scan)
    assert ("scanner-1", "6901234567892") == (scan.device_id, scan.payload)
    assert learned == till.overview().devices[0].learned


def test_a_port_in_use_is_lent_to_the_set_up_and_read_again_after_it(till: Till) -> None:
    till.wait(is_ready)
    stop = Event()
    asked = CARDS[0]
    job = till.devices.submit(partial(hear, port=till.port, asked=asked.id.value, stop=stop))
    assert isinstance(scanned(till, job, asked.content.encode() + b"\r"), CardResult)
    while not till.scans.empty():  # The device may have read it before it let go of the port.
        till.scans.get()
    till.devices.submit(lambda desk: desk.end_set_up()).result(5)
    till.wait(is_ready)
    os.write(till.master, b"6901234567892\r")
    assert isinstance(till.scans.get(timeout=5), Scan)


def test_hearing_ends_when_it_is_told_to_and_when_the_till_stops(till: Till) -> None:
    stop = Event()
    job = till.devices.submit(partial(hear, port=till.port, asked="digits", stop=stop))
    stop.set()
    assert None is job.result(5)
    job = till.devices.submit(partial(hear, port=till.port, asked="digits", stop=Event()))
    till.restart()
    assert job.cancelled() or None is job.result(5)


def test_a_port_that_is_not_there_is_told_by_its_code(till: Till) -> None:
    job = till.devices.submit(partial(hear, port="/dev/none", asked="digits", stop=Event()))
    assert Refusal("DEVICE_NOT_FOUND") == job.result(5)


def test_the_profile_of_a_scanner_that_types_outlives_a_restart(till: Till) -> None:
    scanner = TypingScanner(ms=12)
    readings = [read_strokes(scanner.type(card.content), card.id) for card in CARDS]
    results = [result_of(one) for one in readings]
    learned = Learned(HABITS.learned_at, ms_per_key=12.0, suffix="enter", separator="f8")
    source = Source(DeviceKind.KEYBOARD)
    till.devices.submit(lambda desk: desk.keep(source, results, learned)).result(5)
    (before,) = till.devices.known().profiles
    till.restart()
    (after,) = till.devices.known().profiles
    assert before.to_dict() == after.to_dict()
    assert ("keyboard", 5) == (after.name, after.reads)
    text = (till.folder / BOOK_FILE).read_text()
    assert not any(card.content in text for card in CARDS)


def test_what_cannot_be_written_is_refused_and_the_devices_go_on(till: Till) -> None:
    till.wait(is_ready)
    (till.folder / f"{Path(BOOK_FILE).stem}.part").mkdir()
    learned = Learned(HABITS.learned_at)
    source = Source(DeviceKind.KEYBOARD)
    done = till.devices.submit(lambda desk: desk.keep(source, [], learned)).result(5)
    assert Refusal("DEVICE_BOOK") == done
    assert is_ready(till.overview())


def hear(desk: TillDevices, *, port: str, asked: str, stop: Event) -> Heard:
    return desk.hear(port, asked, stop)


def scanned(till: Till, job: Future[Heard], card: bytes) -> Heard:
    """Scan a card until it is heard: what came before the port was ready is thrown away."""
    for _ in range(12):
        os.write(till.master, card)
        with suppress(TimeoutError):
            return job.result(0.6)
    return job.result(0)
