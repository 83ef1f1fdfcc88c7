"""What the counter offers to remember of a code that nobody knew, without widgets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

import pytest

from terminal.domain.card import MedicineLine, SignedMember
from terminal.domain.medicine import Pack
from terminal.domain.problems import Refusal, UnknownCode
from terminal.services import followups, teaching
from terminal.services.counter import CardFound, MedicineFound, StrangerFound
from terminal.services.teaching import Taught
from tests.fakes.scripted_runner import ScriptedRunner
from ui.counter.presenter import CounterPresenter
from ui.counter.state import CounterState, Lesson
from ui.counter.states import full_card
from ui.followups.entry import Drafts

OWN: Final = UnknownCode("SCAN_UNKNOWN", {"length": "10"}, "SHELF-0042")
EAN: Final = UnknownCode("SCAN_MEDICINE_UNKNOWN", {"code": "06901234567885"}, "06901234567885")
LINE: Final = MedicineLine("m", "阿卡波糖片", 0, None, "rx", None)
TAUGHT: Final = Taught("taught-1", "medicine", "m", "阿卡波糖片")


@dataclass
class Desk:
    """A presenter with everything around it in the test's hands."""

    run: ScriptedRunner = field(default_factory=ScriptedRunner)

    def __post_init__(self) -> None:
        self.page = CounterPresenter(self, self.run, drafts=Drafts())

    def show_state(self, state: CounterState) -> None:
        self.state = state


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_medicine_that_was_found_after_an_unknown_code_is_offered_to_it(desk: Desk) -> None:
    desk.page.take(OWN)
    assert None is desk.state.lesson, "nobody knows yet whose it may be"
    desk.page.take(MedicineFound(LINE))
    assert Lesson("medicine", "m", "阿卡波糖片", 10, "0042") == desk.state.lesson
    desk.page.teach()
    desk.page.teach()
    given = desk.run.answer(teaching.medicine, TAUGHT)
    assert {"payload": "SHELF-0042", "medicine_id": "m"} == given
    assert [] == desk.run.asked, "pressed twice, taught once"
    assert desk.state.lesson is not None
    assert TAUGHT == desk.state.lesson.taught


def test_a_card_that_is_open_is_offered_at_once_and_a_products_code_only_to_medicines(
    desk: Desk,
) -> None:
    desk.page.take(CardFound(full_card()))
    desk.page.take(EAN)
    assert None is desk.state.lesson
    desk.page.take(OWN)
    assert Lesson("customer", "customer-1", "王*兰", 10, "0042") == desk.state.lesson
    desk.page.teach()
    taught = Taught("taught-2", "customer", "customer-1", "王*兰")
    assert {"payload": "SHELF-0042", "customer_id": "customer-1"} == desk.run.answer(
        teaching.card, taught
    )


def test_a_file_that_may_only_be_kept_is_taught_nothing(desk: Desk) -> None:
    desk.page.take(OWN)
    desk.page.take(CardFound(replace(full_card(), is_restricted=True)))
    assert None is desk.state.lesson


def test_what_was_taught_is_taken_back_before_an_outcome_is(desk: Desk) -> None:
    desk.page.take(OWN)
    desk.page.take(MedicineFound(LINE))
    desk.page.teach()
    desk.run.answer(teaching.medicine, TAUGHT)
    desk.page.undo()
    assert {"taught": TAUGHT} == desk.run.answer(teaching.undo, TAUGHT)
    assert None is desk.state.lesson
    assert [] == desk.run.waiting(followups.undo)


def test_after_its_seconds_and_only_then_it_stays_taught(desk: Desk) -> None:
    desk.page.take(OWN)
    desk.page.take(MedicineFound(LINE))
    desk.page.teach()
    desk.run.answer(teaching.medicine, TAUGHT)
    desk.page.expire_lesson("another")
    assert desk.state.lesson is not None
    desk.page.expire_lesson("taught-1")
    assert None is desk.state.lesson
    desk.page.undo()
    assert [] == desk.run.waiting(teaching.undo)


def test_esc_puts_the_answer_away_then_the_lesson_and_the_code_with_it(desk: Desk) -> None:
    desk.page.take(OWN)
    desk.page.take(MedicineFound(LINE))
    desk.page.dismiss()
    assert (None, True) == (desk.state.answer, desk.state.lesson is not None)
    desk.page.dismiss()
    assert None is desk.state.lesson
    desk.page.take(MedicineFound(LINE))
    assert None is desk.state.lesson, "the code is forgotten"


def test_going_home_and_a_newer_code_forget_the_older_one(desk: Desk) -> None:
    desk.page.take(OWN)
    desk.page.go_home()
    desk.page.take(MedicineFound(LINE))
    assert None is desk.state.lesson
    desk.page.take(OWN)
    desk.page.take(EAN)
    desk.page.take(MedicineFound(LINE))
    assert desk.state.lesson is not None
    assert "7885" == desk.state.lesson.tail


def test_a_refusal_is_said_and_the_lesson_goes(desk: Desk) -> None:
    desk.page.take(OWN)
    desk.page.take(MedicineFound(LINE))
    desk.page.teach()
    desk.run.answer(teaching.medicine, Refusal("TEACH_KNOWN"))
    assert (None, Refusal("TEACH_KNOWN")) == (desk.state.lesson, desk.state.desk.refusal)


def test_a_card_whose_number_is_a_bar_code_too_is_opened_and_that_is_said(desk: Desk) -> None:
    also = Refusal("SCAN_ALSO_MEDICINE")
    desk.page.take(CardFound(full_card(), also))
    assert (full_card(), also) == (desk.state.card, desk.state.answer)


def test_a_stranger_leaves_the_card_where_it_is(desk: Desk) -> None:
    desk.page.take(CardFound(full_card()))
    stranger = SignedMember("王*兰", "A", date(2029, 1, 1))
    desk.page.take(StrangerFound(stranger))
    assert stranger == desk.state.answer
    assert desk.state.card is not None


def test_a_second_code_of_the_same_lot_takes_no_known_expiry_away(desk: Desk) -> None:
    first = Pack("06901234567892", "A7", expires_on=date(2025, 1, 31))
    desk.page.take(MedicineFound(replace(LINE, pack=first, is_expired=True)))
    desk.page.take(MedicineFound(replace(LINE, pack=Pack("06901234567892", "A7"))))
    shown = desk.state.answer
    assert isinstance(shown, MedicineLine)
    assert shown.pack is not None
    assert (date(2025, 1, 31), True) == (shown.pack.expires_on, shown.is_expired)
    desk.page.take(MedicineFound(replace(LINE, pack=Pack("06901234567892", "A8"))))
    other = desk.state.answer
    assert isinstance(other, MedicineLine)
    assert other.pack is not None
    assert (None, False) == (other.pack.expires_on, other.is_expired)
