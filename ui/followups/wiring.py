"""The follow-up page and its presenter, put together."""

from __future__ import annotations

from terminal.domain.followup import OutcomeCode
from ui.followups.presenter import FollowUpsPresenter
from ui.followups.view import FollowUpsPage


def connect(page: FollowUpsPage, presenter: FollowUpsPresenter) -> None:
    """Let the presenter hear what the person does. The presenter already shows on the page."""
    page.task_chosen.connect(presenter.select)
    page.step_requested.connect(presenter.step)
    page.lane_chosen.connect(presenter.choose_lane)
    page.value_edited.connect(presenter.edit_value)
    page.note_edited.connect(presenter.edit_note)
    page.outcome_given.connect(lambda task, code: presenter.give(task, OutcomeCode(code)))
    page.digit_pressed.connect(presenter.press)
    page.undo_requested.connect(presenter.undo)
    page.undo_expired.connect(presenter.expire_undo)
    page.dismissed.connect(presenter.dismiss)
    page.customer_wanted.connect(presenter.open_customer)
    page.handing_wanted.connect(presenter.begin_handing)
    page.flagged_wanted.connect(presenter.open_flagged)
