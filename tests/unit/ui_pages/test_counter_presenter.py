"""The counter desk without widgets: who is shown, what newer scans do, and what is parked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from terminal.domain.card import (
    CustomerCard,
    CustomerHit,
    Due,
    MedicineHit,
    MedicineLine,
    Revealed,
)
from terminal.domain.customer import Mark
from terminal.domain.followup import OutcomeCode
from terminal.domain.observation import GLUCOSE_FASTING
from terminal.domain.problems import Refusal
from terminal.domain.staff import Staff
from terminal.services import counter, followups
from terminal.services.counter import BadgeRead, CardFound, HitsFound, MedicineFound
from terminal.services.followups import Recorded
from tests.fakes.scripted_runner import ScriptedRunner
from ui.counter.presenter import CounterNews, CounterPresenter
from ui.counter.state import CounterState, Parked
from ui.counter.states import full_card
from ui.followups.entry import Drafts
from ui.followups.state import Counts
from ui.followups.states import TODAY, done, reading
from ui.scan_router import ScanKind


@dataclass
class Desk:
    """A presenter with everything around it in the test's hands."""

    run: ScriptedRunner = field(default_factory=ScriptedRunner)
    shown: list[CounterState] = field(default_factory=list)
    answered: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        news = CounterNews(self.answered.append)
        self.page = CounterPresenter(self, self.run, drafts=Drafts(), news=news)

    def show_state(self, state: CounterState) -> None:
        self.shown.append(state)

    @property
    def state(self) -> CounterState:
        return self.page.state

    @property
    def active(self) -> str | None:
        return next((form.task.id for form in self.state.forms if form.is_active), None)

    def open(self, card: CustomerCard) -> None:
        self.page.take(CardFound(card))

    def complete(self, typed: str = "6.8", glucose: int = 68) -> None:
        before = full_card().tasks[0]
        self.page.edit_value(before.id, typed)
        self.page.give(before.id, OutcomeCode.DONE)
        value = reading(GLUCOSE_FASTING, glucose)
        after = done(before, OutcomeCode.DONE, value=value)
        self.run.answer(followups.record, Recorded(after, "o1", value.level, TODAY))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def other_card(number: int = 9) -> CustomerCard:
    return replace(full_card(), id=f"customer-{number}", masked_name="林*", tasks=())


def hits(count: int) -> tuple[CustomerHit, ...]:
    return tuple(
        CustomerHit(f"customer-{place}", "王*兰", "female", 60, "6021", None)
        for place in range(1, count + 1)
    )


def test_before_any_scan_the_page_invites(desk: Desk) -> None:
    assert CounterState() == desk.state


def test_the_days_numbers_are_shown_as_soon_as_they_are_known(desk: Desk) -> None:
    desk.page.show_counts(Counts(5, 7, 4, 3))

    assert Counts(5, 7, 4, 3) == desk.state.counts


def test_a_found_customer_is_shown_with_the_most_overdue_task_active(desk: Desk) -> None:
    desk.open(full_card())

    assert ("customer-1", "task-1") == (desk.state.card and desk.state.card.id, desk.active)
    assert [True] == desk.answered


def test_several_customers_are_shown_to_choose_from(desk: Desk) -> None:
    desk.page.take(HitsFound(hits(3)))
    desk.page.press(2)

    given = desk.run.answer(counter.card, CardFound(other_card(2)))
    assert {"customer_id": "customer-2"} == given
    assert ((), "customer-2") == (desk.state.hits, desk.state.card and desk.state.card.id)


def test_a_medicine_among_the_hits_is_shown_when_it_is_picked(desk: Desk) -> None:
    desk.page.take(HitsFound((*hits(1), MedicineHit("m-1", "阿卡波糖片", None, "initials"))))
    desk.page.press(2)

    line = MedicineLine("m-1", "阿卡波糖片", 0, None, "rx", None)
    assert {"medicine_id": "m-1"} == desk.run.answer(counter.medicine, MedicineFound(line))
    assert ((), line, False) == (desk.state.hits, desk.state.answer, desk.state.is_looking)


@pytest.mark.parametrize("digit", [0, 4, 9])
def test_a_digit_without_a_hit_picks_nobody(desk: Desk, digit: int) -> None:
    desk.page.take(HitsFound(hits(3)))
    desk.page.pick(digit)

    assert [] == desk.run.asked


def test_a_scanned_medicine_leaves_the_card_where_it_is(desk: Desk) -> None:
    desk.open(full_card())
    line = MedicineLine("m", "阿卡波糖片", 0, None, "rx", None)
    desk.page.take(MedicineFound(line))

    assert (line, "customer-1") == (desk.state.answer, desk.state.card and desk.state.card.id)
    assert [True, False] == desk.answered


def test_an_unknown_code_leaves_the_card_where_it_is(desk: Desk) -> None:
    desk.open(full_card())
    desk.page.take(Refusal("SCAN_UNKNOWN"))

    assert Refusal("SCAN_UNKNOWN") == desk.state.answer
    assert desk.state.card is not None


def test_the_next_customer_takes_the_last_answer_away(desk: Desk) -> None:
    desk.page.take(Refusal("SCAN_UNKNOWN"))
    desk.open(full_card())

    assert desk.state.answer is None


def test_a_badge_is_for_somebody_else(desk: Desk) -> None:
    desk.page.take(BadgeRead(Staff("s", "陈药师", "pharmacist", "b", active=True)))

    assert (CounterState(), []) == (desk.state, desk.answered)
    assert not desk.page.accepts(ScanKind.BADGE)
    assert desk.page.accepts(ScanKind.CUSTOMER)


def test_a_scan_wins_over_a_card_that_was_asked_for_before_it(desk: Desk) -> None:
    desk.page.open_card("customer-9")
    desk.open(full_card())
    desk.run.answer(counter.card, CardFound(other_card()))

    assert desk.state.card is not None
    assert "customer-1" == desk.state.card.id
    assert not desk.state.is_looking


def test_the_newer_of_two_cards_asked_for_wins_whatever_comes_first(desk: Desk) -> None:
    desk.page.open_card("customer-8")
    desk.page.open_card("customer-9")
    first, second = desk.run.waiting(counter.card)
    second.then(CardFound(other_card(9)))
    first.then(CardFound(other_card(8)))

    assert desk.state.card is not None
    assert "customer-9" == desk.state.card.id


def test_while_a_look_up_is_under_way_no_outcome_goes_to_the_old_customer(desk: Desk) -> None:
    desk.open(full_card())
    desk.page.show_looking(True)
    desk.page.press(3)
    desk.page.give("task-1", OutcomeCode.NO_ANSWER)

    assert [] == desk.run.asked
    desk.page.show_looking(False)
    desk.page.press(3)
    assert 1 == len(desk.run.waiting(followups.record))


def test_a_completed_task_leaves_and_the_next_becomes_active(desk: Desk) -> None:
    desk.open(full_card())
    desk.complete()

    assert ["task-2", "task-3"] == [form.task.id for form in desk.state.forms]
    assert "task-2" == desk.active
    assert desk.state.desk.undo is not None


def test_undo_brings_the_task_back_and_makes_it_active(desk: Desk) -> None:
    desk.open(full_card())
    desk.complete()
    desk.page.undo()
    desk.run.answer(followups.undo, full_card().tasks[0])

    assert ["task-1", "task-2", "task-3"] == [form.task.id for form in desk.state.forms]
    assert "task-1" == desk.active
    assert "6.8" == desk.state.forms[0].draft.value


def test_an_undo_after_the_customer_left_does_not_disturb_the_next_one(desk: Desk) -> None:
    desk.open(full_card())
    desk.complete()
    desk.open(other_card())
    desk.page.undo()
    desk.run.answer(followups.undo, full_card().tasks[0])

    assert desk.state.card is not None
    assert ("customer-9", ()) == (desk.state.card.id, desk.state.forms)
    assert (Parked("customer-1", "王*兰"),) == desk.state.parked


def test_an_outcome_of_a_task_that_waits_makes_that_one_active(desk: Desk) -> None:
    desk.open(full_card())
    desk.page.give("task-2", OutcomeCode.REFILLED)

    assert "task-2" == desk.active


def test_steps_go_through_the_tasks_and_stop_at_the_ends(desk: Desk) -> None:
    desk.open(full_card())
    desk.page.step(1)
    assert "task-2" == desk.active
    desk.page.step(-1)
    desk.page.step(-1)
    assert "task-1" == desk.active


def test_an_unfinished_card_is_parked_by_the_next_scan_and_comes_back_as_it_was(
    desk: Desk,
) -> None:
    desk.open(full_card())
    desk.page.edit_value("task-1", "6.")
    desk.open(other_card())

    assert (Parked("customer-1", "王*兰"),) == desk.state.parked

    desk.page.open_card("customer-1")
    desk.run.answer(counter.card, CardFound(full_card()))

    assert "6." == desk.state.forms[0].draft.value
    assert not desk.state.parked


def test_a_card_with_nothing_typed_is_not_parked(desk: Desk) -> None:
    desk.open(full_card())
    desk.open(other_card())

    assert () == desk.state.parked


def test_two_cards_are_parked_at_most_the_newest_first(desk: Desk) -> None:
    for number in (1, 2, 3):
        first = replace(full_card().tasks[0], id=f"task-of-{number}")
        desk.open(replace(full_card(), id=f"customer-{number}", tasks=(first,)))
        desk.page.edit_value(f"task-of-{number}", "6.")
    desk.open(other_card())

    assert ["customer-3", "customer-2"] == [one.customer for one in desk.state.parked]


def test_going_home_parks_what_was_typed_and_drops_what_is_still_coming(desk: Desk) -> None:
    desk.page.show_counts(Counts(1, 2, 3, 3))
    desk.open(full_card())
    desk.page.edit_note("task-1", "half")
    desk.page.open_card("customer-9")
    desk.page.go_home()
    desk.run.answer(counter.card, CardFound(other_card()))

    parked = (Parked("customer-1", "王*兰"),)
    assert CounterState(counts=Counts(1, 2, 3, 3), parked=parked) == desk.state


def test_messages_are_put_away_one_by_one_and_the_hits_last(desk: Desk) -> None:
    desk.open(full_card())
    desk.complete("17.2", 172)
    desk.page.take(Refusal("SCAN_UNKNOWN"))
    desk.page.take(HitsFound(hits(2)))
    desk.page.take(Refusal("LOOKUP_NOTHING"))

    desk.page.dismiss()
    assert desk.state.desk.red_flag is None
    desk.page.dismiss()
    assert (None, 2) == (desk.state.answer, len(desk.state.hits))
    desk.page.dismiss()
    assert () == desk.state.hits
    assert desk.state.card is not None


def test_a_revealed_name_is_shown_for_the_card_it_was_asked_for(desk: Desk) -> None:
    desk.open(full_card())
    desk.page.reveal()
    revealed = Revealed("customer-1", "王秀兰", ("15400006021",))
    given = desk.run.answer(counter.reveal, revealed)

    assert ({"customer_id": "customer-1", "is_present": False, "reason": None}, revealed) == (
        given,
        desk.state.revealed,
    )
    desk.page.conceal()
    assert desk.state.revealed is None


def test_a_name_that_comes_after_the_customer_left_is_never_shown(desk: Desk) -> None:
    desk.open(full_card())
    desk.page.reveal()
    desk.open(other_card())
    desk.run.answer(counter.reveal, Revealed("customer-1", "王秀兰", ("15400006021",)))

    assert all(state.revealed is None for state in desk.shown)


def test_the_next_scan_masks_the_name_again(desk: Desk) -> None:
    desk.open(full_card())
    desk.page.reveal()
    desk.run.answer(counter.reveal, Revealed("customer-1", "王秀兰", ()))
    desk.page.take(Refusal("SCAN_UNKNOWN"))

    assert desk.state.revealed is None


def test_a_reveal_that_is_refused_says_why(desk: Desk) -> None:
    desk.open(full_card())
    desk.page.reveal()
    desk.run.answer(counter.reveal, Refusal("CUSTOMER_NOT_HERE"))

    assert Refusal("CUSTOMER_NOT_HERE") == desk.state.desk.refusal


def test_nobodys_name_is_asked_for_while_nobody_is_shown(desk: Desk) -> None:
    desk.page.reveal()

    assert [] == desk.run.asked


def test_a_change_of_what_is_shown_is_read_again_without_touching_drafts(desk: Desk) -> None:
    desk.open(full_card())
    desk.page.edit_value("task-1", "6.")
    desk.page.activate("task-2")
    desk.page.on_store_changed({"customer": frozenset({"customer-1"})})
    changed = replace(full_card(), tier="B", mark=Mark.RECEIVED)
    desk.run.answer(counter.refresh, CardFound(changed))

    assert changed == desk.state.card
    assert ("task-2", "6.") == (desk.active, desk.state.forms[0].draft.value)


def test_of_a_card_whose_file_may_only_be_kept_now_the_allergies_stay_on_the_screen(
    desk: Desk,
) -> None:
    card = full_card()
    desk.open(card)
    desk.page.on_store_changed({"customer": frozenset({"customer-1"})})
    warning = replace(card, masked_name="", is_locked=True, is_restricted=True, tasks=(), events=())
    desk.run.answer(counter.refresh, CardFound(warning))

    assert (warning, None) == (desk.state.card, desk.state.answer)
    assert warning.allergies == card.allergies != ()


def test_a_change_of_another_customer_reads_nothing(desk: Desk) -> None:
    desk.open(full_card())
    desk.page.on_store_changed({"customer": frozenset({"customer-7"}), "audit": frozenset({"a"})})

    assert [] == desk.run.asked


def test_changes_while_a_card_is_read_again_are_read_once_more(desk: Desk) -> None:
    desk.open(full_card())
    for _ in range(4):
        desk.page.on_store_changed({"task": frozenset({"x"})})
    desk.run.answer(counter.refresh, CardFound(full_card()))

    assert 1 == len(desk.run.waiting(counter.refresh))


def test_a_card_read_before_an_outcome_does_not_bring_its_task_back(desk: Desk) -> None:
    desk.open(full_card())
    desk.page.on_store_changed({"task": frozenset({"x"})})
    desk.complete()
    desk.run.answer(counter.refresh, CardFound(full_card()))

    assert ["task-2", "task-3"] == [form.task.id for form in desk.state.forms]
    assert 1 == len(desk.run.waiting(counter.refresh))


def test_a_card_read_again_after_its_customer_left_is_dropped(desk: Desk) -> None:
    desk.open(full_card())
    desk.page.on_store_changed({"task": frozenset({"x"})})
    desk.open(other_card())
    desk.run.answer(counter.refresh, CardFound(full_card()))

    assert desk.state.card is not None
    assert "customer-9" == desk.state.card.id


def test_after_work_that_broke_off_scans_and_outcomes_are_taken_again(desk: Desk) -> None:
    desk.open(full_card())
    desk.page.open_card("customer-9")
    desk.page.on_crash("STORE_BUSY")
    assert Refusal("STORE_BUSY") == desk.state.desk.refusal

    desk.page.press(3)
    assert 1 == len(desk.run.waiting(followups.record))


def put_off(desk: Desk, digit: int = 2) -> None:
    desk.page.press(digit)
    later = replace(full_card().tasks[0], due=Due.LATER, due_on=TODAY + timedelta(days=3))
    level = reading(GLUCOSE_FASTING, 68).level
    desk.run.answer(followups.record, Recorded(later, "o1", level, later.due_on))


def test_a_task_that_was_put_off_goes_to_the_end_and_the_next_one_is_active(desk: Desk) -> None:
    desk.open(full_card())
    put_off(desk)

    assert ["task-2", "task-3", "task-1"] == [form.task.id for form in desk.state.forms]
    assert "task-2" == desk.active


def test_a_task_that_was_put_off_takes_no_further_key_until_it_is_opened(desk: Desk) -> None:
    desk.open(replace(full_card(), tasks=full_card().tasks[:1]))
    put_off(desk, 3)
    desk.page.press(3)
    assert (None, []) == (desk.active, desk.run.asked)

    desk.page.step(1)
    assert "task-1" == desk.active


def test_reading_the_card_again_does_not_open_what_was_put_off(desk: Desk) -> None:
    desk.open(replace(full_card(), tasks=full_card().tasks[:1]))
    put_off(desk)
    card = desk.state.card
    assert card is not None
    desk.page.on_store_changed({"task": frozenset({"task-1"})})
    desk.run.answer(counter.refresh, CardFound(card))

    assert desk.active is None
