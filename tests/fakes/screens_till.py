"""The whole screens over answers given by hand: what the store thread would say, by use case."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from terminal.domain.card import MedicineLine, Revealed, SyncState, Worklist
from terminal.domain.imports.model import BatchEntry
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.staff import Role, Session, Staff
from terminal.services import (
    begun,
    counter,
    enrolment,
    feedback,
    followups,
    import_desk,
    note_corrections,
    pairs,
    pins,
    rule_sweep,
    self_fill,
    session,
    switches,
    sync_centre,
    sync_status,
)
from terminal.services.counter import BadgeRead, CardFound, Found, MedicineFound
from terminal.services.enrolment import Whom
from terminal.services.feedback import Sketch
from terminal.services.import_desk import ImportDesk
from terminal.services.pins import Person, Proven
from terminal.services.rule_sweep import SweepPlan
from terminal.services.self_fill import Handed
from terminal.services.session import SignedIn
from terminal.services.work import Work
from tests.fakes.at_the_lock import PIN
from ui.counter.states import full_card
from ui.counter.view import CounterPage
from ui.followups.states import NOW, task
from ui.frame.bottom_bar import Place
from ui.lock.guard import GuardParts
from ui.main_window import MainWindow
from ui.scans import ScanRead
from ui.screen_parts import ScreenParts
from ui.screens import Screens
from ui.shortcuts import Action
from ui.sync_centre.states import content, page, refused
from ui.widgets.notice import Notice
from ui.widgets.status_chip import StatusChip

T = TypeVar("T")

ZONE: Final = timezone(timedelta(hours=8))
MEDICINE: Final = MedicineFound(MedicineLine("m", "二甲双胍", 240_000, NOW, "rx", 3_250))
BADGE: Final = BadgeRead(Staff("staff-2", "李药师", "pharmacist", "B2", active=True))


PEOPLE: Final = (
    Person(Staff("staff-1", "陈药师", "pharmacist", "B1", active=True), has_pin=True),
    Person(BADGE.staff, has_pin=True),
)


def signed_in(staff: str) -> SignedIn:
    person = next(one for one in PEOPLE if one.staff.id == staff)
    return SignedIn(Session(staff, Role.PHARMACIST, "testdev1", "0018"), person.staff.name)


class FullError(Exception):
    code = "STORE_DISK_FULL"


class Till:
    """Screens over answers given by hand: what the store thread would say, by use case."""

    def __init__(self) -> None:
        self.found: Found | BaseException = CardFound(full_card())
        self.sync = SyncState(heard_at=NOW)
        self.whom: Whom | None = None
        self.off: frozenset[str] = frozenset()
        self.page = page(refused=refused())
        self.imports: tuple[BatchEntry, ...] = ()
        self.people: tuple[Person, ...] = PEOPLE
        self.sessions: list[Session] = []
        self.elapsed_ms = 0
        self.given: list[tuple[str, Sketch]] = []
        self.refused: FieldProblem | None = None
        self.switching_to = "staff-1"
        self.crashes: list[BaseException] = []
        self.now = NOW
        self.asked: list[Callable[..., Any]] = []
        self.reasons: list[object] = []
        """What each name that was shown was said to be needed for."""
        self.screens = Screens(
            ScreenParts(
                submit=self.submit,
                submit_read=self.submit,
                submit_import=self.submit_import,
                import_report=lambda: Path("report.csv"),
                guard=GuardParts(
                    submit=self.submit_pins,
                    signed_in=self.sessions.append,
                    elapsed_ms=lambda: self.elapsed_ms,
                    idle_ms=300_000,
                    named="staff-1",
                ),
                crashed=self.crashes.append,
                place=Place("示例 0018 店", 1, is_synthetic=True),
                zone=ZONE,
                now=lambda: self.now,
                clock_ns=lambda: 0,
                plugs=(),
            )
        )

    def submit(self, work: Work[T]) -> Future[T]:
        future: Future[Any] = Future()
        if isinstance(work, partial) and work.func is feedback.give:
            self.given.append((work.keywords["words"], work.keywords["sketch"]))
            future.set_result(self.refused)
            return future
        if isinstance(work, partial) and work.func is counter.reveal:
            self.reasons.append(work.keywords.get("reason"))
        answer = self._answer(work.func if isinstance(work, partial) else work)
        if isinstance(answer, BaseException):
            future.set_exception(answer)
        else:
            future.set_result(answer)
        return future

    def submit_import(self, job: Callable[[Any], T]) -> Future[T]:
        future: Future[T] = Future()
        future.set_result(job(self))
        return future

    def submit_pins(self, job: Callable[[Any], T]) -> Future[T]:
        future: Future[T] = Future()
        future.set_result(job(self))
        return future

    def sign_in(self, staff: str, typed: str) -> SignedIn | Refusal:
        return signed_in(staff) if typed == PIN else Refusal("PIN_WRONG")

    def prove(self, staff: str, typed: str) -> Proven | Refusal:
        return Proven(staff) if typed == PIN else Refusal("PIN_WRONG")

    def history(self) -> tuple[BatchEntry, ...]:
        return self.imports

    def scan(self, payload: str = "320400187731") -> None:
        self.screens.on_scan(ScanRead("scan-1", payload, None, "serial"))

    @property
    def window(self) -> MainWindow:
        return self.screens.window

    @property
    def has_card(self) -> bool:
        page: CounterPage = self.screens.counter_page
        return Action.REVEAL in page.offered_actions()

    def notice(self) -> str:
        found = self.window.findChild(Notice, "main_window.notice")
        assert found is not None
        return found.accessibleName() if found.isVisible() else ""

    def chip(self, name: str) -> str:
        found = self.window.findChild(StatusChip, f"top_bar.{name}")
        assert found is not None
        return found.text()

    def _reveal(self) -> Revealed | None:
        customer = self.screens._counter.customer  # Whose card is open is who is asked about.
        return None if customer is None else Revealed(customer, "合成顾客", ())

    def _answer(self, use_case: Callable[..., Any]) -> Any:
        self.asked.append(use_case)
        answers: dict[Any, Callable[[], Any]] = {
            pins.people: lambda: self.people,
            begun.mine: lambda: begun.Mine(None),
            enrolment.whom: lambda: self.whom,
            self_fill.hand_out: lambda: Handed("h-1", "王*兰", "https://hq.example/f#h-1"),
            enrolment.likely: tuple,
            self_fill.inbox: tuple,
            pairs.suggestions: tuple,
            note_corrections.recent: tuple,
            pins.badge: lambda: getattr(self.found, "staff", None),
            session.sign_in: lambda: signed_in(self.switching_to),
            followups.worklist: lambda: Worklist(today=(task(1),), today_count=1),
            sync_status.read: lambda: self.sync,
            switches.off: lambda: self.off,
            import_desk.read: lambda: ImportDesk(None, {}, self.now),
            sync_centre.read: lambda: self.page,
            counter.reveal: self._reveal,
            rule_sweep.plan: lambda: SweepPlan((), 0),
            sync_centre.look: lambda: content(self.page.refused[0].entry.group),
        }
        if use_case in answers:
            return answers[use_case]()
        assert use_case in (counter.resolve, counter.look_up, counter.card, counter.refresh)
        if use_case is counter.card and isinstance(self.found, BadgeRead):
            return CardFound(full_card())
        return self.found
