"""The sync centre without a widget: what is asked of the services, and what becomes of answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.sync_centre import Exported, Pile, Save, SaveContent, SyncPage
from terminal.services import sync_centre
from tests.fakes.scripted_runner import ScriptedRunner
from ui.followups.states import NOW
from ui.scan_router import ScanKind
from ui.sync_centre.presenter import SyncCentreNews, SyncCentrePresenter
from ui.sync_centre.state import Headline, Say, Sheet, SyncCentreState, headline
from ui.sync_centre.states import content, held, page, refused, unsent

FULL: Final = page(unsent=unsent(), held=held(), refused=refused())
GROUP: Final = FULL.refused[0].entry.group


class Screen:
    def __init__(self) -> None:
        self.shown = SyncCentreState()

    def show_state(self, state: SyncCentreState) -> None:
        self.shown = state


class Desk:
    """A presenter with everything it talks to."""

    def __init__(self, first: SyncPage | None = FULL) -> None:
        self.screen, self.run = Screen(), ScriptedRunner()
        self.corrections: list[tuple[Save, SaveContent]] = []
        self.presenter = SyncCentrePresenter(
            self.screen,
            self.run,
            write=lambda name, _: name,
            news=SyncCentreNews(correct=lambda *both: self.corrections.append(both)),
        )
        if first is not None:
            self.presenter.show(is_shown=True)
            self.run.answer(sync_centre.read, first)

    @property
    def state(self) -> SyncCentreState:
        return self.screen.shown


def test_the_page_is_read_only_while_somebody_looks() -> None:
    desk = Desk(first=None)
    desk.presenter.refresh()
    assert [] == desk.run.asked
    desk.presenter.show(is_shown=True)
    assert 1 == len(desk.run.waiting(sync_centre.read))


def test_many_changes_while_it_is_being_read_ask_once_more() -> None:
    desk = Desk(first=None)
    desk.presenter.show(is_shown=True)
    for _ in range(5):
        desk.presenter.refresh()
    desk.run.answer(sync_centre.read, FULL)
    assert 1 == len(desk.run.waiting(sync_centre.read))
    desk.run.answer(sync_centre.read, FULL)
    assert [] == desk.run.asked


@pytest.mark.parametrize(
    ("first", "pile"),
    [
        (FULL, Pile.REFUSED),
        (page(unsent=unsent(), held=held()), Pile.HELD),
        (page(unsent=unsent()), Pile.UNSENT),
        (page(), Pile.UNSENT),
    ],
)
def test_the_page_opens_where_a_person_is_needed(first: SyncPage, pile: Pile) -> None:
    desk = Desk(first)
    assert pile is desk.state.pile
    saves = first.saves_of(pile)
    assert (saves[0].entry.group if saves else None) == desk.state.selected


def test_a_list_somebody_chose_stays_also_when_it_is_read_again() -> None:
    desk = Desk()
    desk.presenter.choose_pile(Pile.UNSENT)
    desk.presenter.step(1)
    chosen = desk.state.selected
    desk.presenter.refresh()
    desk.run.answer(sync_centre.read, FULL)
    assert (Pile.UNSENT, chosen) == (desk.state.pile, desk.state.selected)
    assert FULL.unsent[1].entry.group == chosen


def test_steps_stop_at_both_ends() -> None:
    desk = Desk()
    desk.presenter.step(-1)
    assert GROUP == desk.state.selected
    for _ in range(3):
        desk.presenter.step(1)
    assert FULL.refused[-1].entry.group == desk.state.selected


def test_a_save_that_was_settled_meanwhile_makes_room_for_the_next() -> None:
    desk = Desk()
    desk.presenter.begin(Sheet.GIVE_UP)
    desk.presenter.refresh()
    desk.run.answer(sync_centre.read, replace(FULL, refused=FULL.refused[1:]))
    assert (FULL.refused[1].entry.group, None) == (desk.state.selected, desk.state.sheet)


def test_what_is_in_a_save_comes_when_asked_for_and_goes_with_the_selection() -> None:
    desk = Desk()
    desk.presenter.look()
    assert {"group": GROUP} == desk.run.answer(sync_centre.look, content(GROUP))
    assert content(GROUP) == desk.state.content
    desk.presenter.look()
    assert [] == desk.run.asked, "it is there already"
    desk.presenter.step(1)
    assert desk.state.content is None


def test_an_answer_about_another_save_is_not_shown() -> None:
    desk = Desk()
    desk.presenter.look()
    desk.presenter.step(1)
    desk.run.answer(sync_centre.look, content(GROUP))
    assert desk.state.content is None


def test_what_was_looked_into_is_gone_when_the_page_was_left() -> None:
    desk = Desk()
    desk.presenter.look()
    desk.run.answer(sync_centre.look, content(GROUP))
    desk.presenter.show(is_shown=False)
    assert desk.state.content is None


def test_giving_up_asks_first_and_keeps_the_reason_through_a_problem() -> None:
    desk = Desk()
    desk.presenter.begin(Sheet.GIVE_UP)
    desk.presenter.confirm()
    desk.presenter.confirm()
    given = desk.run.answer(sync_centre.give_up, FieldProblem("reason", "REASON_MISSING"))
    assert ({"group": GROUP, "reason": ""}, []) == (given, desk.run.asked)
    assert desk.state.problem is not None
    desk.presenter.edit_reason("重复录入")
    assert (True, True) == (desk.state.problem is None, desk.state.sheet is Sheet.GIVE_UP)
    desk.presenter.confirm()
    assert "重复录入" == desk.run.answer(sync_centre.give_up, None)["reason"]
    assert (None, "", False) == (desk.state.sheet, desk.state.reason, desk.state.is_busy)
    assert 1 == len(desk.run.waiting(sync_centre.read)), "and shows what became of it"


def test_a_reason_survives_that_somebody_stepped_up_to_the_counter() -> None:
    desk = Desk()
    desk.presenter.begin(Sheet.GIVE_UP)
    desk.presenter.edit_reason("重复")
    desk.presenter.show(is_shown=False)
    desk.presenter.show(is_shown=True)
    desk.run.answer(sync_centre.read, FULL)
    assert (Sheet.GIVE_UP, "重复") == (desk.state.sheet, desk.state.reason)


@pytest.mark.parametrize(
    "first",
    [
        replace(FULL, may_resolve=False),
        replace(FULL, refused=(replace(FULL.refused[0], is_decided=True),)),
        page(unsent=unsent()),
    ],
    ids=["nobody who may", "decided", "not refused"],
)
def test_what_may_not_be_given_up_is_not_asked_about(first: SyncPage) -> None:
    desk = Desk(first)
    desk.presenter.begin(Sheet.GIVE_UP)
    desk.presenter.correct()
    assert (None, []) == (desk.state.sheet, desk.run.asked)


def test_a_correction_brings_what_was_entered() -> None:
    desk = Desk()
    desk.presenter.correct()
    desk.run.answer(sync_centre.look, content(GROUP))
    assert [(FULL.refused[0], content(GROUP))] == desk.corrections


@pytest.mark.parametrize(
    "save",
    [replace(FULL.refused[0], customer=None), replace(FULL.refused[0], task=None)],
    ids=["customer", "task"],
)
def test_what_has_no_task_here_cannot_be_corrected_but_given_up(save: Save) -> None:
    desk = Desk(replace(FULL, refused=(save,)))
    assert (False, True) == (desk.state.can_correct, desk.state.can_resolve)


def test_an_export_asks_first_and_says_where_the_file_lies() -> None:
    desk = Desk()
    desk.presenter.begin(Sheet.EXPORT)
    desk.presenter.confirm()
    done = Exported("/exports/x.jsonl", 22, 60)
    desk.run.answer(sync_centre.export, done)
    assert (done, None, False) == (desk.state.exported, desk.state.sheet, desk.state.is_busy)
    assert desk.presenter.dismiss()
    assert desk.state.exported is None


def test_nothing_to_export_is_not_offered() -> None:
    desk = Desk(page())
    desk.presenter.begin(Sheet.EXPORT)
    assert desk.state.sheet is None


@pytest.mark.parametrize("sheet", [None, *Sheet])
def test_a_refusal_is_said_and_can_be_put_away(sheet: Sheet | None) -> None:
    desk = Desk()
    if sheet is None:
        desk.presenter.look()
    else:
        desk.presenter.begin(sheet)
        desk.presenter.confirm()
    desk.run.asked[0].then(Refusal("SAVE_SETTLED"))
    assert Refusal("SAVE_SETTLED") == desk.state.refusal
    assert desk.state.sheet is None
    assert desk.presenter.dismiss()
    assert not desk.presenter.dismiss()


def test_work_that_broke_off_sets_the_page_free() -> None:
    desk = Desk()
    desk.presenter.begin(Sheet.EXPORT)
    desk.presenter.confirm()
    desk.presenter.on_crash("STORE_DISK_FULL")
    assert (False, Refusal("STORE_DISK_FULL")) == (desk.state.is_busy, desk.state.refusal)
    desk.presenter.refresh()
    assert 1 == len(desk.run.waiting(sync_centre.read))


def test_no_scan_is_answered_here() -> None:
    desk = Desk()
    assert not any(desk.presenter.accepts(kind) for kind in ScanKind)


HOUR: Final = timedelta(hours=1)


@pytest.mark.parametrize(
    ("shown", "say"),
    [
        (page(), Say.ALL_THERE),
        (page(held=held()), Say.HELD),
        (page(unsent=unsent()), Say.WAITING),
        (page(state={"heard_at": NOW - HOUR}), Say.OFFLINE),
        (page(state={"trouble": "HQ_UNREACHABLE"}), Say.OFFLINE),
        (page(state={"trouble": "HQ_PIN"}), Say.TROUBLE),
        (page(state={"trouble": "CLOCK_SUSPECT"}), Say.ALL_THERE),
        (page(state={"heard_at": None}), Say.NEVER),
        (page(state={"loading": True}), Say.LOADING),
        (page(state={"loading": True, "trouble": "HQ_UNREACHABLE"}), Say.OFFLINE),
        (FULL, Say.REFUSED),
    ],
)
def test_the_one_sentence_says_first_what_needs_a_person(shown: SyncPage, say: Say) -> None:
    assert say is headline(shown).say


def test_the_sentence_counts_and_dates_what_waits() -> None:
    shown = page(unsent=unsent(90))
    oldest = shown.unsent[0].entry.at
    assert Headline(Say.WAITING, 17, NOW, oldest) == headline(shown)


@pytest.mark.parametrize(
    ("shown", "say"),
    [
        (page(unsent=unsent(90), state={"trouble": "CLOCK_SUSPECT"}), Say.WAITING),
        (page(state={"trouble": "CLOCK_SUSPECT", "held": 2}), Say.HELD),
        (page(state={"trouble": "SYNC_MISMATCH"}), Say.ALL_THERE),
    ],
)
def test_what_is_wrong_is_said_although_the_exchange_goes_on(shown: SyncPage, say: Say) -> None:
    said = headline(shown)
    assert (say, shown.centre.state.trouble) == (said.say, said.code)


def test_a_till_without_a_place_for_exports_offers_none() -> None:
    screen, run = Screen(), ScriptedRunner()
    presenter = SyncCentrePresenter(screen, run)
    presenter.show(is_shown=True)
    run.answer(sync_centre.read, FULL)
    assert not screen.shown.can_export
    presenter.begin(Sheet.EXPORT)
    assert screen.shown.sheet is None
