"""The jobs of the counter, each as scans and keys, with what has to be so in the end.

Numbers are those of the list of the ten commonest jobs and the ten after them. A job begins on the
counter with nobody's card open, unless it says otherwise, and fails when what it is for did not
come about: in the window, and on file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from local_store.unit_of_work import UnitOfWork
from terminal.domain.card import CustomerHit, Due
from terminal.domain.consent import Purpose, latest
from terminal.domain.followup import OutcomeCode, TaskState
from terminal.domain.observation import (
    BLOOD_PRESSURE,
    DIASTOLIC,
    GLUCOSE,
    GLUCOSE_FASTING,
    SYSTOLIC,
)
from tests.jobs.jobs_card import (
    buyer,
    check_in,
    hand_out_by_page,
    has_health_file,
    label,
    refill,
    refill_otherwise,
    self_fill,
    settled,
    uses_medicine,
)
from tests.jobs.jobs_desk import end_of_day, erase, proxy, replace_scanner, take_over
from tests.jobs.jobs_list import hand_over_all, hand_over_card, has_follow_ups
from tests.jobs.jobs_mending import (
    correct_answers,
    correct_note,
    correct_reading,
    has_answers,
    has_wrong_notes,
    has_wrong_reading,
    take_note_back,
)
from tests.jobs.jobs_pages import enrol, inspect, quiz
from tests.jobs.shop import BADGES, COLLEAGUE, STAFF, Person
from tests.jobs.steps import card_of, deed, identify
from tests.jobs.till import JobError, Till, so
from ui.counter.sheets.state import NoteSheet
from ui.followups.state import TaskRow
from ui.shortcuts import PageId

_VALUE: Final = "counter.sheet.reading.value"
_MEDICINE: Final = "阿卡波糖"
_PACK: Final = "阿卡波糖片 50 mg × 30"
_QUESTION: Final = "二甲双胍能否与柚子同食？"


def find(till: Till, one: Person) -> None:
    """J2: find somebody who has no card: the end of the phone, and which of those it fits."""
    till.decide()
    till.type(one.tail)
    till.press("Enter")
    counter = till.screens._counter
    till.until(lambda: counter.state.card or counter.state.hits, "somebody")
    if one.alike:
        till.decide()
        ids = [hit.id for hit in counter.state.hits if isinstance(hit, CustomerHit)]
        so(one.id in ids, "the list has the person")
        till.press(str(ids.index(one.id) + 1))
    card_of(till, one)


def follow_up(till: Till, _one: Person) -> None:
    """J5: the next follow-up of the list, called and completed. Begins on the list."""
    desk = till.screens._followups
    before = desk.state.form
    if before is None or before.task.due is Due.DONE:
        raise JobError("no follow-up is due")
    task, done = before.task, desk.state.counts.done
    till.decide(2)
    if task.reading is None:
        till.press("1")
    else:
        till.press("Enter")
        till.until(lambda: till.focus_name().endswith(".value"), "the field")
        till.type("6.8" if task.reading == GLUCOSE_FASTING else "128 82")
        till.press("Enter")
    till.until(lambda: desk.state.counts.done == done + 1, "the follow-up on record")
    shown = desk.state.form
    so(shown is not None and shown.task.id != task.id, "the next one stands open")
    outcome = till.read(lambda uow: uow.outcomes.of_customer(task.customer, 50))
    so(any(each.task == task.id for each in outcome), "the outcome is on file")


def hand_over(till: Till, _one: Person) -> None:
    """The next follow-up of the list is a colleague's now. Begins on the list."""
    desk = till.screens._followups
    before = desk.state.form
    if before is None or before.task.due is Due.DONE:
        raise JobError("no follow-up is due")
    till.decide()
    till.press("H")
    till.until(lambda: desk.state.handing, "who can have it")
    handing = desk.state.handing
    assert handing is not None
    to = handing.shown[0]
    till.press("1")

    def is_handed() -> bool:  # What an earlier job can be taken back by may still stand there.
        undo = desk.state.desk.undo
        if undo is None or undo.code is not OutcomeCode.HANDED_OVER:
            return False
        return undo.task.id == before.task.id

    till.until(is_handed, "the task with a colleague")
    task = till.read(lambda uow: uow.tasks.get(before.task.id))
    assert task is not None
    so(task.assignee == to.id, "it is theirs")
    so(task.state == TaskState.OPEN, "it still waits")


def pressure(till: Till, one: Person) -> None:
    """J6: a blood pressure, with the customer there."""
    identify(till, one)
    till.decide()
    till.press("B")
    till.until(lambda: till.focus_name() == _VALUE, "the field")
    till.type("128 82")
    till.press("Enter")
    deed(till)
    found = till.read(lambda uow: uow.observations.latest(one.id, BLOOD_PRESSURE))
    wanted = {SYSTOLIC: 128, DIASTOLIC: 82}
    so(found is not None and found.items == wanted, "the reading is on file")


def glucose(till: Till, one: Person) -> None:
    """J6, the other reading."""
    identify(till, one)
    till.decide()
    till.press("G")
    till.until(lambda: till.focus_name() == _VALUE, "the field")
    till.type("6.8")
    till.press("Enter")
    deed(till)
    found = till.read(lambda uow: uow.observations.latest(one.id, GLUCOSE_FASTING))
    so(found is not None and found.items == {GLUCOSE: 68}, "the reading is on file")


def in_stock(till: Till, _one: Person) -> None:
    """J7: do you have it? Four initials, and here as well as in three stores around."""
    till.decide()
    till.press("F5")
    page = till.widget(PageId.STOCK)
    till.until(lambda: till.focus_name() == "stock.look", "the field")
    till.type("akbt")
    till.press("Enter")
    till.until(lambda: _is_answered(page), "the answer, of the medicine that was asked for")
    answer = page._state.shown
    so(len(answer.stores) == 3, "three stores are named")
    so(all(store.minutes for store in answer.stores), "how long it takes from each is said")


def _is_answered(page: Any) -> bool:
    """Tell whether all of what was typed is answered: not its first letters, and not what the page
    opened with.
    """
    shown, hits = page._state.shown, page._state.hits
    if page._state.found_for != "akbt":
        return False
    titles = [hit.title for hit in hits] if shown else []
    return bool(titles) and all(_MEDICINE in one for one in (*titles, shown.medicine.title))


def _is_chosen(page: Any, medicine: str) -> bool:
    return bool(page._state.selected == medicine)


def substitutes(till: Till, one: Person) -> None:
    """The same of a pack of its own, and what may stand in for it."""
    in_stock(till, one)
    page = till.widget(PageId.STOCK)
    till.until(lambda: till.focus_name() == "stock.table", "the list")
    hits = page._state.hits
    at = [hit.title for hit in hits].index(_PACK)
    for below in hits[1 : at + 1]:  # One after another: four keys in no time are a scanner's.
        till.press("+")
        till.until(partial(_is_chosen, page, below.id), "the next of the list")
    till.until(lambda: page._state.shown and page._state.shown.medicine.title == _PACK, "the pack")
    answer = page._state.shown
    so(answer.others, "what may stand in for it is named")
    group = answer.medicine.substitute_group
    so(all(each.medicine.substitute_group == group for each in answer.others), "of its group")


def know(till: Till, _one: Person) -> None:
    """J8: a question of a customer's: metformin and grapefruit, answered with its source."""
    till.decide()
    till.press("F6")
    page = till.widget(PageId.KNOWLEDGE)
    till.until(lambda: till.focus_name() == "knowledge.look", "the field")
    till.spell("ejsgyyz")
    till.until(lambda: page._state.text == "ejsgyyz" and page._state.article, "an answer")
    till.press("Enter")
    till.until(lambda: _QUESTION in till.words(), "the answer is shown")
    article = page._state.article
    so(article.citation in till.words(), "it names its source")
    so(article.reviewed_on is not None, "it was reviewed")


def leaflet(till: Till, one: Person) -> None:
    """A leaflet for somebody whose card is open: what concerns them most stands first. Where no
    printer is set up the page is a file.
    """
    identify(till, one)
    page = till.widget(PageId.KNOWLEDGE)
    till.decide()
    till.press("F6")
    till.until(lambda: _is_held(page, one) and page._state.article, "the answers, for this file")
    till.press("Alt+P")
    till.until(lambda: page._state.hand_out, "the leaflet")
    if page._state.hand_out.asks:
        till.decide()
        till.press("Enter")
    till.until(lambda: page._state.hand_out.paper, "the paper")
    so(one.name not in page._state.hand_out.paper.path, "nobody is named")
    till.press("Esc")


def _is_held(page: Any, one: Person) -> bool:
    desk = page._state.desk
    return desk is not None and desk.about is not None and bool(desk.about.customer == one.id)


def note(till: Till, one: Person) -> None:
    """A note of the visit, with a side effect."""
    identify(till, one)
    till.decide()
    till.press("N")
    till.until(lambda: till.focus_name() == "counter.sheet.note.text", "the field")
    till.say("touyun", "头晕")
    till.press("Alt+1")
    sheet = till.screens._counter.state.sheet
    assert isinstance(sheet, NoteSheet)
    till.press("Enter")
    deed(till)
    visits = till.read(lambda uow: uow.visits.of_customer(one.id, 1))
    so([each.side_effects for each in visits] == [("dizzy",)], "the note is on file")


def complain(till: Till, one: Person) -> None:
    """A complaint, in two keys."""
    identify(till, one)
    before = len(till.read(lambda uow: uow.complaints.of_customer(one.id, 50)))
    till.decide()
    till.press("C")
    till.until(lambda: till.screens._counter.state.sheet is not None, "the choice")
    till.press("2")
    deed(till)
    found = till.read(lambda uow: uow.complaints.of_customer(one.id, 50))
    so((before + 1, "waiting") == (len(found), found[0].about), "the complaint is on file")


def opt_out(till: Till, one: Person) -> None:
    """The first of the next ten: no to every use of the file but being served."""
    identify(till, one)
    till.decide()
    till.press("P")
    till.until(lambda: getattr(till.screens._counter.state.sheet, "stands", None), "what stands")
    till.press("7", "Enter")
    deed(till)
    said = latest(till.read(lambda uow: uow.consents.of_customer(one.id)))
    asked = (Purpose.HEALTH_FILE, Purpose.REMINDERS, Purpose.MARKETING)
    so([False] * 3 == [said[each].given for each in asked], "no stands on file")


def take_back(till: Till, one: Person) -> None:
    """They think again: of whoever said no to a health file the jobs after it note no reading."""
    counter = till.screens._counter
    till.press("Ctrl+Z")

    def is_taken_back() -> bool:
        card = counter.state.card
        return card is not None and not card.file.refuses_health

    till.until(is_taken_back, "what was taken back")


def switch_user(till: Till, _one: Person) -> None:
    """Somebody else works here now: a scan of the badge."""
    to = 0 if till.actor == COLLEAGUE else 1
    till.scan(BADGES[to])
    till.until(lambda: till.actor == STAFF[to], "who works here now")


def correct(till: Till, one: Person) -> None:
    """A wrong entry of the same moment: taken back, which opens it again, and put right."""
    glucose(till, one)
    till.decide()
    till.press("Ctrl+Z")
    till.until(lambda: till.focus_name() == _VALUE, "what was typed")
    till.press("Ctrl+A")
    till.type("7.1")
    till.press("Enter")
    deed(till)
    found = till.read(lambda uow: uow.observations.of_customer(one.id, 1))
    so([each.items for each in found] == [{GLUCOSE: 71}], "what is right is on file")


@dataclass(frozen=True, slots=True)
class Job:
    """One job. `target_s` is what an expert may take for it; `begins` is the page it begins on;
    `anchor` says what others need for the same, V published by them, e counted by us; `suits` says
    with whom it can be done, None: with everybody; `after` gives back what later jobs need.
    """

    do: Callable[[Till, Person], None]
    target_s: float | None = None
    interactions: int | None = None
    begins: PageId = PageId.COUNTER
    anchor: str = ""
    suits: Callable[[UnitOfWork, Person], bool] | None = None
    after: Callable[[Till, Person], None] | None = None


JOBS: Final[dict[str, Job]] = {
    "J1": Job(identify, 1.7, 1, anchor="Simple 2 e; CHT ≥ 6 e; Odoo only loaded partners V"),
    "J2": Job(find, 4.0, 6, anchor="Odoo 500 ms after typing V; CHT word beginnings only V"),
    "J3": Job(enrol, 14.0, 17, anchor="Simple 76 s V; Open mSupply 6 steps V"),
    "J4": Job(
        self_fill, 8.0, 6, anchor="a paper form read by OCR and checked 11.3 min: the seed's"
    ),
    "form_by_page": Job(hand_out_by_page, interactions=3),
    "J5": Job(follow_up, 12.0, 7, PageId.FOLLOWUPS, "Simple 13 s / 16 s V; CHT ≥ 4 e"),
    "hand_over": Job(hand_over, interactions=2, begins=PageId.FOLLOWUPS),
    "hand_over_all": Job(hand_over_all, begins=PageId.FOLLOWUPS),
    "hand_over_card": Job(hand_over_card, suits=has_follow_ups),
    "J6": Job(pressure, 5.5, 9, anchor="Simple 13–16 s V", suits=has_health_file),
    "J7": Job(in_stock, 3.0, 6, anchor="Open mSupply own store only V"),
    "substitutes": Job(substitutes),
    "J8": Job(know, 4.0, 10, anchor="CHT training page e"),
    "J9": Job(inspect, 5.0, 10, anchor="17 s online, 4.2 h by hand: the seed's"),
    "J10": Job(refill, 3.2, 2, anchor="none offline", suits=uses_medicine, after=settled),
    "refill_otherwise": Job(refill_otherwise, suits=uses_medicine, after=settled),
    "label": Job(label, suits=has_health_file),
    "glucose": Job(glucose, suits=has_health_file),
    "leaflet": Job(leaflet),
    "quiz": Job(quiz),
    "check_in": Job(check_in, interactions=2),
    "note": Job(note, suits=has_health_file),
    "complaint": Job(complain),
    "opt_out": Job(opt_out, 4.0 + 1.7, 4, suits=has_health_file, after=take_back),
    "user_switch": Job(switch_user, 1.7, 1),
    "correct": Job(correct, suits=has_health_file),
    "correct_reading": Job(correct_reading, suits=has_wrong_reading),
    "correct_answers": Job(correct_answers, suits=has_answers),
    "correct_note": Job(correct_note, suits=has_wrong_notes, after=take_note_back),
    "erasure": Job(erase, 4.0 + 1.7, 6),
    "proxy": Job(proxy),
    "buyer": Job(buyer),
    "old_table": Job(take_over),
    "end_of_day": Job(end_of_day, interactions=1),
    "new_scanner": Job(replace_scanner),
}


def tasks_due(till: Till) -> int:
    """Return how many follow-ups can still be done."""
    rows = till.screens._followups.state.rows
    return sum(isinstance(row, TaskRow) and row.task.due is not Due.DONE for row in rows)
