"""The lock, put around the window: when it closes, what it hides, and who has the counter after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QToolTip

from terminal.domain.problems import Refusal
from terminal.domain.staff import Session, Staff
from terminal.services.session import SignedIn
from ui.frame.bottom_bar import Place
from ui.keys.leaving import commit_composed
from ui.lock.idle import IdleWatch
from ui.lock.jobs import PinJobs, SubmitPins
from ui.lock.presenter import LockNews, LockPresenter, LockTools
from ui.lock.shelf import Park, Restore, Shelf
from ui.lock.state import LockState
from ui.lock.view import LockPage
from ui.main_window import MainWindow
from ui.scans import ScanRead
from ui.shortcuts import PageId
from ui.tasks import Tasks, crash_code


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardParts:
    """What the lock needs from outside: the thread of the PINs, who hears whose session it is from
    now on, milliseconds that never jump, after how many of them without a touch the till locks,
    and whom the start named.
    """

    submit: SubmitPins
    signed_in: Callable[[Session], None]
    elapsed_ms: Callable[[], int]
    idle_ms: int
    named: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """What the lock lies around. `runner` makes a way to the store thread; `crashed` hears of work
    that raised; `covered` whether the pages can be seen; `changed` that somebody else works now;
    `settle` gives on what the key filter keeps; `parks` put away what
    somebody has begun.
    """

    window: MainWindow
    place: Place
    runner: Callable[[Callable[[BaseException], None]], Tasks]
    crashed: Callable[[BaseException], None]
    today: Callable[[], object]
    covered: Callable[[bool], None]
    changed: Callable[[str], None]
    refused: Callable[[Refusal], None]
    settle: Callable[[], None]
    parks: Sequence[Park]


class Guard(QObject):
    """Locks the window, and lets in who may be let in. Methods are for the GUI thread."""

    def __init__(self, parts: GuardParts, around: Guarded, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("guard")
        self._parts, self._around = parts, around
        self.page = LockPage(around.place, parent=around.window)
        self.page.hide()
        self._jobs = PinJobs(parts.submit, self._on_crash, self)
        tools = LockTools(
            run=around.runner(self._on_crash),
            pins=self._jobs,
            elapsed_ms=parts.elapsed_ms,
            today=around.today,
            named=parts.named,
        )
        news = LockNews(signed_in=self._on_signed_in, refused=around.refused)
        self._presenter = LockPresenter(self, tools, news)
        self._idle = IdleWatch(parts.idle_ms, parts.elapsed_ms, self)
        self._idle.idle.connect(self._presenter.lock)
        self._is_told = False
        self._shelf = Shelf(around.parks, last=self._park_window)
        self._connect()

    @property
    def state(self) -> LockState:
        """Return what the lock shows."""
        return self._presenter.state

    @property
    def is_locked(self) -> bool:
        """Tell whether nobody may see the pages."""
        return self._presenter.state.is_locked

    def start(self) -> None:
        """Lock the window, which must be shown: the day begins with a PIN."""
        self._presenter.lock()
        self._idle.watch(self._around.window.windowHandle())

    def stop(self) -> None:
        """Ask for nothing more."""
        self._idle.stop()
        self._jobs.close()

    def lock(self) -> None:
        """Let nobody see the pages until somebody signed in."""
        self._presenter.lock()

    def badge(self, staff: Staff) -> None:
        """Somebody scanned their badge at the open counter."""
        self._presenter.badge(staff)

    def prove(self, then: Callable[[], None]) -> None:
        """Go on with `then` once whoever works here has typed their PIN, within two minutes of the
        last time at once. Given up, it is not called.
        """
        self._presenter.prove(then)

    def on_store_changed(self, changes: Mapping[str, frozenset[str]]) -> None:
        """Hear what the store committed: it may know other people now."""
        if "staff" in changes:
            self._presenter.refresh()

    def takes(self, read: ScanRead) -> bool:
        """Look at a scan first: while the till is locked, nobody else gets it."""
        self._idle.touch()
        if self.is_locked:
            self._presenter.scan(read)
            return True
        if not self._presenter.cancel():
            self._around.window.layers.uncover()  # Whoever scans goes on with something else.
        return False

    def again(self, code: str) -> None:
        """Say what became of a scan where it can be seen."""
        tell = self._presenter.say if self.is_locked else self._around.refused
        tell(Refusal(code))

    def show_state(self, state: LockState) -> None:
        """Cover the pages or show them, and show the lock as it is."""
        is_covered = self._around.window.layers.shows(self.page)
        if state.why is not None and not is_covered:
            self._cover()
        self.page.show_state(state)
        if state.is_locked and not self._is_told:
            self._is_told = True
            self._around.covered(True)
        if state.why is None and is_covered:
            self._around.window.layers.uncover()
            if self._is_told:
                self._is_told = False
                self._around.covered(False)

    def _cover(self) -> None:
        window = self._around.window
        self._around.settle()
        commit_composed()  # It belongs to its field.
        window.let_go()
        QToolTip.hideText()
        for other in QApplication.topLevelWidgets():
            if other is not window and other.isVisible():
                other.close()  # Lists, menus, the system's list of files.
        window.layers.cover(self.page)

    def _park_window(self) -> Restore:
        """Whoever comes next begins at the counter, with nothing said to and searched by others."""
        window = self._around.window
        page, text = window.current_page(), window.top_bar.search.text()
        window.show_notice(None)
        window.top_bar.search.clear()
        window.open_page(PageId.COUNTER)

        def restore() -> None:
            if page is not None:
                window.open_page(page)
            window.top_bar.search.setText(text)

        return restore

    def _on_signed_in(self, done: SignedIn) -> None:
        self._idle.touch()
        self._around.settle()  # What was typed before counts for whoever typed it.
        session = done.session
        self._shelf.hand_over(session.actor, lambda: self._parts.signed_in(session))
        self._around.changed(done.name)

    def _on_crash(self, error: BaseException) -> None:
        self._around.crashed(error)
        self._presenter.on_crash(crash_code(error))

    def _connect(self) -> None:
        page, presenter = self.page, self._presenter
        page.picked.connect(presenter.pick)
        page.chosen.connect(presenter.choose)
        page.entered.connect(presenter.enter)
        page.edited.connect(presenter.edit)
        page.waited.connect(presenter.waited)
        page.forgot_pressed.connect(presenter.forgot)
        page.back_pressed.connect(presenter.back)
        page.unsigned_pressed.connect(presenter.enter_unsigned)
