"""The screens put together: window, pages, scan router and key filter, around injected parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from terminal.domain.card import SyncState
from terminal.domain.identifiers import DROPPED, classify
from terminal.domain.imports.model import BatchEntry
from terminal.domain.problems import Refusal
from terminal.domain.staff import Staff
from terminal.domain.sync_centre import Save, SaveContent
from terminal.services import sync_status
from terminal.services.sync_centre import Write
from ui import i18n
from ui.counter import wiring as counter_wiring
from ui.counter.presenter import CounterNews, CounterPresenter
from ui.counter.view import CounterPage
from ui.followups import wiring as followups_wiring
from ui.followups import words as task_words
from ui.followups.entry import Draft, Drafts
from ui.followups.presenter import FollowUpsNews, FollowUpsPresenter
from ui.followups.state import Counts
from ui.followups.view import FollowUpsPage
from ui.frame.bottom_bar import Place
from ui.frame.loading_rate import LoadingRate
from ui.frame.notices import DISMISS
from ui.frame.standing import standing
from ui.frame.status import FrameStatus, ScannerHealth
from ui.imports import announce
from ui.imports import wiring as imports_wiring
from ui.imports.jobs import Jobs, SubmitJob
from ui.imports.presenter import ImportNews, ImportParts, ImportPresenter
from ui.imports.view import ImportPage
from ui.key_filter import KeyDetector, KeyFilter
from ui.main_window import MainWindow
from ui.scan_router import RouterDesk, ScanRouter, Taker
from ui.scans import ScanRead
from ui.shortcuts import PageId
from ui.sync_centre import wiring as sync_wiring
from ui.sync_centre.presenter import SyncCentreNews, SyncCentrePresenter
from ui.sync_centre.view import SyncCentrePage
from ui.tasks import Submit, Tasks, crash_code
from ui.theme import Tone
from ui.throttle import Throttle
from ui.widgets.notice import NoticeAction, NoticeContent

SYNC: Final = "sync"
"""The name under which the store tells that the exchange's numbers changed."""

_TICK_MS: Final = 15_000
_SYNC_MS: Final = 500
"""A load commits many times a second; nobody reads numbers faster than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenParts:
    """What the screens get from outside. `submit` runs work on the store thread under the session
    of whoever is signed in; `switch_user` is told whose badge was read; `crashed` hears of work
    that raised, for the log (the screen says it by itself); `now` is an aware clock; `detector` is
    None where no scanner types into this till; `write_export` writes unsent work to a file, None
    where it may not leave; `submit_import` runs a job on the thread of the imports, and
    `import_report` is where the next report of one goes.
    """

    submit: Submit
    submit_import: SubmitJob
    import_report: Callable[[], Path]
    switch_user: Callable[[Staff], None]
    crashed: Callable[[BaseException], None]
    place: Place
    zone: tzinfo
    now: Callable[[], datetime]
    clock_ns: Callable[[], int]
    detector: KeyDetector | None = None
    write_export: Write | None = None


class Screens(QObject):
    """All that a person sees. Methods are for the GUI thread."""

    def __init__(self, parts: ScreenParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screens")
        self._parts = parts
        self._status = FrameStatus(parts.zone)
        self._sync, self._rate = SyncState(), LoadingRate()
        self._sync_news = Throttle(self._ask_sync, _SYNC_MS, self)
        self._runners: list[Tasks] = []
        self.tasks = self._runner(self._on_crash)
        self.window = MainWindow(parts.place)
        self.counter_page = CounterPage(zone=parts.zone, parent=self.window)
        self.followups_page = FollowUpsPage(zone=parts.zone, parent=self.window)
        self.import_page = ImportPage(zone=parts.zone, parent=self.window)
        self.sync_page = SyncCentrePage(zone=parts.zone, parent=self.window)
        self._has_told_unfinished = False
        self._drafts = Drafts()
        self._build_presenters(self._drafts)
        self._router = ScanRouter(self._runner(self._on_router_crash), self._router_desk())
        self._keys = self._key_filter(parts)
        self._add_pages()
        self._connect()
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
        # Over the whole screen. The size is set too: not every desktop has a window manager.
        room = self.window.screen().availableSize()
        self.window.resize(room.expandedTo(self.window.minimumSize()))
        self.window.showMaximized()
        self.window.focus_search()
        self._followups.start()
        self._imports.refresh()
        self._sync_news.ask()
        self._show_chips()

    def stop(self) -> None:
        """Ask for nothing more, deliver nothing more, and close the window."""
        self._ticker.stop()
        self._sync_news.stop()
        app = QApplication.instance()
        if self._keys is not None and isinstance(app, QApplication):
            self._keys.remove(app)
        for runner in self._runners:
            runner.close()
        self._jobs.close()
        self.window.close()

    def on_scan(self, read: ScanRead) -> None:
        """Look a scanned code up."""
        self._router.scan(read)

    def refuse(self, code: str, facts: Mapping[str, str] | None = None) -> None:
        """Say what could not be done, above whatever page is shown."""
        said = i18n.message(code, facts)
        close = NoticeAction(DISMISS, self.tr("Close"), "Esc", is_way_out=True)
        content = NoticeContent(said.what, said.detail, said.code, Tone.WARN, (close,))
        self.window.show_notice(content)

    def on_scanner(self, health: ScannerHealth) -> None:
        """Show how a scanner is doing."""
        self._status.scanner_changed(health)
        self._show_chips()

    def on_store_changed(self, changes: Mapping[str, frozenset[str]]) -> None:
        """Let the pages read again what they show, if it was touched."""
        if SYNC in changes:
            self._sync_news.ask()
        self._counter.on_store_changed(changes)
        self._followups.on_store_changed(changes)

    def show_staff(self, name: str) -> None:
        """Show who is signed in."""
        self.window.top_bar.show_staff(name)
        self._imports.refresh()

    def _build_presenters(self, drafts: Drafts) -> None:
        self._counter = CounterPresenter(
            self.counter_page,
            self._runner(lambda error: self._counter.on_crash(crash_code(error))),
            drafts=drafts,
            news=CounterNews(answered=self._on_answered),
        )
        news = FollowUpsNews(customer_wanted=self._counter.open_card, counted=self._on_counted)
        self._followups = FollowUpsPresenter(
            self.followups_page,
            self._runner(lambda error: self._followups.on_crash(crash_code(error))),
            drafts=drafts,
            news=news,
        )
        self._centre = SyncCentrePresenter(
            self.sync_page,
            self._runner(lambda error: self._centre.on_crash(crash_code(error))),
            write=self._parts.write_export,
            news=SyncCentreNews(correct=self._on_correct),
        )
        self._jobs = Jobs(self._parts.submit_import, self._on_import_crash, self)
        parts = ImportParts(
            run=self._runner(lambda error: self._imports.on_crash(crash_code(error))),
            jobs=self._jobs,
            now=self._parts.now,
            report_path=self._parts.import_report,
        )
        told = ImportNews(unfinished=self._on_unfinished, ended=self._on_import_ended)
        self._imports = ImportPresenter(self.import_page, parts, told)

    def _runner(self, on_crash: Callable[[BaseException], None]) -> Tasks:
        # One for each presenter, so that a crash sets free the one that waits for an answer.
        def both(error: BaseException) -> None:
            self._parts.crashed(error)
            on_crash(error)

        runner = Tasks(self._parts.submit, both, self)
        self._runners.append(runner)
        return runner

    def _add_pages(self) -> None:
        for page_id, page in (
            (PageId.COUNTER, self.counter_page),
            (PageId.FOLLOWUPS, self.followups_page),
            (PageId.MEMBERS, self.import_page),
            (PageId.SYNC, self.sync_page),
        ):
            page.offered.connect(partial(self.window.offer, page_id))
            self.window.add_page(page_id, page, page.perform, page.key_words)
            self.window.offer(page_id, page.offered_actions())

    def _connect(self) -> None:
        counter_wiring.connect(self.counter_page, self._counter)
        followups_wiring.connect(self.followups_page, self._followups)
        imports_wiring.connect(self.import_page, self._imports, self._jobs)
        sync_wiring.connect(self.sync_page, self._centre)
        self.window.notice_action.connect(self._on_notice_action)
        self.window.top_bar.sync_wanted.connect(partial(self.window.open_page, PageId.SYNC))
        self.window.searched.connect(self._on_searched)
        self.window.home_requested.connect(self._go_home)
        self.window.page_shown.connect(self._on_page)
        self._on_page(self.window.current_page())

    def _router_desk(self) -> RouterDesk:
        return RouterDesk(
            home=self._counter,
            show_home=partial(self.window.open_page, PageId.COUNTER),
            switch_user=self._parts.switch_user,
            refused=self._on_refused,
            looking=self._on_looking,
        )

    def _key_filter(self, parts: ScreenParts) -> KeyFilter | None:
        if parts.detector is None:
            return None
        return KeyFilter(parts.detector, clock_ns=parts.clock_ns, on_scan=self.on_scan, parent=self)

    def _on_searched(self, text: str) -> None:
        if classify(text).kind in DROPPED:
            # Typed by hand or not, a payment or identity code does not stay on the screen.
            self.window.top_bar.search.clear()
        self._router.look_up(text)

    def _on_answered(self, is_customer: bool) -> None:
        self.window.open_page(PageId.COUNTER)
        if is_customer:
            self.window.take_commands()

    def _go_home(self) -> None:
        if self.window.current_page() is PageId.COUNTER:
            self._counter.go_home()
            self.window.top_bar.search.clear()
        self.window.open_page(PageId.COUNTER)
        self.window.focus_search()

    def _on_page(self, page: object) -> None:
        takers: dict[object, Taker] = {
            PageId.FOLLOWUPS: self._followups,
            PageId.MEMBERS: self._imports,
            PageId.SYNC: self._centre,
        }
        self._router.show_page(takers.get(page, self._counter))
        self._centre.show(page is PageId.SYNC)
        self._imports.show(page is PageId.MEMBERS)
        self._show_standing()

    def _on_looking(self, is_looking: bool) -> None:
        if is_looking:
            self.window.show_notice(None)
        self._counter.show_looking(is_looking)

    def _on_refused(self, refusal: Refusal) -> None:
        self.refuse(refusal.code, refusal.facts)

    def _on_counted(self, counts: Counts) -> None:
        self._counter.show_counts(counts)
        self.window.set_count(PageId.FOLLOWUPS, counts.waiting)

    def _on_router_crash(self, error: BaseException) -> None:
        self._on_crash(error)
        self._router.crashed()

    def _on_crash(self, error: BaseException) -> None:
        self.refuse(crash_code(error))

    def _ask_sync(self) -> None:
        self.tasks(sync_status.read, self._on_sync)
        self._centre.refresh()

    def _on_sync(self, state: SyncState) -> None:
        was_locked, was_loading = self._sync.is_reading_locked, self._sync.loading
        self._sync = state
        if was_loading is not state.loading:
            for page in (self.counter_page, self.followups_page):
                page.show_partial(state.loading)
        if state.loading:
            self._rate.note(self._parts.now(), state.loaded_rows)
        else:
            self._rate.forget()
        self._status.sync_changed(state)
        self.window.set_count(PageId.SYNC, state.quarantined)
        self._show_chips()
        if was_locked is not state.is_reading_locked:
            self._read_all_again()

    def _read_all_again(self) -> None:
        """What may be shown has changed, on every page."""
        self._followups.start()
        self._counter.read_again()

    def _on_correct(self, save: Save, content: SaveContent) -> None:
        """Open the card of a save that HQ refused, with what was typed for it to begin with. What
        is saved there for the same task takes its place.
        """
        if save.customer is None:
            return
        if save.task is not None and not self._drafts.has(save.task):
            value = "" if content.reading is None else task_words.reading_value(content.reading)
            self._drafts.keep(save.task, Draft(value, content.note))
        self._counter.open_card(save.customer, task_id=save.task)
        close = NoticeAction(DISMISS, self.tr("Close"), "Esc", is_way_out=True)
        text = self.tr("Enter it again for %1. What you save takes the place of what HQ refused.")
        filled = text.replace("%1", save.masked_name)
        self.window.show_notice(NoticeContent(filled, tone=Tone.INFO, actions=(close,)))

    def _on_unfinished(self, entry: BatchEntry | None) -> None:
        """Say once after the start that an import was cut short; the rail says it all the time."""
        self.window.set_count(PageId.MEMBERS, int(entry is not None))
        if entry is None or self._has_told_unfinished:
            return
        self._has_told_unfinished = True
        if self.window.current_page() is not PageId.MEMBERS:
            told = announce.cut_short(entry, self._parts.now(), self._parts.zone)
            self.window.show_notice(told)

    def _on_import_ended(self, entry: BatchEntry) -> None:
        self.window.show_notice(announce.ended(entry))

    def _on_import_crash(self, error: BaseException) -> None:
        self._parts.crashed(error)
        self._imports.on_crash(crash_code(error))

    def _on_notice_action(self, action: str) -> None:
        if action == announce.OPEN:
            self.window.show_notice(None)
            self.window.open_page(PageId.MEMBERS)

    def _on_tick(self) -> None:
        # A lease ends while nothing is saved; so does the agreement of two minutes ago.
        self._sync_news.ask()
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
        self._show_standing()

    def _show_standing(self) -> None:
        stands = standing(self._sync, self._parts.now(), self._rate.per_second)
        if stands is not None and stands.is_told_on(self.window.current_page()):
            stands = None
        self.window.notices.show_standing(stands, self._parts.zone)
