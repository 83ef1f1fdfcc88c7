"""Jobs that put right what was saved wrongly, when saving can be undone no more: a reading on its
sheet, answers in their form, a visit note on its sheet.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any, Final

from local_store.unit_of_work import UnitOfWork
from terminal.domain.note_trail import note_trails
from terminal.domain.observation import BLOOD_PRESSURE, DIASTOLIC, SYSTOLIC, Reading
from terminal.domain.visit import VisitNote
from terminal.sandbox import identity
from terminal.services import note_corrections, reading_corrections
from terminal.services.consents import refuses_health
from tests.jobs.shop import NOT_THEIRS, NOTED, Person
from tests.jobs.steps import deed, identify
from tests.jobs.till import JobError, Till, so
from ui.counter.sheets.state import AdviceSheet, NoteSheet, ReadingSheet
from ui.forms.state import RESPONSE, Screen
from ui.shortcuts import PageId

_VALUE: Final = "counter.sheet.reading.value"
_NOTE: Final = "counter.sheet.note.text"
_SAYINGS: Final = (("touyun", "头晕"), ("toutong", "头痛"))
"""What may be right: letters, and what an input method makes of them."""
_WRONG, _RIGHT = (128, 182), 82
_QUESTIONS: Final = 12
"""So many questions come before the one that is looked for, at most."""


def correct_reading(till: Till, one: Person) -> None:
    """Of an hour ago 128 is on file, and it was 182: put right on its sheet. What needs a doctor is
    said, as of a new one.
    """
    identify(till, one)
    counter = till.screens._counter
    old = till.read(partial(_hour_old, one=one))
    if old is None:
        raise JobError("nothing was saved an hour ago")
    upper = sum(_WRONG) - old.items[SYSTOLIC]
    till.decide()
    till.press("B")
    till.until(lambda: till.focus_name() == _VALUE and _sheet(till).mending.past, "the last ones")
    place = [each.id for each in _sheet(till).mending.past or ()].index(old.id) + 1
    till.press("Alt+C")
    for at in range(1, place + 1):
        if at > 1:
            till.press("Down")
        till.until(partial(_is_at, till, at), "the reading")
    till.decide()
    till.type(f"{upper} {_RIGHT}")
    till.press("Enter")
    till.until(lambda: counter.state.deed and not _is_busy(till), "the entry on record")
    if upper == max(_WRONG):
        till.until(lambda: isinstance(counter.state.sheet, AdviceSheet), "what to say")
        till.press("Enter")
    till.until(lambda: counter.state.sheet is None, "the card")
    now = till.read(partial(_hour_old, one=one))
    so(now is not None and now.items == {SYSTOLIC: upper, DIASTOLIC: _RIGHT}, "it is right")
    so(now is not None and now.at == old.at and now.supersedes == old.id, "in the old one's place")
    kept = till.read(lambda uow: uow.observations.get(old.id))
    so(kept is not None and kept.items == old.items, "the old one is on record")
    till.until(lambda: _tells(till, old), "the timeline")


def correct_answers(till: Till, one: Person) -> None:
    """Answers to a form were saved wrongly two hours ago: corrected in their own version, and the
    reading that came of them follows.
    """
    identify(till, one)
    page = till.widget(PageId.FORMS)
    till.decide()
    till.press("Q")
    till.until(lambda: till.page is PageId.FORMS and page._state.desk, "what was asked")
    desk = page._state.desk
    old = next(each for each in desk.responses if each.at == till.read(partial(_asked, one=one)))
    place = page._state.rows.index(RESPONSE + old.id) + 1
    till.decide()
    till.press(str(place))
    till.until(lambda: page._state.screen is Screen.READ, "the answers")
    till.press("Enter")
    till.until(lambda: page._state.screen is Screen.FILL, "the form")
    so(page._state.filled.corrects == old.id, "it takes the place of the old answers")
    for _ in range(_QUESTIONS):
        if _link(page) == "systolic":
            break
        before = page._state.filled.at
        till.press("Down")
        till.until(partial(_has_moved, page, before), "the next question")
    so(_link(page) == "systolic", "the question")
    upper = 148 if page._state.filled.text != "148" else 138
    till.press("Ctrl+A")
    till.type(str(upper))
    till.until(lambda: page._state.filled.text == str(upper), "the figure")
    till.press("Ctrl+S")
    till.until(lambda: page._state.deed and page._state.screen is Screen.LIST, "it is on record")
    response = till.read(lambda uow: uow.responses.get(page._state.deed.saved.response))
    so(response is not None and response.supersedes == old.id, "in the place of the old answers")
    told = till.read(lambda uow: uow.observations.of_customer(one.id, 50))
    values = [each.items for each in told if each.at == old.at]
    so(values == [{SYSTOLIC: upper, DIASTOLIC: 86}], "the reading follows")


def correct_note(till: Till, one: Person) -> None:
    """A visit note was saved with the wrong words an hour ago and is put right; another of an hour
    before was said by somebody else and is withdrawn. Neither can be undone any more.
    """
    identify(till, one)
    counter = till.screens._counter
    old = _open_note(till, one, NOTED)
    till.press("Ctrl+A")
    saying = next(each for each in _SAYINGS if old.note not in each)
    till.say(*saying)
    right = saying[till.method_is_on]
    till.until(lambda: _note(till).text == right, "what is right")
    before = counter.state.deed
    till.press("Enter")
    deed(till, before)
    so(_note_texts(till, one)[old.at] == right, "it is right, as of when it was noted")
    kept = till.read(lambda uow: uow.visits.versions([old.id]))
    so(old in [each.note for each in kept], "the old one is on record")
    before = counter.state.deed
    gone = _open_note(till, one, NOT_THEIRS)
    till.press("Alt+D")
    till.until(lambda: _note(till).mending.is_withdrawing, "what Enter withdraws")
    till.press("Enter")
    deed(till, before)
    so(gone.at not in _note_texts(till, one), "the other one counts no more")
    so(_note_texts(till, one).get(old.at) == right, "what was put right stands")
    till.until(lambda: not _shows_note(till, gone), "the timeline")


def take_note_back(till: Till, one: Person) -> None:
    """It was theirs after all: what was withdrawn stands again, for whoever comes twice."""
    till.press("Ctrl+Z")
    till.until(lambda: till.read(partial(has_wrong_notes, one=one)), "what was taken back")


def has_wrong_notes(uow: UnitOfWork, one: Person) -> bool:
    """Tell whether both notes that were saved wrongly can be mended on the sheet."""
    if refuses_health(uow, customer_id=one.id):
        return False
    return all(_note_of(uow, one=one, name=name) for name in (NOTED, NOT_THEIRS))


def has_wrong_reading(uow: UnitOfWork, one: Person) -> bool:
    """Tell whether what was saved an hour ago can be put right."""
    return not refuses_health(uow, customer_id=one.id) and _hour_old(uow, one=one) is not None


def has_answers(uow: UnitOfWork, one: Person) -> bool:
    """Tell whether answers can be put right."""
    return not refuses_health(uow, customer_id=one.id)


def _hour_old(uow: UnitOfWork, *, one: Person) -> Reading | None:
    """Return what counts of what was saved an hour ago, if it is among the last."""
    first = uow.observations.get(identity.record_id("wrong", one.id))
    told = uow.observations.of_customer(one.id, 200)
    last = [each for each in told if each.code == BLOOD_PRESSURE][: reading_corrections.OFFERED]
    return next((each for each in last if first is not None and each.at == first.at), None)


def _open_note(till: Till, one: Person, name: str) -> VisitNote:
    """Open the sheet of a note about one of those that were saved."""
    till.decide()
    till.press("N")
    till.until(lambda: till.focus_name() == _NOTE and _note(till).mending.past, "the last notes")
    past = _note(till).mending.past or ()
    found = till.read(partial(_note_of, one=one, name=name))
    if found is None:
        raise JobError(f"it is not on record: {name}")
    if not _note(till).mending.chosen:  # What an earlier job left may be about an earlier one.
        till.press("Alt+C")
        till.until(lambda: _note(till).mending.chosen, "the last one")
    wanted = [each.id for each in past].index(found.id) + 1
    while (place := _note(till).mending.place) != wanted:
        step = 1 if wanted > place else -1
        till.press("Down" if step > 0 else "Up")
        till.until(partial(_is_note, till, place + step), "the note")
    return found


def _note_of(uow: UnitOfWork, *, one: Person, name: str) -> VisitNote | None:
    """Return what stands of a note that was saved, if it is among those that the sheet lists."""
    first = identity.record_id(name, one.id)
    ids = {
        each.id for found in note_trails(uow.visits.versions([first])) for each in found.versions
    }
    last = uow.visits.of_customer(one.id, note_corrections.OFFERED)
    return next((each for each in last if each.id in ids), None)


def _note(till: Till) -> NoteSheet:
    sheet = till.screens._counter.state.sheet
    return sheet if isinstance(sheet, NoteSheet) else NoteSheet("", "")


def _is_note(till: Till, place: int) -> bool:
    return _note(till).mending.place == place


def _note_texts(till: Till, one: Person) -> dict[datetime, str]:
    told = till.read(lambda uow: uow.visits.of_customer(one.id, 50))
    return {each.at: each.note for each in told if each.note}


def _shows_note(till: Till, one: VisitNote) -> bool:
    card = till.screens._counter.state.card
    return card is not None and any(one.note in event.note for event in card.events)


def _asked(uow: UnitOfWork, *, one: Person) -> Any:
    answers = uow.responses.get(identity.record_id("answers", one.id))
    return None if answers is None else answers.at


def _sheet(till: Till) -> ReadingSheet:
    sheet = till.screens._counter.state.sheet
    return sheet if isinstance(sheet, ReadingSheet) else ReadingSheet("", "", BLOOD_PRESSURE)


def _is_at(till: Till, place: int) -> bool:
    return _sheet(till).mending.chosen == place


def _is_busy(till: Till) -> bool:
    return isinstance(till.screens._counter.state.sheet, ReadingSheet)


def _tells(till: Till, old: Reading) -> bool:
    card = till.screens._counter.state.card
    before = [] if card is None else [one for event in card.events for one in event.before]
    return any(one.reading.items == old.items for one in before)


def _link(page: Any) -> str:
    line = page._state.filled.line
    return "" if line is None else str(line.item.link_id)


def _has_moved(page: Any, before: object) -> bool:
    return bool(page._state.filled.at != before)
