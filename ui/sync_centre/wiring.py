"""The sync centre and its presenter, put together."""

from __future__ import annotations

from ui.plug import Prove
from ui.sync_centre.presenter import SyncCentrePresenter
from ui.sync_centre.state import Sheet
from ui.sync_centre.view import SyncCentrePage


def connect(page: SyncCentrePage, presenter: SyncCentrePresenter, prove: Prove) -> None:
    """Let the presenter hear what the person does. The presenter already shows on the page. Before
    a file is written, `prove` asks for the PIN.
    """

    def confirm() -> None:
        if presenter.state.sheet is Sheet.EXPORT:
            prove(presenter.confirm)
        else:
            presenter.confirm()

    page.pile_chosen.connect(presenter.choose_pile)
    page.save_chosen.connect(presenter.choose)
    page.step_requested.connect(presenter.step)
    page.look_requested.connect(presenter.look)
    page.correct_requested.connect(presenter.correct)
    page.sheet_requested.connect(presenter.begin)
    page.reason_edited.connect(presenter.edit_reason)
    page.confirmed.connect(confirm)
    page.dismissed.connect(presenter.dismiss)
