"""What each page has begun, and how what an earlier run began comes back, without widgets."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final

from terminal.domain.begun import Begun, BegunKind
from terminal.domain.consent import Purpose
from terminal.domain.enrolment import Draft as File
from terminal.services import enrolment, followups, visits
from terminal.services.begun import content_of
from terminal.services.counter import CardFound
from terminal.services.enrolment import Enrolled
from terminal.services.visits import Noted
from tests.fakes.scripted_runner import ScriptedRunner
from ui.counter.keeping import Desks
from ui.counter.presenter import CounterPresenter
from ui.counter.sheets.kinds import SheetKind
from ui.counter.state import Parked
from ui.counter.states import full_card
from ui.enrol import keeping as enrol_keeping
from ui.enrol.presenter import EnrolNews, EnrolPresenter
from ui.followups.entry import NOTE, VALUE, Draft, Drafts
from ui.followups.presenter import FollowUpsPresenter

AT: Final = datetime(2026, 12, 6, 6, 5, tzinfo=UTC)
SINCE: Final = "14:05"
ONE: Final = File(
    phone="15400000021",
    kind="buys_chronic",
    templates=frozenset({"pregnant", "elder"}),
    words={Purpose.HEALTH_FILE: True, Purpose.MARKETING: False},
    guardian="c-1",
)
TWO: Final = File(name="合成新客")
THREE: Final = File(birth="1958-1-3")


class View:
    """A screen that shows nothing."""

    def show_state(self, _state: Any) -> None:
        """Look away."""

    def go_on(self) -> None:
        """Stay."""


def enrol() -> tuple[EnrolPresenter, ScriptedRunner]:
    run = ScriptedRunner()
    news = EnrolNews(open_card=lambda _: None, looked_for=lambda: "")
    return EnrolPresenter(View(), run, news), run


def files(presenter: EnrolPresenter) -> list[tuple[str, Any]]:
    return [(one.place, one.content) for one in enrol_keeping._begun(presenter)]


def test_every_new_file_that_was_begun_comes_back_the_first_in_front() -> None:
    before, _ = enrol()
    before.bring([ONE, TWO, THREE], SINCE)
    kept = files(before)
    assert [("0", content_of(ONE)), ("1", content_of(TWO)), ("2", content_of(THREE))] == kept
    after, _ = enrol()
    after.bring(
        [enrol_keeping._draft(json.loads(json.dumps(content))) for _, content in kept], SINCE
    )
    assert isinstance(next(iter(after.state.draft.words)), Purpose)
    assert (ONE, (TWO, THREE), SINCE) == (after.state.draft, after.state.aside, after.state.since)
    after.edit("name", "合成")
    assert "" == after.state.since  # Somebody went on with it.


def test_what_was_begun_since_the_start_stays_in_front() -> None:
    presenter, _ = enrol()
    presenter.edit("name", "合成新客")
    presenter.bring([ONE, THREE], SINCE)
    assert (TWO, (ONE, THREE), "") == (
        presenter.state.draft,
        presenter.state.aside,
        presenter.state.since,
    )


def test_a_file_that_is_being_saved_is_left_to_the_save_and_what_is_taken_back_is_begun() -> None:
    presenter, run = enrol()
    presenter.bring([ONE, TWO], SINCE)
    presenter.confirm()
    assert [("0", None), ("1", content_of(TWO))] == files(presenter)
    run.answer(enrolment.enrol, Enrolled("c-9", "合*", draft=ONE))
    assert [("1", content_of(TWO))] == files(presenter)
    presenter.undo()
    run.answer(enrolment.undo, None)
    assert [("0", content_of(ONE)), ("1", content_of(TWO))] == files(presenter)


@dataclass
class Counter:
    """The desks of the card and of the list, with an open card."""

    run: ScriptedRunner = field(default_factory=ScriptedRunner)
    drafts: Drafts = field(default_factory=lambda: Drafts(lambda: AT))

    def __post_init__(self) -> None:
        self.page = CounterPresenter(View(), self.run, drafts=self.drafts)
        self.listed = FollowUpsPresenter(View(), self.run, drafts=self.drafts)
        self.desks = Desks(self.page, self.listed, self.drafts)
        self.card = full_card()

    def open(self) -> None:
        self.page.take(CardFound(self.card))

    def write(self, kind: SheetKind, text: str) -> None:
        self.page.enter(kind)
        self.page.sheets.edit(text)

    @property
    def begun(self) -> dict[BegunKind, Any]:
        return {one.kind: one.content for one in self.desks.begun()}


def test_words_are_begun_wherever_they_stand_and_figures_never() -> None:
    counter = Counter()
    counter.open()
    task = counter.card.tasks[0].id
    counter.drafts.edit(task, VALUE, "6.8")
    assert {} == counter.begun
    counter.drafts.edit(task, NOTE, "家人接的")
    counter.write(SheetKind.NOTE, "头晕")
    counter.write(SheetKind.HAND, "请接着问")
    counter.write(SheetKind.PRESSURE, "147/93")
    words = {
        BegunKind.TASK: {"text": "家人接的"},
        BegunKind.NOTE: {"text": "头晕", "effects": []},
        BegunKind.HANDING: {"text": "请接着问"},
    }
    assert words == counter.begun
    counter.page.enter(SheetKind.NOTE)
    counter.page.sheets.edit(" ")  # Though it was left with words before.
    assert words.keys() - {BegunKind.NOTE} == counter.begun.keys()


def test_a_note_that_is_being_saved_is_left_to_the_save() -> None:
    counter = Counter()
    counter.open()
    counter.write(SheetKind.NOTE, "头晕")
    counter.page.sheets.confirm()
    assert {BegunKind.NOTE: None} == counter.begun
    counter.run.answer(visits.note, Noted("v-1", ()))
    assert {} == counter.begun


def test_it_is_offered_again_with_a_way_to_the_card_and_never_over_what_stands_there() -> None:
    before = Counter()
    before.open()
    task, customer, name = before.card.tasks[0].id, before.card.id, before.card.masked_name
    before.drafts.edit(task, NOTE, "家人接的")
    before.write(SheetKind.NOTE, "头晕")
    kept = [replace(one, customer=customer, name=name, at=AT) for one in before.desks.begun()]

    after = Counter()
    after.drafts.keep(task, Draft(note="刚写的"))
    after.desks.bring(kept)
    assert (Parked(customer, name),) == after.page.state.parked
    assert "刚写的" == after.drafts.of(task).note
    assert 1 == len(after.run.waiting(followups.worklist))
    after.open()
    after.page.enter(SheetKind.NOTE)
    assert ("头晕", AT) == (getattr(after.page.sheets.sheet, "text", ""), after.page.state.draft_at)


def test_where_nothing_was_begun_nothing_happens() -> None:
    counter = Counter()
    counter.desks.bring([Begun(BegunKind.FILE, "0", content_of(ONE), at=AT)])
    assert ((), []) == (counter.page.state.parked, counter.run.asked)
