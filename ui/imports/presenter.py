"""Taking over old tables, without a single widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from terminal.domain.card import Revealed
from terminal.domain.imports.model import (
    BatchEntry,
    BatchState,
    Check,
    Choice,
    Field,
    Progress,
    Severity,
    Stage,
    Stand,
)
from terminal.domain.problems import Refusal
from terminal.services import counter, import_desk
from terminal.services.import_desk import ImportDesk
from terminal.services.work import Runner
from ui import i18n
from ui.frame.loading_rate import LoadingRate
from ui.imports import job, moves
from ui.imports.job import Job, JobRunner, Opened, Reading
from ui.imports.state import ENCODINGS, ImportState, Step
from ui.scan_router import TakesNoScan

T = TypeVar("T")


class ImportView(Protocol):
    """What the presenter needs of a screen."""

    def show_state(self, state: ImportState) -> None:
        """Show exactly this."""


def _ignore(_news: Any) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class ImportNews:
    """Whom the page tells what concerns others, on the caller's thread. `unfinished`: the import
    that was cut short, None when there is none; `ended`: one came to its end while nobody looked
    at the page.
    """

    unfinished: Callable[[BatchEntry | None], None] = _ignore
    ended: Callable[[BatchEntry], None] = _ignore


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportParts:
    """What stands around the presenter: work on the store, jobs on the imports' thread, an aware
    clock, and where the next report goes.
    """

    run: Runner
    jobs: JobRunner
    now: Callable[[], datetime]
    report_path: Callable[[], Path]


class ImportPresenter(TakesNoScan):
    """Turn gestures into jobs, and results into state."""

    def __init__(
        self, view: ImportView, parts: ImportParts, news: ImportNews | None = None
    ) -> None:
        self._view, self._parts = view, parts
        self._news = news or ImportNews()
        self._rate = LoadingRate()
        self._is_shown = self._is_reading = False
        self.state = ImportState()

    @property
    def is_under_way(self) -> bool:
        """Tell whether a file is open, or something runs or was cut short."""
        state = self.state
        is_open = state.step is not Step.FILE or state.preview is not None
        return is_open or state.is_busy or state.cut_short is not None

    def show(self, is_shown: bool) -> None:
        """The page came to the front, or went away."""
        self._is_shown = is_shown
        if is_shown:
            self.refresh()
        else:
            self.conceal()

    def refresh(self) -> None:
        """Read anew who may import, and the imports that were unless one is under way."""
        if self.state.is_busy:
            self._read_desk(self.state.history)
        elif not self._is_reading:
            self._is_reading = True
            self._parts.jobs(job.history, self._on_history)

    # What comes from the page: where to go.

    def go_on(self) -> None:
        """Do what the first button says: take the next step."""
        state = self.state
        if state.undoing is not None:
            self.undo()
        elif state.is_picking or not state.can_go_on():
            return
        elif state.step is Step.FILE and state.goes_on:
            self._take_over()  # As it was mapped and answered then.
        elif state.step is Step.FILE:
            self._become(replace(moves.quiet(state), step=Step.COLUMNS))
        elif state.step is Step.COLUMNS:
            self._look()
        elif state.step is Step.CHECK and state.has_questions:
            self._become(replace(moves.quiet(state), step=Step.ANSWERS))
        elif state.step is Step.RUN:
            self._after_result()
        else:
            self._take_over()

    def dismiss(self) -> bool:
        """Put away what is asked, then what was said, then go one step back. Return whether there
        was anything.
        """
        state = self.state
        if state.undoing is not None:
            self._become(replace(state, undoing=None))
        elif state.is_picking:
            self._become(replace(state, is_picking=False))
        elif state.refusal is not None or state.saved:
            self._become(replace(state, refusal=None, saved=""))
        elif state.stage is Stage.CHECKING and state.step is Step.COLUMNS:
            self.stop()
        elif state.is_busy or state.step is Step.FILE:
            return False  # It goes on by itself, and may be left alone.
        elif state.step is Step.RUN:
            self._begin_anew()
        else:
            self._become(moves.moved_back(state))
        return True

    def step(self, by: int) -> None:
        """Choose the next (+1) or the previous (-1) column, question or import."""
        self._become(moves.stepped(self.state, by))

    # Step 1: the file.

    def open_file(self, path: str) -> None:
        """Read a file."""
        state = self.state
        if state.is_busy or state.step is not Step.FILE or not path.strip():
            return
        if state.blocked is not None:
            self._become(replace(state, refusal=state.blocked))
            return
        self._become(replace(moves.fresh(state), path=path.strip()))
        self._read_file(Reading())

    def read_as(self, place: int) -> None:
        """Read the file again: another sheet of a workbook, another encoding of a text."""
        preview = self.state.preview
        if preview is None or self.state.is_busy or self.state.step is not Step.FILE:
            return
        before = Reading(preview.sheet or None, preview.encoding or None)
        if preview.sheets and place < len(preview.sheets):
            self._read_file(Reading(sheet=preview.sheets[place]), before)
        elif not preview.sheets and place < len(ENCODINGS):
            self._read_file(Reading(encoding=ENCODINGS[place]), before)

    def choose_import(self, batch: str) -> None:
        """Choose an import of the history."""
        if batch != self.state.chosen:
            self._become(replace(self.state, chosen=batch))

    # Step 2: the columns.

    def choose_column(self, place: int) -> None:
        """Choose a column of the file."""
        if place != self.state.column and not self.state.is_picking:
            self._become(replace(self.state, column=place))

    def pick(self) -> None:
        """Ask what the chosen column holds."""
        if self.state.step is Step.COLUMNS and not self.state.is_busy:
            self._become(replace(self.state, is_picking=True))

    def take_field(self, name: Field | None) -> None:
        """Say what the chosen column holds, None to leave it out, and go on to the next one."""
        if self.state.step is Step.COLUMNS and not self.state.is_busy:
            self._become(moves.mapped(self.state, name))

    # Step 3: what was found.

    def choose_group(self, group: Severity) -> None:
        """Show one of the lists of problems."""
        self._become(replace(self.state, group=group))

    def save_report(self) -> None:
        """Write what was found into a file."""
        if self.state.check is not None and not self.state.is_busy:
            path = self._parts.report_path()
            work = partial(job.write_report, path=path, language=i18n.language())
            self._parts.jobs(work, self._on_report)

    # Step 4: questions.

    def choose_question(self, place: int) -> None:
        """Show another question."""
        if place != self.state.at:
            self._become(moves.asked(self.state, place))

    def choose(self, choice: Choice) -> None:
        """Say what becomes of the row, and of all alike when that was asked for."""
        self._become(moves.chosen(self.state, choice))

    def settle(self, stand: Stand, name: Field | None = None) -> None:
        """Say whether a field that differs keeps what is on file or takes what the row says: this
        one, or the first that nobody decided about.
        """
        self._become(moves.settled(self.state, stand, name))

    def toggle_alike(self) -> None:
        """Let an answer count for every question that arose for the same reasons, or not."""
        if self.state.question is not None:
            self._become(replace(self.state, is_alike=not self.state.is_alike))

    def reveal(self) -> None:
        """Show names and phones in full; whose file is looked into is noted."""
        found = self.state.question
        if found is None or self.state.step is not Step.ANSWERS:
            return
        if found.there.customer is None:
            self._become(replace(self.state, is_revealed=True))
            return
        work = partial(counter.reveal, customer_id=found.there.customer)
        self._parts.run(work, partial(self._on_revealed, found.row))

    def conceal(self) -> None:
        """Mask them again."""
        if self.state.is_revealed:
            self._become(replace(self.state, is_revealed=False))

    # Step 5, and taking back.

    def stop(self) -> None:
        """End what is under way at the next place where nothing is lost."""
        if self.state.can_stop:
            self._parts.jobs.cancel()
            self._become(replace(self.state, is_stopping=True))

    def ask_undo(self) -> None:
        """Ask before a whole import is taken back."""
        found = self.state.undoable
        if found is not None:
            self._become(replace(moves.quiet(self.state), undoing=found.id))

    def undo(self) -> None:
        """Take the import back that was asked about."""
        batch = self.state.undoing
        if batch is not None and not self.state.is_busy:
            work = partial(job.undo, batch=batch)
            self._start(Stage.UNDOING, work, partial(self._on_ended, self.state), step=Step.RUN)

    def on_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        if not self.state.is_busy:
            return  # The last word of something that has ended.
        self._rate.note(self._parts.now(), progress.done)
        self._become(moves.advanced(self.state, progress, self._rate.per_second))

    def on_crash(self, code: str) -> None:
        """Take commands again after something broke off. What was saved is saved."""
        self._is_reading = False
        was = self.state
        wrote = was.stage in (Stage.WRITING, Stage.UNDOING)
        state = moves.fresh(was) if wrote else moves.idle(was)
        self._become(replace(state, refusal=Refusal(code)))
        if was.is_busy:
            self.refresh()

    # Results.

    def _on_history(self, history: tuple[BatchEntry, ...]) -> None:
        self._is_reading = False
        self._read_desk(history)

    def _read_desk(self, history: tuple[BatchEntry, ...]) -> None:
        actors = frozenset(one.by for one in history)
        work = partial(import_desk.read, actors=actors)
        self._parts.run(work, partial(self._on_desk, history))

    def _on_desk(self, history: tuple[BatchEntry, ...], desk: ImportDesk) -> None:
        self._become(moves.with_desk(self.state, history, desk))
        self._news.unfinished(self.state.cut_short)

    def _on_opened(self, found: Opened | Refusal) -> None:
        self._become(moves.opened(self.state, found))

    def _on_check(self, found: Check | Refusal) -> None:
        self._become(moves.checked(self.state, found))

    def _on_ended(self, before: ImportState, found: BatchEntry | Refusal) -> None:
        if isinstance(found, Refusal):
            self._become(moves.turned_down(self.state, before, found))
        else:
            self._become(moves.ended(self.state, found))
            if not self._is_shown:
                self._news.ended(found)
        self.refresh()

    def _on_report(self, path: str | Refusal) -> None:
        if isinstance(path, Refusal):
            self._become(replace(self.state, refusal=path, saved=""))
        else:
            self._become(replace(self.state, saved=path, refusal=None))

    def _on_revealed(self, row: int, result: Revealed | Refusal) -> None:
        found = self.state.question
        if isinstance(result, Refusal):
            self._become(replace(self.state, refusal=result))
        elif found is not None and found.row == row:
            self._become(replace(self.state, is_revealed=True))

    # Steps.

    def _read_file(self, wanted: Reading, before: Reading | None = None) -> None:
        path = Path(self.state.path)
        work = partial(job.open_file, path=path, wanted=wanted, before=before)
        self._start(Stage.READING, work, self._on_opened)

    def _look(self) -> None:
        state = self.state
        if state.check is not None:  # Nothing was mapped anew since.
            self._become(replace(moves.quiet(state), step=Step.CHECK))
            return
        work = partial(job.check, columns=dict(state.columns))
        self._start(Stage.CHECKING, work, self._on_check)

    def _take_over(self) -> None:
        columns, decisions = dict(self.state.columns), self.state.decisions
        work = partial(job.run, columns=columns, decisions=decisions)
        self._start(Stage.WRITING, work, partial(self._on_ended, self.state), step=Step.RUN)

    def _after_result(self) -> None:
        result = self.state.result
        if result is not None and result.state is BatchState.RUNNING:
            self._take_over()
        elif result is not None and result.state is BatchState.UNDOING:
            self._become(replace(self.state, undoing=result.id))
            self.undo()
        else:
            self._begin_anew()

    def _begin_anew(self) -> None:
        self._become(moves.fresh(self.state))
        self._parts.jobs(job.forget, _ignore)
        self.refresh()

    def _start(
        self, stage: Stage, work: Job[T], then: Callable[[T], None], *, step: Step | None = None
    ) -> None:
        self._rate.forget()
        self._become(moves.begun(self.state, stage, step))
        self._parts.jobs(work, then)

    def _become(self, state: ImportState) -> None:
        self.state = state
        self._view.show_state(state)
