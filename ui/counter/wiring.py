"""The counter page and its presenter, put together."""

from __future__ import annotations

from collections.abc import Callable

from terminal.domain.followup import OutcomeCode
from ui.counter.naming import Naming
from ui.counter.presenter import CounterPresenter
from ui.counter.view import CounterPage
from ui.plug import Prove


def _unasked(then: Callable[[], None]) -> None:
    """Go on at once: there is no lock around the page."""
    then()


def connect(page: CounterPage, presenter: CounterPresenter, prove: Prove = _unasked) -> None:
    """Let the presenter hear what the person does. The presenter already shows on the page. A name
    is shown at once to whoever's card was scanned, as they stand here; that of a file that was
    looked for asks what it is needed for, and for the PIN.
    """
    naming = Naming(page, presenter, prove)
    page.task_activated.connect(presenter.activate)
    page.step_requested.connect(presenter.step)
    page.value_edited.connect(presenter.edit_value)
    page.note_edited.connect(presenter.edit_note)
    page.outcome_given.connect(lambda task, code: presenter.give(task, OutcomeCode(code)))
    page.digit_pressed.connect(presenter.press)
    page.undo_requested.connect(presenter.undo)
    page.undo_expired.connect(presenter.expire_undo)
    page.teach_requested.connect(presenter.teach)
    page.lesson_expired.connect(presenter.expire_lesson)
    page.sheet_wanted.connect(presenter.enter)
    page.sheets.edited.connect(presenter.sheets.edit)
    page.sheets.picked.connect(naming.pick)
    page.sheets.confirmed.connect(presenter.sheets.confirm)
    page.sheets.dismissed.connect(presenter.sheets.close)
    page.sheets.turned.connect(presenter.sheets.mender.turn)
    page.sheets.stepped.connect(presenter.sheets.mender.step)
    page.sheets.thrown.connect(presenter.sheets.throw_away)
    page.sheets.withdrawing.connect(presenter.sheets.mender.withdraw)
    page.conflict_answered.connect(presenter.sheets.answer)
    page.put_off_requested.connect(presenter.sheets.put_off)
    page.deed_expired.connect(presenter.sheets.expire)
    page.dismissed.connect(presenter.dismiss)
    page.reveal_requested.connect(naming.reveal)
    page.conceal_requested.connect(presenter.conceal)
    page.customer_wanted.connect(presenter.open_card)
    page.flagged_wanted.connect(presenter.open_flagged)
