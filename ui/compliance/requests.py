"""The desk of what customers ask about their own data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo
from functools import partial

from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.request import Answer
from terminal.services import inspection_workbook, own_data, prescriptions, requests
from terminal.services.inspection import Who
from terminal.services.own_data import OwnData
from terminal.services.requests import Listed
from ui.compliance import own_words
from ui.compliance.files import Told, ToSave
from ui.compliance.state import RIGHTS, AnswerSheet, Deed, RequestSheet, RequestsState
from ui.compliance.ties import Ties

Heading = tuple[tuple[str, str], ...]


class RequestsDesk:
    """Turns gestures into service calls. `who` is the customer that is chosen on the page,
    `customer` whose card is open.
    """

    def __init__(
        self,
        ties: Ties,
        *,
        zone: tzinfo,
        who: Callable[[], Who | None],
        customer: Callable[[], str | None],
    ) -> None:
        self._ties, self._zone, self._who, self._customer = ties, zone, who, customer
        self.state = RequestsState()

    def begin(self) -> None:
        """Show the list to whoever comes to it: what was selected for somebody else is not."""
        who = self._who()
        whose = self._customer() if who is None else who.id
        kept = self.state.selected if self.state.sheet is not None else None
        self._become(replace(self.state, whose=whose, selected=kept))
        self.read_again()

    def read_again(self) -> None:
        """Read what waits, and what was answered last."""
        self._ties.run(requests.listed, self._on_read)

    def leave(self) -> None:
        """Keep nothing of anybody: what is being typed would be said of whoever comes next."""
        self._become(RequestsState())

    def crashed(self) -> None:
        """Wait for nothing any more; what was typed stays."""
        self._become(replace(self.state, is_busy=False, is_collecting=False))

    def type(self, text: str) -> None:
        """Show what fits, at every key."""
        self._become(_first(replace(self.state, text=text)))

    def choose(self, record: str) -> None:
        """Show one on the right."""
        self._become(replace(self.state, selected=record))

    def open_new(self) -> None:
        """Ask what the customer that is chosen asks for."""
        if self._who() is not None:
            self._become(replace(self.state, sheet=RequestSheet()))

    def open_answer(self, how: Answer) -> None:
        """Ask for the words of an answer."""
        if self.state.can_answer:
            self._become(replace(self.state, sheet=AnswerSheet(how)))

    def edit(self, text: str) -> None:
        """Keep what is typed into the sheet."""
        sheet = self.state.sheet
        if sheet is not None:
            self._become(replace(self.state, sheet=replace(sheet, note=text, problem=None)))

    def pick(self, digit: int) -> None:
        """Choose what is asked for."""
        sheet = self.state.sheet
        if isinstance(sheet, RequestSheet) and digit <= len(RIGHTS):
            self._become(replace(self.state, sheet=replace(sheet, what=RIGHTS[digit - 1])))

    def confirm(self) -> None:
        """Save what the sheet says. A second press while the first is under way is dropped."""
        state, who, shown = self.state, self._who(), self.state.shown
        if state.is_busy:
            return
        if isinstance(state.sheet, RequestSheet) and who is not None:
            self._become(replace(state, is_busy=True))
            what, note = state.sheet.what, state.sheet.note
            begin = partial(requests.begin, customer_id=who.id, what=what, note=note)
            self._ties.run(begin, self._on_begun)
        elif isinstance(state.sheet, AnswerSheet) and shown is None:
            self._ties.refuse(Refusal("REQUEST_GONE"))
        elif isinstance(state.sheet, AnswerSheet) and shown is not None:
            self._become(replace(state, is_busy=True))
            record, note = shown.request.id, shown.request.note
            work = partial(
                requests.answer, request_id=record, how=state.sheet.how, note=state.sheet.note
            )
            self._ties.run(work, partial(self._on_answered, record, note))

    def export(self) -> None:
        """Make a file of everything that is held about whoever asks for a copy. It is noted first,
        so that no file is there without its note; what was noted of everybody is read for it.
        """
        shown = self.state.shown
        if shown is not None and self.state.can_collect:
            self._become(replace(self.state, is_collecting=True))
            work = partial(own_data.collect, customer_id=shown.customer)
            self._ties.read(work, partial(self._on_collected, shown))

    def close(self) -> bool:
        """Leave the sheet; tell whether one was open."""
        was_open = self.state.sheet is not None
        if was_open:
            self._become(replace(self.state, sheet=None))
        return was_open

    def _on_read(self, done: tuple[Listed, ...] | Refusal) -> None:
        if isinstance(done, Refusal):
            self._become(replace(self.state, items=None))
            self._ties.refuse(done)
        else:
            self._become(_first(replace(self.state, items=done)))

    def _on_collected(self, shown: Listed, data: OwnData | Refusal) -> None:
        if isinstance(data, Refusal):
            self._become(replace(self.state, is_collecting=False))
            self._ties.refuse(data)
            return
        tables = own_words.tables(data, self._zone)
        rows = [(name, *row) for name, _, every in tables for row in every]
        sha256 = prescriptions.digest(rows)
        work = partial(
            own_data.note_export,
            customer_id=shown.customer,
            request_id=shown.request.id,
            sha256=sha256,
            rows=len(rows),
        )
        heading = own_words.heading(data, shown.request.what, tables, sha256, self._zone)
        stamp = data.made_at.astimezone(self._zone)
        name = f"guitai-own-data-{stamp:%Y%m%d-%H%M%S}-{sha256[:8]}.xlsx"
        self._ties.run(work, partial(self._on_noted, ToSave(name, partial(_book, heading, tables))))

    def _on_noted(self, file: ToSave, done: Refusal | None) -> None:
        self._become(replace(self.state, is_collecting=False))
        if done is not None:
            self._ties.refuse(done)
        else:
            self._ties.save(file)

    def _on_begun(self, done: str | Refusal | FieldProblem) -> None:
        if isinstance(done, str):
            self._saved(replace(self.state, selected=done))
            self._ties.did(Deed.ASKED, partial(requests.withdraw, request_id=done))
        else:
            self._failed(done)

    def _on_answered(self, record: str, note: str, done: Refusal | FieldProblem | None) -> None:
        if done is None:
            self._saved(self.state)
            self._ties.did(Deed.ANSWERED, partial(requests.reopen, request_id=record, note=note))
        else:
            self._failed(done)

    def _saved(self, state: RequestsState) -> None:
        self._become(replace(state, sheet=None, is_busy=False))
        self.read_again()

    def _failed(self, done: Refusal | FieldProblem) -> None:
        state = replace(self.state, is_busy=False)
        if isinstance(done, FieldProblem) and state.sheet is not None:
            self._become(replace(state, sheet=replace(state.sheet, problem=done)))
        else:
            self._become(state)
            self._ties.refuse(Refusal(done.code, done.facts))

    def _become(self, state: RequestsState) -> None:
        self.state = state
        self._ties.changed()


def _book(heading: Heading, tables: tuple[own_words.Table, ...], _told: Told) -> bytes:
    return inspection_workbook.book_of(heading, own_words.title(), tables)


def _first(state: RequestsState) -> RequestsState:
    """Keep what is selected while it fits, or while a sheet speaks of it. Else take the first of
    whoever is here: their card is open, and what a key does to another's request is said of the
    wrong person. Nobody's is taken for theirs; where nobody is here, or a name is typed, the first.
    """
    rows = state.rows
    is_there = any(one.request.id == state.selected for one in rows)
    if is_there or isinstance(state.sheet, AnswerSheet):
        return state
    is_any = state.whose is None or bool(state.text.strip())
    first = (one.request.id for one in rows if is_any or one.customer == state.whose)
    return replace(state, selected=next(first, None))
