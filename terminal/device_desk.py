"""The devices of this till, run by what the settings say and what set-up learned.

Looking, removing and printing take a while, so they run on a thread of their own; the devices have
theirs from the manager.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import partial
from random import SystemRandom
from threading import Event
from typing import Final, Protocol, TypeVar

import structlog
from serial.tools.list_ports import comports

from devices.arbiter.known import Known
from devices.base import DeviceHealth, DriverEnv, ScanEvent
from devices.discovery import Discovery, FoundDevice, options_of
from devices.live_view import LiveViews
from devices.manager import DeviceManager, ManagerEnv
from devices.options import DeviceSettings, OptionValue
from devices.registry import build_driver
from devices.setup_cards import CARDS
from devices.setup_lesson import profile
from local_store.errors import LocalStoreError
from local_store.unit_of_work import UnitOfWork
from terminal import machine, printer, unsent_file
from terminal.camera_views import CameraViews
from terminal.config import TerminalSettings
from terminal.device_book import Book, BookedDevice, DeviceBook, LearnedHabits
from terminal.domain.problems import Refusal
from terminal.services import camera_codes
from terminal.set_up_desk import KEYBOARD, PortHearing, readings_of
from ui.devices import plug as devices_plug
from ui.devices.plug import DevicePorts
from ui.devices.ports import (
    CardResult,
    DeviceFacts,
    DeviceKind,
    FoundFacts,
    Learned,
    Noise,
    Overview,
    SetUpDesk,
    Source,
)
from ui.devices.presenter import Desks
from ui.devices.wiring import CardToPrint
from ui.frame.status import ScannerState
from ui.plug import Plug
from ui.printing.out import Paper
from ui.sounds import SoundDesk

EXPORTS: Final = "exports"
_STOP_S: Final = 2.0
_NAME_MAX: Final = 200
_USB_NAMES: Final = ("vid", "pid", "serial_number", "location")
_SHOWN: Final = (
    "learned_at",
    "ms_per_key",
    "suffix",
    "separator",
    "is_caps_inverted",
    "is_doubled",
    "is_eaten",
    "baudrate",
)
_KNOWN_S: Final = 0.1

_log: Final = structlog.get_logger("terminal")

T = TypeVar("T")
Crashed = Callable[[BaseException], None]
Read = Callable[[Callable[[UnitOfWork], bool]], Future[bool]]


class Typing(Protocol):
    """What is asked of the scanners that type."""

    @property
    def set_up(self) -> SetUpDesk:
        """The desk of the set-up."""

    @property
    def tells_keyboards_apart(self) -> bool:
        """Tell whether the system says which keyboard a key came from."""


class TillDevices:
    """A `ui.devices.ports.DeviceDesk`, and what starts and stops the devices.

    `read` is the store's. `live` is where the pictures of cameras are seen. `on_scan` and
    `on_health` are called from the manager's delivering thread.
    """

    def __init__(
        self,
        settings: TerminalSettings,
        read: Read,
        *,
        on_scan: Callable[[ScanEvent], None],
        on_health: Callable[[DeviceHealth], None],
    ) -> None:
        self._read, self.live = read, LiveViews()
        self._settings, self._on_scan, self._on_health = settings, on_scan, on_health
        self._booked = DeviceBook(settings.data_dir)
        self._book = self._booked.read()
        self._exports = settings.data_dir / EXPORTS
        self._discovery = Discovery(comports)
        self._hearing, self._is_ending = PortHearing(), Event()
        self._put_aside: str | None = None
        self._typing: Typing | None = None
        self._running: set[str] = set()
        self._followed: Known | None = None
        self._manager = self._build()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="device-desk")

    def start(self) -> None:
        """Open the devices. Returns at once."""
        self._manager.start()

    def stop(self) -> tuple[str, ...]:
        """Close everything; return the ids of devices that did not end in time."""
        self._is_ending.set()
        self._thread.shutdown(wait=True, cancel_futures=True)
        self._keep_followed()  # The thread that might have is gone.
        return self._manager.stop(_STOP_S)

    def follow(self, known: Known) -> None:
        """Keep what was learned of scanners at work, soon. From any thread."""
        self._followed = known
        self.submit(TillDevices._keep_followed)

    def submit(self, job: Callable[[TillDevices], T]) -> Future[T]:
        """Start a job on the desk's thread, and return at once."""
        return self._thread.submit(job, self)

    def plug(self, typing: Typing, sounds: SoundDesk, crashed: Crashed) -> Plug:
        """Return what makes the devices page."""
        self._typing = typing
        cards = tuple(CardToPrint(card.id, card.format, card.content) for card in CARDS)
        desks = Desks(typing.set_up, CameraViews(self.live), sounds)
        ports = DevicePorts(submit=self.submit, desks=desks, cards=cards, crashed=crashed)
        return devices_plug.plug(ports)

    # What runs on the desk's thread.

    def overview(self) -> Overview:
        """Return how everything stands now."""
        health = {one.device_id: one for one in self._manager.health()}
        present = self._discovery.present()
        devices = [
            self._facts(one, health.get(one.id), _where(one.options, present))
            for one in self._configured()
        ]
        if self._settings.wedge.enabled:
            devices.append(self._typing_scanner())
        used = {one.where for one in devices}
        found = tuple(_found(one, used) for one in present)
        is_apart = self._typing is not None and self._typing.tells_keyboards_apart
        return Overview(tuple(devices), found, is_apart, printer.printers())

    def remove(self, device: str) -> Overview:
        """Stop using a device, and forget what was learned of it."""
        self._keep(self._book.without(device))
        self._run_anew()
        self._on_health(DeviceHealth(device, ""))  # It is off: nobody waits for it any more.
        return self.overview()

    def hear(self, port: str, asked: str, stop: Event) -> CardResult | Noise | Refusal | None:
        """Wait on a serial port for one card. A device of this till that reads it lets go of it
        until the set-up ends. Return None when `stop` was set before.
        """
        mine = self._reader_of(port)
        if mine is not None and self._put_aside != mine.id:
            self._put_aside = mine.id
            self._run_anew()
        return self._hearing.hear(port, asked, lambda: stop.is_set() or self._is_ending.is_set())

    def keep(
        self, source: Source, results: Sequence[CardResult], learned: Learned
    ) -> Overview | Refusal:
        """Keep what was learned, and use the device from now on."""
        device = self._learned_device(source)
        given = {name: getattr(learned, name) for name in _SHOWN}
        readings = readings_of(results)
        made = profile(device.id, readings) if source.kind is DeviceKind.KEYBOARD else None
        if learned.baudrate is not None and device.kind == "serial":
            options = {**device.options, "baudrate": learned.baudrate}
            device = device.model_copy(update={"options": options})
        kept = LearnedHabits(**given, profile=None if made is None else made.to_dict())
        try:
            self._keep(self._book.with_device(device.model_copy(update={"learned": kept})))
        except OSError:
            return Refusal("DEVICE_BOOK")
        return self.end_set_up()

    def end_set_up(self) -> Overview:
        """Read again what was put aside while a port was listened to."""
        was_heard, self._put_aside = self._put_aside is not None, None
        self._hearing.forget()
        if was_heard or {one.id for one in self._configured()} != self._running:
            self._run_anew()
        return self.overview()

    def known(self) -> Known:
        """Return what was learned of the scanners that type."""
        return self._book.known()

    def separator(self) -> str:
        """Return how the scanner that types sends a separator, "" when that was not learned."""
        booked = self._book.find(KEYBOARD)
        return "" if booked is None or booked.learned is None else booked.learned.separator

    def _reader_of(self, port: str) -> DeviceSettings | None:
        """Return the device of this till that reads a port."""
        present = self._discovery.present()
        found = (one for one in self._configured() if _where(one.options, present) == port)
        return next(found, None)

    def _learned_device(self, source: Source) -> BookedDevice:
        """Return the device that was set up, as it is or as it will be in the book."""
        if source.kind is DeviceKind.KEYBOARD:
            return self._book.find(KEYBOARD) or BookedDevice(id=KEYBOARD, kind=KEYBOARD)
        if source.kind is DeviceKind.SERIAL:
            return self._serial_device(source.where)
        known = next(one for one in self._configured() if one.id == source.where)
        booked = self._book.find(known.id)
        return booked or BookedDevice(id=known.id, kind=known.kind, options=_plain(known.options))

    def _serial_device(self, port: str) -> BookedDevice:
        present = self._discovery.present()
        found = next((one for one in present if one.device == port), None)
        options = {"port": port} if found is None else options_of(found, present)
        mine = self._reader_of(port)
        if mine is not None:
            return BookedDevice(id=mine.id, kind=mine.kind, options=_plain(mine.options))
        taken = {one.id for one in self._configured()}
        numbers = (f"scanner-{n}" for n in range(1, len(taken) + 2))
        name = "" if found is None else found.name
        return BookedDevice(
            id=next(one for one in numbers if one not in taken),
            kind="serial",
            name=name[:_NAME_MAX],
            options=_plain(options),
        )

    def save_file(self, name: str, content: bytes) -> str | Refusal:
        """Write a new file into the folder for exports and return its path."""
        try:
            return unsent_file.write_into(self._exports, name, content)
        except OSError:
            return Refusal("PRINT_NOT_SAVED", {"path": str(self._exports / name)})

    def put_on_paper(self, name: str, content: bytes) -> Paper | Refusal:
        """Print a PDF on the usual printer, or save it where no printer is set up."""
        if usual := next(iter(printer.printers() or ()), None):
            return printer.print_pdf(name, content, usual) or Paper(printer=usual)
        path = self.save_file(name, content)
        return path if isinstance(path, Refusal) else Paper(path=path)

    def print_file(self, name: str, content: bytes, printer_name: str) -> Refusal | None:
        """Hand a PDF to the system's printer."""
        return printer.print_pdf(name, content, printer_name)

    def _keep_followed(self) -> None:
        if self._followed is None:
            return
        book = self._book.followed(self._followed)
        try:
            if book != self._book:
                self._keep(book)
        except OSError:
            _log.warning("what was learned of devices cannot be written")

    def _keep(self, book: Book) -> None:
        self._booked.write(book)
        self._book = book

    def _run_anew(self) -> None:
        """End every device and start those there are now: nothing is read meanwhile (2 s at most,
        and seldom more than 0.3).
        """
        self._manager.stop(_STOP_S)
        self._manager = self._build()
        self._manager.start()

    def _build(self) -> DeviceManager:
        devices = [one for one in self._configured() if one.id != self._put_aside]
        self._running = {one.id for one in devices}
        env = DriverEnv(
            machine.clock_ns,
            machine.scan_id,
            is_known=self._is_known,
            is_secret=camera_codes.is_secret,
            live=self.live,
        )
        return DeviceManager(
            devices,
            partial(build_driver, env=env),
            ManagerEnv(clock_ns=machine.clock_ns, random=SystemRandom().random),
            on_scan=self._on_scan,
            on_health=self._on_health,
        )

    def _is_known(self, payload: str) -> bool:
        """Ask the store, on a camera's thread. An answer that takes too long is a no: then a second
        picture has to agree.
        """
        try:
            return self._read(partial(camera_codes.is_known, payload=payload)).result(_KNOWN_S)
        except (LocalStoreError, CancelledError, TimeoutError):
            return False

    def _configured(self) -> tuple[DeviceSettings, ...]:
        """Return the devices with a driver: those of the settings, and those that were learned."""
        learned = [one for one in self._book.devices if one.kind != KEYBOARD]
        given = {one.id: DeviceSettings(one.kind, one.id, one.options) for one in learned}
        for one in self._settings.scanners:
            if one.id not in self._book.removed:
                given.setdefault(one.id, DeviceSettings(one.kind, one.id, one.options))
        return tuple(given.values())

    def _facts(
        self, device: DeviceSettings, health: DeviceHealth | None, where: str
    ) -> DeviceFacts:
        booked = self._book.find(device.id)
        shown = health or DeviceHealth(device.id, device.kind)
        return DeviceFacts(
            id=device.id,
            kind=_kind(device.kind),
            state=ScannerState(shown.state.value),
            code=shown.code or "",
            name="" if booked is None else booked.name,
            where=where,
            scans=shown.scans,
            dropped=shown.dropped,
            bad_frames=shown.bad_frames,
            learned=_learned(booked),
        )

    def _typing_scanner(self) -> DeviceFacts:
        booked = self._book.find(KEYBOARD)
        return DeviceFacts(
            id=KEYBOARD,
            kind=DeviceKind.KEYBOARD,
            state=ScannerState.READY,
            name="" if booked is None else booked.name,
            learned=_learned(booked),
            is_removable=booked is not None,
        )


def _kind(kind: str) -> DeviceKind:
    return DeviceKind(kind) if kind in set(DeviceKind) else DeviceKind.OTHER


def _found(one: FoundDevice, used: Collection[str]) -> FoundFacts:
    return FoundFacts(_kind(one.kind), one.device, one.name, one.device in used)


def _where(options: Mapping[str, OptionValue], present: Iterable[FoundDevice]) -> str:
    """Return the path a device is opened by now, empty while what USB calls it is not there."""
    path = options.get("port") or options.get("path")
    if path:
        return str(path)
    named = {name: options[name] for name in _USB_NAMES if options.get(name) is not None}
    for one in present:
        told = {"vid": one.vid, "pid": one.pid, "serial_number": one.serial_number}
        told["location"] = one.location
        if named and all(_same(told[name], value) for name, value in named.items()):
            return one.device
    return ""


def _same(told: object, wanted: OptionValue) -> bool:
    if isinstance(told, int) and isinstance(wanted, str):
        return f"{told:#06x}" == wanted.lower()
    return told == wanted


def _learned(booked: BookedDevice | None) -> Learned | None:
    if booked is None or booked.learned is None:
        return None
    return Learned(**{name: getattr(booked.learned, name) for name in _SHOWN})


def _plain(options: Mapping[str, OptionValue]) -> dict[str, str | int | bool]:
    return {name: value for name, value in options.items() if value is not None}
