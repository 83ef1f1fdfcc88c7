"""Handing the counter over: what one person has begun goes with them, and comes back with them."""

from __future__ import annotations

from ui.counter.presenter import CounterPresenter
from ui.followups.entry import Drafts
from ui.lock.shelf import Restore


def park(presenter: CounterPresenter, drafts: Drafts) -> Restore:
    """Put the open card, its drafts and the parked ones away."""
    card, parked = presenter.customer, presenter.state.parked
    task = next((form.task.id for form in presenter.state.forms if form.is_active), None)
    bring_sheets, bring_drafts = presenter.sheets.park(), drafts.park()
    presenter.go_home()
    presenter.set_parked(())

    def restore() -> None:
        bring_sheets()
        bring_drafts()
        presenter.set_parked(parked)
        if card is not None:
            presenter.open_card(card, task_id=task)

    return restore
