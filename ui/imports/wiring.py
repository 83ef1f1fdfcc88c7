"""The import page and its presenter, put together."""

from __future__ import annotations

from ui.imports.jobs import Jobs
from ui.imports.presenter import ImportPresenter
from ui.imports.view import ImportPage
from ui.plug import Prove


def connect(page: ImportPage, presenter: ImportPresenter, jobs: Jobs, prove: Prove) -> None:
    """Let the presenter hear what the person does, and how far a job is. The presenter already
    shows on the page.
    """

    def proven() -> None:
        page.hold_name()
        presenter.reveal()

    jobs.progressed.connect(presenter.on_progress)
    page.path_given.connect(presenter.open_file)
    page.read_as.connect(presenter.read_as)
    page.import_chosen.connect(presenter.choose_import)
    page.column_chosen.connect(presenter.choose_column)
    page.pick_requested.connect(presenter.pick)
    page.field_taken.connect(presenter.take_field)
    page.group_chosen.connect(presenter.choose_group)
    page.question_chosen.connect(presenter.choose_question)
    page.chosen.connect(presenter.choose)
    page.settled.connect(presenter.settle)
    page.alike_toggled.connect(presenter.toggle_alike)
    page.reveal_requested.connect(lambda: prove(proven))
    page.conceal_requested.connect(presenter.conceal)
    page.step_requested.connect(presenter.step)
    page.go_on_requested.connect(presenter.go_on)
    page.stop_requested.connect(presenter.stop)
    page.report_requested.connect(lambda: prove(presenter.save_report))
    page.undo_requested.connect(presenter.ask_undo)
    page.dismissed.connect(presenter.dismiss)
