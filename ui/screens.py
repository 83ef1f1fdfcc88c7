"""The screens put together: window, pages, scan router and key filter, around injected parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from terminal.domain.card import SyncState
from terminal.domain.problems import Refusal
from terminal.domain.staff import Staff
from terminal.services import sync_status
from ui import i18n
from ui.counter import wiring as counter_wiring
from ui.counter.presenter import CounterNews, CounterPresenter
from ui.counter.view import CounterPage
from ui.followups import wiring as followups_wiring
from ui.followups.entry import Drafts
from ui.followups.presenter import FollowUpsNews, FollowUpsPresenter
from ui.followups.state import Counts
from ui.followups.view import FollowUpsPage
from ui.frame.bottom_bar import Place
from ui.frame.status import FrameStatus, ScannerHealth
from ui.key_filter import KeyDetector, KeyFilter
from ui.main_window import MainWindow
from ui.scan_router import RouterDesk, ScanRouter
from ui.scans import ScanRead
from ui.shortcuts import PageId
from ui.tasks import Submit, Tasks, crash_code
from ui.theme import Tone
from ui.widgets.notice import NoticeContent

SYNC: Final = "sync"
"""The name under which the store tells that the exchange's numbers changed."""

_TICK_MS: Final = 15_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenParts:
    """What the screens get from outside. `submit` runs work on the store thread under the session
    of whoever is signed in; `switch_user` is told whose badge was read; `now` is an aware clock;
    `detector` is None where no scanner types into this till.
    """

    submit: Submit
    switch_user: Callable[[Staff], None]
    place: Place
    zone: tzinfo
    now: Callable[[], datetime]
    clock_ns: Callable[[], int]
    detector: KeyDetector | None = None


class Screens(QObject):
    """All that a person sees. Methods are for the GUI thread."""

    def __init__(self, parts: ScreenParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screens")
        self._parts = parts
        self._status = FrameStatus(parts.zone)
        self.tasks = Tasks(parts.submit, self._on_crash, self)
        self.window = MainWindow(parts.place)
        drafts = Drafts()
        self._build_counter(drafts)
        self._build_followups(drafts)
        self._router = ScanRouter(self.tasks, self._router_desk())
        self._keys = self._key_filter(parts)
        self.window.searched.connect(self._router.look_up)
        self.window.home_requested.connect(self._go_home)
        self.window.page_shown.connect(self._on_page)
        self._on_page(self.window.current_page())
        self._day = self._today()
        self._ticker = QTimer(self)
        self._ticker.setInterval(_TICK_MS)
        self._ticker.timeout.connect(self._on_tick)

    def start(self) -> None:
        """Show the window, and ask for what it shows."""
        app = QApplication.instance()
        if self._keys is not None and isinstance(app, QApplication):
            self._keys.install(app)
        self._ticker.start()
        self.window.show()
        self.window.focus_search()
        self._followups.start()
        self._ask_sync()
        self._show_chips()

    def stop(self) -> None:
        """Ask for nothing more, deliver nothing more, and close the window."""
        self._ticker.stop()
        app = QApplication.instance()
        if self._keys is not None and isinstance(app, QApplication):
            self._keys.remove(app)
        self.tasks.close()
        self.window.close()

    def on_scan(self, read: ScanRead) -> None:
        """Look a scanned code up."""
        self._router.scan(read)

    def refuse(self, code: str, facts: Mapping[str, str] | None = None) -> None:
        """Say what could not be done, above whatever page is shown."""
        message = i18n.message(code, facts)
        content = NoticeContent(message.what, message.detail, message.code, Tone.WARN)
        self.window.show_notice(content)

    def on_scanner(self, health: ScannerHealth) -> None:
        """Show how a scanner is doing."""
        self._status.scanner_changed(health)
        self._show_chips()

    def on_store_changed(self, changes: Mapping[str, frozenset[str]]) -> None:
        """Let the pages read again what they show, if it was touched."""
        if SYNC in changes:
            self._ask_sync()
        self._counter.on_store_changed(changes)
        self._followups.on_store_changed(changes)

    def show_staff(self, name: str) -> None:
        """Show who is signed in."""
        self.window.top_bar.show_staff(name)

    def _build_counter(self, drafts: Drafts) -> None:
        self.counter_page = CounterPage(zone=self._parts.zone)
        news = CounterNews(answered=self._on_answered)
        self._counter = CounterPresenter(self.counter_page, self.tasks, drafts=drafts, news=news)
        counter_wiring.connect(self.counter_page, self._counter)
        self.window.add_page(PageId.COUNTER, self.counter_page, self.counter_page.perform)
        self.counter_page.offered.connect(partial(self.window.offer, PageId.COUNTER))
        self.window.offer(PageId.COUNTER, self.counter_page.offered_actions())

    def _build_followups(self, drafts: Drafts) -> None:
        self.followups_page = FollowUpsPage(zone=self._parts.zone)
        news = FollowUpsNews(customer_wanted=self._open_card, counted=self._on_counted)
        self._followups = FollowUpsPresenter(
            self.followups_page, self.tasks, drafts=drafts, news=news
        )
        followups_wiring.connect(self.followups_page, self._followups)
        self.window.add_page(PageId.FOLLOWUPS, self.followups_page, self.followups_page.perform)
        self.followups_page.offered.connect(partial(self.window.offer, PageId.FOLLOWUPS))
        self.window.offer(PageId.FOLLOWUPS, self.followups_page.offered_actions())

    def _router_desk(self) -> RouterDesk:
        return RouterDesk(
            home=self._counter,
            show_home=partial(self._open, PageId.COUNTER),
            switch_user=self._parts.switch_user,
            refused=self._on_refused,
            looking=self._counter.show_looking,
        )

    def _key_filter(self, parts: ScreenParts) -> KeyFilter | None:
        if parts.detector is None:
            return None
        return KeyFilter(parts.detector, clock_ns=parts.clock_ns, on_scan=self.on_scan, parent=self)

    def _open(self, page: PageId) -> None:
        self.window.open_page(page)

    def _on_answered(self, is_customer: bool) -> None:
        if is_customer:
            self._open(PageId.COUNTER)

    def _open_card(self, customer_id: str) -> None:
        self._open(PageId.COUNTER)
        self._counter.open_card(customer_id)

    def _go_home(self) -> None:
        self._open(PageId.COUNTER)
        self._counter.go_home()
        self.window.focus_search()

    def _on_page(self, page: object) -> None:
        self._router.show_page(self._counter if page is PageId.COUNTER else None)

    def _on_refused(self, refusal: Refusal) -> None:
        self.refuse(refusal.code, refusal.facts)

    def _on_counted(self, counts: Counts) -> None:
        self._counter.show_counts(counts)
        self.window.set_count(PageId.FOLLOWUPS, counts.overdue + counts.today)

    def _on_crash(self, error: BaseException) -> None:
        code = crash_code(error)
        self._router.crashed()
        self._counter.on_crash(code)
        self._followups.on_crash(code)
        self.refuse(code)

    def _ask_sync(self) -> None:
        self.tasks(sync_status.read, self._on_sync)

    def _on_sync(self, state: SyncState) -> None:
        self._status.sync_changed(state)
        self._show_chips()

    def _on_tick(self) -> None:
        self._show_chips()
        if self._today() != self._day:
            # What is due depends on the day, and nobody may have touched the till at midnight.
            self._day = self._today()
            self._followups.start()

    def _today(self) -> object:
        return self._parts.now().astimezone(self._parts.zone).date()

    def _show_chips(self) -> None:
        self.window.top_bar.show_sync(self._status.sync(self._parts.now()))
        self.window.top_bar.show_scanner(self._status.scanner())
