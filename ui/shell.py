"""The screens put together: window, pages, presenters and scan router, ready to be fed.

Whoever starts the program hands in what the screens need and connects devices, store and sync to
the methods here; all of them are called on the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer

from terminal.domain.card import SyncState
from terminal.domain.problems import Refusal
from terminal.domain.staff import Staff
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
from ui.main_window import DISMISS, MainWindow
from ui.scan_router import RouterDesk, ScanRouter
from ui.scans import ScanRead
from ui.shortcuts import PageId
from ui.tasks import Submit, Tasks, crash_code
from ui.theme import Tone
from ui.widgets.notice import NoticeAction, NoticeContent

CLOCK_MS: Final = 15_000
"""How often the chips look at the clock: a message of minutes is never much too old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellParts:
    """What the screens need of the rest of the program.

    `submit` starts work on the store thread under the present session; `crashed` hears of work
    that raised, for the log (the screen says it by itself); `badge_read` switches the user.
    """

    submit: Submit
    now: Callable[[], datetime]
    zone: tzinfo
    place: Place
    badge_read: Callable[[Staff], None]
    crashed: Callable[[BaseException], None]


class Shell(QObject):
    """Owns the window and everything behind it."""

    def __init__(self, parts: ShellParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shell")
        self._parts = parts
        self._status = FrameStatus(parts.zone)
        self._tasks: list[Tasks] = []
        self.window = MainWindow(parts.place)
        self._counter_page = CounterPage(zone=parts.zone, parent=self.window)
        self._followups_page = FollowUpsPage(zone=parts.zone, parent=self.window)
        self._build_presenters(Drafts())
        self.router = ScanRouter(self._runner(self._on_router_crash), self._router_desk())
        self._connect()
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK_MS)
        self._clock.timeout.connect(self._show_status)

    def start(self) -> None:
        """Ask for what the pages show first, and wait for a scan."""
        self._show_status()
        self._clock.start()
        self.followups.start()
        self.window.focus_search()

    def stop(self) -> None:
        """Ask for nothing more, and show nothing that comes late."""
        self._clock.stop()
        for tasks in self._tasks:
            tasks.close()

    # What the rest of the program tells.

    def scan(self, read: ScanRead) -> None:
        """Take a scan, whichever device it came from."""
        self.router.scan(read)

    def scan_failed(self, code: str) -> None:
        """Say why something a device read is no scan."""
        self._refuse(Refusal(code))

    def store_changed(self, changes: Mapping[str, frozenset[str]]) -> None:
        """Refresh what shows these records: ids by kind."""
        self.counter.on_store_changed(changes)
        self.followups.on_store_changed(changes)

    def sync_changed(self, state: SyncState) -> None:
        """Show how sync stands."""
        self._status.sync_changed(state)
        self._show_status()

    def scanner_changed(self, health: ScannerHealth) -> None:
        """Show how a scanner is doing."""
        self._status.scanner_changed(health)
        self._show_status()

    def signed_in(self, name: str) -> None:
        """Show who works here now; empty for nobody."""
        self.window.top_bar.show_staff(name)

    def refuse(self, refusal: Refusal) -> None:
        """Say above the page why something could not be done."""
        self._refuse(refusal)

    def _build_presenters(self, drafts: Drafts) -> None:
        counter_news = CounterNews(answered=self._on_answered)
        self.counter = CounterPresenter(
            self._counter_page,
            self._runner(lambda error: self.counter.on_crash(crash_code(error))),
            drafts=drafts,
            news=counter_news,
        )
        followups_news = FollowUpsNews(
            customer_wanted=self.counter.open_card, counted=self._on_counted
        )
        self.followups = FollowUpsPresenter(
            self._followups_page,
            self._runner(lambda error: self.followups.on_crash(crash_code(error))),
            drafts=drafts,
            news=followups_news,
        )

    def _router_desk(self) -> RouterDesk:
        return RouterDesk(
            home=self.counter,
            show_home=partial(self.window.open_page, PageId.COUNTER),
            switch_user=self._parts.badge_read,
            refused=self._refuse,
            looking=self._on_looking,
        )

    def _runner(self, on_crash: Callable[[BaseException], None]) -> Tasks:
        # One for each presenter, so that a crash sets free the one that waits for an answer.
        def both(error: BaseException) -> None:
            self._parts.crashed(error)
            on_crash(error)

        tasks = Tasks(self._parts.submit, both, self)
        self._tasks.append(tasks)
        return tasks

    def _connect(self) -> None:
        window = self.window
        counter_wiring.connect(self._counter_page, self.counter)
        followups_wiring.connect(self._followups_page, self.followups)
        self._counter_page.offered.connect(partial(window.offer, PageId.COUNTER))
        self._followups_page.offered.connect(partial(window.offer, PageId.FOLLOWUPS))
        window.page_shown.connect(self._on_page_shown)
        window.add_page(PageId.COUNTER, self._counter_page, self._counter_page.perform)
        window.add_page(PageId.FOLLOWUPS, self._followups_page, self._followups_page.perform)
        window.offer(PageId.COUNTER, self._counter_page.offered_actions())
        window.offer(PageId.FOLLOWUPS, self._followups_page.offered_actions())
        window.searched.connect(self.router.look_up)
        window.home_requested.connect(self._on_home)

    def _on_page_shown(self, page: PageId) -> None:
        self.router.show_page(self.counter if page is PageId.COUNTER else self.followups)

    def _on_answered(self, is_customer: bool) -> None:
        self.window.open_page(PageId.COUNTER)
        if is_customer:
            self.window.take_commands()

    def _on_home(self) -> None:
        if self.window.current_page() is PageId.COUNTER:
            self.counter.go_home()
        self.window.open_page(PageId.COUNTER)
        self.window.focus_search()

    def _on_counted(self, counts: Counts) -> None:
        self.window.set_count(PageId.FOLLOWUPS, counts.waiting)
        self.counter.show_counts(counts)

    def _on_looking(self, is_looking: bool) -> None:
        if is_looking:
            self.window.show_notice(None)
        self.counter.show_looking(is_looking)

    def _on_router_crash(self, error: BaseException) -> None:
        self._refuse(Refusal(crash_code(error)))
        self.router.crashed()

    def _refuse(self, refusal: Refusal) -> None:
        said = i18n.message(refusal.code, refusal.facts)
        close = NoticeAction(DISMISS, self.tr("Close"), "Esc")
        content = NoticeContent(said.what, said.detail, said.code, Tone.WARN, (close,))
        self.window.show_notice(content)

    def _show_status(self) -> None:
        bar = self.window.top_bar
        bar.show_sync(self._status.sync(self._parts.now()))
        bar.show_scanner(self._status.scanner())
