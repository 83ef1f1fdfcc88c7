"""The composition root: builds the till from its parts, and starts and stops them in order.

The only module that knows every part.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

import requests
import structlog
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from devices.base import DeviceHealth, Scan, ScanEvent
from local_store import swap
from local_store.enrolment import Identity
from local_store.errors import (
    CorruptError,
    LocalStoreError,
    NotADatabaseError,
    NotEnrolledError,
)
from local_store.key_custody import CustodyTier, FileCustody, obtain
from local_store.store import Store, StoreSettings
from local_store.unit_of_work import UnitOfWork
from sync.agent import enrolment
from sync.agent.enrolment import AboutTill
from sync.agent.http_transport import HttpSettings, HttpTransport
from sync.agent.pace import PaceSettings
from sync.agent.runner import Runner
from sync.protocol.version import ANSWER_HEADER
from terminal import backups, log_rescue, log_setup, machine, unsent_file
from terminal.config import TerminalSettings
from terminal.device_desk import TillDevices
from terminal.domain.card import SyncState
from terminal.domain.staff import Session
from terminal.file_desk import FileDesk
from terminal.import_seat import ImportSeat, report_path
from terminal.services import member_codes, sync_status
from terminal.services.pins import Pins, PinThread
from terminal.services.work import Work
from terminal.sounds import sounds_of
from terminal.sync_parts import NoExchange, build_runner
from terminal.typing_desk import TypingDesk
from terminal.upkeep import Upkeep
from ui import i18n, theme
from ui.bridge import Bridge
from ui.failure import FailureWindow
from ui.frame.bottom_bar import Place
from ui.frame.status import ScannerHealth, ScannerState
from ui.lock.guard import GuardParts
from ui.plugged import PLUGS
from ui.quit_signal import QuitSignal
from ui.scans import ScanRead
from ui.screen_parts import ScreenParts
from ui.screens import Screens
from ui.tasks import crash_code
from ui.theme import Scheme, Theme

__all__ = ["build_runner"]

VERSION: Final = "0.3.0"
DATABASE: Final = backups.DATABASE
KEY_FILE: Final = "key.json"
EXPORTS: Final = "exports"
"""Where the window puts files with unsent work."""
LOCAL_WRITE: Final = "audit"
"""Every save of a person has an audit entry, and nothing from HQ has: it tells the two apart."""

LOG_LONG: Final = "STORE_LOG_LONG"
_log: Final = structlog.get_logger("terminal")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Start:
    """How the window opens: who is asked for their PIN first, at which desk, whether all data is
    made up, whether it is a training till, which has no HQ, and a message (code and facts) about
    what was done before.
    """

    staff: str | None = None
    desk: int | None = None
    is_synthetic: bool = False
    is_training: bool = False
    notice: tuple[str, dict[str, str]] | None = None


# The till without a window.


def open_store(data_dir: Path, *, must_exist: bool = True) -> Store:
    """Open a till's store with its key, making both when there are none and that is allowed.

    Raise a LocalStoreError; NotEnrolledError when there is no store yet.
    """
    path = data_dir / DATABASE
    if swap.is_announced(path):  # A restore that was cut off when all was ready.
        swap.finish(path, data_dir / KEY_FILE)
    if must_exist and not path.exists():
        raise NotEnrolledError
    if must_exist and path.stat().st_size == 0:
        raise NotADatabaseError("emptied")  # Never taken for a new till: there may be a backup.
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = obtain(_custody(data_dir), machine.SystemIds(), database=path)
    opening = partial(Store, StoreSettings(path), key, machine.SystemClock(), machine.SystemIds())
    return log_rescue.opened(path, key, opening)


@contextmanager
def opened(data_dir: Path, *, must_exist: bool = True) -> Iterator[Store]:
    """Lend a till's store. Raise a LocalStoreError."""
    store = open_store(data_dir, must_exist=must_exist)
    try:
        yield store
    finally:
        store.close()


def is_provisioned(data_dir: Path) -> bool:
    """Tell whether this folder holds a till that was enrolled."""
    if not (data_dir / DATABASE).exists():
        return False
    with opened(data_dir) as store:
        return store.read(lambda uow: uow.sync.identity()).result() is not None


def provision(data_dir: Path, code: str, *, desk: str = "", again: bool = False) -> Identity:
    """Enrol this machine with a provisioning code: for the first time, or `again` after HQ found it
    copied or set back. Raise a SyncError or a LocalStoreError.
    """

    def connect(url: str, pin: str | None) -> HttpTransport:
        return HttpTransport(HttpSettings(url, pin), clock=machine.SystemClock())

    about = AboutTill(VERSION, desk)
    with opened(data_dir, must_exist=again) as store:
        enrol = enrolment.enrol_again if again else enrolment.enrol
        return enrol(store, code, about, connect=connect)


def status(settings: TerminalSettings) -> SyncState:
    """Return what is unsent and when HQ was last heard. Raise a LocalStoreError, such as
    NotEnrolledError for a till that HQ never took.
    """
    with opened(settings.data_dir) as store:
        store.read(_identity).result()
        return store.read(sync_status.read).result()


def hub_answers(url: str) -> bool:
    """Tell whether a hub of ours answers at `url`, within two seconds."""
    try:
        answer = requests.get(f"{url}/v1/health", timeout=2, allow_redirects=False)
    except requests.RequestException:
        return False
    return answer.ok and ANSWER_HEADER in answer.headers


def damage_mark(data_dir: Path) -> Path:
    """Return the file whose being there says that the database was found damaged."""
    return data_dir / f"{DATABASE}.damaged"


def _custody(data_dir: Path) -> FileCustody:
    return FileCustody(data_dir / KEY_FILE)


# The till with its window.


class Terminal(QObject):
    """A running till. Start order: store, screens, devices, sync; `stop` goes the other way."""

    def __init__(
        self, settings: TerminalSettings, start: Start, *, pace: PaceSettings | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("terminal")
        self._bridge = Bridge(self)
        self._custody = _custody(settings.data_dir)
        self.store = open_store(settings.data_dir)
        try:
            self._identity = self.store.read(_identity).result()
            self._upkeep = Upkeep(
                self.store, settings, self._custody, tell=self._bridge.post_trouble
            )
            self._runner, self._transport = self._exchange(start, pace)
        except BaseException:
            self.store.close()
            raise
        self._session: Session | None = None
        self._imports = ImportSeat(self.store, lambda: self._session)
        self._files = FileDesk(settings.data_dir / EXPORTS)
        self._pins = PinThread(Pins(self.store.run, machine.SystemClock().elapsed_ms))
        self._notice = start.notice
        self._damage_mark = damage_mark(settings.data_dir)
        bridge = self._bridge
        self._devices = TillDevices(
            settings, self.store.read, on_scan=bridge.post_scan, on_health=bridge.post_device
        )
        self._sounds = sounds_of(settings.data_dir, settings.sound_percent)
        self._typing = TypingDesk(
            self._devices.known(),
            self._devices.separator(),
            machine.now,
            followed=self._devices.follow,
            is_enabled=settings.wedge.enabled,
        )
        self.screens = Screens(self._screen_parts(settings, start), self)
        self._connect()

    def _exchange(
        self, start: Start, pace: PaceSettings | None
    ) -> tuple[Runner | NoExchange, HttpTransport | NoExchange]:
        if start.is_training:
            return NoExchange(), NoExchange()
        return build_runner(
            self.store,
            self._identity,
            forget=self._upkeep.forget,
            pace=pace,
            chores=self._upkeep.chores,
        )

    def start(self) -> None:
        """Show the window first, then open devices and the way to HQ."""
        self.screens.start()
        self.screens.tasks(member_codes.known_keys, self._typing.trust)
        self._notice = self._notice or log_rescue.notice(self.store)
        if self._notice is not None:
            self.screens.refuse(*self._notice)
        self._devices.start()
        self._typing.start()
        self._runner.start()
        self._upkeep.start()
        self.store.check_pages().add_done_callback(self._on_checked)
        _log.info("terminal started", device=self._identity.device, store=self._identity.store.id)

    def stop(self) -> None:
        """Screens stop asking, devices stop, sync stops, the store drains and closes."""
        self.screens.stop()
        self._pins.close()
        self._imports.close()  # What runs was told to stop, and goes on with the same file.
        self._files.close()
        self._bridge.close()
        self._typing.stop()
        self._sounds.stop()
        stuck = self._devices.stop()
        ended = self._runner.stop()
        self._upkeep.stop()
        self._transport.close()
        try:
            self.store.close()
        except LocalStoreError as error:
            # Everything saved is on disk; a full disk only keeps the log from being written back.
            _log.error("store closed with a fault", code=error.code)
        _log.info("terminal stopped", stuck_devices=len(stuck), sync_ended=ended)

    def _screen_parts(self, settings: TerminalSettings, start: Start) -> ScreenParts:
        info = self._identity.store
        devices = self._devices.plug(self._typing, self._sounds, _log_crash)
        place = Place(
            store=info.name,
            desk=start.desk,
            is_synthetic=start.is_synthetic,
            is_training=start.is_training,
            is_key_weak=self._custody.tier is CustodyTier.FILE,
        )
        return ScreenParts(
            submit=self._submit,
            submit_read=self._submit_read,
            submit_import=self._imports.submit,
            import_report=partial(report_path, settings.data_dir / EXPORTS, machine.now),
            guard=GuardParts(
                submit=self._pins.submit,
                signed_in=self._on_signed_in,
                elapsed_ms=machine.SystemClock().elapsed_ms,
                idle_ms=settings.lock_after_min * 60_000,
                named=start.staff,
            ),
            crashed=_log_crash,
            heard=self._sounds.play,
            place=place,
            zone=ZoneInfo(info.time_zone),
            now=machine.now,
            clock_ns=machine.clock_ns,
            keys=self._typing.keys,
            write_export=partial(unsent_file.write_into, settings.data_dir / EXPORTS),
            submit_paper=self._devices.submit,
            plugs=(*PLUGS, self._files.plug(), devices),
        )

    def _submit(self, work: Work[T]) -> Future[T]:
        return self.store.run(work, self._session)

    def _submit_read(self, work: Work[T]) -> Future[T]:
        return self.store.read(work, self._session)

    def _connect(self) -> None:
        self.store.on_committed = self._on_committed
        self.store.on_log_long = partial(self._bridge.post_trouble, LOG_LONG)
        self._bridge.scan_received.connect(self._on_scan)
        self._bridge.device_changed.connect(self._on_device)
        self._bridge.trouble_arose.connect(self.screens.refuse)
        self._bridge.store_changed.connect(self._on_store_changed)

    def _on_committed(self, changes: Mapping[str, frozenset[str]]) -> None:
        # On the store thread.
        if LOCAL_WRITE in changes:
            self._runner.nudge()
        self._bridge.post_store(changes)

    def _on_checked(self, checked: Future[None]) -> None:
        # On the store's reader thread. Opening looks at the first pages only, to be quick.
        if not checked.cancelled() and isinstance(error := checked.exception(), LocalStoreError):
            _log.error("store is damaged", code=error.code)
            if isinstance(error, CorruptError):
                # The next start saves what can be read. In the database no mark may find a place.
                with suppress(OSError):
                    self._damage_mark.touch(mode=0o600)
            self._bridge.post_trouble(error.code)

    def _on_scan(self, event: ScanEvent) -> None:
        if isinstance(event, Scan):
            read = ScanRead(event.scan_id, event.payload, event.symbology, event.device_id)
            self.screens.on_scan(read)
        else:
            self._sounds.unread()
            self.screens.refuse(event.code, {"length": str(event.length)})

    def _on_device(self, health: DeviceHealth) -> None:
        label = health.device_id
        state = ScannerState(health.state.value)
        self.screens.on_scanner(ScannerHealth(health.device_id, label, state, health.code or ""))

    def _on_store_changed(self, changes: Mapping[str, frozenset[str]]) -> None:
        self.screens.on_store_changed(changes)
        if "member_key" in changes:
            self.screens.tasks(member_codes.known_keys, self._typing.trust)

    def _on_signed_in(self, signed_in: Session) -> None:
        self._session = signed_in


def _log_crash(error: BaseException) -> None:
    # The type only: the message of an error can quote what a person typed.
    _log.error("work failed", error=type(error).__name__, code=crash_code(error))


def _identity(uow: UnitOfWork) -> Identity:
    identity = uow.sync.identity()
    if identity is None:
        raise NotEnrolledError
    return identity


def application(settings: TerminalSettings) -> QApplication:
    """Return the Qt application in this till's look and language, made on the first call."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Guitai")
    scheme = Scheme.DARK if settings.theme == "dark" else Scheme.LIGHT
    theme.apply(app, Theme(scheme=scheme, scale=settings.scale_percent))
    i18n.install(app, settings.language)
    return app


def run(settings: TerminalSettings, start: Start) -> int:
    """Run the window until it is closed or the process is told to end."""
    log_setup.set_up(settings.data_dir / "logs", settings.log_level)
    app = application(settings)
    quitting = QuitSignal((signal.SIGINT, signal.SIGTERM))
    quitting.requested.connect(app.quit)
    with quitting:
        try:
            terminal = Terminal(settings, start)
        except LocalStoreError as error:
            _log.error("terminal cannot start", code=error.code)
            failure = FailureWindow(error.code)
            failure.show()
            app.exec()
            return 1
        terminal.start()
        machine.settle()
        try:
            return app.exec()
        finally:
            terminal.stop()
