"""The screens put together: window, pages, scan router and key filter, around injected parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from terminal.domain.card import SyncState
from terminal.domain.identifiers import DROPPED, classify
from terminal.domain.imports.model import BatchEntry
from terminal.services import sync_status
from ui.command_bar import plug as command_bar
from ui.counter import handing
from ui.counter import keeping as counter_keeping
from ui.counter import wiring as counter_wiring
from ui.counter.presenter import CounterNews, CounterPresenter
from ui.counter.view import CounterPage
from ui.feedback import plug as feedback
from ui.followups import wiring as followups_wiring
from ui.followups.entry import Drafts
from ui.followups.held_digit import HeldDigit
from ui.followups.presenter import FollowUpsNews, FollowUpsPresenter
from ui.followups.state import Counts
from ui.followups.view import FollowUpsPage
from ui.frame import notices
from ui.frame.status import ScannerHealth
from ui.frame.switches import Switches
from ui.frame.sync_line import SyncLine
from ui.imports import announce
from ui.imports import wiring as imports_wiring
from ui.imports.jobs import Jobs
from ui.imports.presenter import ImportNews, ImportParts, ImportPresenter
from ui.imports.view import ImportPage
from ui.keeping import Keeper
from ui.key_filter import KeyFilter, Receivers
from ui.lock.guard import Guard, Guarded
from ui.lock.shelf import Park
from ui.main_window import MainWindow
from ui.members import plug as members
from ui.members.page import Part
from ui.members.sought import Sought
from ui.plug import Around, PagePart, PageView, tell_shown
from ui.scan_router import RouterDesk, ScanRouter, Taker
from ui.scans import ScanRead
from ui.screen_parts import ScreenParts
from ui.shortcuts import Action, PageId
from ui.sync_centre import correcting
from ui.sync_centre import wiring as sync_wiring
from ui.sync_centre.presenter import SyncCentreNews, SyncCentrePresenter
from ui.sync_centre.view import SyncCentrePage
from ui.tasks import Submit, Tasks, crash_code
from ui.throttle import Throttle

SYNC: Final = "sync"
"""The name under which the store tells that the exchange's numbers changed."""

_TICK_MS: Final = 15_000
_SYNC_MS: Final = 500  # A load commits many times a second; nobody reads numbers faster.


class Screens(QObject):
    """All that a person sees. Methods are for the GUI thread."""

    def __init__(self, parts: ScreenParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screens")
        self._parts = parts
        self._sync_news = Throttle(self._ask_sync, _SYNC_MS, self)
        self._runners: list[Tasks] = []
        self.tasks = self._runner(self._on_crash)
        self.window = MainWindow(parts.place)
        self.counter_page = CounterPage(zone=parts.zone, parent=self.window)
        self.followups_page = FollowUpsPage(zone=parts.zone, parent=self.window)
        self.import_page = ImportPage(zone=parts.zone, parent=self.window)
        self.sync_page = SyncCentrePage(zone=parts.zone, parent=self.window)
        self._has_told_unfinished, self._sought, self._drafts = False, Sought(), Drafts(parts.now)
        self._told: object = None
        self._build_presenters(self._drafts)
        self._parks: list[Park] = []
        self.guard = Guard(parts.guard, self._guarded(parts), self)
        self._router = ScanRouter(self._runner(self._on_router_crash), self._router_desk())
        self._keys = self._key_filter(parts)
        self._views: dict[PageId, PageView] = {}
        self._line = SyncLine(self.window, parts, self.guard.page.show_sync)
        around = self._around()
        seat = members.ImportSeat(self.import_page, self._imports)
        self.members_page, part = members.plug(around, seat, self._sought, self.counter_page)
        self._plugged = (part, *(plug(around) for plug in parts.plugs))
        self._add_pages()
        self._connect()
        desks = counter_keeping.Desks(self._counter, self._followups, self._drafts)
        own = counter_keeping.keeps(self.window, self.counter_page, self.followups_page, desks)
        keeps = (own, *(part.keeps for part in self._plugged))
        self._keeper = Keeper(self._runner(self._on_crash), keeps, self)
        self._switches = Switches(self.window, self.members_page, self.tasks)
        self._day = self._today()
        self._ticker = QTimer(self, interval=_TICK_MS)
        self._ticker.timeout.connect(self._on_tick)

    def start(self) -> None:
        """Show the window, and ask for what it shows."""
        app = QApplication.instance()
        if self._keys is not None and isinstance(app, QApplication):
            self._keys.install(app)
        self._ticker.start()
        self.window.open_over_screen()
        self._followups.start()
        self._imports.refresh()
        self._sync_news.ask()
        self._line.show()
        self.guard.start()

    def stop(self) -> None:
        """Ask for nothing more, deliver nothing more, and close the window."""
        self._ticker.stop()
        self._keeper.flush()
        self.guard.stop()
        self._sync_news.stop()
        app = QApplication.instance()
        if self._keys is not None and isinstance(app, QApplication):
            self._keys.remove(app)
        for runner in self._runners:
            runner.close()
        self._jobs.close()
        for part in self._plugged:
            part.stopped()
        self.window.close()

    def on_scan(self, read: ScanRead) -> None:
        """Look a scanned code up, unless it is for the lock or a page that tries the scanner."""
        self._keeper.touch()
        if not self.guard.takes(read) and not any(part.seen(read) for part in self._plugged):
            self._router.scan(read)

    def refuse(self, code: str, facts: Mapping[str, str] | None = None) -> None:
        """Say what could not be done, above whatever page is shown."""
        self.window.show_notice(notices.refusal(code, facts))

    def on_scanner(self, health: ScannerHealth) -> None:
        """Show how a scanner is doing."""
        self._line.scanner_changed(health)

    def on_store_changed(self, changes: Mapping[str, frozenset[str]]) -> None:
        """Let the pages read again what they show, if it was touched."""
        if SYNC in changes:
            self._sync_news.ask()
        self._counter.on_store_changed(changes)
        self._followups.on_store_changed(changes)
        self.guard.on_store_changed(changes)
        self._switches.changed(changes)
        self._centre.on_store_changed(changes)
        self._keeper.changed(changes)
        for part in self._plugged:
            part.changed(changes)

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
            news=SyncCentreNews(
                partial(correcting.anew, drafts, self._counter.open_card, self.window.show_notice)
            ),
            read=self._runner(lambda _: self._centre.on_rules_crash(), self._parts.submit_read),
        )
        self._jobs = Jobs(self._parts.submit_import, self._on_import_crash, self)
        parts = ImportParts(
            run=self._runner(lambda error: self._imports.on_crash(crash_code(error))),
            jobs=self._jobs,
            now=self._parts.now,
            report_path=self._parts.import_report,
        )
        told = ImportNews(
            unfinished=self._on_unfinished,
            ended=lambda one: self.window.show_notice(announce.ended(one)),
        )
        self._imports = ImportPresenter(self.import_page, parts, told)

    def _runner(
        self, on_crash: Callable[[BaseException], None], submit: Submit | None = None
    ) -> Tasks:
        # One for each presenter, so that a crash sets free the one that waits for an answer.
        def both(error: BaseException) -> None:
            self._parts.crashed(error)
            on_crash(error)

        runner = Tasks(submit or self._parts.submit, both, self)
        self._runners.append(runner)
        return runner

    def _add_pages(self) -> None:
        own = (
            (PageId.COUNTER, self.counter_page, partial(handing.park, self._counter, self._drafts)),
            (PageId.FOLLOWUPS, self.followups_page, self._followups.park),
            (PageId.SYNC, self.sync_page, self._centre.park),
        )
        made = [PagePart(page_id=one, widget=page, view=page, park=park) for one, page, park in own]
        for part in (*made, *self._plugged):
            self._add_page(part)

    def _add_page(self, part: PagePart) -> None:
        self._parks.append(part.park)
        view = self._views[part.page_id] = part.view
        view.offered.connect(partial(self.window.offer, part.page_id))
        self.window.add_page(part.page_id, part.widget, view.perform, view.key_words)
        self.window.offer(part.page_id, view.offered_actions())

    def _around(self) -> Around:
        return Around(
            runner=self._runner,
            reader=partial(self._runner, submit=self._parts.submit_read),
            parent=self.window,
            zone=self._parts.zone,
            now=self._parts.now,
            open_card=self._counter.open_card,
            open_page=self.window.open_page,
            refuse=self.refuse,
            notice=self.window.show_notice,
            ask=self._router.ask,
            withdraw=self._router.withdraw,
            count=self.window.set_count,
            customer=lambda: self._counter.customer,
            prove=self.guard.prove,
            submit_paper=self._parts.submit_paper,
            answer=lambda: self._counter.state.answer,
        )

    def _connect(self) -> None:
        counter_wiring.connect(self.counter_page, self._counter, self.guard.prove)
        followups_wiring.connect(self.followups_page, self._followups)
        imports_wiring.connect(self.import_page, self._imports, self._jobs, self.guard.prove)
        sync_wiring.connect(self.sync_page, self._centre, self.guard.prove)
        self.window.notice_action.connect(self._on_notice_action)
        self.window.top_bar.sync_wanted.connect(partial(self.window.open_page, PageId.SYNC))
        self.window.searched.connect(self._on_searched)
        self.window.home_requested.connect(self._go_home)
        self.window.page_shown.connect(self._on_page)
        self.window.top_bar.staff_wanted.connect(self.guard.lock)
        write = feedback.attach(self.window, self._around())
        acts = {Action.LOCK: self.guard.lock, Action.FEEDBACK: write}
        command_bar.attach(self.window, self._views, acts)
        self._on_page(self.window.current_page())

    def _router_desk(self) -> RouterDesk:
        return RouterDesk(
            home=self._counter,
            show_home=partial(self.window.open_page, PageId.COUNTER),
            switch_user=self.guard.badge,
            refused=lambda why: self.refuse(why.code, why.facts),
            looking=self._on_looking,
            heard=self._parts.heard,
        )

    def _key_filter(self, parts: ScreenParts) -> KeyFilter | None:
        if parts.keys is None:
            return None
        again = partial(self._router.unread, self.guard.again)
        receivers = Receivers(on_scan=self.on_scan, on_again=again)
        return KeyFilter(parts.keys, receivers, clock_ns=parts.clock_ns, parent=self)

    def _guarded(self, parts: ScreenParts) -> Guarded:
        return Guarded(
            window=self.window, place=parts.place, runner=self._runner, crashed=parts.crashed,
            today=self._today, changed=self._on_staff,
            covered=lambda yes: self._tell_shown(None if yes else self.window.current_page()),
            refused=lambda why: self.refuse(why.code, why.facts),
            settle=self._settle, parks=self._parks,
        )  # fmt: skip

    def _settle(self) -> None:
        if self._keys is not None:
            self._keys.settle()
        for held in self.window.findChildren(HeldDigit):
            held.settle()
        self._keeper.flush()

    def _on_staff(self, name: str) -> None:
        self.window.top_bar.show_staff(name)
        self._keeper.arrived()
        self._followups.start()  # What is theirs is another's now.
        self._imports.refresh()
        for part in self._plugged:  # Not everybody may see what the last one saw.
            part.read_again()

    def _on_searched(self, text: str) -> None:
        if classify(text).kind in DROPPED:
            # Typed by hand or not, a payment or identity code does not stay on the screen.
            self.window.top_bar.search.clear()
        else:
            self._sought.type(text)
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
        takers: dict[object, Taker] = {PageId.FOLLOWUPS: self._followups, PageId.SYNC: self._centre}
        takers |= {part.page_id: part.taker for part in self._plugged if part.taker is not None}
        self._router.show_page(takers.get(page, self._counter))
        self._tell_shown(None if self.guard.is_locked else page)
        self._line.show_standing()

    def _tell_shown(self, page: object) -> None:
        left, self._told = self._told, page
        plugged = ((part.page_id, part.shown) for part in self._plugged)
        tell_shown(((PageId.SYNC, self._centre.show), *plugged), left, page)

    def _on_looking(self, is_looking: bool) -> None:
        if is_looking:
            self.window.show_notice(None)
        self._counter.show_looking(is_looking)

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
        was_locked, was_loading = self._line.sync.is_reading_locked, self._line.sync.loading
        if was_loading is not state.loading:
            for page in (self.counter_page, self.followups_page):
                page.show_partial(state.loading)
        self._line.sync_changed(state)
        if was_locked is not state.is_reading_locked:
            self._read_all_again()

    def _read_all_again(self) -> None:
        """What may be shown has changed, on every page."""
        self._followups.start()
        self._counter.read_again()
        for part in self._plugged:
            part.read_again()

    def _on_unfinished(self, entry: BatchEntry | None) -> None:
        """Say once after the start that an import was cut short; the rail says it all the time."""
        self.window.set_count(PageId.MEMBERS, int(entry is not None))
        if entry is None or self._has_told_unfinished:
            return
        self._has_told_unfinished = True
        if self.window.current_page() is not PageId.MEMBERS:
            self.window.show_notice(announce.cut_short(entry, self._parts.now(), self._parts.zone))

    def _on_import_crash(self, error: BaseException) -> None:
        self._parts.crashed(error)
        self._imports.on_crash(crash_code(error))

    def _on_notice_action(self, action: str) -> None:
        if action == announce.OPEN:
            self.window.show_notice(None)
            self.members_page.open(Part.IMPORT)
            self.window.open_page(PageId.MEMBERS)

    def _on_tick(self) -> None:
        # A lease ends while nothing is saved; so does the agreement of two minutes ago.
        self._sync_news.ask()
        self._line.show()
        if self._today() != self._day:
            # What is due depends on the day, and nobody may have touched the till at midnight.
            self._day = self._today()
            self._followups.start()
            self._switches.ask()

    def _today(self) -> object:
        return self._parts.now().astimezone(self._parts.zone).date()
