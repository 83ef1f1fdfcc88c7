"""Records what is entered in a sheet of the card, and takes it back. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from terminal.domain import reading_entry
from terminal.domain.card import CustomerCard
from terminal.domain.missing import MissingField
from terminal.domain.observation import ReadingLevel
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.reading_entry import ReadingEntry
from terminal.services import file_fields, readings, visits
from terminal.services.consents import HEALTH_REFUSED
from terminal.services.file_fields import Filled, Given
from terminal.services.handing_many import HandedOver
from terminal.services.readings import Taken
from terminal.services.visits import ABOUT, Noted
from terminal.services.work import Runner
from ui.counter.sheets import mending, picks, saving, telling, throwing, undoing
from ui.counter.sheets.asking import Asker
from ui.counter.sheets.check_in import CheckIn
from ui.counter.sheets.drafts import SheetDrafts
from ui.counter.sheets.fresh import empty
from ui.counter.sheets.kinds import SheetKind
from ui.counter.sheets.label_sheet import LabelSheet
from ui.counter.sheets.labelling import Labeller
from ui.counter.sheets.lacking import Lacking
from ui.counter.sheets.menders import Menders
from ui.counter.sheets.mending import Held
from ui.counter.sheets.news import SheetNews
from ui.counter.sheets.refilling import Refilling
from ui.counter.sheets.saving import Saved
from ui.counter.sheets.state import (
    CONSENTED,
    AdviceSheet,
    Answer,
    ComplaintSheet,
    ConsentSheet,
    Deed,
    Entry,
    EventSheet,
    FieldSheet,
    HandSheet,
    NoteSheet,
    ProxySheet,
    ReadingSheet,
    RefillSheet,
    Sheet,
    Typed,
)


class SheetDesk:
    """One open sheet at most. What was typed in others is kept by customer and kind."""

    def __init__(self, run: Runner, news: SheetNews, now: Callable[[], datetime]) -> None:
        self._run, self._news, self._now = run, news, now
        self.drafts = SheetDrafts(now)
        self.draft_at: datetime | None = None
        """Since when what stands in the sheet waits (UTC), None once somebody went on with it."""
        self._card: CustomerCard | None = None
        self.sheet: Sheet | None = None
        self.deed: Deed | None = None
        self._is_answering, self._lacking = False, Lacking()
        self._check_in = CheckIn(run, self._offer_events, self._done, news.say)
        now_shown = Held(lambda: (self._card, self.sheet, self.draft_at), self._show, self._refused)
        self.mender = Menders(run, now_shown, self._on_measured, self._done)
        self._refilling = Refilling(run, self._done, self._not_refilled)
        self._asker = Asker(run, lambda: self.sheet, self._show_on, news.say)
        self._labeller = Labeller(run, lambda: self.sheet, self._show_on, self._done, news.say)

    def arrive(self, card: CustomerCard | None) -> None:
        """Hear whose card is shown now. Another customer's sheet goes; what was typed is kept."""
        before, self._card = self._card, card
        self.sheet = telling.allowed(card, self.sheet, self._news.say)
        if before is None or card is None or before.id != card.id or card.is_restricted:
            if isinstance(self.sheet, AdviceSheet):
                self._news.left(self.sheet)
            self._keep()
            self.sheet = None

    def has_draft(self, customer: str) -> bool:
        """Tell whether something typed for a customer is not on record."""
        shown = self.sheet
        is_begun = isinstance(shown, Entry) and shown.customer == customer and shown.has_draft
        return is_begun or self.drafts.has(customer)

    def open(self, kind: SheetKind) -> None:
        """Open a sheet for the customer who is shown, with what had been typed."""
        card = self._card
        if card is None or card.is_restricted or isinstance(self.sheet, AdviceSheet):
            return
        if kind is SheetKind.EVENT:
            self._check_in.begin(card)
            return
        if kind is SheetKind.HAND and not card.tasks:
            return
        lacking = self.missing
        if kind is SheetKind.FIELD:
            if lacking is None:
                return
            kind = SheetKind.CONSENTS if lacking.field in CONSENTED else kind
        self._keep()
        left = self.drafts.of(card.id, kind)
        sheet = None if left is None else telling.allowed(card, left.sheet, self._news.say)
        if kind is SheetKind.FIELD and lacking is not None:
            sheet = self._lacking.sheet(card, lacking, sheet)
        sheet = sheet or empty(kind, card)
        if isinstance(sheet, HandSheet):
            sheet = replace(sheet, task=card.tasks[0].id, tasks=())
        self._show(sheet, left.at if left is not None and sheet.has_draft else None)
        if isinstance(sheet, ReadingSheet | NoteSheet):
            self.mender.ask(sheet)
        elif isinstance(sheet, LabelSheet):
            self._labeller.ask(sheet)
        else:
            self._asker.ask(sheet)

    def repeat(self) -> None:
        """Note the refill that its sheet would propose, or open it if there is more to it."""
        card, doing = self._card, self._refilling
        if card is None or card.is_restricted or self.sheet is not None or doing.is_busy:
            return
        if self.drafts.of(card.id, SheetKind.REFILL) or not doing.repeat(card, self.deed):
            self.open(SheetKind.REFILL)

    @property
    def missing(self) -> MissingField | None:
        """Return the one thing worth asking for now, None when there is none."""
        return self._lacking.of(self._card)

    def put_off(self) -> None:
        """Do not ask for it again at this visit."""
        self._lacking.put_off(self._card)
        self._news.changed()

    def edit(self, text: str) -> None:
        """Keep the text as it is being typed; a problem goes as soon as it changes."""
        if isinstance(self.sheet, Typed):
            self._show(replace(self.sheet, text=text, problem=None))

    def pick(self, digit: int) -> None:
        """Do what a digit stands for in this sheet, counted from 1."""
        sheet = self.sheet
        if sheet is None or isinstance(sheet, AdviceSheet) or sheet.is_busy:
            return
        if isinstance(sheet, ComplaintSheet):
            if 1 <= digit <= len(ABOUT):
                self._complain(sheet, ABOUT[digit - 1])
        elif isinstance(sheet, EventSheet):
            self._check_in.pick(sheet, digit)
        elif isinstance(sheet, LabelSheet):
            self._labeller.pick(sheet, digit)
        elif isinstance(sheet, FieldSheet):
            if 1 <= digit <= sheet.choices:
                self._fill(sheet, Given(choice=digit))
        elif (chosen := picks.picked(sheet, digit)) is not None:
            self._show(chosen)

    def confirm(self) -> None:
        """Record what stands in the sheet, or acknowledge what it says."""
        sheet = self.sheet
        if isinstance(sheet, AdviceSheet):
            self._show(None)
        elif sheet is None or sheet.is_busy or self.mender.save(sheet):
            return
        elif isinstance(sheet, ReadingSheet):
            self._record(sheet)
        elif isinstance(sheet, NoteSheet | ProxySheet | HandSheet):
            if (lacking := saving.lacks(sheet)) is not None:
                self._show(replace(sheet, problem=lacking))
                return
            self._begin(sheet)
            self._run(saving.of(sheet), partial(self._on_noted, sheet))
        elif isinstance(sheet, ConsentSheet):
            self._say(sheet)
        elif isinstance(sheet, RefillSheet):
            self._refill(sheet)
        elif isinstance(sheet, FieldSheet):
            self._fill(sheet, Given(text=sheet.text))
        elif isinstance(sheet, LabelSheet) and sheet.first is not None:
            self._labeller.pick(sheet, 1)

    def answer(self, place: int) -> None:
        """Give the answer of a key, counted from 1, to the first contradiction on the card."""
        card = self._card
        if card is None or not card.conflicts or self._is_answering:
            return
        asked = card.conflicts[0]
        if 1 <= place <= len(asked.replies):
            reply = asked.replies[place - 1]
            self._is_answering = True
            given = Answer(card.id, card.masked_name, asked, reply)
            self._run(saving.answered(given), partial(self._on_answered, given))

    def close(self) -> bool:
        """Leave the sheet; return whether there was one. Words are kept, a reading is not: to type
        it again takes less than a wrong one costs.
        """
        sheet = self.sheet
        if sheet is None:
            return False
        self._keep()
        if isinstance(sheet, ReadingSheet):
            self.drafts.drop(sheet.customer, sheet.kind)
        self._show(None)
        return True

    def throw_away(self) -> None:
        """Forget the draft that stands in the sheet, and leave it; undo brings it back."""
        if (thrown := throwing.of(self.sheet, self.draft_at)) is not None:
            self._done(thrown)

    def undo(self) -> bool:
        """Take back what was just recorded. Return False when there is nothing to take back."""
        deed = self.deed
        if deed is None:
            return False
        self.deed = None
        self._run(undoing.of(deed), partial(self._on_undone, deed))
        self._news.changed()
        return True

    def expire(self, token: str) -> None:
        """The time to take this back is over."""
        if self.deed is not None and self.deed.token == token:
            self.deed = None
            self._news.changed()

    def park(self) -> Callable[[], None]:
        """Put away what one person typed; what is returned brings it back."""
        self._keep()
        bring_back = self.drafts.park()
        if not isinstance(self.sheet, AdviceSheet):
            self.sheet = None
        self.deed = None
        self._news.changed()
        return bring_back

    def crashed(self) -> None:
        """Take commands again after work that broke off; what was typed is still here."""
        self._is_answering = False
        self._check_in.crashed()
        self._refilling.crashed()
        if self.sheet is not None and not isinstance(self.sheet, AdviceSheet):
            self.sheet = replace(self.sheet, is_busy=False)

    def _record(self, sheet: ReadingSheet) -> None:
        entry, card = reading_entry.read(sheet.code, sheet.text), self._card
        if isinstance(entry, ReadingEntry) and card and telling.is_only_told(card, sheet):
            self.close()
            if (advice := telling.advice(card, sheet, entry, self._now())) is None:
                self._news.say(HEALTH_REFUSED)
            self._show(advice)
        elif isinstance(entry, ReadingEntry):
            self._begin(sheet)
            work = partial(readings.record, customer_id=sheet.customer, code=entry.code)
            self._run(partial(work, items=entry.items), partial(self._on_taken, sheet))
        else:
            self._show(replace(sheet, problem=mending.problem(sheet, entry[0])))

    def _say(self, sheet: ConsentSheet) -> None:
        if not sheet.words:
            self.close()
            return
        self._begin(sheet)
        self._run(saving.said(sheet), partial(self._on_made, sheet, ""))

    def _refill(self, sheet: RefillSheet) -> None:
        medicine, amount = sheet.medicine, sheet.amount
        if isinstance(amount, FieldProblem):
            self._show(replace(sheet, problem=amount))
        elif medicine is None or amount is None:
            self.close()
        else:
            self._begin(sheet)
            self._refilling.note(sheet, medicine.medicine, amount)

    def _not_refilled(self, sheet: RefillSheet, why: Refusal | list[FieldProblem]) -> None:
        if self.sheet is None and self._card is not None and self._card.id == sheet.customer:
            self.open(sheet.kind)  # It was noted without one: here stands what is wrong.
        self._refused(sheet, why)

    def _offer_events(self, sheet: EventSheet) -> None:
        if self._card is not None and self._card.id == sheet.customer:
            self._keep()
            self._show(sheet)

    def _fill(self, sheet: FieldSheet, given: Given) -> None:
        self._begin(sheet)
        work = partial(file_fields.fill, customer_id=sheet.customer, field=sheet.field, given=given)
        self._run(work, partial(self._on_made, sheet, ""))

    def _complain(self, sheet: ComplaintSheet, about: str) -> None:
        self._begin(sheet)
        work = partial(visits.complain, about=about, customer_id=sheet.customer)
        self._run(work, partial(self._on_made, sheet, about))

    def _on_taken(self, sheet: ReadingSheet, result: Taken | Refusal | list[FieldProblem]) -> None:
        if not isinstance(result, Taken):
            self._refused(sheet, result)
            return
        danger = result if result.level is ReadingLevel.DANGER else None
        self._on_measured(Deed(sheet, (result.reading,), result.item), danger)

    def _on_measured(self, deed: Deed, danger: Taken | None) -> None:
        self._done(deed, self._advice(deed.sheet, danger) if danger else None)

    def _advice(self, sheet: Entry | Answer, taken: Taken) -> AdviceSheet | None:
        card = self._card
        made = AdviceSheet(sheet.customer, sheet.name, taken.item, taken.recontact_on, taken.on)
        if card is None or card.id != sheet.customer:
            self._news.left(made)  # Somebody else stands here by now; it is said all the same.
            return None
        return made

    def _on_noted(self, sheet: NoteSheet | ProxySheet | HandSheet, result: Saved) -> None:
        if isinstance(result, Noted | HandedOver | str):
            self._done(saving.deed(sheet, result))
        else:
            self._refused(sheet, [result] if isinstance(result, FieldProblem) else result)

    def _on_made(
        self,
        sheet: FieldSheet | ComplaintSheet | ConsentSheet,
        about: str,
        result: Filled | str | tuple[str, ...] | Refusal | list[FieldProblem],
    ) -> None:
        if isinstance(result, Refusal | list):
            self._refused(sheet, result)
        elif isinstance(result, Filled):
            self._done(Deed(sheet, (result.token,), filled=result))
        else:
            ids = (result,) if isinstance(result, str) else result
            self._done(Deed(sheet, ids, about=about))

    def _on_answered(self, given: Answer, result: str | Refusal) -> None:
        self._is_answering = False
        if isinstance(result, Refusal):
            self._news.say(result)
        else:
            self._done(Deed(given, (result,)))

    def _done(self, deed: Deed, then: AdviceSheet | None = None) -> None:
        sheet = deed.sheet
        self.drafts.done(sheet)
        self.deed = deed
        if not isinstance(sheet, Answer) and self._is_shown(sheet):
            self.sheet = None
        if then is not None:
            self._keep()
            self.sheet = then
        self._news.done()

    def _refused(self, sheet: Entry, result: Refusal | list[FieldProblem]) -> None:
        problem = None if isinstance(result, Refusal) else result[0]
        sheet = telling.without_health(self._card, sheet)
        if self._is_shown(sheet):
            self.sheet = replace(sheet, is_busy=False, problem=problem)
        else:
            self.drafts.put(sheet)
        if isinstance(result, Refusal):
            self._news.say(result)
        self._news.changed()

    def _on_undone(self, deed: Deed, result: Refusal | None) -> None:
        if isinstance(result, Refusal):
            self._news.say(result)
            return
        sheet = deed.sheet
        if not undoing.reopens(sheet):
            self._news.changed()
            return
        self.drafts.again(sheet)
        if isinstance(self.sheet, AdviceSheet) and self.sheet.customer == sheet.customer:
            self.sheet = None
        if self.sheet is None and self._card is not None and self._card.id == sheet.customer:
            self.open(sheet.kind)
        self._news.changed()

    def _is_shown(self, sheet: Entry) -> bool:
        shown, about = self.sheet, (sheet.customer, sheet.kind)
        return isinstance(shown, Entry) and (shown.customer, shown.kind) == about

    def _begin(self, sheet: Entry) -> None:
        self._show(replace(sheet, is_busy=True, problem=None))

    def _keep(self) -> None:
        self.drafts.keep(self.sheet, self.draft_at)

    def _show_on(self, sheet: Sheet) -> None:
        self._show(sheet, self.draft_at)

    def _show(self, sheet: Sheet | None, since: datetime | None = None) -> None:
        self.sheet, self.draft_at = telling.allowed(self._card, sheet, self._news.say), since
        self._news.changed()
