"""The words that were typed on the card and for tasks, as they are kept beyond the end of the
program. A reading is never among them: one that was left is measured again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from terminal.domain.begun import Begun, BegunKind
from ui.counter import parking
from ui.counter.presenter import CounterPresenter
from ui.counter.sheets import note_choice
from ui.counter.sheets.state import AdviceSheet, Entry, HandSheet, NoteSheet
from ui.counter.state import PARKED_SHOWN, Parked
from ui.counter.view import CounterPage
from ui.followups.entry import Draft, Drafts
from ui.followups.presenter import FollowUpsPresenter
from ui.followups.view import FollowUpsPage
from ui.keeping import Keeps
from ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Desks:
    """Who has what was typed: the card's sheets, and the notes of tasks, which are typed on the
    card and in the list.
    """

    counter: CounterPresenter
    followups: FollowUpsPresenter
    drafts: Drafts

    def begun(self) -> Iterator[Begun]:
        """Yield all that was typed and is not on record."""
        shown = self.counter.sheets.sheet
        is_open = shown is not None and not isinstance(shown, AdviceSheet)
        sheets: dict[tuple[str, str], Entry] = {
            (one.customer, one.kind): one for one in self.counter.sheets.drafts.left()
        }
        if is_open and shown is not None and not isinstance(shown, AdviceSheet):
            sheets[shown.customer, shown.kind] = shown
        for sheet in sheets.values():
            if sheet.has_draft:
                yield from _sheet(sheet)
        saving = {form.task.id for form in self.counter.state.forms if form.is_busy}
        form = self.followups.state.form
        if form is not None and form.is_busy:
            saving.add(form.task.id)
        for task, note in self.drafts.notes().items():
            content = None if task in saving else {"text": note}
            yield Begun(BegunKind.TASK, task, content)

    def bring(self, entries: Sequence[Begun]) -> None:
        """Offer what was typed before the program ended, with a way to those whom it concerns."""
        found = dict[str, str]()
        for one in entries:
            sheet = _read(one)
            if sheet is not None and one.at is not None:
                self.counter.sheets.drafts.bring(sheet, one.at)
                found.setdefault(sheet.customer, one.name)
            elif one.kind is BegunKind.TASK and one.content and not self.drafts.has(one.place):
                self.drafts.keep(one.place, Draft(note=str(one.content.get("text") or "")))
                found.setdefault(one.customer or "", one.name)
        if found:
            newest = [Parked(customer, name) for customer, name in found.items() if customer]
            parked = self.counter.state.parked
            for each in reversed(newest[:PARKED_SHOWN]):
                parked = parking.with_first(parked, each, self.counter.customer)
            self.counter.set_parked(parked)
            self.followups.start()  # A row says that something was typed for it.


def keeps(
    window: MainWindow, counter_page: CounterPage, followups_page: FollowUpsPage, desks: Desks
) -> Keeps:
    """Return what was typed on the card and in the list of tasks. Whoever goes to another page has
    left something.
    """
    return Keeps(
        edited=(
            window.page_shown,
            counter_page.sheets.edited,
            counter_page.sheets.picked,
            counter_page.sheets.dismissed,
            counter_page.note_edited,
            followups_page.note_edited,
        ),
        begun=desks.begun,
        bring=desks.bring,
    )


def _sheet(sheet: Entry) -> Iterator[Begun]:
    customer = sheet.customer
    if isinstance(sheet, NoteSheet):
        said = None if sheet.is_busy else note_choice.content(sheet)
        yield Begun(BegunKind.NOTE, customer, said, customer)
    elif isinstance(sheet, HandSheet):
        words = None if sheet.is_busy else {"text": sheet.text}
        yield Begun(BegunKind.HANDING, customer, words, customer)


def _read(one: Begun) -> Entry | None:
    content = one.content or {}
    text, customer = str(content.get("text") or ""), one.customer
    if customer is None:
        return None
    if one.kind is BegunKind.NOTE:
        return note_choice.read(customer, one.name, content)
    if one.kind is BegunKind.HANDING:
        return HandSheet(customer, one.name, "", text)
    return None
