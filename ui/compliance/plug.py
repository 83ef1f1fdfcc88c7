"""The compliance page, plugged into the window."""

from __future__ import annotations

from functools import partial

from ui.compliance.files import FileJobs, SubmitFile
from ui.compliance.presenter import ComplianceParts, CompliancePresenter
from ui.compliance.view import CompliancePage
from ui.plug import Around, PagePart
from ui.shortcuts import PageId
from ui.tasks import crash_code


def connect(page: CompliancePage, presenter: CompliancePresenter) -> None:
    """Let the presenter hear what the person does. The presenter already shows on the page."""
    page.typed.connect(presenter.type)
    page.tab_chosen.connect(presenter.choose_tab)
    page.chosen.connect(presenter.choose)
    page.step_requested.connect(presenter.step)
    page.confirmed.connect(presenter.go_on)
    page.reason_given.connect(presenter.pack.give_reason)
    page.change_requested.connect(presenter.pack.change)
    page.export_requested.connect(presenter.export)
    page.folder_chosen.connect(presenter.use_folder)
    page.order_requested.connect(presenter.pack.open_order)
    page.proxy_requested.connect(presenter.pack.open_proxy)
    page.edited.connect(presenter.edit)
    page.picked.connect(presenter.pick)
    page.new_requested.connect(presenter.requests.open_new)
    page.answer_requested.connect(presenter.requests.open_answer)
    page.turned.connect(presenter.pack.turn)
    page.undo_requested.connect(presenter.undo)
    page.undo_expired.connect(presenter.expire)
    page.dismissed.connect(presenter.dismiss)


def plug(submit: SubmitFile, folder: str, around: Around) -> PagePart:
    """Return the page in its surroundings. `submit` makes files, into `folder` unless somebody says
    otherwise.
    """
    page = CompliancePage(zone=around.zone, parent=around.parent)

    def on_crash(error: BaseException) -> None:
        presenter.on_crash(crash_code(error))

    files = FileJobs(submit, on_crash, page)
    parts = ComplianceParts(
        run=around.runner(on_crash),
        read=around.reader(on_crash),
        save=files,
        folder=folder,
        zone=around.zone,
        customer=around.customer,
        ask=around.ask,
        withdraw=around.withdraw,
        prove=around.prove,
        count=partial(around.count, PageId.COMPLIANCE),
    )
    presenter = CompliancePresenter(page, parts)
    files.progressed.connect(presenter.on_progress)
    connect(page, presenter)
    presenter.count()
    return PagePart(
        page_id=PageId.COMPLIANCE,
        widget=page,
        view=page,
        taker=presenter,
        shown=presenter.show,
        changed=presenter.on_store_changed,
        read_again=presenter.refresh,
        stopped=files.close,
    )
