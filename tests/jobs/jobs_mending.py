"""Jobs that put right what was saved wrongly, when saving can be undone no more: a reading on its
sheet, answers in their form.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from local_store.unit_of_work import UnitOfWork
from terminal.domain.observation import BLOOD_PRESSURE, DIASTOLIC, SYSTOLIC, Reading
from terminal.sandbox import identity
from terminal.services import reading_corrections
from terminal.services.consents import refuses_health
from tests.jobs.shop import Person
from tests.jobs.steps import identify
from tests.jobs.till import JobError, Till, so
from ui.counter.sheets.state import AdviceSheet, ReadingSheet
from ui.forms.state import RESPONSE, Screen
from ui.shortcuts import PageId

_VALUE: Final = "counter.sheet.reading.value"
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
