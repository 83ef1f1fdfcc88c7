"""The page of questionnaires, plugged into the window. It is opened from the card, by Q."""

from __future__ import annotations

from functools import partial

from ui.forms.presenter import FormsNews, FormsPresenter
from ui.forms.view import FormsPage
from ui.plug import Around, PagePart
from ui.shortcuts import PageId
from ui.tasks import crash_code


def connect(page: FormsPage, presenter: FormsPresenter) -> None:
    """Let the presenter hear what the person does. The presenter already shows on the page."""
    editor = page.questions.editor
    page.chosen.connect(presenter.choose)
    page.opened.connect(presenter.open)
    page.digit_pressed.connect(presenter.digit)
    page.confirmed.connect(presenter.confirm)
    page.step_requested.connect(presenter.step)
    page.skip_requested.connect(presenter.leave_blank)
    page.save_requested.connect(presenter.save)
    page.undo_requested.connect(presenter.undo)
    page.undo_expired.connect(presenter.expire)
    page.settled.connect(presenter.keep)
    page.dismissed.connect(presenter.dismiss)
    page.questions.pointed.connect(presenter.go)
    editor.picked.connect(presenter.pick)
    editor.edited.connect(presenter.edit)
    editor.emptied.connect(presenter.back_in)


def plug(around: Around) -> PagePart:
    """Return the page in its surroundings."""
    page = FormsPage(zone=around.zone, parent=around.parent)
    run = around.runner(lambda error: presenter.on_crash(crash_code(error)))
    leave = partial(around.open_page, PageId.COUNTER)
    presenter = FormsPresenter(page, run, FormsNews(around.customer, leave))
    connect(page, presenter)
    return PagePart(
        page_id=PageId.FORMS,
        widget=page,
        view=page,
        shown=presenter.show,
        changed=presenter.on_store_changed,
        read_again=presenter.read_again,
    )
